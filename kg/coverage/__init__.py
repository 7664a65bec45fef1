"""How far the models are linked: how each element stands, the counts of that, the gaps, and the ntb list."""

from __future__ import annotations

from kg.coverage.counting import Coverage, Gap, coverage, gaps

__all__ = ["Coverage", "Gap", "coverage", "gaps"]
