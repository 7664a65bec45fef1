"""Asks axe-core, in the release that the front end pins, what is wrong with a page."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

_FILE = Path(__file__).resolve().parents[3] / "api" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
"""WCAG 2.1, A and AA."""


@cache
def source() -> str:
    """Give the script; where it could not be installed the test skips and says so, in CI it fails."""
    if not _FILE.is_file():
        reason = "axe-core is not installed (no npm and no Node); make test installs it with the front end"
        if os.environ.get("CI"):
            pytest.fail(f"in CI the pages must be judged: {reason}")
        pytest.skip(reason)
    return _FILE.read_text(encoding="utf-8")


def faults(page: Page, tags: tuple[str, ...] = AA) -> list[str]:
    """Give what axe-core finds on a page as it is now.

    Args:
        page: the page.
        tags: which rules count.

    Returns:
        Per fault the rule, how bad it is, where, and why.
    """
    page.evaluate(source())
    options = {"runOnly": {"type": "tag", "values": list(tags)}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]} — {node['failureSummary'].splitlines()[-1].strip()}"
        for fault in found
        for node in fault["nodes"]
    ]
