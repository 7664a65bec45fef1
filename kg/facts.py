"""Asks the graph about one thing and gives what it says in a form that is easy to pick from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from kg import names
from kg.sparql import values
from kg.store import GraphStore, Row, select, text

PREFIXES = "\n".join(
    f"PREFIX {key}: <{names.PREFIXES[key]}>" for key in ("rdf", "rdfs", "owl", "dct", "skos", "sh", "sssom", "v")
)
THIS = "VALUES ?this { }"
"""Stands in a query where the thing it is about comes."""

Facts = Mapping[str, list[NamedNode | Literal]]
"""What is said of a thing: its values by predicate."""


def about(query: str, iri: str) -> str:
    """Give a query about one thing; its IRI is written by the library, so no text can break out of it.

    >>> about(f"ASK {{ {THIS} ?this ?p ?o }}", "urn:x")
    'ASK { VALUES ?this { <urn:x> } ?this ?p ?o }'
    """
    return query.replace(THIS, values("this", [NamedNode(iri)]))


def ask(store: GraphStore, query: str, iri: str) -> list[Row]:
    """Give the rows of a query about one thing.

    Raises:
        GizoError: when the store cannot be asked.
    """
    return select(store, about(query, iri))


def grouped(rows: Iterable[Row]) -> Facts:
    """Give (predicate, value) rows as values by predicate.

    >>> grouped([(NamedNode("urn:p"), Literal("a")), (NamedNode("urn:p"), Literal("b"))])["urn:p"][1].value
    'b'
    """
    facts: dict[str, list[NamedNode | Literal]] = {}
    for predicate, value in rows:
        if isinstance(value, NamedNode | Literal):
            facts.setdefault(text(predicate), []).append(value)
    return facts


def by_subject(rows: Iterable[Row]) -> dict[str, Facts]:
    """Group rows of subject, predicate and value by subject, and those of each as :func:`grouped` does.

    >>> name, client = NamedNode(names.RDFS + "label"), Literal("client")
    >>> list(by_subject([(NamedNode("urn:a"), name, client), (NamedNode("urn:b"), name, client)]))
    ['urn:a', 'urn:b']
    """
    found: dict[str, list[Row]] = {}
    for subject, predicate, value in rows:
        found.setdefault(text(subject), []).append((predicate, value))
    return {iri: grouped(said) for iri, said in found.items()}


def words(facts: Facts, predicate: str, language: str) -> str:
    """Give the text a predicate holds, in this language when there is one; empty when there is none.

    >>> words({"urn:p": [Literal("dog", language="en"), Literal("hond", language="nl")]}, "urn:p", "nl")
    'hond'
    """
    found = [value for value in facts.get(predicate, ()) if isinstance(value, Literal)]
    return min(
        ((value.language not in (language, None), value.language or "", value.value) for value in found),
        default=(False, "", ""),
    )[2]


def definition(facts: Facts, language: str) -> str:
    """Give the definition of a thing, or else the comment on it."""
    return words(facts, names.SKOS + "definition", language) or words(facts, names.RDFS + "comment", language)


def one(facts: Facts, predicate: str) -> str:
    """Give the first value of a predicate as plain text; empty when there is none."""
    return text(next(iter(facts.get(predicate, ())), None))
