"""Build the fonts of the pages and of the printed report from Source Sans 3.

Needs ``fonttools[woff]`` and the npm package ``source-sans`` 3.52.0 (fonts of version 3.052)::

    npm pack source-sans@3.52.0 && tar xzf source-sans-3.52.0.tgz
    python docs/look/build_fonts.py package/VF assets/fonts dashboard/report/fonts

The result is the same byte for byte with fonttools 4.68.0 and brotli 1.2.1.
"""

import argparse
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Atlas Sans"
WEIGHTS = (400, 700)
PRINT_WEIGHTS = {"Regular": 400, "Bold": 700}
STYLES = {"": "SourceSans3VF-Upright.ttf", "-italic": "SourceSans3VF-Italic.ttf"}
FEATURES = ["ccmp", "locl", "kern", "mark", "mkmk"]

# Figures are tabular by default in this family and share their width with the minus sign, the
# comparison signs and the figure space, so that tables need no tnum feature.
LATIN = (
    "U+20-7E, U+A0-17F, U+218-21B, U+2C6-2C7, U+2D8-2DD, U+301-302, U+306, U+30C, U+326, "
    "U+394, U+3A3, U+3A9, U+3B1-3B4, U+3BB-3BC, U+3C0-3C1, U+3C3-3C4, U+3C7, U+2007, U+2009-200A, "
    "U+2010-2015, U+2018-201E, U+2020-2022, U+2026, U+202F, U+2030, U+2032-2033, U+2039-203A, "
    "U+2044, U+2070, U+2074-208E, U+20AC, U+2116, U+2122, U+2126, U+2150-215E, U+2190-2199, "
    "U+2202, U+2206, U+2211-2212, U+221A, U+221E, U+2248, U+2260, U+2264-2265, U+25A0-25A1, "
    "U+25B2-25B3, U+25BC-25BD, U+25CA-25CB, U+25CF, U+2713, U+2715"
)
CYRILLIC = "U+301, U+306, U+30F, U+311, U+400-45F, U+490-491"
RANGES = {"latin": LATIN, "cyrillic": CYRILLIC}


def code_points(ranges: str) -> set[int]:
    """Return the code points of a CSS unicode-range.

    >>> sorted(code_points("U+41-43, U+2212"))
    [65, 66, 67, 8722]
    """
    points: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def rename(font: TTFont, subfamily: str, note: str) -> None:
    """Give the font its own name: the licence reserves the word "Source"."""
    table = font["name"]
    version = table.getDebugName(5).split(";")[0]
    post_script = FAMILY.replace(" ", "") + "-" + subfamily
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]
    for name_id, text in {
        1: FAMILY,
        2: subfamily,
        3: f"{version};{post_script}",
        4: f"{FAMILY} {subfamily}",
        5: version,
        6: post_script,
        10: f"Subset of the open family by Paul D. Hunt and Adobe, {note}",
    }.items():
        table.setName(text, name_id, 3, 1, 0x409)


def subset(source: Path, ranges: str) -> TTFont:
    """Return the variable font with the code points of `ranges` and no others."""
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.setdefault(0x2715, table.cmap[ord("×")])
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["STAT", "meta", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points(ranges))
    subsetter.subset(font)
    return font


def build_web(source: Path, style: str, ranges: str, target: Path) -> None:
    """Write one subset of one style as a variable WOFF2 file."""
    font = subset(source, ranges)
    instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    rename(font, "Italic" if style else "Regular", "weights 400 to 700")
    font.flavor = "woff2"
    font.save(target)


def build_print(source: Path, subfamily: str, weight: int, target: Path) -> None:
    """Write both scripts in one weight as a static TrueType file: typesetters want these."""
    font = subset(source, f"{LATIN}, {CYRILLIC}")
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    rename(font, subfamily, f"weight {weight}")
    font["OS/2"].usWeightClass = weight
    font.save(target)


def main() -> None:
    """Build every style and script into the two target folders."""
    parser = argparse.ArgumentParser(description="Build the atlas's fonts from Source Sans 3.")
    parser.add_argument("source", type=Path, help="folder with the variable TrueType files")
    parser.add_argument("web", type=Path, help="folder for the WOFF2 files")
    parser.add_argument("print", type=Path, help="folder for the static TrueType files")
    arguments = parser.parse_args()
    for style, file_name in STYLES.items():
        for script, ranges in RANGES.items():
            target = arguments.web / f"atlas-sans-{script}{style}.woff2"
            build_web(arguments.source / file_name, style, ranges, target)
    for subfamily, weight in PRINT_WEIGHTS.items():
        target = arguments.print / f"AtlasSans-{subfamily}.ttf"
        build_print(arguments.source / STYLES[""], subfamily, weight, target)


if __name__ == "__main__":
    main()
