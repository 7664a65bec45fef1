"""The reference page is made from the project and says what the project has now."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_reference_page_is_up_to_date() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "reference.py"))["text"]()
    assert (ROOT / "docs" / "reference.md").read_text("utf-8") == made, "run make docs"
