"""One mapping as the graph says it, apart from any language and from the side one looks from.

Everything that shows mappings (the list, the page of an element, the page of one mapping, a file to take home)
starts from this reading, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kg import names
from kg.elements import Entry
from kg.facts import Facts, one, words
from kg.mapping import DERIVED_BY
from kg.search import Index
from kg.wording import named, no_counterpart, sentence

_MODEL_OF = {names.model_iri(code): code for code in names.MODELS}


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping, or the decision that an element has no counterpart.

    Attributes:
        iri: its IRI.
        subject: what it starts from.
        predicate: local name of the SKOS property, from subject to object.
        object: the counterpart; None when there is none in ``object_model``.
        object_model: code of the model of the counterpart, or in which there is none.
        negated: whether it says that they do *not* correspond.
        justification: local name of how it was found (SEMAPV).
        confidence: how sure it is, 0 to 1.
        author: who decided it.
        date: when (ISO 8601).
        status: ``voorstel``, ``afgeleid`` or what else its set says.
        comment: why, in the words of who decided.
        set: IRI of the set it belongs to; empty for none.
        subject_label: name of the subject when it was decided.
        object_label: name of the object when it was decided.
        hops: IRIs of the mappings it follows from, in order; of a derived one only.
    """

    iri: str
    subject: Entry
    predicate: str
    object: Entry | None
    object_model: str
    negated: bool
    justification: str
    confidence: Decimal | None
    author: str
    date: str
    status: str
    comment: str
    set: str
    subject_label: str
    object_label: str
    hops: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Whether it says that there is no counterpart."""
        return self.object is None

    @property
    def ends(self) -> tuple[Entry, ...]:
        """The elements it is about."""
        return (self.subject, self.object) if self.object else (self.subject,)

    @property
    def derived(self) -> bool:
        """Whether it was computed from other mappings."""
        return names.SEMAPV + self.justification in DERIVED_BY

    @property
    def id(self) -> str:
        """What follows ``…/id/mapping/`` in its IRI."""
        return self.iri.removeprefix(names.PREFIXES["mapping"])

    @property
    def set_name(self) -> str:
        """What follows ``…/id/mappingset/`` in the IRI of its set."""
        return self.set.removeprefix(names.mapping_set_iri(""))

    @property
    def says(self) -> str:
        """What it claims: ``geen`` counterpart, ``niet`` the same, or the local name of the SKOS property."""
        return "geen" if self.none else "niet" if self.negated else self.predicate

    def sentence(self, index: Index, language: str = "nl") -> str:
        """Say it in words that cannot be turned around, each name with its model and what it is part of."""
        subject = named(self.subject, index, language)
        if self.object is None:
            return no_counterpart(subject, names.MODELS.get(self.object_model, self.object_model), language)
        other = named(self.object, index, language)
        return sentence(self.predicate, subject, other, negated=self.negated, language=language)


def record_of(iri: str, facts: Facts, index: Index, hops: tuple[str, ...] = ()) -> Record | None:
    """Make of what the graph says of a mapping one record; None when one of its ends is no element of now.

    Args:
        iri: the mapping.
        facts: what is said of it.
        index: all elements.
        hops: the mappings it follows from.

    >>> record_of("urn:m", {}, Index([])) is None
    True
    """
    source, target = one(facts, names.OWL + "annotatedSource"), one(facts, names.OWL + "annotatedTarget")
    subject, obj = index.get(source), index.get(target)
    if subject is None or (obj is None and target != names.NO_TERM_FOUND):
        return None
    return Record(
        iri=iri,
        subject=subject,
        predicate=one(facts, names.OWL + "annotatedProperty").removeprefix(names.SKOS),
        object=obj,
        object_model=obj.model if obj else _model_code(one(facts, names.SSSOM + "object_source")),
        negated=bool(facts.get(names.SSSOM + "predicate_modifier")),
        justification=one(facts, names.SSSOM + "mapping_justification").removeprefix(names.SEMAPV),
        confidence=_number(one(facts, names.SSSOM + "confidence")),
        author=one(facts, names.SSSOM + "author_label"),
        date=one(facts, names.SSSOM + "mapping_date"),
        status=one(facts, names.V + "status"),
        comment=words(facts, names.SSSOM + "comment", "nl"),
        set=one(facts, names.DCT + "isPartOf"),
        subject_label=one(facts, names.SSSOM + "subject_label"),
        object_label=one(facts, names.SSSOM + "object_label"),
        hops=hops,
    )


def _model_code(source: str) -> str:
    tail = source.rstrip("/").rsplit("/", 1)[-1]
    return _MODEL_OF.get(source, tail if tail in names.MODELS else source)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
