"""Command: write an empty laboratory's table with its data dictionary."""

from __future__ import annotations

import argparse
from pathlib import Path

from layers.intake import Words
from layers.intake.template import write_template
from layers.languages import languages

NAME = "template"
HELP = "write an empty table with every column explained in the four languages"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="XLSX")
    parser.add_argument(
        "--lang", default="en", choices=list(languages()), help="of the table's headings"
    )


def run(args: argparse.Namespace) -> int:
    """Write the template."""
    write_template(Words.load(), args.output, args.lang)
    print(f"{args.output}: fill the sheet 'data', then: python -m layers import {args.output}")
    return 0
