"""The orders in which a list of mappings can stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from kg import names
from kg.elements import Entry, plain
from kg.mappings.query import JUSTIFICATIONS, SAYS
from kg.mappings.record import Record

Key = tuple[Any, ...]

_MODELS = {code: place for place, code in enumerate(names.MODELS)}
_ORDERS: dict[str, dict[str, int]] = {
    "van": _MODELS,
    "naar": _MODELS,
    "predicate": {value: place for place, value in enumerate(SAYS)},
    "justification": {value: place for place, value in enumerate(JUSTIFICATIONS)},
    "derived": {"false": 0, "true": 1},
    "negated": {"false": 0, "true": 1},
}


def in_order(field: str, values: Iterable[str]) -> tuple[str, ...]:
    """Put the values of a facet in the order in which people list them.

    >>> in_order("predicate", ["geen", "exactMatch"]), in_order("set", ["gizo-zib", "gizo-ggm"])
    (('exactMatch', 'geen'), ('gizo-ggm', 'gizo-zib'))
    """
    known = _ORDERS.get(field, {})
    return tuple(sorted(values, key=lambda value: (known.get(value, len(known)), _by_number(value))))


def natural_order(record: Record) -> Key:
    """Give what mappings are sorted by when nobody asks for an order: their models, then their names."""
    return (
        *_models(record, "nl"),
        plain(record.subject.label()),
        record.subject.iri,
        *_object(record, "nl"),
        record.iri,
    )


def key_of(sort: str) -> Callable[[Record, str], Key]:
    """Give what mappings are sorted by, of a record and a language; ``sort`` without ``-``."""
    return _SORTS[sort]


def _models(record: Record, language: str) -> Key:
    return _place("van", record.subject.model), _place("naar", record.object_model)


def _subject(record: Record, language: str) -> Key:
    return _named(record.subject, language)


def _object(record: Record, language: str) -> Key:
    return (False, *_named(record.object, language)) if record.object else (True, _place("naar", record.object_model))


def _named(entry: Entry, language: str) -> Key:
    return plain(entry.label(language)), _place("van", entry.model), entry.iri


def _says(record: Record, language: str) -> Key:
    return (_place("predicate", record.says),)


def _confidence(record: Record, language: str) -> Key:
    return (Decimal(-1) if record.confidence is None else record.confidence,)


def _date(record: Record, language: str) -> Key:
    return (record.date,)


_SORTS: dict[str, Callable[[Record, str], Key]] = {
    "model": _models,
    "subject": _subject,
    "object": _object,
    "predicate": _says,
    "confidence": _confidence,
    "date": _date,
}


def _place(field: str, value: str) -> int:
    known = _ORDERS[field]
    return known.get(value, len(known))


def _by_number(value: str) -> tuple[float, str]:
    """Put GGM's domains in the order of their number; other names have none."""
    number = value.partition(" ")[0]
    return float(number) if number.isdecimal() else -1, plain(value)
