"""What a member of the expert group comes to do, in a real browser: from the first click to what is taken home."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.api.browser.conftest import Opened
from tests.api.page_types import GGM_TOEWIJZING, MAPPING

pytestmark = pytest.mark.slow

MESSAGE = Path(__file__).resolve().parents[2] / "data" / "voorbeeld" / "JW301.xml"


def broken() -> FilePayload:
    """A message of which the citizen service number fails the eleven test."""
    bsn = re.search(rb"Bsn>(\d{9})<", MESSAGE.read_bytes())
    assert bsn
    buffer = MESSAGE.read_bytes().replace(bsn[1], b"123456789")
    return FilePayload(name="kapot.xml", mimeType="application/xml", buffer=buffer)


def count(page: Page) -> int:
    """The number of rows that the heading of a list names."""
    said = page.get_by_role("main").get_by_role("heading", level=2, name=re.compile(r"^[\d.,]+ ")).first.inner_text()
    return int(re.sub(r"\D", "", said.split()[0]))


def saved(page: Page, name: str, folder: Path) -> Path:
    """Take the list on a page home in a form."""
    with page.expect_download() as download:
        page.locator("p.downloads").first.get_by_role("link", name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_an_element_is_found_by_its_uuid(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Zoek een element").fill("{71D7E96D-641A-4b6a-A325-DED07C3B5836}")
    page.get_by_role("button", name="Zoeken").click()
    page.locator("ul.results h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beschikking")
    expect(page.locator("main")).to_contain_text("{71D7E96D-641A-4B6A-A325-DED07C3B5836}", ignore_case=True)


@pytest.mark.parametrize("word", ["beschikking", "eigen bijdrage", "WMO301 bsn"])
def test_what_the_group_calls_it_is_the_first_thing_found(page: Page, word: str) -> None:
    page.goto("/")
    page.get_by_label("Zoek een element").fill(word)
    page.get_by_role("button", name="Zoeken").click()
    expect(page.locator("ul.results h3 a").first).to_have_text(re.compile(word.split()[-1], re.IGNORECASE))


def test_a_message_element_leads_to_its_ggm_attribute_in_three_clicks(page: Page) -> None:
    page.goto("/zoeken?q=WMO301+bsn")
    page.locator("ul.results h3 a").first.click()
    page.locator("section[aria-labelledby=tegenhangers]").get_by_role("link", name="bsn", exact=True).first.click()
    mappings = page.locator("section[aria-labelledby=tegenhangers]")
    mappings.get_by_role("link", name="burgerservicenummer", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("burgerservicenummer")
    expect(page.locator("p.kicker").first).to_contain_text("GGM")


def test_a_message_leads_to_the_ggm_attribute_of_an_element_in_three_clicks(page: Page) -> None:
    page.goto("/berichten")
    page.get_by_role("main").get_by_role("link", name="WMO301", exact=True).first.click()
    row = page.locator("tr", has=page.locator("a[href$='/WMO301/Client/Bsn']"))
    row.get_by_role("link", name="burgerservicenummer").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("burgerservicenummer")
    expect(page.locator("p.kicker").first).to_contain_text("GGM")


def test_a_filtered_list_of_mappings_goes_home_as_a_workbook_and_as_csv(scripted: Page, tmp_path: Path) -> None:
    page = scripted
    page.goto("/mappings")
    page.get_by_label("Van model").select_option("gizo")
    page.get_by_label("Naar model").select_option("ggm")
    page.get_by_label("Overeenkomst").select_option("broadMatch")
    page.get_by_role("button", name="Toon").click()
    wanted = parse_qs(urlsplit(page.url).query)
    assert (wanted["van"], wanted["naar"], wanted["predicate"]) == (["gizo"], ["ggm"], ["broadMatch"])
    shown = count(page)
    assert 0 < shown < 1000
    sheet = openpyxl.load_workbook(saved(page, "Excel", tmp_path)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == shown + 1
    with saved(page, "CSV", tmp_path).open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == shown


def test_the_ntb_list_is_narrowed_and_goes_home(scripted: Page, tmp_path: Path) -> None:
    page = scripted
    page.goto("/ntb")
    everything = count(page)
    page.get_by_role("link", name=re.compile(r"^UUID invullen \d+$")).click()
    shown = count(page)
    assert 0 < shown < everything
    rows = list(openpyxl.load_workbook(saved(page, "Excel", tmp_path)).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == shown + 1


def test_a_broken_message_gives_a_report_with_the_fault_its_rule_and_its_place(page: Page) -> None:
    page.goto("/valideren")
    page.get_by_label("Bericht", exact=True).set_input_files(files=broken())
    page.get_by_role("button", name="Controleer").click()
    row = page.locator("tr", has_text="CS002").first
    expect(row).to_contain_text("/Bericht/Client/Bsn")
    expect(row).to_contain_text(re.compile(r"regel\s+\d+|\b\d+\b"))
    expect(page.locator("main")).not_to_contain_text("123456789")


def test_the_language_switches_and_the_page_and_its_filters_stay(page: Page) -> None:
    page.goto("/mappings?van=gizo&naar=ggm&predicate=broadMatch")
    shown = count(page)
    page.get_by_role("navigation", name="Taal").get_by_role("link", name="EN").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert parse_qs(urlsplit(page.url).query) == {
        "van": ["gizo"],
        "naar": ["ggm"],
        "predicate": ["broadMatch"],
        "taal": ["en"],
    }
    assert count(page) == shown
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Search").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("navigation", name="Language").get_by_role("link", name="NL").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_a_class_is_laid_beside_another_from_its_own_page(page: Page) -> None:
    page.goto("/doc/def/Toewijzing")
    page.get_by_role("link", name="Naast elkaar leggen met GGM Toewijzing").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("GIZO Toewijzing")
    expect(page.get_by_role("heading", level=1)).to_contain_text("GGM Toewijzing")
    expect(page.get_by_role("main")).to_contain_text("toewijzingnummer")


def test_what_depends_on_ggm_toewijzing_is_told_on_its_page(page: Page) -> None:
    page.goto("/zoeken?q=toewijzing&model=ggm&soort=class")
    page.locator(f"ul.results a[href='{GGM_TOEWIJZING}']").first.click()
    page.get_by_role("link", name="Wat hangt hiervan af").first.click()
    depends = page.locator("section", has=page.get_by_role("heading", name="Wat hangt hiervan af"))
    expect(depends.get_by_role("row", name=re.compile(r"^Berichtelementen [1-9]"))).to_be_visible()
    expect(depends.get_by_role("row", name=re.compile(r"^Regels [1-9]"))).to_be_visible()


def test_a_fault_in_a_mapping_is_reported_with_its_citation(page: Page) -> None:
    page.goto(MAPPING)
    page.get_by_role("link", name="Meld een fout in deze koppeling").first.click()
    expect(page.get_by_role("main")).to_contain_text("https://w3id.org/gizo/id/" + MAPPING.removeprefix("/doc/"))
    expect(page.get_by_role("main")).to_contain_text("graaf ")


def test_from_the_picture_to_a_class(page: Page) -> None:
    page.goto("/")
    page.locator("svg.overview").get_by_role("link", name="Toewijzing").first.locator("text").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Toewijzing")


def test_a_question_of_the_catalogue_is_one_click_away(opened: Opened) -> None:
    with opened(script=False) as page:
        page.goto("/sparql")
        page.locator("ul.examples a").first.click()
        expect(page.get_by_role("heading", name="Antwoord")).to_be_visible()
