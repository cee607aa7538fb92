"""No English shows on a Romanian or a Serbian page, but what is marked as English."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest

from dashboard.i18n import said, use_language
from dashboard.i18n.catalogue import _messages
from dashboard.i18n.data_texts import _translations
from dashboard.i18n.extract import messages
from tests.dashboard.html_words import words_of

LANGUAGES = ("ro", "sr-Latn", "sr-Cyrl")
ENGLISH = re.compile(
    r"(?i)(?<![\w-])(the|of|and|with|from|not|is|this|by|which|that|than|below|above|its|was|were|"
    r"place|places|value|values|soil|limit|sample|samples|year|mean|pooled|river|tailings|dump|"
    r"mine|simulated|unknown|read|checked|known|every|metal|metals in|mining)(?![\w-])"
)
"""Words that English sentences have and Romanian and Serbian ones have not, or hardly."""
ALLOWED = re.compile(
    r"NETMIN Atlas|\b[Mm]ine\b|© OpenStreetMap contributors|POST /api/assess"
    r"|soil, sediment, water …"
    r"|\b(values|samples|statistics|single, mean)\b|registry/media\.csv|Metal\b|metal\b"
)
"""Names, the keys that programs send, and Romanian `mine` (pits) and `metal`."""
PAGES = ("/", "/methods", "/about", "/no-such-page", "/?embed=1", "/?dataset=training")
STATES = (
    "analyte=Cu",
    "analyte=Pb&law=RS",
    "analyte=As&chart=distribution&medium=soil,sediment",
    "analyte=Cd&chart=time&from=2005",
    "analyte=Zn&chart=matrix&country=RS",
    "analyte=Cu&chart=table&sort=place",
    "analyte=pH&chart=ranking",
    "analyte=Cs-137&chart=time",
    "analyte=Cu&colour=concentration&scope=border,pooled,comparison",
    "analyte=Cu&from=2020&to=1990",
    "analyte=Xx&medium=mud&page=0&lang2=x",
    "analyte=Se&source=none&verdict=-1&use=garden",
    "analyte=Cu&dataset=training&chart=distribution&law=RS",
    "analyte=Cu&dataset=training&chart=matrix",
    "analyte=Cu&layers=none&q=Bor&chart=table",
)


@cache
def english_texts(language: str) -> frozenset[str]:
    """Texts of the code and of the registries that are different in a language."""
    use_language(language)
    catalogue = _messages(language)
    own = {m.id for m in messages() if isinstance(m.id, str) and catalogue.gettext(m.id) != m.id}
    labels = "ro" if language == "ro" else "sr"
    own |= {text for text in _translations(labels) if said(text) != text}
    return frozenset(text for text in own if re.search("[a-z]{3}", text) and "{" not in text)


def english_in(texts: Iterable[str], language: str) -> list[str]:
    found = []
    for text in texts:
        rest = ALLOWED.sub("", text)
        if (text in english_texts(language) and text not in SHARED) or ENGLISH.search(rest):
            found.append(text)
    return found


SHARED = frozenset({"total", "Total", "sediment", "median", "minimum", "plan", "in", "minim"})
"""English words that Romanian or Serbian has too, with another meaning or another English word."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_no_page_shows_english(client, path, language):
    joint = "&" if "?" in path else "?"
    html = client.get(f"{path}{joint}lang={language}").text
    assert english_in(words_of(html, language), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_story_of_a_place_shows_english(client, published, language):
    wrong = {}
    places = [*published.points.index, *published.mines.index, *published.waste.index]
    for place in places[:: 1 if language == "ro" else 3]:
        html = client.get(f"/site/{place}?lang={language}").text
        if found := english_in(words_of(html, language), language):
            wrong[place] = found
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_no_answer_to_a_choice_shows_english(client, state, language):
    answer = client.get(f"/answer?{state}&lang={language}").get_json()
    texts = [text for html in answer["parts"].values() for text in words_of(html, language)]
    texts += list(figure_texts(answer))
    assert english_in(texts, language) == []


def figure_texts(answer: dict[str, Any]) -> Iterator[str]:
    """Yield what a chart says: titles, labels, names of the key, what is told when pointed at."""
    plain = re.compile(r"<[^>]+>")
    for part in (answer.get("figure"), answer.get("numbers")):
        for key, text in strings(part):
            if key in {"text", "hovertext", "name", "ticktext", "title", "head", "rows"}:
                yield from (t for t in plain.sub("\n", text).split("\n") if t.strip())


def strings(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield key, node
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from strings(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value, key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dataset", ["published", "training"])
def test_nothing_on_the_map_is_english(client, dataset, language):
    answer = client.get(f"/layers/symbols.json?dataset={dataset}&lang={language}")
    drawn = answer.get_json(force=True)["features"][0]["properties"]
    texts = [
        *drawn["points"]["name"],
        *(one[key] for one in drawn["objects"] for key in ("name", "what")),
        *(word for words in drawn["labels"].values() for word in words),
        *drawn["words"].values(),
        *drawn["names"]["verdict"],
    ]
    assert english_in(texts, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_chart_buttons_are_not_english(client, language):
    html = client.get(f"/?lang={language}").text
    config = json.loads(re.search(r'data-config="([^"]+)"', html)[1].replace("&quot;", '"'))
    words = config["locales"][config["locale"]]["dictionary"]
    assert english_in(words.values(), language) == []
