"""The graphs on which it is tested how elements stand: those of the counts that rest on it."""

from __future__ import annotations

from tests.kg.coverage.conftest import few, index, small, small_index, standings

__all__ = ["few", "index", "small", "small_index", "standings"]
