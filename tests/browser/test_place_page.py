"""My place, as an inhabitant meets it: on a phone and on a desk, with script and without."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import DESKTOP, NewPage
from tests.words_of_pages import english_in, words_of

PHONE = {"width": 360, "height": 740}
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
QUESTIONS = {
    "en": "Is my garden soil all right?",
    "ro": "Este bun solul din grădina mea?",
    "sr-Latn": "Da li je zemlja u mojoj bašti dobra?",
    "sr-Cyrl": "Да ли је земља у мојој башти добра?",
}
LANGUAGES = pytest.mark.parametrize("language", QUESTIONS)
BOR, MOLDOVA, DANUBE, VIENNA = "44.08,22.1", "44.72,21.67", "44.7,22.42", "48.2,16.37"
HERE = {"latitude": 44.081374, "longitude": 22.099617}


def answer(page: Page):
    return page.locator("#place-answer")


def suggestions(page: Page):
    return page.locator("#place-list").get_by_role("option")


def fits(page: Page) -> bool:
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))


@SIZES
@LANGUAGES
@pytest.mark.parametrize("at", [BOR, MOLDOVA, DANUBE], ids=["serbia", "romania", "border"])
def test_the_answer_stands_in_every_language_on_every_screen(
    new_page: NewPage, language: str, size, at: str
) -> None:
    page = new_page(viewport=size)
    page.goto(f"/place?at={at}&lang={language}")
    expect(page.locator("h1")).to_have_text(QUESTIONS[language])
    expect(answer(page)).to_be_visible()
    assert fits(page)
    html = page.evaluate("() => document.documentElement.outerHTML")
    if language != "en":
        assert english_in(words_of(html, language), language) == []


@SIZES
@pytest.mark.parametrize(
    "typed",
    ["Zaječar", "zajecar", "Зајечар", "Zajecra"],
    ids=["marks", "plain", "cyrillic", "typo"],
)
def test_a_village_is_found_while_it_is_typed(new_page: NewPage, size, typed: str) -> None:
    page = new_page(viewport=size)
    page.goto("/place?lang=en")
    box = page.get_by_role("combobox")
    box.press_sequentially(typed, delay=20)
    options = suggestions(page)
    expect(options.first).to_contain_text("Zaječar")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "place-option-0")
    box.press("Enter")
    expect(page.locator(".place-where")).to_contain_text("Zaječar")
    assert "place=" in page.url


def test_a_marked_place_stays_marked_when_a_newer_answer_comes(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/place?lang=en")
    box = page.get_by_role("combobox")
    box.press_sequentially("Zaje", delay=20)
    expect(suggestions(page).first).to_contain_text("Zaječar")
    box.press("ArrowDown")
    marked = page.locator("#place-list [aria-selected=true]")
    place = marked.get_attribute("data-id")
    with page.expect_response(lambda answer: "q=Zaje%C4%8D&" in answer.url):
        box.press_sequentially("č", delay=20)
    page.wait_for_timeout(200)
    expect(marked).to_have_attribute("data-id", str(place))


def test_the_list_is_folded_by_escape_and_tells_when_nothing_is_found(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/place?lang=en")
    box = page.get_by_role("combobox")
    box.press_sequentially("Bor", delay=20)
    expect(suggestions(page).first).to_be_visible()
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("qwertzuiop")
    expect(page.locator("#place-status")).to_contain_text("No place of that name")


def test_two_places_of_one_name_are_told_apart(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/place?lang=en")
    page.get_by_role("combobox").press_sequentially("Slatina", delay=20)
    expect(suggestions(page).first).to_contain_text("Bor District, Serbia")
    said = suggestions(page).all_inner_texts()
    assert len(set(said)) == len(said)
    assert any("Caraș-Severin" in one for one in said)


@SIZES
def test_the_devices_position_is_rounded_and_stays_out_of_the_address(
    new_page: NewPage, size
) -> None:
    page = new_page(viewport=size, geolocation=HERE, permissions=["geolocation"])
    sent: list[Request] = []

    def heard(request: Request) -> None:
        sent.append(request)

    page.on("request", heard)
    page.goto("/place?lang=en")
    page.get_by_role("button", name="Use my position").click()
    expect(answer(page)).to_be_visible()
    expect(page.locator(".place-where")).to_contain_text("Bor")
    assert "22.1" not in page.url
    assert not [one.url for one in sent if "44.08" in one.url]
    [posted] = [one for one in sent if one.method == "POST"]
    body = (posted.post_data_buffer or b"").decode()
    assert "44.081,22.100" in body
    assert "44.0813" not in body
    assert page.evaluate("() => [localStorage.length, document.cookie]") == [0, ""]


def test_only_sharing_puts_the_position_into_the_address(new_page: NewPage) -> None:
    page = new_page(
        geolocation=HERE, permissions=["geolocation", "clipboard-read", "clipboard-write"]
    )
    page.goto("/place?lang=en")
    page.get_by_role("button", name="Use my position").click()
    expect(answer(page)).to_be_visible()
    assert "at=" not in page.url
    page.get_by_role("link", name="Link to this answer").click()
    expect(page.locator(".place-take [role=status]")).to_contain_text("The link is copied")
    assert "at=44.081,22.100" in page.url
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


def test_an_answer_by_position_changes_language_without_naming_the_place(
    new_page: NewPage,
) -> None:
    page = new_page(geolocation=HERE, permissions=["geolocation"])
    page.goto("/place?lang=en")
    page.get_by_role("button", name="Use my position").click()
    expect(answer(page)).to_be_visible()
    page.locator(".language-switch summary").click()
    page.locator("[data-language=ro]").click()
    expect(page.locator("h1")).to_have_text(QUESTIONS["ro"])
    expect(answer(page)).to_be_visible()
    assert "44.08" not in page.url


@LANGUAGES
def test_a_denied_position_is_no_dead_end(new_page: NewPage, language: str) -> None:
    page = new_page(permissions=[])
    page.goto(f"/place?lang={language}")
    page.locator("#place-locate").click()
    status = page.locator("#place-status")
    expect(status).to_have_text(page.locator("#place-form").get_attribute("data-denied") or "?")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_an_unknown_position_is_said_in_words(new_page: NewPage) -> None:
    page = new_page(permissions=["geolocation"])
    page.add_init_script(
        "navigator.geolocation.getCurrentPosition = (good, bad) => bad({code: window.fault})"
    )
    page.goto("/place?lang=en")
    for fault, words in ((2, "does not know where it is"), (3, "took too long")):
        page.evaluate("(fault) => { window.fault = fault; }", fault)
        page.locator("#place-locate").click()
        expect(page.locator("#place-status")).to_contain_text(words)


@SIZES
def test_a_tap_on_the_map_asks_about_that_point(new_page: NewPage, size) -> None:
    page = new_page(viewport=size)
    page.goto("/place?lang=en")
    region = page.locator(".place-map.region")
    region.scroll_into_view_if_needed()
    edge = region.bounding_box()
    assert edge
    west, south, east, north = map(float, (region.get_attribute("data-box") or "").split(","))
    x = (22.10 - west) / (east - west) * edge["width"]
    y = (north - 44.08) / (north - south) * edge["height"]
    region.click(position={"x": x, "y": y})
    page.wait_for_url(re.compile("at="))
    lat, lon = map(float, re.search(r"at=([\d.]+),([\d.]+)", page.url).groups())  # type: ignore[union-attr]
    assert (lat, lon) == (pytest.approx(44.08, abs=0.02), pytest.approx(22.10, abs=0.02))
    expect(answer(page)).to_be_visible()


def test_the_law_of_the_place_comes_first(new_page: NewPage) -> None:
    page = new_page()
    for at, own in ((BOR, "Serbia"), (MOLDOVA, "Romania")):
        page.goto(f"/place?at={at}&lang=en&dataset=training")
        expect(answer(page).locator("dt").first).to_have_text(own)


def test_outside_the_map_and_without_data_nothing_looks_good(new_page: NewPage) -> None:
    page = new_page()
    for query in (f"at={VIENNA}", f"at={MOLDOVA}&use=well", "at=45.3,21.9"):
        page.goto(f"/place?{query}&lang=en")
        expect(answer(page)).to_contain_text("does not mean that all is well")
        expect(answer(page).locator(".badge-0")).to_have_count(0)


@SIZES
def test_a_laboratory_result_is_told_with_its_limit_as_a_line(new_page: NewPage, size) -> None:
    page = new_page(viewport=size)
    page.goto(f"/place?at={MOLDOVA}&lang=en")
    page.get_by_text("I have a laboratory result").click()
    row = page.locator(".place-row").first
    row.locator("select").first.select_option("Cu")
    row.locator("input").fill("150")
    page.get_by_role("button", name="What does it mean?").click()
    told = page.locator(".place-own")
    expect(told).to_contain_text("150\u202fmg/kg is 1.5 times the alert level of 100\u202fmg/kg")
    expect(told.get_by_role("img").first).to_be_visible()
    assert "150" not in page.url
    assert fits(page)
    expect(page.locator(".place-row input").first).to_have_value("150")


def test_bad_units_and_values_below_detection_are_answered_line_by_line(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"/place?at={BOR}&lang=en")
    page.get_by_text("I have a laboratory result").click()
    page.get_by_text("Paste many values").click()
    page.locator("#place-paste").fill("Cu 150 mg/L\nCd <0.5 mg/kg\nPb 20 mg/kg")
    page.get_by_role("button", name="What does it mean?").click()
    expect(page.get_by_role("alert")).to_contain_text("the unit “mg/L” does not fit")
    told = page.locator(".place-own h3")
    expect(told).to_have_text([re.compile("cadmium.*<0.5"), re.compile("lead.*20")])


def test_a_sheet_is_read_where_it_is_dropped(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"/place?at={BOR}&lang=en")
    page.get_by_text("I have a laboratory result").click()
    page.get_by_text("Paste many values").click()
    page.locator("#place-sheet").set_input_files(
        {"name": "lab.csv", "mimeType": "text/csv", "buffer": b"As [mg/kg];Pb [mg/kg]\n12,5;<5\n"}
    )
    page.get_by_role("button", name="What does it mean?").click()
    expect(page.locator(".place-own")).to_have_count(2)


@SIZES
def test_everything_needed_works_without_script(new_page: NewPage, size) -> None:
    page = new_page(viewport=size, java_script_enabled=False)
    page.goto("/place?lang=en")
    assert not page.locator("#place-locate").is_visible()
    page.get_by_role("radio", name="a well or spring").check()
    page.get_by_role("combobox").fill("Majdanpek")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("h1")).to_have_text("Is my well water all right?")
    expect(answer(page)).to_contain_text("Nobody has published a measurement of well water")
    expect(page.locator(".place-advice").first).to_contain_text("private well tested every year")
    page.get_by_text("I have a laboratory result").click()
    page.locator(".place-row input").first.fill("12")
    page.locator(".place-row select").nth(1).select_option("µg/L")
    page.get_by_role("button", name="What does it mean?").click()
    expect(page.locator(".place-own h3")).to_contain_text("12\u202fµg/L")


def test_the_keyboard_alone_leads_to_an_answer(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/place?lang=en")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == "place-q":
            break
    page.keyboard.type("Bor", delay=20)
    expect(suggestions(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(answer(page)).to_be_visible()


def test_every_control_is_large_enough_for_a_thumb(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"/place?at={BOR}&lang=en")
    small = page.evaluate(
        """() => [...document.querySelectorAll(
                ".place :is(a.button, button, summary, select, input, textarea)")]
            .filter((one) => one.offsetParent && one.type !== "hidden")
            .filter((one) => one.getBoundingClientRect().height < 24)
            .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_text_twice_as_large_still_fits_a_phone(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"/place?at={BOR}&lang=en")
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    assert fits(page)


def test_paper_holds_the_answer_and_not_the_controls(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"/place?at={BOR}&lang=en")
    page.emulate_media(media="print")
    expect(answer(page)).to_be_visible()
    expect(page.locator(".place-advice").first).to_be_visible()
    for gone in ("#place-form", "#place-result-form", ".place-take", ".header nav"):
        assert not page.locator(gone).first.is_visible(), gone
