"""GET /place.pdf: opened as a reader's program, a phone's camera and a screen reader open it."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from flask.testing import FlaskClient
from pypdf import PdfReader

from dashboard.components.place import words
from dashboard.i18n import LANGUAGES, _, day_text, use_language
from dashboard.report import pdf
from dashboard.report.pdf import typeset
from tests.dashboard.test_no_english import english_in, strings

POINTS = {
    "Serbia": "44.080,22.100",
    "Romania": "45.040,21.690",
    "border": "44.700,21.620",
    "no data": "45.100,20.600",
}
OUTSIDE = "48.200,16.400"
HOSTILE = ("#evil()", "$x^2$", "*bold*", "<b>tag</b>", "_it_", "\\u{41}", "@ref", '"}) #panic("x")')


def written(client: FlaskClient, at: str, language: str = "en", **more: str) -> bytes:
    answer = client.get("/place.pdf", query_string={"at": at, "lang": language} | more)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/pdf"
    return answer.data


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def text_of(data: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in read(data).pages))


def plain(text: str) -> str:
    """Text with one space wherever any are: lines are broken anywhere."""
    return re.sub(r"\s+", " ", text)


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Every element of the tree that a screen reader follows."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K"))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def sheets(client: FlaskClient, language: str) -> dict[str, bytes]:
    return {name: written(client, at, language) for name, at in POINTS.items()}


def test_the_answer_has_two_pages_everywhere_and_in_every_language(sheets):
    assert {name: len(read(data).pages) for name, data in sheets.items()} == dict.fromkeys(
        POINTS, 2
    )


def test_the_sheet_speaks_the_language_of_the_link(sheets, language):
    use_language(language)
    for name, data in sheets.items():
        said = text_of(data)
        for sentence in (
            words.question("garden"),
            _("What you can do"),
            _("Whom to ask"),
            _("Not yet checked by a doctor."),
            day_text(date.today()),
        ):
            assert plain(sentence) in said, (name, sentence)
        if language != "en":
            use_language("en")
            assert plain(words.question("garden")) not in said
            use_language(language)


def test_the_pdf_names_its_language_and_title_and_is_tagged(sheets, language):
    use_language(language)
    for data in sheets.values():
        root = read(data).trailer["/Root"]
        assert root["/Lang"] == language.partition("-")[0]
        assert root["/MarkInfo"]["/Marked"].value
        assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
        assert words.question("garden") in read(data).metadata.title
        assert b"<pdfuaid:part>1</pdfuaid:part>" in data


def test_only_the_atlas_own_fonts_are_used_and_all_are_in_the_file(sheets):
    for data in sheets.values():
        for page in read(data).pages:
            for font in page["/Resources"]["/Font"].values():
                described = font["/DescendantFonts"][0]["/FontDescriptor"]
                assert "AtlasSans" in described["/FontName"]
                assert "/FontFile2" in described or "/FontFile3" in described


def test_a_screen_reader_finds_headings_a_table_with_heads_and_words_for_the_pictures(sheets):
    for data in sheets.values():
        found = list(elements(read(data).trailer["/Root"]["/StructTreeRoot"]["/K"]))
        kinds = [one["/S"] for one in found]
        assert kinds.count("/H1") == 1
        assert kinds.count("/H2") >= 4
        pictures = [one for one in found if one["/S"] == "/Figure"]
        assert len(pictures) == 2
        assert all(len(one["/Alt"]) > 10 for one in pictures)


def test_the_verdicts_stand_in_a_table_with_heads(client):
    data = written(client, POINTS["Serbia"])
    kinds = [one["/S"] for one in elements(read(data).trailer["/Root"]["/StructTreeRoot"]["/K"])]
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == 3


def test_a_phone_reads_the_link_from_the_code(sheets, language):
    for name, data in sheets.items():
        page = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil()
        codes = [one.text for one in zxingcpp.read_barcodes(page)]
        assert codes == [f"http://localhost/place?lang={language}&at={POINTS[name]}"]


def test_the_code_opens_the_same_answer(client):
    data = written(client, POINTS["Serbia"], "ro", use="children", dataset="training")
    page = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil()
    link = zxingcpp.read_barcodes(page)[0].text
    for part in ("at=44.080,22.100", "lang=ro", "use=children", "dataset=training"):
        assert part in link


def test_links_can_be_followed(client):
    pages = read(written(client, POINTS["Serbia"])).pages
    found = {note["/A"]["/URI"] for page in pages for note in page["/Annots"]}
    assert f"http://localhost/place?lang=en&at={POINTS['Serbia']}" in found
    assert any(one.startswith("https://doi.org/") for one in found)
    assert all(one.isascii() and one.startswith(("http://", "https://")) for one in found)


def test_the_data_version_the_way_to_cite_and_the_licence_stand_on_it(client, published):
    said = text_of(written(client, POINTS["Serbia"]))
    package = published.store.package
    assert said.count(f"{package.name} {package.version}") == 2
    assert "To cite it:" in said
    assert package.licenses[0]["name"] in said


def test_both_laws_are_named_and_only_the_one_here_applies(client):
    assert "Serbian law (applies here)" in text_of(written(client, POINTS["Serbia"]))
    assert "Romanian law (to compare)" in text_of(written(client, POINTS["Serbia"]))
    border = text_of(written(client, POINTS["border"]))
    assert "Romanian and Serbian law both apply" in border


def test_outside_the_region_one_page_says_so(client, language):
    data = written(client, OUTSIDE, language)
    use_language(language)
    said = text_of(data)
    assert len(read(data).pages) == 1
    assert plain(_("not covered")) in said
    assert plain(_("What you can do")) not in said


def test_simulated_data_say_so_on_every_page(client, language):
    use_language(language)
    warning = plain(_("No number on this page was measured. Do not use it for any decision."))
    for page in read(written(client, POINTS["Serbia"], language, dataset="training")).pages:
        assert warning in plain(page.extract_text())
    assert warning not in text_of(written(client, POINTS["Serbia"], language))


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the last sheet that was set says, before it was set."""
    said: dict[str, Any] = {}

    def catch(content: dict[str, Any]) -> bytes:
        said.clear()
        said.update(content)
        return typeset(content)

    monkeypatch.setattr(pdf, "typeset", catch)
    return said


@pytest.mark.parametrize("name", [*POINTS, "outside"])
def test_no_english_is_on_a_romanian_or_serbian_sheet(client, caught, name):
    for language in LANGUAGES[1:]:
        written(client, POINTS.get(name, OUTSIDE), language)
        said = {key: text for key, text in caught.items() if key not in ("sources", "footer", "qr")}
        texts = [text for key, text in strings(said) if key not in ("svg", "map", "url", "lang")]
        assert english_in([text for text in texts if "://" not in text], language) == []


def test_hostile_texts_stay_texts(client, caught):
    written(client, POINTS["Serbia"])
    said = dict(caught)
    evil = " ".join(HOSTILE)
    said |= {"answer": evil, "place": evil, "banner": evil, "title": evil, "footer": evil}
    said["table"]["rows"][0]["head"] = evil
    said["sources"]["items"] = [[{"text": evil, "url": "", "lang": ""}]]
    shown = text_of(typeset(said))
    for text in HOSTILE:
        assert shown.count(plain(text)) >= 5, text


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("", "missing", "at"),
        ("at=north", "unknown_at", "at"),
        ("at=44.08,22.1&use=castle", "unknown_use", "use"),
        ("place=nowhere", "unknown_place", "place"),
        ("at=44.08,22.1&q=" + "x" * 2000, "too_long", ""),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_by_name(client, query, code, field):
    answer = client.get(f"/place.pdf?{query}")
    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert (error["code"], error["field"]) == (code, field)


def test_a_host_that_is_no_name_is_not_printed(client):
    answer = client.get("/place.pdf?at=44.08,22.1", headers={"Host": 'a"><b>.example'})
    assert answer.status_code == 400


def test_no_cache_keeps_it_and_the_file_has_the_name_of_the_place(client):
    answer = client.get("/place.pdf", query_string={"at": POINTS["Serbia"], "lang": "sr-Cyrl"})
    assert answer.headers["Cache-Control"] == "no-store"
    named = answer.headers["Content-Disposition"]
    today = date.today().isoformat()
    assert f'filename="netmin-atlas-Bor-{today}.pdf"' in named
    assert f"filename*=UTF-8''netmin-atlas-%D0%91%D0%BE%D1%80-{today}.pdf" in named


def test_when_too_many_ask_at_once_the_rest_are_told_to_come_back(client, monkeypatch):
    monkeypatch.setattr(pdf, "WAIT_S", 0.01)
    with pdf._one_at_a_time:
        answer = client.get("/place.pdf", query_string={"at": POINTS["Serbia"]})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.get_json()["error"]["code"] == "busy"


def test_the_page_offers_the_sheet_of_its_own_answer(client):
    page = client.get("/place?at=44.08,22.1&use=well&lang=ro").text
    assert '"/place.pdf?lang=ro&amp;at=44.080,22.100&amp;use=well"' in page


def test_a_posted_position_is_posted_for_the_sheet_and_stands_in_no_address(client):
    page = client.post("/place?lang=ro", data={"at": "45.040,21.690", "use": "well"}).get_data(
        as_text=True
    )
    assert not re.search(r'"/place\.pdf\?[^"]*at=', page)
    form = re.search(r'<form[^>]*action="/place\.pdf\?lang=ro"[^>]*>.*?</form>', page, re.S)
    assert form
    assert 'method="post"' in form[0]
    assert 'value="45.040,21.690"' in form[0]
    answer = client.post("/place.pdf?lang=ro", data={"at": "45.040,21.690", "use": "well"})
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
