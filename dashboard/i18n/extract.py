"""Write the message catalogue from the code: `python -m dashboard.i18n.extract`."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

DASHBOARD = Path(__file__).parents[1]
CATALOGUE = Path(__file__).parent / "messages.pot"


def messages() -> Catalog:
    """Collect every text that the code gives to `_` or `ngettext`, with the places of its use."""
    catalogue = Catalog(project="NETMIN Atlas", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        DASHBOARD,
        method_map=[("**.py", "python")],
        keywords={"_": None, "ngettext": (1, 2)},
    )
    for file, _line, message, comments, context in sorted(found, key=lambda item: item[:2]):
        catalogue.add(message, None, [(f"dashboard/{file}", None)], (), comments, context=context)
    return catalogue


def write(path: Path = CATALOGUE) -> None:
    """Write the catalogue in an order that does not depend on the machine."""
    with path.open("wb") as file:
        write_po(file, messages(), width=100, omit_header=True, sort_output=True)


if __name__ == "__main__":
    write()
