"""Says what classes and attributes are called and how they relate, as the ontology and our vocabulary have it."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode, RdfFormat, parse

from kg import names
from kg.errors import GizoError
from kg.resources import data_path
from kg.validation.generate.turtle import Texts
from kg.validation.rules import ShapeIndex

_FILES = ("gizo.ttl", "vocabulary.ttl")


@cache
def _index() -> ShapeIndex:
    folder = data_path("ontology")
    return ShapeIndex(
        quad.triple for file in _FILES for quad in parse((folder / file).read_bytes(), format=RdfFormat.TURTLE)
    )


def label(iri: str) -> Texts:
    """Give what a term is called.

    Raises:
        GizoError: when ontology and vocabulary do not name it.

    >>> label(names.GIZO + "toewijzingEinddatum")
    ('einddatum', 'end date')
    """
    found = _index().texts(NamedNode(iri), names.RDFS + "label")
    if set(found) != {"nl", "en"}:
        raise GizoError(f"{names.curie(iri)}: heeft geen naam in nl en en; vul rdfs:label aan in de map ontology")
    return found["nl"], found["en"]


def begin(iri: str) -> Texts:
    """Give what a term is called, to begin a sentence with.

    >>> begin(names.GIZO + "toewijzingEinddatum")
    ('Einddatum', 'End date')
    """
    dutch, english = label(iri)
    return dutch[:1].upper() + dutch[1:], english[:1].upper() + english[1:]


def inner(iri: str) -> Texts:
    """Give what a class is called, within a sentence.

    >>> inner(names.GIZO + "ToegewezenProduct"), inner(names.GIZO + "CAK")
    (('toegewezen product', 'assigned product'), ('CAK', 'CAK'))
    """
    dutch, english = label(iri)
    return _lower(dutch), _lower(english)


def _lower(text: str) -> str:
    return text if text.isupper() else text[:1].lower() + text[1:]


def domain(iri: str) -> str:
    """Give the class an attribute or relation belongs to, empty when it belongs to none.

    >>> names.curie(domain(names.GIZO + "clientBsn"))
    'gizo:Client'
    """
    return next(iter(_index().iris(NamedNode(iri), names.RDFS + "domain")), "")


def reach(iri: str) -> str:
    """Give the class a relation leads to.

    >>> names.curie(reach(names.GIZO + "clientHeeftNaamgegevens"))
    'gizo:Naamgegevens'
    """
    return next(iter(_index().iris(NamedNode(iri), names.RDFS + "range")), "")


def occurs(iri: str) -> tuple[str, str]:
    """Give how often GIZO has an attribute or relation: at least and at most, in text.

    >>> occurs(names.GIZO + "toewijzingIsOpdrachtTotLeverenAanClient")
    ('1', '1')
    """
    node = NamedNode(iri)
    return _index().text(node, names.V + "minimum"), _index().text(node, names.V + "maximum")


def kinds(iri: str) -> tuple[str, ...]:
    """Give a class and those below it.

    >>> [names.curie(cls) for cls in kinds(names.GIZO + "Verzoek")]
    ['gizo:Verzoek', 'gizo:VerzoekOmToewijzing', 'gizo:VerzoekOmWijziging']
    """
    below = names.RDFS + "subClassOf"
    direct = sorted(
        node.value
        for node in _index().subjects()
        if isinstance(node, NamedNode) and iri in _index().iris(node, below) and node.value != iri
    )
    return (iri, *(cls for one in direct for cls in kinds(one)))
