"""A small set of rules, so that these tests are about the machinery and not about the rules of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.validation.shapes import Shapes, read_shapes

SMALL = Path(__file__).resolve().parents[2] / "data" / "shapes" / "klein.ttl"


@pytest.fixture(scope="session")
def small() -> Shapes:
    """The small set of rules."""
    return read_shapes([(SMALL.name, SMALL.read_bytes())])
