"""The mappings of one element: what was decided, derived or denied, seen from that element."""

from __future__ import annotations

from dataclasses import dataclass

from kg import names
from kg.elements import Entry, Index
from kg.facts import PREFIXES, THIS, Facts, ask, grouped, one, words
from kg.mapping import DERIVED_BY
from kg.store import GraphStore, Row, text
from kg.wording import INVERSE, no_counterpart, qualified, sentence

MESSAGE_MODELS = ("ijw", "iwmo", "ieb")
"""Models whose elements are messages and parts of messages."""

_MAPPINGS = f"""{PREFIXES}
SELECT ?mapping ?p ?o WHERE {{
  {{ {THIS} ?mapping owl:annotatedSource ?this ; ?p ?o }}
  UNION {{ {THIS} ?mapping owl:annotatedTarget ?this ; ?p ?o }}
}}"""


@dataclass(frozen=True)
class Link:
    """One mapping, seen from the element it is shown with.

    Attributes:
        iri: IRI of the mapping.
        subject: what the mapping starts from.
        predicate: local name of the SKOS property, from subject to object.
        object: the counterpart; None when there is none in ``object_model``.
        relation: the predicate as read from the element itself (broad and narrow change places).
        other: the end that is not the element itself.
        text: the mapping as a sentence.
    """

    iri: str
    subject: Entry
    predicate: str
    object: Entry | None
    object_model: str
    negated: bool
    justification: str
    confidence: str
    author: str
    date: str
    comment: str
    status: str
    relation: str
    other: Entry | None
    text: str

    @property
    def in_message(self) -> bool:
        """Whether the other end is an element of a message."""
        return self.other is not None and self.other.model in MESSAGE_MODELS

    @property
    def derived(self) -> bool:
        """Whether it was computed from other mappings."""
        return names.SEMAPV + self.justification in DERIVED_BY


def links(store: GraphStore, index: Index, entry: Entry, language: str = "nl") -> tuple[Link, ...]:
    """Give every mapping from or to an element: decided ones first, surest first.

    Raises:
        GizoError: when the store cannot be asked.
    """
    nodes: dict[str, list[Row]] = {}
    for mapping, predicate, value in ask(store, _MAPPINGS, entry.iri):
        nodes.setdefault(text(mapping), []).append((predicate, value))
    found = [link for iri, rows in nodes.items() if (link := _link(iri, grouped(rows), index, entry, language))]
    return tuple(sorted(found, key=_link_order))


def link_of(iri: str, facts: Facts, index: Index, language: str = "nl") -> Link | None:
    """Give a mapping seen from its subject; None when one of its ends is no element of now.

    >>> link_of("urn:m", {}, Index([])) is None
    True
    """
    subject = index.get(one(facts, names.OWL + "annotatedSource"))
    return _link(iri, facts, index, subject, language) if subject else None


def _link(iri: str, facts: Facts, index: Index, entry: Entry, language: str) -> Link | None:
    source, target = one(facts, names.OWL + "annotatedSource"), one(facts, names.OWL + "annotatedTarget")
    subject, obj = index.get(source), index.get(target)
    if subject is None or (obj is None and target != names.NO_TERM_FOUND):
        return None
    predicate = one(facts, names.OWL + "annotatedProperty").removeprefix(names.SKOS)
    negated = bool(facts.get(names.SSSOM + "predicate_modifier"))
    model = obj.model if obj else _model_code(one(facts, names.SSSOM + "object_source"))
    name = qualified(subject.label(language), subject.model)
    mine = subject.iri == entry.iri
    return Link(
        iri=iri,
        subject=subject,
        predicate=predicate,
        object=obj,
        object_model=model,
        negated=negated,
        justification=one(facts, names.SSSOM + "mapping_justification").removeprefix(names.SEMAPV),
        confidence=one(facts, names.SSSOM + "confidence"),
        author=words(facts, names.SSSOM + "author_label", language),
        date=one(facts, names.SSSOM + "mapping_date"),
        comment=words(facts, names.SSSOM + "comment", language),
        status=one(facts, names.V + "status"),
        relation=predicate if mine else INVERSE.get(predicate, predicate),
        other=obj if mine else subject,
        text=sentence(predicate, name, qualified(obj.label(language), obj.model), negated=negated, language=language)
        if obj
        else no_counterpart(name, names.MODELS.get(model, model), language),
    )


def _model_code(source: str) -> str:
    by_iri = {names.model_iri(code): code for code in names.MODELS}
    tail = source.rstrip("/").rsplit("/", 1)[-1]
    return by_iri.get(source, tail if tail in names.MODELS else source)


def _link_order(link: Link) -> tuple[bool, int, float, str, str]:
    order = list(names.MODELS)
    model = link.other.model if link.other else link.object_model
    return (
        link.derived,
        order.index(model) if model in order else len(order),
        -float(link.confidence or 0),
        link.other.iri if link.other else "",
        link.iri,  # no two servers give rows in the same order
    )
