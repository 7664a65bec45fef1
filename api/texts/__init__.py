"""Every word of the pages in Dutch and English, a module for each kind of page."""

from __future__ import annotations

from api.texts import common, datasets, element, kinds, mapping, ontology, search, sparql, start, thing, validate

_PARTS = (common, datasets, element, kinds, mapping, ontology, search, sparql, start, thing, validate)

TEXTS: dict[str, tuple[str, str]] = {key: words for part in _PARTS for key, words in part.TEXTS.items()}
"""A text in Dutch and in English by its key."""
