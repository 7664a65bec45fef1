"""Everything by keyboard alone: each stop can be seen, none is a trap, and every task can be done."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.api.browser.conftest import Opened
from tests.api.browser.test_journeys import broken, count
from tests.api.page_types import MAPPING

pytestmark = pytest.mark.slow

STOPS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  // In a picture a line round the shape shows it, for an outline would be a box around everything.
  const drawn = [...at.querySelectorAll('rect, path, circle, text')].some(
    part => at.ownerSVGElement && parseFloat(getComputedStyle(part).strokeWidth) >= 4);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  const seen = drawn || outlined || style.boxShadow !== 'none';
  const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  window.stops ??= new Map();
  if (!window.stops.has(at)) window.stops.set(at, window.stops.size);
  return [window.stops.get(at), seen, inside, at.outerHTML.slice(0, 120)];
}"""


def to(page: Page, name: str, key: str = "Tab", most: int = 400) -> None:
    """Press a key until what has the focus is called this."""
    for _ in range(most):
        page.keyboard.press(key)
        text = page.evaluate(
            """() => { const at = document.activeElement;
              return at.getAttribute('aria-label') || at.labels?.[0]?.textContent || at.textContent || ''; }"""
        )
        if re.search(name, " ".join(text.split())):
            return
    pytest.fail(f"no stop called {name}")


@pytest.mark.parametrize("path", ["/", "/zoeken?q=toewijzing", "/mappings?van=gizo&naar=brp", "/valideren", MAPPING])
def test_every_stop_shows_itself_and_none_is_a_trap(opened: Opened, path: str) -> None:
    with opened(reduced_motion="reduce") as page:
        page.goto(path)
        seen: list[str] = []
        wrong: list[str] = []
        for _ in range(600):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOPS)
            if stop is None or (stop[0] == 0 and seen):  # out at the end of the page
                break
            number, visible, inside, told = stop
            if number == len(seen) - 1 and 'type="date"' in told:  # a stop each for day, month and year
                continue
            if number != len(seen):
                wrong.append(f"back at {told}")
                break
            seen.append(told)
            if not (visible and inside):
                wrong.append(f"{'off the screen' if visible else 'no outline'}: {told}")
        else:
            wrong.append("it never ends")
        assert wrong == []
        assert "#inhoud" in seen[0]
        assert len(seen) > 20


def test_the_skip_link_leads_past_the_menu(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_suggestion_is_chosen_with_the_arrow_keys(scripted: Page) -> None:
    page = scripted
    page.goto("/zoeken")
    field = page.get_by_role("combobox", name="Zoek een element")
    field.focus()
    page.keyboard.type("beschikking")
    first = page.get_by_role("option").first
    expect(first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    expect(field).to_have_value("beschikking")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("beschikking", re.IGNORECASE))


def test_a_list_is_filtered_sorted_paged_and_translated(page: Page) -> None:
    page.goto("/mappings")
    everything = count(page)
    page.get_by_label("Van model").focus()
    page.keyboard.type("GIZO")
    to(page, "^Toon$", most=12)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("van=gizo"))
    assert count(page) < everything
    to(page, "^zib ")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("naar=zib"))
    to(page, "^Zekerheid")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("sort=-?confidence"))
    to(page, "^Volgende", most=700)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("page=2"))
    to(page, "^EN$")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("taal=en"))
    assert all(part in page.url for part in ("van=gizo", "naar=zib", "sort=", "page=2"))


def test_a_message_is_checked(page: Page) -> None:
    page.goto("/valideren")
    field = page.get_by_label("Bericht", exact=True)
    field.focus()
    expect(field).to_be_focused()
    field.set_input_files(files=broken())  # the window of the system cannot be driven
    to(page, "^Controleer", most=12)
    page.keyboard.press("Enter")
    expect(page.locator("tr", has_text="CS002").first).to_be_visible()
