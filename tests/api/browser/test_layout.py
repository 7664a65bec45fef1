"""Nothing is cut off, pushed off the page or written over something else: narrow, zoomed, spaced out, and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.api.browser.conftest import Opened
from tests.api.page_types import PAGES, Shown

pytestmark = pytest.mark.slow

SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
"""What a reader may ask for: WCAG 2.1, 1.4.12."""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_a_page_holds_at_every_width_and_spacing(opened: Opened, shown: Shown, language: str) -> None:
    """At 320 px (WCAG 1.4.10), at twice the size on a screen of 1280 px (1.4.4), and spaced out (1.4.12)."""
    with opened(width=320) as page:
        page.goto(shown.at(language))
        found = {"320 px": faults(page)}
        page.set_viewport_size({"width": 640, "height": 900})
        found["200 %"] = faults(page)
        space_out(page)
        found["640 px, spaced out"] = faults(page)
        page.set_viewport_size({"width": 320, "height": 900})
        found["320 px, spaced out"] = faults(page)
        assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_the_ntb_list_prints_without_what_only_works_on_a_screen(opened: Opened) -> None:
    with opened() as page:
        page.goto("/ntb")
        page.emulate_media(media="print")
        for name in ("Hoofdmenu", "Taal", "Meer van deze site"):
            expect(page.get_by_role("navigation", name=name)).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("main table").first).to_be_visible()
        page.set_viewport_size({"width": 720, "height": 1000})  # A4 upright
        cut = page.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth + 1).length"
        )
        assert cut == 0
        assert page.pdf(format="A4").startswith(b"%PDF")


def space_out(page: Page) -> None:
    """Put more space between letters, words and lines; a sheet made by a script is no inline style."""
    page.evaluate(
        """text => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }""",
        SPACED,
    )


def faults(page: Page) -> list[str]:
    """Give what is wrong with how a page is laid out now."""
    found: list[str] = page.evaluate(_FAULTS)
    return found


_FAULTS = """() => {
  const wrong = [];
  const width = document.documentElement.clientWidth;
  const told = element => `${element.tagName.toLowerCase()}.${element.getAttribute('class') || ''} `
    + `"${(element.textContent || '').trim().replace(/\\s+/g, ' ').slice(0, 50)}"`;
  const hidden = element => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true;
    if (element.closest('.visually-hidden, .nl-skip-link')) return true;
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const box = at.getBoundingClientRect(); // a head of a table that is only there for who listens
      if ((box.width <= 1 || box.height <= 1) && getComputedStyle(at).display !== 'contents') return true;
    }
    return false;
  };
  // What scrolls by itself, and says so to a keyboard, may be wider than the page.
  const scrolls = element => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  const whole = document.documentElement.scrollWidth;
  if (whole > width) wrong.push(`the page is ${whole} wide`);
  const lines = [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.ownerSVGElement || hidden(element)) continue;
    const box = element.getBoundingClientRect();
    if ((box.right > width + 1 || box.left < -1) && !scrolls(element)) wrong.push(`off the page: ${told(element)}`);
    const style = getComputedStyle(element);
    const clips = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
    // Fields and the editor of the query page scroll what does not fit.
    const field = element.closest('input, select, textarea, .yasgui');
    const over = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (clips && !field && over) wrong.push(`cut off: ${told(element)}`);
    for (const node of element.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim() || lines.length > 1500) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) if (line.width > 2) lines.push([line, element]);
    }
  }
  lines.sort(([a], [b]) => a.top - b.top);
  lines.forEach(([a, one], place) => {
    for (let next = place + 1; next < lines.length; next += 1) {
      const [b, other] = lines[next];
      if (b.top > a.bottom) break;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (scrolls(one) !== scrolls(other) || across <= 3 || down <= 0.5 * Math.min(a.height, b.height)) continue;
      wrong.push(`over each other: ${told(one)} / ${told(other)}`);
    }
  });
  return [...new Set(wrong)].slice(0, 8);
}"""
