"""axe-core on every type of page, in both languages, wide and narrow: nothing against WCAG 2.1 AA."""

from __future__ import annotations

import pytest

from tests.api.browser import axe
from tests.api.browser.conftest import Opened
from tests.api.page_types import PAGES, Shown

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_no_page_breaks_a_rule_of_wcag(opened: Opened, shown: Shown, language: str, width: int) -> None:
    with opened(width=width) as page:
        answer = page.goto(shown.at(language))
        assert answer
        assert answer.status == shown.status
        assert page.locator("html").get_attribute("lang") == language
        assert axe.faults(page) == []
