"""GET /plan.pdf: opened as a reader's program, a phone's camera and a screen reader open it."""

import re
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from flask.testing import FlaskClient
from pypdf import PdfReader

from dashboard.i18n import LANGUAGES, _, use_language
from dashboard.report import plan_content
from dashboard.report.pdf import typeset
from layers.advice import AdviceBook
from tests.dashboard.test_no_english import english_in, strings
from tests.dashboard.test_place_pdf import HOSTILE, elements, plain, read, text_of

AT = {"at": "44.080,22.100", "radius": "600", "n": "25", "ids": "ATL-2611"}


def written(client: FlaskClient, language: str = "en", **more: str) -> bytes:
    answer = client.get("/plan.pdf", query_string=AT | {"lang": language} | more)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/pdf"
    return answer.data


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def sheet(client: FlaskClient, language: str) -> bytes:
    return written(client, language, grid="stereo70")


def test_the_sheet_speaks_the_language_of_the_link_and_is_tagged(sheet, language):
    use_language(language)
    root = PdfReader(BytesIO(sheet)).trailer["/Root"]
    assert root["/Lang"] == language.partition("-")[0]
    assert root["/MarkInfo"]["/Marked"].value
    assert b"<pdfuaid:part>1</pdfuaid:part>" in sheet
    text = text_of(sheet)
    for sentence in (_("Labels to cut out"), _("Where the steps come from"), _("Taken by")):
        assert plain(sentence) in text


def test_every_sample_has_its_row_and_its_label_with_its_id(sheet):
    text = text_of(sheet)
    for number in range(1, 28):
        assert text.count(f"ATL-2611-{number:03d}") >= 2
    assert "ATL-2611-028" not in text


def test_a_screen_reader_finds_a_table_with_heads_and_words_for_the_pictures(sheet):
    found = list(elements(read(sheet).trailer["/Root"]["/StructTreeRoot"]["/K"]))
    kinds = [one["/S"] for one in found]
    assert kinds.count("/H1") == 1
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == 9
    pictures = [one for one in found if one["/S"] == "/Figure"]
    assert len(pictures) == 2
    assert all(len(one["/Alt"]) > 10 for one in pictures)


def test_a_phone_reads_the_link_of_the_plan_and_the_id_of_each_label(sheet, language):
    pages = pypdfium2.PdfDocument(sheet)
    first = zxingcpp.read_barcodes(pages[0].render(scale=3).to_pil())
    assert [re.sub(r"\?.*", "", one.text) for one in first] == ["http://localhost/contribute"]
    assert "at=44.08000,22.10000" in first[0].text
    assert f"lang={language}" in first[0].text
    codes = zxingcpp.read_barcodes(pages[len(pages) - 1].render(scale=3).to_pil())
    assert {one.text for one in codes} <= {f"ATL-2611-{n:03d}" for n in range(1, 28)}
    assert len(codes) >= 3


def test_metres_of_the_national_grid_are_those_of_its_system(client):
    text = text_of(written(client, n="1", grid="utm34n"))
    assert "UTM 34N: E" in text
    east, north = map(int, re.search(r"22\.\d{6} (\d{6}) (\d{7})", text).groups())
    assert east == pytest.approx(588_100, abs=1500)
    assert north == pytest.approx(4_881_500, abs=1500)


def test_water_has_the_steps_of_a_well_and_blanks(client):
    text = text_of(written(client, sample="groundwater"))
    assert "Depth of the well [m]" in text
    assert "blank: clean water" in text
    assert "acid" in text
    assert "blank" not in text_of(written(client))


@pytest.mark.parametrize("medium", ["sediment", "water", "wastewater"])
def test_a_medium_of_which_no_steps_were_read_gets_none_and_says_whom_to_ask(client, medium):
    text = plain(text_of(written(client, sample=medium)))
    assert "no source that says how to take such a sample" in text
    assert "MMI Bor" in text
    for wrong in ("garden", "Vegetable bed", "well", "Tap", "Land use"):
        assert wrong not in text.partition("Where the steps come from")[0], wrong
    fields = {
        "sediment": "Depth [cm]",
        "water": "Bank or middle",
        "wastewater": "Outlet or channel",
    }
    assert fields[medium] in text


@pytest.mark.parametrize("medium", ["soil", "groundwater", "drinking_water", "sediment"])
def test_every_guide_begins_with_safety(client, caught, medium):
    written(client, sample=medium)
    first = caught["guide"][0]
    assert first["title"] == "Before you go: your safety"
    assert "Stay off mine sites, tailings ponds" in first["items"][0]["text"]


@pytest.mark.parametrize("medium", ["soil", "groundwater"])
def test_every_step_from_memory_is_marked_and_no_other(client, caught, medium):
    written(client, sample=medium)
    steps = {one.text_en: one.confidence for one in AdviceBook.load().steps}
    marks = {"from_memory": "(from memory)", "partly_from_memory": "(partly from memory)"}
    for part in caught["guide"]:
        for one in part["items"]:
            assert one["mark"] == marks.get(steps[one["text"]], ""), one["text"]
    text = plain(text_of(written(client, sample=medium)))
    assert "the authors’ own knowledge, not read in a source" in text
    assert text.count("(partly from memory)") >= 3


def test_simulated_data_say_so_on_every_page(client):
    warning = "No number on this page was measured. Do not use it for any decision."
    for page in read(written(client, dataset="training")).pages:
        assert warning in plain(page.extract_text())


@pytest.fixture
def caught(monkeypatch: pytest.MonkeyPatch) -> dict:
    kept: dict = {}

    def catch(content, template):
        kept.update(content)
        return typeset(content, template)

    monkeypatch.setattr(plan_content, "typeset", catch)
    return kept


@pytest.mark.parametrize("medium", ["soil", "groundwater"])
def test_no_label_tells_the_laboratory_which_sample_checks_it(client, caught, medium):
    written(client, sample=medium)
    labels = caught["labels"]["items"]
    assert [one["id"] for one in labels] == sorted(one["id"] for one in labels)
    assert len({one["svg"].partition("<g")[0] for one in labels}) == 1
    assert {frozenset(one) for one in labels} == {frozenset(("id", "svg"))}
    last = read(written(client, sample=medium)).pages[-1].extract_text()
    assert not re.search(r"\d\d\.\d{4}", last)


@pytest.mark.parametrize("medium", ["soil", "groundwater", "sediment", "wastewater"])
def test_no_english_is_on_a_romanian_or_serbian_sheet(client, caught, medium):
    for language in LANGUAGES[1:]:
        written(client, language, sample=medium, kind="stratified", strata="river")
        said = {key: text for key, text in caught.items() if key not in ("sources", "qr")}
        texts = [text for key, text in strings(said) if key not in ("svg", "lang")]
        assert english_in(texts, language) == []


def test_hostile_texts_stay_texts(client, caught):
    written(client)
    evil = " ".join(HOSTILE)
    said = dict(caught) | {"answer": evil, "title": evil, "footer": evil, "about": [evil]}
    said["table"]["rows"][0][0] = evil
    shown = text_of(typeset(said, "plan.typ"))
    for text in HOSTILE:
        assert shown.count(plain(text)) >= 4, text


def test_an_outline_of_many_corners_leaves_the_code_out_and_still_prints(client):
    corners = ";".join(f"{44 + n / 1000:.5f},{22 + (n % 2) / 10:.5f}" for n in range(2, 60, 2))
    back = ";".join(f"{44 + n / 1000:.5f},22.20000" for n in range(58, 1, -2))
    asked = {"by": "outline", "area": f"{corners};{back}", "at": ""}
    assert len(read(written(client, **asked)).pages) >= 3
