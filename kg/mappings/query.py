"""What can be asked of the list of mappings: one object with described fields for page, API and library."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Literal

from kg import names
from kg.mapping import DERIVED_BY, DERIVED_SET

Direction = Literal["heen", "beide"]
Derived = Literal["false", "true", "all"]
Says = Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "geen", "niet"]
Sort = Literal[
    "model", "subject", "object", "predicate", "confidence", "date",
    "-model", "-subject", "-object", "-predicate", "-confidence", "-date",
]  # fmt: skip

SAYS: tuple[Says, ...] = (
    "exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "geen", "niet",
)  # fmt: skip
"""What a mapping may claim, strongest first: a SKOS property, no counterpart, or not the same."""
JUSTIFICATIONS = (
    "ManualMappingCuration", "MappingReview", "LexicalMatching", "MappingChaining", "MappingInversion",
)  # fmt: skip
"""How a mapping may have been found (SEMAPV)."""
DERIVED_STATUS = "afgeleid"
LIMIT = 50
"""How many on a page when nobody says otherwise."""

_DERIVED_WAYS = frozenset(one.removeprefix(names.SEMAPV) for one in DERIVED_BY)
_DERIVED_NAME = DERIVED_SET.removeprefix(names.mapping_set_iri(""))


@dataclass(frozen=True)
class Query:
    """Which mappings, in which order. What is empty restricts nothing.

    Attributes:
        van: model in which the mapping starts (its subject).
        naar: model in which it ends (its object), also when there is no counterpart in it.
        richting: ``heen``: as the mapping is stored, from ``van`` to ``naar``; ``beide``: also those that are stored
            the other way round.
        predicate: what it claims, one of :data:`SAYS`; a SKOS property never includes the denied ones.
        negated: only what was denied, or nothing that was; ``predicate`` then tells what it is that they deny.
        justification: how it was found: local name or CURIE of SEMAPV.
        min_confidence: at least so sure.
        max_confidence: at most so sure.
        status: status, such as ``voorstel``.
        set: name of the set, such as ``gizo-ggm``.
        derived: ``false``: only what was decided; ``true``: only what follows from that; ``all``: both. When it is not
            given, only what was decided, unless justification, status or set names something derived.
        element: IRI of an element that it starts from or ends in.
        domein: part of a model that its subject or object counts in, as :mod:`kg.standing.standing` names it.
        q: words that must all occur in names, identifiers, place in the message or comment.
        sort: order; with ``-`` descending. What is equal stands in the order of the models and names.
        page: from 1.
        limit: how many on a page.

    >>> Query(van="gizo", predicate="skos:broadMatch").predicate
    'broadMatch'
    """

    van: str = ""
    naar: str = ""
    richting: Direction = "heen"
    predicate: str = ""
    negated: bool | None = None
    justification: str = ""
    min_confidence: Decimal | None = None
    max_confidence: Decimal | None = None
    status: str = ""
    set: str = ""
    derived: Derived | None = None
    element: str = ""
    domein: str = ""
    q: str = ""
    sort: Sort = "model"
    page: int = 1
    limit: int = LIMIT

    def __post_init__(self) -> None:
        """Take the CURIE of a predicate or justification for its local name."""
        object.__setattr__(self, "predicate", self.predicate.removeprefix("skos:").removeprefix(names.SKOS))
        how = self.justification.removeprefix("semapv:").removeprefix(names.SEMAPV)
        object.__setattr__(self, "justification", how)

    @property
    def scope(self) -> Derived:
        """Whether decided mappings are meant, derived ones, or both.

        >>> Query().scope, Query(justification="MappingChaining").scope, Query(derived="all").scope
        ('false', 'true', 'all')
        """
        if self.derived:
            return self.derived
        named = self.justification in _DERIVED_WAYS or self.set == _DERIVED_NAME or self.status == DERIVED_STATUS
        return "true" if named else "false"

    @property
    def explicit(self) -> Query:
        """The same question with nothing left to be understood."""
        return self if self.derived or self.scope == "false" else replace(self, derived=self.scope)

    def filters(self) -> dict[str, Any]:
        """Give the restrictions that are in force, by the name of the field.

        >>> Query(van="gizo", page=3).filters()
        {'van': 'gizo'}
        """
        given = ((name, getattr(self, name), empty) for name, empty in _DEFAULTS.items())
        return {name: value for name, value, empty in given if value != empty}


_DEFAULTS = {one.name: one.default for one in fields(Query) if one.name not in ("sort", "page", "limit")}
