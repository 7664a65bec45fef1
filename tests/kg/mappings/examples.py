"""Mappings of our own, in every kind there is."""

from __future__ import annotations

from decimal import Decimal

from kg import names
from kg.elements import Entry
from kg.mapping import DERIVED_SET
from kg.mappings import Record
from kg.search import Index

PROOF = names.mapping_set_iri("proef")


def entry(name: str, model: str, label: str, kind: str = "class", parent: str = "") -> Entry:
    return Entry(names.expand(name), kind, model, {"nl": label}, parent=names.expand(parent) if parent else "")


CLIENT = entry("gizo:Client", "gizo", "Client")
BSN = entry("gizo:clientBsn", "gizo", "bsn", "attribute", "gizo:Client")
CAK = entry("gizo:CAK", "gizo", "CAK")
PERSON = entry("brp:01", "brp", "persoon")
BRP_BSN = entry("brp:01.01.20", "brp", "burgerservicenummer", "attribute", "brp:01")
PATIENT = entry("NL-CM:0.1.1", "zib", "Patiënt")
MESSAGE_BSN = entry("ijw:JW301/Client/Bsn", "ijw", "Bsn", "element")


def record(
    number: str,
    subject: Entry,
    predicate: str,
    target: Entry | str,
    confidence: str = "0.5",
    *,
    negated: bool = False,
    comment: str = "",
    status: str = "voorstel",
    date: str = "2026-11-22",
    hops: tuple[str, ...] = (),
) -> Record:
    """A mapping; with hops a derived one, with the code of a model for a target the decision that there is none."""
    obj = target if isinstance(target, Entry) else None
    derived = bool(hops)
    return Record(
        iri=iri(number),
        subject=subject,
        predicate=predicate,
        object=obj,
        object_model=obj.model if obj else str(target),
        negated=negated,
        justification="MappingChaining" if derived else "ManualMappingCuration",
        confidence=Decimal(confidence) if confidence else None,
        author="" if derived else "werkgroep",
        date="" if derived else date,
        status="afgeleid" if derived else status,
        comment=comment,
        set=DERIVED_SET if derived else PROOF,
        subject_label=subject.label(),
        object_label=obj.label() if obj else "",
        hops=tuple(map(iri, hops)),
    )


def iri(number: str) -> str:
    return names.PREFIXES["mapping"] + number


ENTRIES = (CLIENT, BSN, CAK, PERSON, BRP_BSN, PATIENT, MESSAGE_BSN)
RECORDS = (
    record("a", CLIENT, "broadMatch", PERSON, "0.75", comment="Wie cliënt is staat in de BRP."),
    record("b", BSN, "broadMatch", BRP_BSN, "0.9"),
    record("c", CAK, "exactMatch", "brp", "0.95", comment="De BRP kent geen organisaties."),
    record("d", CLIENT, "closeMatch", PATIENT, "0.6", date="2026-10-01"),
    record("e", CAK, "exactMatch", PATIENT, "0.99", negated=True, comment="Lijkt er niet eens op."),
    record("f", MESSAGE_BSN, "exactMatch", BSN, "0.98", status="vastgesteld"),
    record("g", PATIENT, "relatedMatch", CAK, ""),
    record("h", MESSAGE_BSN, "broadMatch", BRP_BSN, "0.882", hops=("f", "b")),
    record("i", PERSON, "narrowMatch", CLIENT, "0.75", hops=("a",)),
)
INDEX = Index(ENTRIES)
