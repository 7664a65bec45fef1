"""What the values of a filter on mappings are called, for facets, for the filters in force and for files."""

from __future__ import annotations

from api.graph import Asked
from api.i18n import translate
from kg import names
from kg.mappings import Query
from kg.mappings.sets import read_mapping_sets
from kg.wording import SAYING, justification, named

FILTERS = (
    "van", "naar", "richting", "predicate", "negated", "derived", "justification", "min_confidence",
    "max_confidence", "status", "set", "element", "domein", "q",
)  # fmt: skip
"""The filters, in the order in which a list says which are in force."""


def value_label(context: Asked, field: str, value: str) -> str:
    """Say what a value of a filter is called."""
    if field in ("van", "naar"):
        return names.MODELS.get(value, value)
    if field == "predicate":
        return SAYING.get(value, {}).get(context.language, value)
    if field == "justification":
        return justification(value, context.language)
    if field == "set":
        known = context.graph.kept(read_mapping_sets).get(value)
        return known.info.title if known and known.info.title else value
    if field == "element":
        entry = context.graph.index.get(value)
        return named(entry, context.graph.index, context.language) if entry else value
    if field in ("negated", "derived", "richting"):
        return translate(context.language, f"mappings.{field}.{value}")
    if field in ("min_confidence", "max_confidence"):
        return value if context.language == "en" else value.replace(".", ",")
    return value.replace("/", " › ") if field == "domein" else value


def in_force(context: Asked, query: Query) -> list[tuple[str, str]]:
    """Say which filters are in force: the field, and what it asks for in words."""
    given = query.filters()
    said = []
    for field in FILTERS:
        if field in given:
            value = given[field]
            text = str(value).lower() if isinstance(value, bool) else str(value)
            label = value_label(context, field, text)
            said.append((field, translate(context.language, f"mappings.filter.{field}", value=label)))
    return said
