"""Messages of our own, whole and with one thing broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.intake import Document
from kg.messages import Message, lift

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(scope="session")
def jw301() -> str:
    """A JW301 message in which everything is right."""
    return (DATA / "voorbeeld" / "JW301.xml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def wmo301() -> str:
    """A WMO301 message in which everything is right."""
    return (DATA / "voorbeeld" / "WMO301.xml").read_text(encoding="utf-8")


Broken = Callable[..., Message]


@pytest.fixture
def broken(jw301: str) -> Broken:
    """Lift the JW301 message after replacing texts in it; each must be there, so that no test misses its mark."""

    def lifted(*changes: tuple[str, str], name: str = "JW301.xml") -> Message:
        text = jw301
        for old, new in changes:
            assert old in text, f"{old!r} is not in the message"
            text = text.replace(old, new, 1)
        return lift(Document(name, text.encode()))

    return lifted
