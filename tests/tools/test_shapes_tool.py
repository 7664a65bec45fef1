"""The generated shapes in the project are what the facts give, and say so."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "shapes.py"))


@pytest.mark.parametrize("name", sorted(TOOL["texts"]()))
def test_what_is_checked_in_is_what_the_facts_give(name: str) -> None:
    made = TOOL["texts"]()[name]
    assert (ROOT / "shapes" / name).read_text("utf-8") == made, "run make shapes"
    assert "do not edit" in made


def test_it_gives_the_same_text_each_time() -> None:
    assert TOOL["texts"]() == TOOL["texts"]()


def test_make_runs_it() -> None:
    assert "tools/shapes.py" in (ROOT / "Makefile").read_text("utf-8")
