"""docs/fair.md promises addresses: each of them answers, and each file it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "fair.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`]+)`", TEXT)
ADDRESSES = sorted({code for code in CODE if re.fullmatch(r"/[^ *()]+", code)})
FILES = sorted({code for code in CODE if re.fullmatch(r"[A-Za-z]+(/[\w.]*)+|LICENSE", code)})
PRINCIPLES = ("F1", "F2", "F3", "F4", "A1", "A1.1", "A1.2", "A2", "I1", "I2", "I3", "R1", "R1.1", "R1.2", "R1.3")


def test_every_principle_has_its_row() -> None:
    assert tuple(re.findall(r"^\| \*\*([A-Z0-9.]+)\*\* \|", TEXT, re.MULTILINE)) == PRINCIPLES


def test_what_is_missing_is_said() -> None:
    assert "redirect of `https://w3id.org/gizo/` is not registered" in TEXT
    assert "no DOI" in TEXT


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers(real_address: str, address: str) -> None:
    assert httpx.get(real_address + address, follow_redirects=True, timeout=60).status_code == 200


def test_every_file_is_there() -> None:
    assert {"kg/names.py", "tests/api/linked/test_every_iri.py"} <= set(FILES)
    assert [name for name in FILES if not (ROOT / name).exists()] == []
