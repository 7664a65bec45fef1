"""Writes mappings as SSSOM, to take home: as SSSOM/TSV and as SSSOM/JSON.

sssom-pydantic knows the slots, their order and how a table is written. It has records for JSON but no writer of a
whole set; that is the same records in one object, with the prefixes as its ``@context``. What
:func:`kg.sources.sssom.read_sssom` reads of a set, it reads again from the file written here.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg import names
from kg.mappings.record import Record
from kg.mappings.sets import SetInfo

if TYPE_CHECKING:
    from sssom_pydantic.api import MappingSetRecord
    from sssom_pydantic.models import Record as Row

STATUS = "status"
"""Our extension slot: SSSOM has none for the status of a mapping."""

_STATUS_IN_RDF = {"prefix": "v", "identifier": STATUS}
_ALWAYS = ("model", "semapv", "skos", "sssom", "v", "xsd")
_REFERENCES = ("subject_id", "predicate_id", "object_id", "mapping_justification")


def to_sssom_tsv(info: SetInfo, records: Iterable[Record]) -> str:
    """Write mappings as SSSOM/TSV: the set in ``#`` lines on top, a mapping a line.

    Args:
        info: what the set says of itself.
        records: the mappings, in the order in which they are to stand.

    >>> to_sssom_tsv(SetInfo("https://example.org/set", title="Leeg"), []).splitlines()[-1].split()
    ['subject_id', 'predicate_id', 'object_id', 'mapping_justification']
    """
    from curies import Converter
    from sssom_pydantic.io import write_unprocessed

    prefixes = _Prefixes()
    rows = [_row(info, record, prefixes) for record in records]
    buffer = io.StringIO()
    write_unprocessed(
        rows,
        buffer,
        metadata=_header(info),
        converter=Converter.from_prefix_map(prefixes.known),
        columns=_columns(rows),
        condense=False,
    )
    head = f"#{STATUS}: {json.dumps(info.status, ensure_ascii=False)}\n" if info.status else ""
    return head + buffer.getvalue().replace("\r\n", "\n")


def to_sssom_json(info: SetInfo, records: Iterable[Record]) -> str:
    """Write mappings as SSSOM/JSON.

    >>> sorted(json.loads(to_sssom_json(SetInfo("https://example.org/set"), [])))
    ['@context', '@type', 'mapping_set_id', 'mappings']
    """
    prefixes = _Prefixes()
    rows = [_row(info, record, prefixes) for record in records]
    body = {
        "@context": {**prefixes.known, "@vocab": names.SSSOM},
        "@type": "MappingSet",
        **_header(info).model_dump(mode="json", exclude_none=True, exclude={"extension_definitions"}),
        "mappings": [_object(row) for row in rows],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


class _Prefixes:
    """Shortens IRIs, and remembers which prefixes that took."""

    def __init__(self) -> None:
        self._known = {prefix: names.PREFIXES[prefix] for prefix in _ALWAYS}

    @property
    def known(self) -> dict[str, str]:
        return dict(sorted(self._known.items()))

    def curie(self, iri: str) -> str:
        prefix, uri, rest = names.shortened(iri)
        if not prefix:
            return iri
        self._known[prefix] = uri
        return f"{prefix}:{rest}"


def _header(info: SetInfo) -> MappingSetRecord:
    from sssom_pydantic.api import MappingSetRecord

    said: dict[str, Any] = {
        "mapping_set_id": info.iri,
        "mapping_set_title": info.title,
        "mapping_set_description": info.description,
        "mapping_set_version": info.version,
        "license": info.licence,
        "creator_label": list(info.creators),
        "mapping_date": info.date,
        "subject_source": _source(info.subject_model),
        "subject_source_version": info.subject_version,
        "object_source": _source(info.object_model),
        "object_source_version": info.object_version,
        "extension_definitions": [{"slot_name": STATUS, "property": "v:status", "type_hint": "xsd:string"}],
    }
    return MappingSetRecord.model_validate({slot: value for slot, value in said.items() if value})


def _row(info: SetInfo, record: Record, prefixes: _Prefixes) -> Row:
    """Write one mapping; what the set says already is not said again."""
    from sssom_pydantic.models import Record as Row

    elsewhere = record.set and record.set != info.iri
    said: dict[str, Any] = {
        "record_id": prefixes.curie(record.iri),
        "subject_id": prefixes.curie(record.subject.iri),
        "subject_label": _line(record.subject_label or record.subject.label()),
        "predicate_id": f"skos:{record.predicate}",
        "predicate_modifier": "Not" if record.negated else "",
        "object_id": prefixes.curie(record.object.iri if record.object else names.NO_TERM_FOUND),
        "object_label": _line(record.object_label or record.object.label()) if record.object else "",
        "mapping_justification": f"semapv:{record.justification}",
        "author_label": [_line(record.author)] if record.author else None,
        "subject_source": "" if info.subject_model else _source(record.subject.model),
        "object_source": _source(record.object_model),
        "mapping_source": prefixes.curie(record.set) if elsewhere else "",
        "mapping_date": record.date,
        "confidence": None if record.confidence is None else float(record.confidence),
        "derived_from": [prefixes.curie(hop) for hop in record.hops],
        "comment": _line(record.comment),
        "extensions": {STATUS: {"predicate": _STATUS_IN_RDF, "value": record.status}} if record.status else None,
    }
    return Row.model_validate({slot: value for slot, value in said.items() if value not in ("", None, [])})


def _columns(rows: Iterable[Row]) -> list[str]:
    """Give the slots that any row has, in the order of SSSOM."""
    from sssom_pydantic.models import Record as Row

    used = set().union(*(row.model_fields_set for row in rows)) | set(_REFERENCES)
    columns = [slot for slot in Row.model_fields if slot in used and slot != "extensions"]
    return [*columns, *([STATUS] if "extensions" in used else [])]


def _object(row: Row) -> dict[str, Any]:
    """Write one mapping as JSON. The reference tool refuses slots it does not know, so those go in ``other``."""
    other = {slot: str(extension.value) for slot, extension in (row.extensions or {}).items()}
    if row.derived_from:
        other["derived_from"] = " ".join(row.derived_from)
    said = row.model_dump(mode="json", exclude_none=True, exclude={"extensions", "derived_from"})
    return said | ({"other": "|".join(f"{key}={value}" for key, value in other.items())} if other else {})


def _source(model: str) -> str:
    return f"model:{model}" if model else ""


def _line(text: str) -> str:
    """Give a text on one line: a row of a table is a line."""
    return " ".join(text.split())
