"""What the repository promises beside its code: requirements, decisions, versions."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
OWN = {"app", "dashboard", "layers", "tests"}
RUNTIME_CODE = ["app.py", "dashboard", "layers"]


def _requirements(name: str) -> dict[str, str]:
    lines = (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if line and not line.startswith(("#", "-"))]
    pairs = [re.fullmatch(r"([\w.-]+)==([\w.]+)", line) for line in asked]
    assert all(pairs), f"{name} has a requirement without an exact version"
    return {_plain(pair[1]): pair[2] for pair in pairs if pair}


def _plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _imported(places: list[str]) -> set[str]:
    modules: set[str] = set()
    for place in places:
        path = REPOSITORY / place
        for file in [path] if path.is_file() else path.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    modules |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    modules.add(node.module.split(".")[0])
    return modules - OWN - set(sys.stdlib_module_names)


def _distributions(modules: set[str]) -> set[str]:
    known = importlib.metadata.packages_distributions()
    return {_plain(name) for module in modules for name in known.get(module, [module])[:1]}


def test_every_library_the_application_imports_is_a_requirement() -> None:
    asked = _requirements("requirements.txt")
    assert _distributions(_imported(RUNTIME_CODE)) <= set(asked)


def test_every_library_the_tests_import_is_a_requirement() -> None:
    asked = _requirements("requirements.txt") | _requirements("requirements-dev.txt")
    assert _distributions(_imported(["tests"])) <= set(asked)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_constraints_pin_what_the_requirements_ask(name: str) -> None:
    pinned = _requirements("constraints.txt")
    asked = _requirements(name)
    assert {each: pinned.get(each) for each in asked} == asked


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    version = project["project"]["version"]
    citation = (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")
    changes = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\nversion: {version}\n" in citation
    assert f"\n## [{version}]" in changes


def test_the_index_of_decisions_lists_every_page() -> None:
    folder = REPOSITORY / "docs" / "decisions"
    pages = {page.name for page in folder.glob("*.md")} - {"README.md"}
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert listed == pages


def test_make_names_every_target_it_offers() -> None:
    shown = subprocess.run(
        ["make", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout
    offered = set(re.findall(r"^make (\w+)", shown, re.MULTILINE))
    assert {"run", "test", "check", "bench", "format", "clean"} <= offered
