"""Puts the question catalogue in the graph, so that a SPARQL editor finds the questions where it asks its own.

Each question is a ``sh:SPARQLExecutable`` with its text, as SIB's sparql-examples have them; an editor that looks
for those lists ours without knowing us. The text carries its own PREFIX lines, so it runs as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.catalog.void import SPARQL
from kg.catalog.writing import kinds, say, text
from kg.questions.catalogue import Param, Question
from kg.sparql import query_form

GRAPH = names.graph_iri("vragen")
"""The graph of all questions."""

_KINDS = {"SELECT": "Select", "ASK": "Ask", "CONSTRUCT": "Construct"}
_SH = names.SH
_PREFIXES = names.ID + "prefix"
_AUDIENCE = names.ID + "doelgroep/"
_CODE = r"^[\w.-]{1,40}$"


def question_triples(questions: Iterable[Question]) -> Iterator[Triple]:
    """Describe questions as executable SPARQL, with their parameters and for whom they are.

    >>> from kg.questions.catalogue import question
    >>> found = question_triples([question("valse-vrienden")])
    >>> next(triple.object.value.split()[0] for triple in found if triple.predicate.value == names.SH + "select")
    '#+'
    """
    audiences: set[str] = set()
    yield from _prefixes()
    for question in questions:
        audiences.update(question.audience)
        yield from _question(question)
    for audience in sorted(audiences):
        yield from kinds(_AUDIENCE + audience, names.SCHEMA + "Audience")
        yield from text(_AUDIENCE + audience, names.SCHEMA + "audienceType", audience)


def _question(question: Question) -> Iterator[Triple]:
    iri, form = question.iri, query_form(question.text)
    kind = _KINDS.get(form)
    yield from kinds(iri, _SH + "SPARQLExecutable", *([f"{_SH}SPARQL{kind}Executable"] if kind else []))
    yield from say(iri, names.RDFS + "label", (question.title["nl"], question.title["en"]))
    # An editor lists a question once for each comment, so there is one.
    yield Triple(NamedNode(iri), NamedNode(names.RDFS + "comment"), Literal(question.title["nl"], language="nl"))
    yield from text(iri, names.DCT + "identifier", question.name)
    yield from text(iri, _SH + form.lower(), question.text)
    yield from say(iri, _SH + "prefixes", _PREFIXES)
    yield from say(iri, names.SCHEMA + "target", SPARQL)
    for audience in question.audience:
        yield from say(iri, names.SCHEMA + "audience", _AUDIENCE + audience)
        yield from text(iri, names.SCHEMA + "keywords", audience)
    for order, param in enumerate(question.params):
        yield from say(iri, _SH + "parameter", f"{iri}/{param.name}")
        yield from _param(question, param, order)


def _param(question: Question, param: Param, order: int) -> Iterator[Triple]:
    """Describe a parameter: the variable it binds, what it may be, and the value that stands in the text."""
    iri = f"{question.iri}/{param.name}"
    yield from kinds(iri, _SH + "Parameter")
    yield from say(iri, _SH + "path", iri)
    yield from text(iri, _SH + "name", param.name)
    yield from say(iri, _SH + "order", order)
    if param.description:
        yield Triple(NamedNode(iri), NamedNode(_SH + "description"), Literal(param.description, language="nl"))
    if param.type == "iri":
        yield from say(iri, _SH + "nodeKind", _SH + "IRI")
    else:
        yield from say(iri, _SH + "datatype", names.XSD + ("decimal" if param.type == "decimal" else "string"))
    pattern = f"^({'|'.join(param.choices)})$" if param.choices else _CODE if param.type == "code" else ""
    yield from text(iri, _SH + "pattern", pattern)
    yield from text(iri, names.SKOS + "example", param.example)


def _prefixes() -> Iterator[Triple]:
    """Declare the prefixes of the project, where an editor looks for them."""
    for prefix, space in names.PREFIXES.items():
        node = f"{_PREFIXES}/{prefix}"
        yield from say(_PREFIXES, _SH + "declare", node)
        yield from text(node, _SH + "prefix", prefix)
        yield from text(node, _SH + "namespace", space, names.XSD + "anyURI")
