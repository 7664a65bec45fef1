"""The field to search with suggests while someone types: by keyboard alone, aloud, and only what leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.api.browser.axe import faults

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).resolve().parents[3] / "api" / "static" / "vendor" / "site.js"


@pytest.fixture
def page(browser: Browser, client: httpx.Client) -> Iterator[Page]:
    if not SCRIPT.is_file():
        pytest.skip("the scripts of the pages are not built; run tools/frontend.py")
    context = browser.new_context(base_url=str(client.base_url))
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    context.close()
    assert errors == []


def typed(page: Page, text: str, address: str = "/zoeken") -> Locator:
    page.goto(address)
    field = page.locator("main").get_by_role("combobox", name=re.compile("Zoek een element|Find an element"))
    field.press_sequentially(text, delay=10)
    return field


def options(page: Page) -> Locator:
    return page.locator("main .suggestions").get_by_role("option")


def test_what_is_typed_brings_suggestions_that_are_said_aloud(page: Page) -> None:
    field = typed(page, "bs")
    expect(options(page).first).to_contain_text("bsn")
    expect(options(page).first).to_contain_text("GIZO")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main").get_by_role("status").first).to_contain_text("suggesties")


def test_by_keyboard_alone_to_the_page_of_an_element(page: Page) -> None:
    field = typed(page, "jw301 bsn")
    expect(options(page)).to_have_count(1)
    expect(options(page)).to_contain_text("in JW301/Client")
    field.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options(page).first.get_attribute("id") or "?")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/doc/bericht/ijw/3.2/JW301/Client/Bsn$"))


def test_the_arrows_go_round_and_escape_closes_before_it_clears(page: Page) -> None:
    field = typed(page, "client")
    expect(options(page).first).to_be_visible()
    field.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_value("client")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_enter_without_a_choice_searches(page: Page) -> None:
    field = typed(page, "client")
    expect(options(page).first).to_be_visible()
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken\?q=client"))
    expect(page.locator("ul.results li").first).to_contain_text("Client")


def test_the_last_choice_is_everything_that_was_found(page: Page) -> None:
    def more(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "total": 92})

    page.route("**/v1/elementen?**", more)
    typed(page, "client")
    expect(options(page).last).to_contain_text("alle 92 resultaten")
    options(page).last.click()
    expect(page).to_have_url(re.compile(r"/zoeken\?q=client"))


def test_suggestions_obey_the_filters_and_the_language(page: Page) -> None:
    typed(page, "", "/zoeken?model=ggm&taal=en&q=client")
    field = page.locator("main input[role=combobox]")
    field.fill("")
    field.press_sequentially("client", delay=10)
    expect(options(page).first).to_contain_text("GGM")
    expect(options(page).filter(has_text="GIZO")).to_have_count(0)
    options(page).first.click()
    expect(page).to_have_url(re.compile(r"taal=en"))


def test_names_are_shown_as_text(page: Page) -> None:
    page.route(
        "**/v1/elementen?**",
        lambda route: route.fulfill(
            json={
                "total": 1,
                "items": [
                    {
                        "id": "gizo:x",
                        "label": "<img src=x onerror=alert(1)>",
                        "model": "gizo",
                        "kind": "class",
                        "parent": "<b>vet</b>",
                        "links": {"page": "/doc/def/Client"},
                    }
                ],
            }
        ),
    )
    typed(page, "xx")
    expect(options(page)).to_contain_text("<img src=x onerror=alert(1)>")
    assert options(page).locator("img, b").count() == 0


def test_a_server_that_does_not_answer_leaves_a_plain_field(page: Page) -> None:
    page.route("**/v1/elementen?**", lambda route: route.abort())
    field = typed(page, "client")
    page.wait_for_timeout(400)
    expect(options(page)).to_have_count(0)
    page.unroute("**/v1/elementen?**")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken\?q=client"))


def test_an_open_list_has_no_barriers(page: Page) -> None:
    field = typed(page, "client")
    expect(options(page).first).to_be_visible()
    field.press("ArrowDown")
    assert faults(page) == []
