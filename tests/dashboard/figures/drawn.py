"""What a figure draws, as plain data, for statements about it."""

import json
from collections.abc import Iterator
from typing import Any

from dashboard.figures.result import FigureResult

SAMPLES = {"single", "single_unknown", "single_censored"}
SUMMARIES = {"pooled", "pooled_unknown", "pooled_censored"}
MARKS = SAMPLES | SUMMARIES


def spec(result: FigureResult) -> dict[str, Any]:
    """The whole figure, labels and key in it."""
    return json.loads(result.figure.to_json())


def traces(result: FigureResult, *kinds: str) -> list[dict[str, Any]]:
    """Traces of some kinds; of all kinds of marks without any."""
    wanted = set(kinds) or MARKS
    return [trace for trace in spec(result)["data"] if trace["meta"]["kind"] in wanted]


def marks(result: FigureResult, *kinds: str) -> Iterator[tuple[str, str, float, float]]:
    """Place, measurement, x and y of every mark."""
    for trace in traces(result, *kinds):
        for (place, measurement), x, y in zip(
            trace["customdata"], trace["x"], trace["y"], strict=True
        ):
            yield place, measurement, x, y


def measured(result: FigureResult, *kinds: str) -> set[str]:
    """Ids of the measurements that have a mark."""
    return {measurement for _place, measurement, _x, _y in marks(result, *kinds)}


def words(result: FigureResult) -> str:
    """Every text that plotly reads as pseudo-HTML."""
    return "\n".join(_texts(spec(result)))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"text", "hovertext", "ticktext", "name"}:
                yield from _strings(value)
            elif key != "template":
                yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (text for text in value if isinstance(text, str))
    else:
        yield from _texts(value)
