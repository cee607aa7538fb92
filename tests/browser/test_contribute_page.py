"""A laboratory's table on the page, as its owner meets it: dropped, told, kept by the tab."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.browser.chromium import until
from tests.browser.conftest import DESKTOP, NewPage
from tests.hostile import ATTACK
from tests.words_of_pages import english_in, words_of

PHONE = {"width": 360, "height": 740}
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
NAMES = {"en": "Result", "ro": "Rezultat", "sr-Latn": "Rezultat", "sr-Cyrl": "Резултат"}
SEMICOLONS = (
    "id;lat;lon;medium;date;Cu [mg/kg];Pb [mg/kg]\n"
    "A;44,08;22,1;soil;31.05.2024;150,5;12\nB;44,09;22,11;soil;30.05.2024;20;<5\n"
)
CYRILLIC = (
    "Узорак;Ширина;Дужина;Медијум;Датум;Бакар (mg/kg)\nА-1;44,08;22,1;земљиште;31.05.2024;150,5\n"
)
BAD_UNIT = "id,lat,lon,medium,Cu [yards],Pb [mg/kg]\nA,44.08,22.1,soil,1,2\nB,44.08,22.1,mud,1,2\n"


def given(page: Page, text: str | bytes, name: str = "lab.csv", query: str = "?lang=en") -> Page:
    """Open the page and choose a file."""
    if "/contribute" not in page.url:
        page.goto(f"/contribute{query}")
    data = text.encode() if isinstance(text, str) else text
    page.set_input_files("#contribute-file", {"name": name, "mimeType": "text/csv", "buffer": data})
    expect(page.locator("#contribute-result h2")).to_contain_text(name)
    return page


def kept(page: Page) -> str:
    return str(page.evaluate("() => sessionStorage.getItem('atlas.own') || ''"))


def fits(page: Page) -> bool:
    return bool(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))


def facts(page: Page):
    return page.locator(".contribute-facts")


@SIZES
@pytest.mark.parametrize("language", NAMES)
def test_a_table_is_judged_in_every_language_on_every_screen(
    new_page: NewPage, size, language: str
) -> None:
    page = given(new_page(viewport=size), SEMICOLONS, query=f"?lang={language}")
    expect(page.locator("#contribute-result h2")).to_have_text(f"{NAMES[language]}: lab.csv")
    expect(page.locator("#own-kept")).to_be_visible()
    expect(page.locator("#contribute-map")).to_be_visible()
    assert kept(page)
    assert fits(page)
    if language != "en":
        html = page.evaluate("() => document.documentElement.outerHTML")
        assert english_in(words_of(html, language), language) == []


@pytest.mark.parametrize("by_keys", [False, True], ids=["pressed", "by keys"])
def test_the_button_for_the_file_is_in_the_language_of_the_page(
    new_page: NewPage, by_keys: bool
) -> None:
    page = new_page()
    page.goto("/contribute?lang=ro")
    button = page.locator("#contribute-drop .button")
    expect(button).to_have_text("Alegeți un fișier")
    with page.expect_file_chooser():
        if by_keys:
            page.locator("#contribute-file").press("Enter")
        else:
            box = button.bounding_box()
            assert box
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert button.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_commas_and_semicolons_are_read_as_they_are_meant(new_page: NewPage) -> None:
    page = given(new_page(), SEMICOLONS)
    expect(facts(page)).to_contain_text("4 sound values")
    expect(page.locator(".amount").first).to_contain_text("150.5")


def test_cyrillic_headings_are_recognised(new_page: NewPage) -> None:
    page = given(new_page(), CYRILLIC, name="узорци.csv")
    expect(facts(page)).to_contain_text("1 sound value")
    expect(page.locator("#contribute-result h2")).to_have_text("Result: узорци.csv")
    expect(page.locator("select[name=a5]")).to_have_value("Cu")


@SIZES
def test_a_wrong_unit_is_told_and_mended_on_the_page(new_page: NewPage, size) -> None:
    page = given(new_page(viewport=size), BAD_UNIT)
    kind = page.locator("[data-kind=no_unit]")
    expect(kind).to_contain_text("yards")
    expect(facts(page)).to_contain_text("1 sound value")
    page.select_option("select[name=u4]", "mg/kg")
    page.get_by_role("button", name="Read again with these columns").click()
    expect(facts(page)).to_contain_text("2 sound values")
    expect(page.locator("[data-kind=no_unit]")).to_have_count(0)
    expect(
        page.locator("#contribute-result td", has_text="You or the mapping said so.")
    ).not_to_have_count(0)


def test_a_column_told_to_be_measured_is_asked_of_what_at_once(new_page: NewPage) -> None:
    page = given(new_page(), "id,medium,X1,Cu [mg/kg ww]\nA,soil,7,5\n")
    expect(facts(page)).to_contain_text("1 sound value")
    page.select_option("select[name=r2]", "measured")
    page.select_option("select[name=a2]", "As")
    page.select_option("select[name=u2]", "mg/kg")
    page.get_by_role("button", name="Read again with these columns").click()
    expect(facts(page)).to_contain_text("2 sound values")
    expect(page.locator("tr", has=page.locator("select[name=a3]"))).to_contain_text("fresh mass")


def test_the_progress_is_in_sight_on_a_phone(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.route("**/intake?*", lambda route: page.wait_for_timeout(10) or None)  # never answered
    page.goto("/contribute?lang=ro")
    page.set_input_files(
        "#contribute-file", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"}
    )
    expect(page.locator("#contribute-cancel")).to_be_in_viewport()


def test_problems_are_filtered_by_kind(new_page: NewPage) -> None:
    page = given(new_page(), BAD_UNIT)
    page.select_option("#contribute-filter", "unknown_medium")
    expect(page.locator("[data-kind=unknown_medium]")).to_be_visible()
    expect(page.locator("[data-kind=no_unit]")).to_be_hidden()
    expect(page.locator("[data-kind=unknown_medium]")).to_contain_text("row 3 and column medium")


def test_a_saved_mapping_needs_no_click_for_the_next_file(new_page: NewPage, tmp_path) -> None:
    page = given(new_page(), "a;N;E;Cu\n1;44,1;22,1;7\n", name="one.csv")
    expect(page.locator("#contribute-settings")).to_have_attribute("open", "")
    page.select_option("#contribute-settings select[name=medium]", "soil")
    for name, role in (("r0", "sample_id"), ("r1", "lat"), ("r2", "lon")):
        page.select_option(f"select[name={name}]", role)
    page.select_option("select[name=u3]", "mg/kg")
    page.get_by_role("button", name="Read again with these columns").click()
    expect(facts(page)).to_contain_text("1 sound value")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the mapping (YAML)").click()
    mapping = tmp_path / "one.mapping.yaml"
    saved.value.save_as(mapping)
    assert saved.value.suggested_filename == "one.mapping.yaml"
    again = new_page()
    again.goto("/contribute?lang=en")
    table = {"name": "two.csv", "mimeType": "text/csv", "buffer": b"a;N;E;Cu\n2;44,2;22,1;9\n"}
    yaml = {"name": mapping.name, "mimeType": "text/yaml", "buffer": mapping.read_bytes()}
    again.set_input_files("#contribute-file", [table, yaml])
    expect(facts(again)).to_contain_text("1 sound value")


def test_the_marked_copy_opens_with_its_problems(new_page: NewPage, tmp_path: Path) -> None:
    page = given(new_page(), BAD_UNIT + "=1+1,44.1,22.1,soil,1,<0\n")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Copy with the problems marked (XLSX)").click()
    copy = tmp_path / saved.value.suggested_filename
    saved.value.save_as(copy)
    book = load_workbook(copy)
    assert copy.name == "lab.marked.xlsx"
    said = list(book.worksheets[-1].iter_rows(min_row=2, values_only=True))
    assert any("mud" in str(row) for row in said)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row
                if cell.data_type == "f"]  # fmt: skip


def test_a_hostile_file_stays_text(new_page: NewPage) -> None:
    rows = f'"{ATTACK.replace(chr(34), chr(34) * 2)}",44.08,22.1,soil,150,x\n'
    heads = f'id,lat,lon,medium,Cu [mg/kg],"{ATTACK.replace(chr(34), chr(34) * 2)}"\n'
    page = given(new_page(), heads + rows * 2, name="<img src=x onerror=window.pwned=1>.csv")
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => (d.open = true))")
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.pwned") is None
    assert page.locator("#contribute-result img[onerror]").count() == 0


def test_what_is_too_large_or_protected_is_told_in_plain_words(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/contribute?lang=en")
    large = {"name": "big.csv", "mimeType": "text/csv", "buffer": b"1;2\n" * 2_600_000}
    page.set_input_files("#contribute-file", large)
    expect(page.locator("#contribute-status")).to_contain_text("larger than 10 MB")
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 20
    given(page, protected, name="secret.xlsx")
    expect(page.locator(".contribute-refused")).to_contain_text("Remove the password")
    assert kept(page) == ""


def test_a_spreadsheet_is_read_like_a_csv(new_page: NewPage) -> None:
    book, stream = Workbook(), io.BytesIO()
    for row in (["id", "lat", "lon", "medium", "Cu [mg/kg]"], ["A", 44.08, 22.1, "soil", 150.5]):
        book.active.append(row)
    book.save(stream)
    page = given(new_page(), stream.getvalue(), name="lab.xlsx")
    expect(facts(page)).to_contain_text("1 sound value")


def test_the_work_can_be_cancelled_and_nothing_is_kept(new_page: NewPage) -> None:
    page = new_page()
    page.route("**/intake?*", lambda route: page.wait_for_timeout(10) or None)  # never answered
    page.goto("/contribute?lang=en")
    page.set_input_files(
        "#contribute-file", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"}
    )
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#contribute-status")).to_have_text("Cancelled. Nothing was kept.")
    expect(page.locator("#contribute-result h2")).to_have_count(0)
    assert kept(page) == ""


def test_own_data_are_removed_by_a_button(new_page: NewPage) -> None:
    page = given(new_page(), SEMICOLONS)
    page.get_by_role("button", name="Remove my data").click()
    expect(page.locator("#own-kept")).to_be_hidden()
    expect(page.locator("#contribute-status")).to_contain_text("removed from this browser")
    assert kept(page) == ""


def test_a_file_can_be_dropped_and_cells_pasted(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/contribute?lang=en")
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.csv"));
          document.body.dispatchEvent(
            new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        SEMICOLONS,
    )
    expect(page.locator("#contribute-result h2")).to_have_text("Result: dropped.csv")
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.body.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }""",
        SEMICOLONS.replace(";", "\t"),
    )
    expect(page.locator("#contribute-result h2")).to_have_text("Result: pasted cells.csv")
    expect(facts(page)).to_contain_text("4 sound values")


def test_own_data_stand_on_the_map_page(new_page: NewPage) -> None:
    page = given(new_page(), SEMICOLONS)
    page.get_by_role("link", name="See it on the map").click()
    until(page, "() => location.pathname === '/'")
    assert kept(page)


def test_a_keyboard_alone_is_enough(new_page: NewPage) -> None:
    page = given(new_page(), BAD_UNIT)
    assert page.evaluate("() => document.activeElement.id") == "contribute-result"
    page.locator("select[name=u4]").focus()
    page.keyboard.press("m")
    page.get_by_role("button", name="Read again with these columns").focus()
    page.keyboard.press("Enter")
    expect(facts(page)).to_contain_text("2 sound values")


@SIZES
def test_without_javascript_the_form_answers_with_a_page(new_page: NewPage, size) -> None:
    page = new_page(viewport=size, java_script_enabled=False)
    page.goto("/contribute?lang=ro")
    page.set_input_files(
        "#contribute-file",
        {"name": "lab.csv", "mimeType": "text/csv", "buffer": BAD_UNIT.encode()},
    )
    page.get_by_role("button", name="Citește și verifică").click()
    expect(page.locator("#contribute-result h2")).to_have_text("Rezultat: lab.csv")
    expect(page.locator("[data-kind=no_unit]")).to_contain_text("yards")
    expect(page.locator("#contribute-verdicts")).to_be_visible()
    expect(page.locator("#contribute-map")).to_be_hidden()
