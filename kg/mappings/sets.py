"""The mapping sets: what each is, from which release to which, of whom, and what it says in numbers.

A set is decided and published together, and is taken home as a file. What follows from all sets together is a set
too, and so is whatever someone selects from the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg import names
from kg.facts import Facts, by_subject, one, words
from kg.mapping import DERIVED_SET
from kg.mappings import Record, read_mappings
from kg.mappings.order import in_order
from kg.once import once
from kg.search import Index
from kg.store import GraphStore, select, text

_SETS = f"SELECT ?set ?p ?o WHERE {{ ?set a <{names.SSSOM}MappingSet> ; ?p ?o }}"
_GRAPHS = f"SELECT ?set ?graph WHERE {{ GRAPH ?graph {{ ?set a <{names.SSSOM}MappingSet> }} }}"
_MODEL_OF = {names.model_iri(code): code for code in names.MODELS}


@dataclass(frozen=True)
class SetInfo:
    """What a set says of itself: what stands above its rows in a file.

    Attributes:
        iri: its IRI.
        title: its title.
        description: what is in it.
        subject_model: code of the model its mappings start from; empty when there are several.
        subject_version: release of that model.
        object_model: code of the model they end in; empty when there are several.
        object_version: release of that model.
        version: its own version.
        date: when it was decided (ISO 8601).
        licence: IRI of the licence.
        status: ``voorstel``, ``afgeleid``.
        creators: who made it.
        graph: IRI of the named graph that holds it; empty when none does.
    """

    iri: str
    title: str = ""
    description: str = ""
    subject_model: str = ""
    subject_version: str = ""
    object_model: str = ""
    object_version: str = ""
    version: str = ""
    date: str = ""
    licence: str = ""
    status: str = ""
    creators: tuple[str, ...] = ()
    graph: str = ""

    @property
    def name(self) -> str:
        """Its short name, as in its IRI."""
        return self.iri.removeprefix(names.mapping_set_iri(""))

    @property
    def of_message(self) -> bool:
        """Whether it says what the elements of one message carry."""
        return self.name.startswith("berichten-")

    @property
    def derived(self) -> bool:
        """Whether nobody decided it: it follows from the other sets."""
        return self.iri == DERIVED_SET


@dataclass(frozen=True)
class MappingSetView:
    """A set with its mappings, in the order of their subjects, and how many claim what."""

    info: SetInfo
    records: tuple[Record, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many mappings it holds."""
        return len(self.records)


@once
def read_mapping_sets(store: GraphStore, index: Index) -> Mapping[str, MappingSetView]:
    """Give every mapping set by its name: those between models first, then those of messages, what is derived last.

    Raises:
        GizoError: when the store cannot be asked.
    """
    graphs = {text(iri): text(graph) for iri, graph in select(store, _GRAPHS)}
    members: dict[str, list[Record]] = {}
    for record in read_mappings(store, index).records:
        members.setdefault(record.set, []).append(record)
    found = [
        mapping_set(_info(iri, facts, graphs.get(iri, "")), members.get(iri, ()))
        for iri, facts in by_subject(select(store, _SETS)).items()
    ]
    return {one.info.name: one for one in sorted(found, key=_order)}


def mapping_set(info: SetInfo, records: Iterable[Record]) -> MappingSetView:
    """Put a set together and count what it says.

    >>> mapping_set(SetInfo(names.mapping_set_iri("leeg")), []).total
    0
    """
    members = tuple(sorted(records, key=lambda record: (record.subject.id, record.object.id if record.object else "")))
    counts = Counter(record.says for record in members)
    return MappingSetView(info, members, {says: counts[says] for says in in_order("predicate", counts)})


def _info(iri: str, facts: Facts, graph: str) -> SetInfo:
    def said(predicate: str) -> str:
        return one(facts, names.SSSOM + predicate)

    return SetInfo(
        iri=iri,
        title=words(facts, names.DCT + "title", "nl"),
        description=words(facts, names.DCT + "description", "nl"),
        subject_model=_MODEL_OF.get(said("subject_source"), ""),
        subject_version=said("subject_source_version"),
        object_model=_MODEL_OF.get(said("object_source"), ""),
        object_version=said("object_source_version"),
        version=said("mapping_set_version"),
        date=said("mapping_date"),
        licence=one(facts, names.DCT + "license"),
        status=one(facts, names.V + "status"),
        creators=tuple(sorted(text(term) for term in facts.get(names.SSSOM + "creator_label", ()))),
        graph=graph,
    )


def _order(found: MappingSetView) -> tuple[bool, bool, str]:
    info = found.info
    return info.derived, info.of_message, info.name
