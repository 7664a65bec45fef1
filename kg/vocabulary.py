"""Lists the classes and properties a query can use, so that an editor can complete them.

Two things count as vocabulary: what the graph really uses (as a type or as a predicate), because only that finds
anything, and every class and property of GIZO and of our own few terms, because those are what people look for.
Elements of other models (thousands, with a UUID for a name) are found by :mod:`kg.elements` instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kg import names
from kg.store import GraphStore, Row, select, text

Role = Literal["class", "property"]

_TYPES = f"SELECT ?term (COUNT(*) AS ?n) WHERE {{ ?s <{names.RDF}type> ?term }} GROUP BY ?term"
_PREDICATES = "SELECT ?term (COUNT(*) AS ?n) WHERE { ?s ?term ?o } GROUP BY ?term"
_KINDS: dict[str, Role] = {
    names.OWL + "Class": "class",
    names.OWL + "ObjectProperty": "property",
    names.OWL + "DatatypeProperty": "property",
    names.OWL + "AnnotationProperty": "property",
}
_OWN = f"""SELECT ?term ?kind ?label WHERE {{
  VALUES ?kind {{ {" ".join(f"<{kind}>" for kind in _KINDS)} }}
  ?term <{names.RDF}type> ?kind .
  FILTER(STRSTARTS(STR(?term), "{names.GIZO}"))
  OPTIONAL {{ ?term <{names.RDFS}label> ?label FILTER(LANG(?label) IN ("nl", "")) }}
}}"""


@dataclass(frozen=True)
class VocabularyTerm:
    """A class or property: ``label`` is empty when the graph gives none, ``uses`` says how often it occurs."""

    iri: str
    role: Role
    label: str = ""
    uses: int = 0

    @property
    def id(self) -> str:
        """The CURIE.

        >>> VocabularyTerm(names.GIZO + "Client", "class").id
        'gizo:Client'
        """
        return names.curie(self.iri)


def vocabulary(store: GraphStore) -> tuple[VocabularyTerm, ...]:
    """Give the vocabulary of the default graph: most used first, then by name.

    Raises:
        GizoError: when the store cannot be asked.
    """
    uses: dict[tuple[str, Role], int] = {}
    labels: dict[str, str] = {}
    for iri, count in _counted(store, _TYPES):
        uses[iri, "class"] = count
    for iri, count in _counted(store, _PREDICATES):
        uses[iri, "property"] = count
    for term, kind, label in select(store, _OWN):
        uses.setdefault((text(term), _KINDS[text(kind)]), 0)
        if label is not None:
            labels[text(term)] = min(filter(None, (labels.get(text(term)), text(label))))
    found = (VocabularyTerm(iri, role, labels.get(iri, ""), count) for (iri, role), count in uses.items())
    return tuple(sorted(found, key=lambda term: (term.role, -term.uses, term.id)))


def _counted(store: GraphStore, query: str) -> Iterator[tuple[str, int]]:
    rows: Iterator[Row] = iter(select(store, query))
    return ((term.value, int(text(count))) for term, count in rows if isinstance(term, ox.NamedNode))
