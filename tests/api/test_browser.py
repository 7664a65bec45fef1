"""The pages in a real browser: without JavaScript, by keyboard, narrow, and without any other host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

pytestmark = pytest.mark.slow

MESSAGE = Path(__file__).resolve().parent.parent / "data" / "voorbeeld" / "JW301.xml"
AXE = Path(__file__).resolve().parents[2] / "api" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
PAGES = (
    "/",
    "/zoeken?q=beschikking",
    "/mappings?van=gizo&naar=ggm",
    "/mappingsets",
    "/vergelijken",
    "/ntb",
    "/dekking",
    "/hiaten",
    "/modellen",
    "/modellen/ggm",
    "/berichten",
    "/berichten/JW301",
    "/regels",
    "/vragen",
    "/over",
    "/api",
    "/valideren",
    "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+5",
    "/datasets",
    "/doc/def",
    "/doc/def/v",
    "/doc/def/Toewijzing",
    "/doc/def/clientBsn",
    "/doc/ggm/01ece551-a7b0-4b99-b6e7-f654d6ac15d5",
    "/doc/bericht/ijw/3.2/JW301/Client/Bsn",
    "/doc/shapes/CD041",
    "/doc/graph/ggm/2.5.1",
    "/doc/bestand/ontology/gizo.ttl",
    "/doc/def/Toewijzng",
    "/zoeken?model=x&soort=y",
)
"""One of every kind of page."""


@pytest.fixture
def page(browser: Browser, real_address: str) -> Iterator[Page]:
    """A page without JavaScript, as wide as a laptop; it fails the test when it asks another host for anything."""
    context = browser.new_context(
        base_url=real_address, java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    made = context.new_page()
    strangers: list[str] = []
    made.on("request", lambda request: None if request.url.startswith(real_address) else strangers.append(request.url))
    yield made
    context.close()
    assert strangers == []


def counterparts(page: Page) -> Locator:
    return page.locator("section[aria-labelledby=tegenhangers]")


def test_from_the_picture_to_a_class_to_its_ggm_counterpart(page: Page) -> None:
    page.goto("/")
    page.locator("svg.overview").get_by_role("link", name="Toewijzing").locator("text").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Toewijzing")
    counterparts(page).get_by_role("link", name="Toewijzing", exact=True).first.click()
    expect(page.locator("p.kicker")).to_contain_text("GGM")


def test_an_element_is_found_by_its_uuid(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Zoek een element").fill("{71D7E96D-641A-4b6a-A325-DED07C3B5836}")
    page.get_by_role("button", name="Zoeken").click()
    page.locator("ul.results a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beschikking")
    expect(page.locator("main")).to_contain_text("{71D7E96D-641A-4B6A-A325-DED07C3B5836}", ignore_case=True)


def test_the_field_in_the_header_finds_an_element_from_any_page(page: Page) -> None:
    page.goto("/over")
    page.get_by_label("Zoek snel een element").fill("WMO301 bsn")
    page.keyboard.press("Enter")
    expect(page.locator("ul.results a").first).to_have_text("Bsn")


def test_a_message_element_leads_to_its_ggm_attribute_in_three_clicks(page: Page) -> None:
    page.goto("/zoeken?q=JW301+bsn")
    page.locator("ul.results a").first.click()
    counterparts(page).get_by_role("link", name="bsn", exact=True).first.click()
    counterparts(page).get_by_role("link", name="burgerservicenummer", exact=True).first.click()
    expect(page.locator("p.kicker")).to_contain_text("GGM")


def test_a_broken_message_gives_a_report_with_the_fault(page: Page) -> None:
    page.goto("/valideren")
    bsn = re.search(rb"Bsn>(\d{9})<", MESSAGE.read_bytes())
    assert bsn
    broken = MESSAGE.read_bytes().replace(bsn[1], b"123456789")
    page.get_by_label("Bericht", exact=True).set_input_files(
        files=FilePayload(name="kapot.xml", mimeType="application/xml", buffer=broken)
    )
    page.get_by_role("button", name="Controleer").click()
    row = page.locator("tr", has_text="CS002")
    expect(row).to_contain_text("/Bericht/Client/Bsn")
    expect(page.locator("main")).not_to_contain_text("123456789")


def test_a_question_of_the_catalogue_is_one_click_away(page: Page) -> None:
    page.goto("/sparql")
    page.locator("ul.examples").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Antwoord")).to_be_visible()


def test_the_language_switches_and_stays(page: Page) -> None:
    page.goto("/doc/def/Toewijzing")
    page.get_by_role("navigation", name="Taal").get_by_role("link", name="EN").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Assignment")
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Search").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_on_a_telephone_the_menu_opens_and_closes_by_keyboard_without_a_script(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/over")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Over", exact=True)).to_have_attribute("aria-current", "page")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Zoeken")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoeken")


def test_the_menu_of_a_wide_screen_needs_no_button(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link")).to_have_count(9)


def test_everything_can_be_reached_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Zoek een element")).to_be_focused()
    page.keyboard.type("WMO301 bsn")
    page.keyboard.press("Enter")
    expect(page.locator("ul.results a").first).to_have_text("Bsn")


@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_when_narrow(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    box = page.locator("html").bounding_box()
    main = page.locator("main").bounding_box()
    assert box and main
    assert max(box["width"], main["x"] + main["width"]) <= width
    for heading in page.locator("h1, h2, h3, main p, dl.facts, form").all():
        part = heading.bounding_box()
        assert part is None or part["x"] + part["width"] <= width + 1


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_fault_in_accessibility(browser: Browser, real_address: str, path: str) -> None:
    """WCAG 2.1 A and AA by axe-core, and contrast of every text, in pictures too: at least 4.5 to 1 (1.4.3)."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; make test installs it with what the pages need")
    context = browser.new_context(base_url=real_address, viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
        options = {"resultTypes": ["violations"], "runOnly": WCAG}
        for fault in page.evaluate("options => axe.run(document, options)", options)["violations"]:
            found.append(f"{width} {fault['id']}: {fault['nodes'][0]['html'][:120]}")
        found += page.evaluate(_CONTRAST)
    context.close()
    assert found == []


_CONTRAST = """() => {
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const colour = element.ownerSVGElement ? parse(style.fill) : parse(style.color);
    const [a, b] = [light(colour), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) weak.push(`${element.tagName} ${element.textContent.trim().slice(0, 40)} ${ratio.toFixed(2)}`);
  }
  return weak;
}"""
