"""Command: say what a store holds."""

from __future__ import annotations

import argparse

import pandas as pd

from layers.store import Store, open_store

NAME = "info"
HELP = "say what a data package holds"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("store", help="folder of a data package")


def run(args: argparse.Namespace) -> int:
    """Print the package's name, its counts, and its values by medium and analyte."""
    print("\n".join(summary(open_store(args.store))))
    return 0


def summary(store: Store) -> list[str]:
    """Return lines that say what a store holds."""
    facts, values = store.package, store.values()
    kind = "simulated data" if facts.simulated else "published data"
    lines = [f"{facts.title}", f"{facts.name} {facts.version}, {kind}", ""]
    counts = {**store.counts(), "findings": len(store.findings()), "sources": len(store.sources())}
    lines += [f"{count:>9,}  {name.replace('_', ' ')}" for name, count in counts.items()]
    lines += ["", f"{(~values['pooled']).sum():>9,}  values of single samples"]
    lines += [f"{(values['censoring'] != '').sum():>9,}  censored values"]
    years = values["year_start"].dropna()
    if len(years):
        lines += [f"{years.min()} to {values['year_end'].max()}, where a date is known"]
    for column in ("country", "medium", "analyte"):
        lines += ["", f"values by {column}:", *_counted(values[column])]
    return lines


def _counted(column: pd.Series) -> list[str]:
    counts = column.replace("", "several").value_counts()
    return [f"{count:>9,}  {name}" for name, count in counts.items()]
