"""Command: judge a laboratory's table by the law of both countries."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from layers.assess import Limits, judge, load_limits
from layers.assess.beside import IndexColumns, health_columns
from layers.assess.essential import Essential, judge_low_end
from layers.assess.health import HealthRegistry
from layers.assess.indices import Choices, IndexRegistry
from layers.assess.lab_output import CONVERTED, beside
from layers.assess.lab_summary import summarise_table
from layers.assess.lab_table import LabTable
from layers.assess.oxides import conversions
from layers.assess.survey import Survey
from layers.errors import AtlasError, Problems, quoted
from layers.intake import Words
from layers.intake.lab import read_lab_table
from layers.intake.read import FORMATS
from layers.intake.write import FORMATS as WRITTEN
from layers.intake.write import check_target, write_file
from layers.model import Law

NAME = "assess"
HELP = "judge a laboratory's table by Romanian and Serbian law"

LAWS: dict[str, Law] = {"RO": "RO", "RS": "RS"}
COLUMNS = ("verdict", "step", "limit", "limit_unit", "limit_name", "times_limit", "regulation",
           "checked", "corrected", "at_least", "reason", "note")  # fmt: skip

EXPECTED = {
    "medium": "a medium of registry/media.csv",
    "analyte": "an analyte of registry/analytes.csv",
    "unit": "a unit of registry/units.csv that fits the medium",
    "value": "an amount that can be",
    "censoring": "<, > or nothing",
    "clay_pct": "0 to 100",
    "organic_matter_pct": "0 to 100",
    "hardness_mg_l": "a number above zero",
    "date_end": "a date as YYYY, YYYY-MM or YYYY-MM-DD",
    "fraction": "a fraction of registry/vocabulary.csv that agrees with the unit",
    "statistic": "a statistic of registry/vocabulary.csv",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    readable, writable = ", ".join(FORMATS), ", ".join(WRITTEN)
    parser.add_argument("file", help=f"table, one row a sample or one row a value: {readable}")
    parser.add_argument("-o", "--output", required=True, help=f"table with verdicts: {writable}")
    parser.add_argument("--jurisdiction", default="RO,RS", help="RO, RS or both (default RO,RS)")
    parser.add_argument(
        "--land-use",
        default="sensitive",
        choices=("sensitive", "less_sensitive"),
        help="where Romanian law distinguishes (default sensitive)",
    )
    parser.add_argument("--medium", default="", help="medium of rows that do not say theirs")
    parser.add_argument(
        "--indices", action="store_true", help="write the pollution indices beside the verdicts"
    )
    parser.add_argument(
        "--background",
        default=Choices.background,
        metavar="SET",
        help="background of the indices, a key of registry/index_background_sets.csv "
        f"(default {Choices.background})",
    )
    parser.add_argument(
        "--reference-element",
        default=Choices.reference_element,
        metavar="ELEMENT",
        help="element that the enrichment factor is normalised with "
        f"(default {Choices.reference_element})",
    )
    parser.add_argument(
        "--health",
        nargs="?",
        const="classic",
        metavar="PARAMETERS",
        help="write the health risk of contact with soil, with a set of "
        "registry/exposure_sets.csv (classic if none is named)",
    )
    parser.add_argument(
        "--summary",
        metavar="TABLE",
        help="write means, intervals and quantiles of each metal too, with its non-detects",
    )
    parser.add_argument(
        "--summary-by",
        default="",
        metavar="COLUMNS",
        help="columns of the table that make groups of the summary, divided by commas",
    )
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="leave wrong cells unjudged, with the reason, instead of refusing the table",
    )


def run(args: argparse.Namespace) -> int:
    """Read, judge and write; nothing is written when a cell is wrong."""
    laws = _laws(args.jurisdiction)
    for target in filter(None, (args.output, args.summary)):
        check_target(Path(target))
    limits = load_limits()
    _say(f"reading {args.file}")
    name = Path(args.file).name
    table = read_lab_table(Path(args.file), Words.load(), args.medium)
    _say_land_use(table, args.land_use, laws)
    judged = {}
    for number, law in enumerate(laws, 1):
        _say(f"judging {len(table.values):,} values by {law} ({number} of {len(laws)})")
        judged[law] = judge(table.values, limits, law=law, land_use=args.land_use)
    _note_wrong_rows(table, judged, limits, name)
    if table.problems and not args.keep_going:
        raise AtlasError(_refusal(name, table.problems))
    of_values = [pd.DataFrame({CONVERTED: conversions(table.values, limits.registry)})]
    of_values += [_named(frame, law) for law, frame in judged.items()]
    of_values.append(_low_ends(table, limits))
    more, of_samples = _asked_for(args, table, limits)
    written = {args.output: beside(table, [*of_values, *more], of_samples)}
    if args.summary:
        by = [name.strip() for name in args.summary_by.split(",") if name.strip()]
        _say("summarising")
        written[args.summary] = summarise_table(table, limits.registry, by, name)
    for path, frame in written.items():
        _say(f"writing {path}")
        write_file(frame, Path(path), table.decimal_comma)
    _say(_summary(judged))
    return 0


def _say_land_use(table: LabTable, land_use: str, laws: list[Law]) -> None:
    """Tell that a column of land uses decides nothing: Romanian law is asked with one for all."""
    if "RO" not in laws or "land_use" not in table.values:
        return
    stated = sorted({str(one) for one in table.values["land_use"].dropna() if str(one)})
    if stated:
        _say(
            f"land uses of the table ({', '.join(stated)}) are not used: every row is judged as "
            f"{land_use} (--land-use)"
        )


def _low_ends(table: LabTable, limits: Limits) -> pd.DataFrame:
    """Return what is said of too little of an essential metal."""
    judged = judge_low_end(table.values, Essential.load(), limits.registry)
    return judged.rename(columns={"reason": "low_end_reason"})


def _asked_for(
    args: argparse.Namespace, table: LabTable, limits: Limits
) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """Return the columns of indices and health risk that were asked for."""
    if not (args.indices or args.health):
        return [], []
    survey = Survey.of(table.values, limits.registry)
    of_values: list[pd.DataFrame] = []
    of_samples: list[pd.DataFrame] = []
    if args.indices:
        registry = IndexRegistry.load()
        choices = _choices(args, registry, limits)
        _say(f"indices against {choices.background}, EF by {choices.reference_element}")
        found = IndexColumns.of(survey, registry, choices)
        of_values += found.elements.values()
        of_samples += [_against(choices, len(survey.sample)), *found.samples.values()]
    if args.health:
        health = HealthRegistry.load()
        _known("--health", args.health, health.sets)
        columns, notices = health_columns(survey, health, args.health)
        kinds = ";".join(dict.fromkeys(notice.kind for notice in notices))
        of_samples.append(columns.assign(health_parameters=args.health, health_note=kinds))
        for text in dict.fromkeys(notice.text for notice in notices):
            _say(f"health risk: {text}")
    return of_values, of_samples


def _choices(args: argparse.Namespace, registry: IndexRegistry, limits: Limits) -> Choices:
    _known("--background", args.background, registry.background_sets)
    element = limits.registry.find_analyte(args.reference_element)
    if element is None:
        _known("--reference-element", args.reference_element, limits.analytes)
    return Choices(background=args.background, reference_element=str(element))


def _known(option: str, found: str, known: Collection[str]) -> None:
    if found not in known:
        raise AtlasError(f"{option}: found {found!r}, expected one of {', '.join(sorted(known))}")


def _against(choices: Choices, rows: int) -> pd.DataFrame:
    names = {
        "index_background": choices.background,
        "index_reference_element": choices.reference_element,
    }
    return pd.DataFrame({key: [name] * rows for key, name in names.items()})


def _laws(text: str) -> list[Law]:
    names = [name.strip().upper() for name in text.split(",") if name.strip()]
    if not names or any(name not in LAWS for name in names):
        raise AtlasError(f"--jurisdiction: found {text!r}, expected RO, RS or RO,RS")
    return [LAWS[name] for name in dict.fromkeys(names)]


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _note_wrong_rows(
    table: LabTable, judged: dict[Law, pd.DataFrame], limits: Limits, file: str
) -> None:
    """Note every value that is wrong in itself; an empty cell is nothing measured."""
    errors = {name: one for name, one in limits.reasons.items() if one.kind == "error"}
    del errors["no_value"]
    seen: set[int] = set()
    for frame in judged.values():
        for at in frame["reason"].isin(list(errors)).to_numpy().nonzero()[0]:
            if at in seen:
                continue
            seen.add(at)
            value, reason = table.values.iloc[at], errors[str(frame["reason"].iloc[at])]
            if reason.field == "unit" and _is_empty(value):
                continue
            if (value["line"], reason.field) in table.told:
                continue
            at_value = reason.field == "value"
            column = value["column"] if at_value else reason.field
            if {(value["line"], column), (value["line"], value["column"])} & table.told:
                continue
            table.problems.add(
                file,
                int(value["line"]),
                str(column),
                quoted(value.get("stated" if at_value else reason.field, "")),
                EXPECTED[reason.field],
                reason.label_en,
            )


def _is_empty(value: pd.Series) -> bool:
    """Tell whether nothing stands in a cell: a heading's unit then says nothing of it."""
    return bool(pd.isna(value["stated"])) and value["censoring"] == ""


def _refusal(file: str, problems: Problems) -> str:
    hidden = problems.total - len(problems.kept)
    lines = [f"{file}: {problems.total:,} wrong cells, nothing written"]
    lines += [f"  {problem}" for problem in problems.kept]
    lines += [f"  ... and {hidden:,} more"] if hidden else []
    return "\n".join([*lines, "  (--keep-going leaves them unjudged)"])


def _named(frame: pd.DataFrame, law: str) -> pd.DataFrame:
    texts = dict.fromkeys(frame.select_dtypes("category"), str)
    chosen = frame[list(COLUMNS)].astype({k: v for k, v in texts.items() if k in COLUMNS})
    return chosen.rename(columns={name: f"{name}_{law}" for name in COLUMNS})


def _summary(judged: dict[Law, pd.DataFrame]) -> str:
    lines = []
    for law, frame in judged.items():
        counts = frame["verdict"].astype(str).value_counts()
        unchecked = int(((frame["step"] >= 0) & ~frame["checked"]).sum())
        words = ", ".join(f"{count:,} {word}" for word, count in counts.items())
        lines.append(f"{law}: {words}; {unchecked:,} rest on a limit that nobody has checked")
    return "\n".join(lines)
