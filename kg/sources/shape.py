"""The one RDF shape of a model element: which triples a row of a table stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.sources.tables import KINDS, ModelRow, node

_XSD_INTEGER = NamedNode(names.XSD + "integer")
_TYPE = NamedNode(names.RDF + "type")
_LABEL = NamedNode(names.RDFS + "label")
_DEFINED_BY = NamedNode(names.RDFS + "isDefinedBy")
_PART_OF = NamedNode(names.DCT + "isPartOf")
_DOMAIN = NamedNode(names.RDFS + "domain")
_RANGE = NamedNode(names.RDFS + "range")
_SUBCLASS = NamedNode(names.RDFS + "subClassOf")
_SUBTYPE = NamedNode(names.MIM + "subtype")
_SUPERTYPE = NamedNode(names.MIM + "supertype")
_IDENTIFIER = NamedNode(names.DCT + "identifier")
_SEE_ALSO = NamedNode(names.RDFS + "seeAlso")
_NOTATION = NamedNode(names.SKOS + "notation")
_ALT_LABEL = NamedNode(names.SKOS + "altLabel")
_PREF_LABEL = NamedNode(names.SKOS + "prefLabel")
_IN_SCHEME = NamedNode(names.SKOS + "inScheme")
_NOTE = NamedNode(names.SKOS + "editorialNote")
_PATH = NamedNode(names.V + "pad")
_CODE_LIST = NamedNode(names.V + "codelijst")
_STANDARD = NamedNode(names.V + "standaard")
_RELEASE = NamedNode(names.V + "release")
_ORDER = NamedNode(names.V + "volgnummer")

_FACTS = {
    "datatype": NamedNode(names.V + "datatype"),
    "min": NamedNode(names.V + "minimum"),
    "max": NamedNode(names.V + "maximum"),
    "source_min": NamedNode(names.V + "bronMinimum"),
    "source_max": NamedNode(names.V + "bronMaximum"),
    "pattern": NamedNode(names.V + "patroon"),
}
_TYPES = {kind: NamedNode(iri) for kind, iri in KINDS.items()}
_REFERENCES = NamedNode(names.DCT + "references")
_RANGES = {
    "end": _REFERENCES,
    "element": _CODE_LIST,
    "enumeration": _CODE_LIST,
    "codelist": _STANDARD,
    "code": _STANDARD,
}
_PROPERTIES = frozenset({"attribute", "relation", "item"})


def triples(rows: Iterable[ModelRow], model: str, release: str = "") -> Iterator[Triple]:
    """Give the triples of a model's rows, in the shape every model shares.

    Args:
        rows: the rows of one table.
        model: model code, which becomes ``rdfs:isDefinedBy``.
        release: release of the model, empty when it has none.

    >>> row = ModelRow("brp:01.01.20", "item", "burgerservicenummer", parent="brp:01")
    >>> [triple.object.value for triple in triples([row], "brp")][:2]
    ['http://www.w3.org/2002/07/owl#DatatypeProperty', 'burgerservicenummer']
    """
    shape = Shape(model, release)
    for row in rows:
        yield from shape.triples(row)


class Shape:
    """Turns the rows of one model into triples; remembers the nodes it made."""

    def __init__(self, model: str, release: str) -> None:
        """Take the model the rows belong to."""
        self._release = release
        self._zib = model == "zib"
        self._defined_by = NamedNode(names.model_iri(model))
        self._labels, self._alternatives = ("en" if model == "zib" else "nl"), "nl"
        self._nodes: dict[str, NamedNode] = {}

    def _node(self, curie: str) -> NamedNode:
        known = self._nodes.get(curie)
        if known is None:
            known = self._nodes[curie] = node(curie)
        return known

    def triples(self, row: ModelRow) -> Iterator[Triple]:
        """Give the triples of one row."""
        subject = self._node(row.id)
        yield Triple(subject, _TYPE, _TYPES[row.kind])
        yield Triple(subject, _LABEL, Literal(row.label, language=self._labels))
        if row.kind == "model":
            if self._release:
                yield Triple(subject, _RELEASE, Literal(self._release))
        else:
            yield Triple(subject, _DEFINED_BY, self._defined_by)
        yield from self._place(subject, row)
        yield from self._values(subject, row)

    def _place(self, subject: NamedNode, row: ModelRow) -> Iterator[Triple]:
        if row.parent:
            parent = self._node(row.parent)
            yield Triple(subject, _PART_OF, parent)
            if row.kind in _PROPERTIES:
                yield Triple(subject, _DOMAIN, parent)
            if row.kind == "code":
                yield Triple(subject, _IN_SCHEME, parent)
        for target in map(self._node, row.range):
            if row.kind == "generalisation":
                yield Triple(parent, _SUBCLASS, target)
                yield Triple(subject, _SUBTYPE, parent)
                yield Triple(subject, _SUPERTYPE, target)
            else:
                yield Triple(subject, _RANGES.get(row.kind, _RANGE), target)

    def _values(self, subject: NamedNode, row: ModelRow) -> Iterator[Triple]:
        for name, predicate in _FACTS.items():
            value = getattr(row, name)
            if value:
                yield Triple(subject, predicate, Literal(value))
        if row.order:
            yield Triple(subject, _ORDER, Literal(row.order, datatype=_XSD_INTEGER))
        if row.notation and (row.kind == "element" or (self._zib and row.kind != "model")):
            for path in row.notation.split(" "):
                yield Triple(subject, _PATH, Literal(path))
        elif row.notation:
            yield Triple(subject, _NOTATION, Literal(row.notation))
        if row.kind == "code":
            yield Triple(subject, _PREF_LABEL, Literal(row.label, language=self._labels))
        for label in row.alt_label:
            yield Triple(subject, _ALT_LABEL, Literal(label, language=self._alternatives))
        for identifier in row.identifier:
            yield Triple(subject, _IDENTIFIER, Literal(identifier))
        for target in row.see_also:
            yield Triple(subject, _SEE_ALSO, self._node(target))
        if row.note:
            yield Triple(subject, _NOTE, Literal(row.note, language="nl"))
