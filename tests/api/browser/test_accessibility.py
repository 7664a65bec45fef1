"""axe-core on every type of page, in both languages, wide and narrow: nothing against WCAG 2.1 AA."""

from __future__ import annotations

import pytest

from tests.api.browser import axe
from tests.api.browser.conftest import Opened
from tests.api.page_types import PAGES, Shown

pytestmark = pytest.mark.slow

WIDTHS = (1280, 320)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_no_page_breaks_a_rule_of_wcag(opened: Opened, shown: Shown, language: str) -> None:
    with opened(width=WIDTHS[0]) as page:
        answer = page.goto(shown.at(language))
        assert answer
        assert answer.status == shown.status
        assert page.locator("html").get_attribute("lang") == language
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert axe.faults(page) == [], f"{width} px wide"
