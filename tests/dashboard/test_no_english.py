"""No English shows on a Romanian or a Serbian page, but what is marked as English."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.words_of_pages import LANGUAGES, english_in, words_of

PAGES = (
    "/",
    "/methods",
    "/about",
    "/accessibility",
    "/no-such-page",
    "/?embed=1",
    "/?dataset=training",
    "/place",
    "/place?q=Slatina",
    "/place?at=44.08,22.1",
    "/place?at=44.72,21.67&use=well",
    "/place?at=44.72,21.67&use=animals&dataset=training",
    "/place?at=44.7,22.42&use=children",
    "/place?at=48.2,16.4&use=farmland",
)
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
    for place in places[LANGUAGES.index(language) :: 3]:
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
