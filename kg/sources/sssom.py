"""Reads a set of mappings (SSSOM/TSV) without losing a row.

sssom-pydantic judges every row, but it leaves out what it cannot use: a bad row, a cell too many, a
column whose name is misspelt (a lost ``predicate_modifier`` turns "is not" into "is"). A mapping set
is only worth something when all of it is there, so here anything lost is an error with file and line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import suppress
from datetime import date as Date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import names
from kg.errors import GizoError
from kg.mapping import Mapping, MappingSet, mapping_triples, set_triples

if TYPE_CHECKING:
    from curies import Converter
    from sssom_pydantic import SemanticMapping

__all__ = ["Mapping", "MappingSet", "mapping_triples", "read_sssom", "set_triples"]

STATUS_SLOT = "status"
"""SSSOM has no slot for the status of a set; ours is an extension slot that stands for ``v:status``."""


def read_sssom(path: Path) -> MappingSet:
    """Read a mapping set.

    Args:
        path: an SSSOM/TSV file with its metadata as ``#`` lines on top.

    Returns:
        The set, its mappings in the order of the file.

    Raises:
        GizoError: when the file cannot be read, or when any row or column of it would be lost.

    >>> import tempfile
    >>> header = '''#mapping_set_id: https://example.org/set
    ... #curie_map: {gizo: "https://w3id.org/gizo/def/", brp: "https://w3id.org/gizo/id/brp/"}
    ... '''
    >>> columns = "subject_id predicate_id object_id mapping_justification confidence".split()
    >>> row = "gizo:clientBsn skos:broadMatch brp:01.01.20 semapv:ManualMappingCuration 0.65".split()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "gizo-brp.sssom.tsv"
    ...     _ = file.write_text(header + "\\t".join(columns) + "\\n" + "\\t".join(row) + "\\n")
    ...     mapping = read_sssom(file).mappings[0]
    >>> mapping.confidence, names.curie(mapping.object), mapping.line
    (Decimal('0.65'), 'brp:01.01.20', 4)
    """
    from sssom_pydantic.io import read

    lines = _lines(path)
    header = _header(path, lines)
    rows = _rows(path, lines, header)
    try:
        found, converter, _, errors = read(path, return_errors=True)
    except (ValueError, TypeError) as error:  # pydantic and curies errors are ValueErrors
        raise GizoError(f"{path}: de kop is geen geldige SSSOM ({_reason(error)})") from error
    if errors:
        # what sssom-pydantic calls a line number counts rows: the first row has number of # lines + 1
        first = errors[0].line_number - _header_length(lines) - 1
        raise _refuse(path, list(rows)[first], _reason(errors[0].exception), len(errors))
    if len(found) != len(rows):
        raise GizoError(f"{path}: {len(found)} van {len(rows)} rijen te lezen; controleer lege rijen en tabs")
    header_slots = _header_slots(header, converter)
    mappings = []
    for line, mapping in zip(rows, found, strict=True):
        try:
            mappings.append(_mapping(mapping, rows[line], line, header_slots, converter))
        except ValueError as error:
            raise _refuse(path, line, str(error)) from error
    _refuse_duplicates(path, mappings)
    return MappingSet(
        id=header_slots["id"],
        title=str(header.get("mapping_set_title", "")),
        version=str(header.get("mapping_set_version", "")),
        subject_source=header_slots["subject_source"],
        subject_source_version=str(header.get("subject_source_version", "")),
        object_source=header_slots["object_source"] or _only(mapping.object_source for mapping in mappings),
        object_source_version=str(header.get("object_source_version", "")),
        license=str(header.get("license", "")),
        status=header_slots["status"],
        date=header.get("mapping_date"),
        mappings=tuple(mappings),
        description=str(header.get("mapping_set_description", "")),
        creators=_creators(header),
    )


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GizoError(f"{path}: niet te lezen ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise GizoError(f"{path}: geen UTF-8 (byte {error.start}); sla het bestand op als UTF-8") from error
    return text.split("\n")


def _header_length(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))


def _header(path: Path, lines: list[str]) -> dict[str, Any]:
    import yaml

    text = "\n".join(line.lstrip("#") for line in lines[: _header_length(lines)])
    try:
        header = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:  # a date such as 2026-13-45 is a ValueError
        mark = getattr(error, "problem_mark", None)
        where = f"{path}, regel {mark.line + 1}" if mark else f"{path}"
        raise GizoError(f"{where}: de kop is geen geldige YAML ({_reason(error)})") from error
    if not isinstance(header, dict) or "mapping_set_id" not in header:
        raise GizoError(f"{path}: geen SSSOM-kop; begin met '#mapping_set_id: …' en '#curie_map: …'")
    for prefix, uri in (header.get("curie_map") or {}).items():
        if names.PREFIXES.get(prefix, uri) != uri:
            raise GizoError(f"{path}: prefix '{prefix}' staat voor {uri}; gebruik {names.PREFIXES[prefix]}")
    if isinstance(header.get("mapping_date"), str):  # other tools write it between quotes
        with suppress(ValueError):
            header["mapping_date"] = Date.fromisoformat(header["mapping_date"])
    if not isinstance(header.get("mapping_date"), Date | None):
        raise GizoError(f"{path}: mapping_date '{header['mapping_date']}' is geen datum; schrijf jjjj-mm-dd")
    return header


def _rows(path: Path, lines: list[str], header: dict[str, Any]) -> dict[int, dict[str, str]]:
    """Give the rows by line number, having refused whatever sssom-pydantic would drop without a word."""
    from sssom_pydantic.models import Record

    start = _header_length(lines)
    columns = lines[start].split("\t") if start < len(lines) else []
    extensions = {item["slot_name"] for item in header.get("extension_definitions") or []}
    for column in columns:
        if column not in Record.model_fields and column not in extensions:
            raise GizoError(f"{path}, regel {start + 1}: kolom '{column}' kent SSSOM niet; verbeter de naam")
        if columns.count(column) > 1:
            raise GizoError(f"{path}, regel {start + 1}: kolom '{column}' staat er tweemaal")
    rows: dict[int, dict[str, str]] = {}
    for number, line in enumerate(lines[start + 1 :], start=start + 2):
        if not line:
            continue
        cells = next(csv.reader([line], delimiter="\t"))
        if len(cells) != len(columns) or cells != next(csv.reader([line + "\t"], delimiter="\t"))[:-1]:
            problem = f"{len(cells)} kolommen, verwacht {len(columns)}; controleer tabs en aanhalingstekens"
            raise _refuse(path, number, problem)
        rows[number] = dict(zip(columns, cells, strict=True))
        for slot, value in rows[number].items():
            if value and slot in header and str(header[slot]) != value:
                raise _refuse(path, number, f"{slot} '{value}' strijdt met '{header[slot]}' in de kop")
    if not rows:
        raise GizoError(f"{path}: geen enkele rij onder de kop")
    return rows


def _creators(header: dict[str, Any]) -> tuple[str, ...]:
    creators = header.get("creator_label") or []
    return (creators,) if isinstance(creators, str) else tuple(creators)


def _header_slots(header: dict[str, Any], converter: Converter) -> dict[str, str]:
    return {
        "id": str(header["mapping_set_id"]),
        "status": str(header.get(STATUS_SLOT, "")),
        "author": ", ".join(_creators(header)),
        "subject_source": _source(header.get("subject_source"), converter),
        "object_source": _source(header.get("object_source"), converter),
    }


def _mapping(
    found: SemanticMapping, row: dict[str, str], line: int, header: dict[str, str], converter: Converter
) -> Mapping:
    if found.confidence is None:
        raise ValueError("confidence ontbreekt")
    source = converter.expand_reference(found.object_source, strict=True) if found.object_source else ""
    return Mapping(
        subject=_iri(found.subject, converter),
        predicate=_iri(found.predicate, converter),
        object=_iri(found.object, converter),
        justification=_iri(found.justification, converter),
        confidence=Decimal(str(found.confidence)),
        negated=found.predicate_modifier == "Not",
        subject_label=row.get("subject_label", "").strip(),
        object_label=row.get("object_label", "").strip(),
        object_source=_source(source or header["object_source"], converter),
        comment=(found.comment or "").strip(),
        author=row.get("author_label", "").strip() or header["author"],
        date=found.mapping_date,
        mapping_set=header["id"],
        status=row.get(STATUS_SLOT, "").strip() or header["status"],
        line=line,
    )


def _iri(reference: Any, converter: Converter) -> str:
    return names.expand(converter.expand_reference(reference, strict=True))


def _source(text: str | None, converter: Converter) -> str:
    """Give the IRI of a model; GIZO's is its ontology, not ``model:gizo``."""
    if not text:
        return ""
    iri = converter.expand(text) or text
    code = iri.removeprefix(names.PREFIXES["model"])
    return names.model_iri(code) if code in names.MODELS else iri


def _only(values: Iterable[str]) -> str:
    """Give the one value they all have, or nothing when they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""


def _refuse_duplicates(path: Path, mappings: Iterable[Mapping]) -> None:
    seen: dict[str, int] = {}
    for mapping in mappings:
        earlier = seen.setdefault(mapping.iri, mapping.line)
        if earlier != mapping.line:
            raise _refuse(path, mapping.line, f"dezelfde mapping als op regel {earlier}; laat er een weg")


def _refuse(path: Path, line: int, reason: str, count: int = 1) -> GizoError:
    rest = f" (en nog {count - 1} foute rijen)" if count > 1 else ""
    return GizoError(f"{path}, regel {line}: {reason}{rest}")


def _reason(error: Exception) -> str:
    """Give the cause in one line: the slot and what is wrong with its value."""
    details = error.errors() if hasattr(error, "errors") else []
    if details:
        where = ".".join(str(part) for part in details[0]["loc"])
        return f"{where}: {details[0]['msg']}"
    kind = "onbekende prefix in " if "Prefix" in type(error).__name__ else ""
    return kind + (str(error).splitlines() or [type(error).__name__])[0]
