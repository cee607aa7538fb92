"""Selection <-> query string: the one codec.

A key that equals its default is left out; a list is joined by commas; an emptied list whose
default is not empty is written `none`. The browser's `assets/40-state.js` follows the same three
rules from the table that `browser_table` hands it, and knows no key by name.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dashboard.i18n import LANGUAGES
from layers.model import MAP_LAYERS, Selection

NONE = "none"
_USUAL = Selection()
Options = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Key:
    """One key of the query string and the field of `Selection` that it fills.

    `options` names the list of known values that the link is checked against; `parse` turns a
    text into the value and raises ValueError where it cannot.
    """

    key: str
    field: str
    many: bool = False
    options: str | None = None
    parse: Callable[[str], Any] = str
    part: int | None = None

    @property
    def default(self) -> Any:
        """Value that the field has when the link does not say."""
        value = getattr(_USUAL, self.field)
        return value if self.part is None else value[self.part]

    def read(self, text: str, known: Options) -> tuple[Any, list[str]]:
        """Return the value of `text` and the parts of it that nobody knows."""
        parts = [] if text == NONE else text.split(",") if self.many else [text]
        good, bad = [], []
        for part in parts:
            try:
                value = self.parse(part)
                if self.options and value not in known[self.options]:
                    raise ValueError(part)
                good.append(value)
            except ValueError:
                bad.append(part)
        if self.many:
            return (tuple(good) if good or text == NONE else self.default), bad
        return (good[0] if good else self.default), bad

    def write(self, selection: Selection) -> str | None:
        """Return the text for the link, `None` where it equals the default."""
        value = getattr(selection, self.field)
        value = value if self.part is None else value[self.part]
        if value == self.default:
            return None
        if self.many:
            return ",".join(map(str, value)) or NONE
        return str(int(value)) if isinstance(value, bool) else str(value)


def _year(text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text) or not 1800 <= int(text) <= 2200:
        raise ValueError(text)
    return int(text)


def _count(text: str) -> int:
    if (count := int(text)) < 1:
        raise ValueError(text)
    return count


def _flag(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError(text)
    return text == "1"


def _view(text: str) -> str:
    zoom, lat, lon = (float(part) for part in text.split("/"))
    if not (0 <= zoom <= 20 and -90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(text)
    return text


KEYS = (
    Key("dataset", "dataset", options="dataset"),
    Key("analyte", "analyte", options="analyte"),
    Key("law", "law", options="law"),
    Key("land_use", "land_use", options="land_use"),
    Key("colour", "colour", options="colour"),
    Key("medium", "groups", many=True, options="medium"),
    Key("country", "countries", many=True, options="country"),
    Key("from", "years", parse=_year, part=0),
    Key("to", "years", parse=_year, part=1),
    Key("statistic", "statistics", many=True, options="statistic"),
    Key("use", "uses", many=True, options="use"),
    Key("source", "sources", many=True, options="source"),
    Key("verdict", "steps", many=True, options="verdict"),
    Key("scope", "scopes", many=True, options="scope"),
    Key("layers", "layers", many=True, options="layers"),
    Key("site", "place", options="site"),
    Key("chart", "chart", options="chart"),
    Key("sort", "sort", options="sort"),
    Key("page", "page", parse=_count),
    Key("q", "text"),
    Key("map", "view", parse=_view),
    Key("lang", "language", options="language"),
    Key("embed", "embed", parse=_flag),
)
FIXED_OPTIONS: dict[str, tuple[str, ...]] = {
    "law": ("RO", "RS"),
    "land_use": ("sensitive", "less_sensitive"),
    "colour": ("verdict", "concentration"),
    "verdict": ("3", "2", "1", "0", "-1"),
    "scope": ("border", "pooled", "comparison"),
    "layers": MAP_LAYERS,
    "chart": ("ranking", "distribution", "time", "matrix", "table"),
    "language": LANGUAGES,
}


def carried(selection: Selection, **changes: Any) -> str:
    """Write what every link inside the atlas keeps: the package and the language.

    Empty for the usual ones, so that it can follow any path.

    >>> carried(Selection(analyte="Pb", language="ro"))
    '?lang=ro'
    """
    kept = Selection(dataset=selection.dataset, language=selection.language)
    return encode(kept, **changes).removesuffix("?")


_PRECISE = re.compile(r"-?\d{1,3}\.\d{4,20}")


def with_language(query: str, language: str) -> str:
    """Return the same query string in another language; every other key stays.

    A position is rounded to 0.001 degrees: nothing answers about it more precisely.

    >>> with_language("?analyte=Cu&lang=en&at=44.08,22.10", "sr-Cyrl")
    '?analyte=Cu&at=44.08,22.10&lang=sr-Cyrl'
    """
    pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True)
    kept = [
        (key, _PRECISE.sub(lambda found: f"{float(found[0]):.3f}", text) if key == "at" else text)
        for key, text in pairs
        if key != "lang"
    ]
    return "?" + urlencode([*kept, ("lang", language)], safe=",/")


def dataset_of(query: str, datasets: Container[str]) -> str:
    """Name of the package that a query string asks for; the usual one where it is not open."""
    asked = dict(parse_qsl(query.removeprefix("?"))).get("dataset", "").strip()
    return asked if asked in datasets else Selection().dataset


def decode(query: str, options: Options) -> Selection:
    """Read a query string; what it asks for and nobody knows is kept in `unknown`.

    Parameters
    ----------
    query : str
        With or without its question mark, as the browser sends it. Unknown keys are ignored.
    options : mapping of str to iterable of str
        Known values by name, see `Key.options`.

    Returns
    -------
    Selection
        Never raises: a broken value falls back to its default and is named in `unknown`.
    """
    asked = _asked(query)
    known = {**options, **FIXED_OPTIONS}
    fields: dict[str, Any] = {}
    unknown: list[tuple[str, str]] = []
    for key in KEYS:
        if key.key not in asked:
            continue
        value, bad = key.read(asked[key.key].strip()[:2000], known)
        unknown.extend((key.key, part) for part in bad)
        if key.part is None:
            fields[key.field] = value
        else:
            pair = list(fields.get(key.field, getattr(Selection(), key.field)))
            pair[key.part] = value
            fields[key.field] = tuple(pair)
    return Selection(**fields, unknown=tuple(unknown))


def _asked(query: str) -> dict[str, str]:
    """Return the texts by key; of a repeated key the last counts, of a list's all.

    A form that a browser sends without JavaScript repeats the key of a list.
    """
    many = {key.key for key in KEYS if key.many}
    asked: dict[str, str] = {}
    for name, text in parse_qsl(query.removeprefix("?"), keep_blank_values=False):
        asked[name] = f"{asked[name]},{text}" if name in many and name in asked else text
    return asked


def pairs(selection: Selection) -> list[tuple[str, str]]:
    """Return the keys of the link and their texts, those that equal their default left out."""
    return [(key.key, text) for key in KEYS if (text := key.write(selection)) is not None]


def encode(selection: Selection, **changes: Any) -> str:
    """Write the link's query string, with its question mark; `?` alone for the default state.

    >>> encode(Selection(analyte="Pb", groups=("soil",)))
    '?analyte=Pb&medium=soil'
    """
    return "?" + urlencode(pairs(selection.but(**changes)), safe=",/")


def browser_table(options: Options) -> list[dict[str, Any]]:
    """Describe every key for the browser: name, default, whether it is a list, known values."""
    known = {**options, **FIXED_OPTIONS}
    return [
        {
            "key": key.key,
            "many": key.many,
            "default": key.default,
            "options": list(known[key.options]) if key.options else None,
        }
        for key in KEYS
    ]
