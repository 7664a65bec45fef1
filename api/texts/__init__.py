"""Every word of the pages in Dutch and English, a module for each kind of page."""

from __future__ import annotations

from api.texts import (
    about,
    common,
    comparison,
    coverage,
    datasets,
    element,
    kinds,
    mapping,
    mappings,
    models,
    ntb,
    ontology,
    search,
    sparql,
    start,
    thing,
    validate,
)

_PARTS = (
    about,
    common,
    comparison,
    coverage,
    datasets,
    element,
    kinds,
    mapping,
    mappings,
    models,
    ntb,
    ontology,
    search,
    sparql,
    start,
    thing,
    validate,
)

TEXTS: dict[str, tuple[str, str]] = {key: words for part in _PARTS for key, words in part.TEXTS.items()}
"""A text in Dutch and in English by its key."""
