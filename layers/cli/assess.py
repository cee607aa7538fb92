"""Command: judge a laboratory's table by the law of both countries."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from layers.assess import Limits, judge, load_limits
from layers.assess.lab_files import FORMATS, read_file, write_file
from layers.assess.lab_table import LabTable, parse
from layers.assess.oxides import conversions
from layers.errors import AtlasError, Problems, quoted
from layers.model import Law
from layers.registry import Registry

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
    parser.add_argument("file", help=f"table, one row a sample or one row a value: {FORMATS}")
    parser.add_argument("-o", "--output", required=True, help="table with the verdicts beside it")
    parser.add_argument("--jurisdiction", default="RO,RS", help="RO, RS or both (default RO,RS)")
    parser.add_argument(
        "--land-use",
        default="sensitive",
        choices=("sensitive", "less_sensitive"),
        help="where Romanian law distinguishes (default sensitive)",
    )
    parser.add_argument("--medium", default="", help="medium of rows that do not say theirs")
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="leave wrong cells unjudged, with the reason, instead of refusing the table",
    )


def run(args: argparse.Namespace) -> int:
    """Read, judge and write; nothing is written when a cell is wrong."""
    laws = _laws(args.jurisdiction)
    limits = load_limits()
    _say(f"reading {args.file}")
    source, decimal_comma = read_file(Path(args.file))
    name = Path(args.file).name
    table = parse(source, limits.registry, args.medium, name, decimal_comma)
    judged = {}
    for number, law in enumerate(laws, 1):
        _say(f"judging {len(table.values):,} values by {law} ({number} of {len(laws)})")
        judged[law] = judge(table.values, limits, law=law, land_use=args.land_use)
    _note_wrong_rows(table, judged, limits, name)
    if table.problems and not args.keep_going:
        raise AtlasError(_refusal(name, table.problems))
    _say(f"writing {args.output}")
    write_file(_beside(table, judged, limits.registry), Path(args.output), table.decimal_comma)
    _say(_summary(judged))
    return 0


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
            at_value = reason.field == "value"
            column = value["column"] if at_value else reason.field
            table.problems.add(
                file,
                int(value["line"]),
                str(column),
                quoted(value.get("stated" if at_value else reason.field, "")),
                EXPECTED[reason.field],
                reason.label_en,
            )


def _refusal(file: str, problems: Problems) -> str:
    hidden = problems.total - len(problems.kept)
    lines = [f"{file}: {problems.total:,} wrong cells, nothing written"]
    lines += [f"  {problem}" for problem in problems.kept]
    lines += [f"  ... and {hidden:,} more"] if hidden else []
    return "\n".join([*lines, "  (--keep-going leaves them unjudged)"])


def _beside(table: LabTable, judged: dict[Law, pd.DataFrame], registry: Registry) -> pd.DataFrame:
    """Put the verdicts beside the table as it was read."""
    source = table.source.reset_index(drop=True)
    parts = [source]
    said = conversions(table, registry)
    if not table.measured:
        parts += [pd.DataFrame({"converted": said})] if (said != "").any() else []
        parts += [_named(frame, "", law) for law, frame in judged.items()]
    rows = len(source)
    analytes = [one.analyte for one in table.measured]
    for number, one in enumerate(table.measured):
        prefix = one.analyte if analytes.count(one.analyte) == 1 else one.heading
        if one.measurand.oxide:
            here = said[number * rows : (number + 1) * rows]
            parts.append(pd.DataFrame({f"{prefix} converted": here}))
        for law, frame in judged.items():
            part = frame.iloc[number * rows : (number + 1) * rows].reset_index(drop=True)
            parts.append(_named(part, f"{prefix} ", law))
    return pd.concat(parts, axis=1)


def _named(frame: pd.DataFrame, prefix: str, law: str) -> pd.DataFrame:
    texts = dict.fromkeys(frame.select_dtypes("category"), str)
    chosen = frame[list(COLUMNS)].astype({k: v for k, v in texts.items() if k in COLUMNS})
    return chosen.rename(columns={name: f"{prefix}{name}_{law}" for name in COLUMNS})


def _summary(judged: dict[Law, pd.DataFrame]) -> str:
    lines = []
    for law, frame in judged.items():
        counts = frame["verdict"].astype(str).value_counts()
        unchecked = int(((frame["step"] >= 0) & ~frame["checked"]).sum())
        words = ", ".join(f"{count:,} {word}" for word, count in counts.items())
        lines.append(f"{law}: {words}; {unchecked:,} rest on a limit that nobody has checked")
    return "\n".join(lines)
