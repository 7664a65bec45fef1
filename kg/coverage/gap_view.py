"""Writes gaps to take home: as rows of a workbook, each with its reason in words."""

from __future__ import annotations

from collections.abc import Iterable

from kg import names
from kg.coverage.gap_list import Gap, Why
from kg.coverage.view import SOUGHT_WORDS
from kg.search import Index
from kg.sheets import Cell, Column, Sheet

WHY_WORDS: dict[Why, dict[str, str]] = {
    "besloten": {"nl": "besloten", "en": "decided"},
    "buiten": {"nl": "buiten GIZO", "en": "outside GIZO"},
    "via-gizo": {
        "nl": "volgt: wat het in het GIZO is, heeft daar geen tegenhanger",
        "en": "follows: what it is in GIZO has no counterpart there",
    },
    "niet-gedragen": {"nl": "geen bericht draagt dit", "en": "no message carries this"},
    "geen-keten": {
        "nl": "de koppelingen via het GIZO sluiten niet aaneen",
        "en": "the mappings through GIZO do not connect",
    },
    "niet-beslist": {"nl": "nog niet beslist", "en": "not decided yet"},
    "niet-gezocht": {"nl": "hier is niet gezocht", "en": "nobody looked here"},
}
"""What a gap rests on, in words."""
STATUS_WORDS = {
    "geen-tegenhanger": {"nl": "geen tegenhanger", "en": "no counterpart"},
    "open": {"nl": "open", "en": "open"},
}

_COLUMNS = (
    ("id", "Id", "Id", 40),
    ("model", "Model", "Model", 10),
    ("part", "Onderdeel", "Part", 34),
    ("kind", "Soort", "Kind", 14),
    ("class", "In", "In", 26),
    ("element", "Element", "Element", 30),
    ("missingIn", "Ontbreekt in", "Missing in", 12),
    ("status", "Status", "Status", 18),
    ("because", "Waarom", "Why", 34),
    ("reason", "Toelichting", "Comment", 70),
    ("sought", "Gezocht?", "Looked for?", 26),
)


def gap_sheet(gaps: Iterable[Gap], index: Index, language: str = "nl") -> Sheet:
    """Give gaps as rows.

    Args:
        gaps: the gaps, in order.
        index: all elements.
        language: ``nl`` or ``en``.

    >>> list(gap_sheet([], Index([])).rows)
    []
    """
    columns = [Column(key, dutch if language == "nl" else english, width) for key, dutch, english, width in _COLUMNS]
    title = "Hiaten" if language == "nl" else "Gaps"
    return Sheet(title, columns, (_row(gap, index, language) for gap in gaps))


def _row(gap: Gap, index: Index, language: str) -> list[Cell]:
    parent = index.get(gap.entry.parent)
    return [
        gap.entry.id,
        names.MODELS[gap.entry.model],
        ", ".join(gap.parts),
        gap.entry.kind,
        parent.label(language) if parent else "",
        gap.entry.label(language),
        names.MODELS.get(gap.target, gap.target),
        STATUS_WORDS[gap.standing.status][language],
        WHY_WORDS[gap.why][language],
        gap.standing.reason,
        SOUGHT_WORDS[gap.sought][language],
    ]
