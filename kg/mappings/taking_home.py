"""Mappings to take home: as rows for a spreadsheet, and as what the graph says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from kg import names
from kg.elements import Entry
from kg.mappings.record import Record
from kg.said import said_of
from kg.search import Index
from kg.sheets import Cell, Column, Sheet
from kg.store import GraphStore
from kg.wording import SAYING, justification

_COLUMNS: tuple[tuple[str, str, str, int], ...] = (
    ("sentence", "Wat de koppeling zegt", "What the mapping says", 60),
    ("subjectModel", "Van: model", "From: model", 10),
    ("subjectLabel", "Van: naam", "From: name", 26),
    ("subjectParent", "Van: onderdeel van", "From: part of", 22),
    ("subjectId", "Van: id", "From: id", 30),
    ("says", "Overeenkomst", "Correspondence", 30),
    ("predicate", "Overeenkomst (SKOS)", "Correspondence (SKOS)", 18),
    ("objectModel", "Naar: model", "To: model", 10),
    ("objectLabel", "Naar: naam", "To: name", 26),
    ("objectParent", "Naar: onderdeel van", "To: part of", 22),
    ("objectId", "Naar: id", "To: id", 30),
    ("confidence", "Zekerheid", "Confidence", 10),
    ("status", "Status", "Status", 12),
    ("comment", "Toelichting", "Comment", 70),
    ("justification", "Hoe gevonden", "How it was found", 24),
    ("derived", "Afgeleid", "Derived", 10),
    ("author", "Van wie", "By whom", 16),
    ("date", "Datum", "Date", 12),
    ("set", "Verzameling", "Set", 20),
    ("iri", "Vindplaats", "Where to find it", 50),
)


def sheet(records: Iterable[Record], index: Index, language: str = "nl") -> Sheet:
    """Give mappings as rows for a spreadsheet, in the order in which they come.

    >>> sheet([], Index([])).columns[0].heading
    'Wat de koppeling zegt'
    """
    columns = [Column(key, nl if language == "nl" else en, width) for key, nl, en, width in _COLUMNS]
    title = "Koppelingen" if language == "nl" else "Mappings"
    return Sheet(title, columns, (_cells(record, index, language) for record in records))


def said_of_mappings(store: GraphStore, records: Iterable[Record]) -> Iterator[Triple]:
    """Give what the graph says of mappings: the plain SKOS statement, the node that explains it, and its hops.

    Raises:
        GizoError: when the store cannot be asked.
    """
    nodes: list[str] = []
    for record in records:
        if record.object and not record.negated:
            predicate = NamedNode(names.SKOS + record.predicate)
            yield Triple(NamedNode(record.subject.iri), predicate, NamedNode(record.object.iri))
        nodes += [record.iri, *(f"{record.iri}/stap/{number}" for number in range(1, len(record.hops) + 1))]
    yield from said_of(store, nodes)


def _cells(record: Record, index: Index, language: str) -> list[Cell]:
    yes, no = ("ja", "nee") if language == "nl" else ("yes", "no")
    return [
        record.sentence(index, language),
        *_end(record.subject, index, language),
        SAYING.get(record.says, {}).get(language, record.says),
        "" if record.none else f"skos:{record.predicate}",
        *(
            _end(record.object, index, language)
            if record.object
            else (names.MODELS.get(record.object_model, record.object_model), "", "", "")
        ),
        None if record.confidence is None else float(record.confidence),
        record.status,
        record.comment,
        justification(record.justification, language),
        yes if record.derived else no,
        record.author,
        record.date,
        record.set_name,
        record.iri,
    ]


def _end(entry: Entry, index: Index, language: str) -> tuple[str, str, str, str]:
    parent = index.get(entry.parent)
    name = names.MODELS.get(entry.model, entry.model)
    return name, entry.label(language), parent.label(language) if parent else "", entry.id
