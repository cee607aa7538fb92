"""Measure how far apart the verdict colours stand for every kind of colour vision.

Needs ``colorspacious`` 1.1.2: CAM02-UCS distances, and the simulation of Machado et al. (2009,
doi 10.1109/TVCG.2009.113) at full severity. Prints the table of docs/look/README.md::

    python docs/look/measure_colours.py assets/10-tokens.css
"""

import argparse
import re
from itertools import combinations
from pathlib import Path

import numpy as np
from colorspacious import cspace_convert, deltaE

VISIONS = {
    "normal": "",
    "deutan": "deuteranomaly",
    "protan": "protanomaly",
    "tritan": "tritanomaly",
}


def verdict_colours(css: str) -> list[np.ndarray]:
    """Return the four verdict colours of a stylesheet as sRGB triples from 0 to 1."""
    found = re.findall(r"--verdict-\d: #([0-9a-f]{6});", css)
    return [np.array([int(hexa[i : i + 2], 16) / 255 for i in (0, 2, 4)]) for hexa in found]


def seen(colour: np.ndarray, deficiency: str) -> np.ndarray:
    """Return the colour as a person with this deficiency sees it."""
    if not deficiency:
        return colour
    space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}
    return np.clip(cspace_convert(colour, space, "sRGB1"), 0, 1)


def main() -> None:
    """Print one line a kind of vision: the distance of each pair of steps."""
    parser = argparse.ArgumentParser(description="Measure the distances of the verdict colours.")
    parser.add_argument("stylesheet", type=Path)
    colours = verdict_colours(parser.parse_args().stylesheet.read_text(encoding="utf-8"))
    pairs = list(combinations(range(len(colours)), 2))
    lines = ["| vision | " + " | ".join(f"{a}–{b}" for a, b in pairs) + " |"]
    for vision, deficiency in VISIONS.items():
        steps = [seen(colour, deficiency) for colour in colours]
        distances = [deltaE(steps[a], steps[b], input_space="sRGB1") for a, b in pairs]
        lines.append(f"| {vision} | " + " | ".join(f"{d:.1f}" for d in distances) + " |")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
