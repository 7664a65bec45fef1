"""Writes the answer to a query: SPARQL results in JSON, XML, CSV or TSV, triples in any RDF syntax, or a table.

pyoxigraph serialises a whole answer or nothing, so a limit on the number of rows needs writers of our own
for SELECT (:mod:`kg.result_rows`); for triples the library does it. Whoever asks for at most N rows is told
whether there were more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.result_rows import write_answer, write_rows, xml_text
from kg.store import Answer, Result, Rows, Term, text

if TYPE_CHECKING:
    from rich.table import Table

_T = TypeVar("_T")


@dataclass(frozen=True)
class Format:
    """A way to write an answer: its short name, its media type and whether it writes rows or triples."""

    name: str
    media_type: str
    triples: bool = False


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("json", "application/sparql-results+json"),
        Format("xml", "application/sparql-results+xml"),
        Format("csv", "text/csv; charset=utf-8"),
        Format("tsv", "text/tab-separated-values; charset=utf-8"),
        Format("ttl", "text/turtle", triples=True),
        Format("nt", "application/n-triples", triples=True),
        Format("jsonld", "application/ld+json", triples=True),
        Format("rdfxml", "application/rdf+xml", triples=True),
        Format("trig", "application/trig", triples=True),
        Format("nq", "application/n-quads", triples=True),
    )
}
"""The written forms of an answer, by the name a person types."""

_SYNTAX = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_WITH_GRAPHS = ("trig", "nq")
_WITH_PREFIXES = ("ttl", "rdfxml", "trig")
_LOCAL_NAME = re.compile(r"(?<=.)[^\W\d][\w.\-\u00b7]*$")
"""What an element of XML may be called; in RDF/XML each predicate is an element."""


@dataclass(frozen=True)
class Written:
    """A written answer: the text, how many rows or triples it holds, and whether a limit cut it off."""

    body: str
    count: int
    truncated: bool

    @property
    def notice(self) -> str:
        """One line for whoever should know that there is more; empty when there is not.

        >>> Written("", 10, True).notice
        'alleen de eerste 10 resultaten; er zijn er meer'
        """
        return f"alleen de eerste {self.count} resultaten; er zijn er meer" if self.truncated else ""


def write(result: Result, form: str, limit: int | None = None) -> Written:
    """Write an answer in one of the :data:`FORMATS`.

    Args:
        result: answer of a store; it is used up.
        form: name of the format.
        limit: at most this many rows or triples.

    Raises:
        GizoError: when the format does not exist, or does not fit the kind of query or what was found.

    >>> rows = Rows(("a",), iter([(ox.Literal("x"),), (ox.Literal("y"),)]))
    >>> write(rows, "csv", limit=1)
    Written(body='a\\r\\nx\\r\\n', count=1, truncated=True)
    """
    if form not in FORMATS:
        raise GizoError(f"formaat '{form}' bestaat niet; kies uit {', '.join(FORMATS)}")
    if FORMATS[form].triples != (not isinstance(result, Rows | Answer)):
        fitting = [entry.name for entry in FORMATS.values() if entry.triples != FORMATS[form].triples]
        raise GizoError(f"formaat '{form}' past niet bij deze vraag; kies uit {', '.join(fitting)}")
    if isinstance(result, Answer):
        return Written(write_answer(result.value, form), 1, False)
    if isinstance(result, Rows):
        rows, more = _cut(result.rows, limit)
        return Written(write_rows(result.variables, rows, form), len(rows), more or result.truncated)
    triples, more = _cut(result.triples, limit)
    return Written(serialize(triples, form), len(triples), more or result.truncated)


def serialize(statements: Iterable[ox.Triple | ox.Quad], form: str, prefixes: Mapping[str, str] | None = None) -> str:
    """Write triples or quads, with the prefixes of the project where the syntax has prefixes.

    Args:
        statements: a triple, or a quad without a graph, stands in the default graph.
        form: ``ttl``, ``nt``, ``jsonld``, ``rdfxml``, ``trig`` or ``nq``; only TriG and N-Quads say in which
            graph a quad stands, the others write each triple once.
        prefixes: prefixes besides those of the project.

    Raises:
        GizoError: when the syntax has no way to say what must be said.

    >>> client = ox.NamedNode(names.GIZO + "Client"), ox.NamedNode(names.RDFS + "label"), ox.Literal("client")
    >>> print(serialize([ox.Triple(*client)], "nt").strip())
    <https://w3id.org/gizo/def/Client> <http://www.w3.org/2000/01/rdf-schema#label> "client" .
    >>> print(serialize([ox.Quad(*client, ox.NamedNode("urn:g"))], "nq").strip())
    <https://w3id.org/gizo/def/Client> <http://www.w3.org/2000/01/rdf-schema#label> "client" <urn:g> .
    """
    found = [one if isinstance(one, ox.Quad) else ox.Quad(*one) for one in statements]
    if form not in _WITH_GRAPHS:
        found = [ox.Quad(*triple) for triple in dict.fromkeys(quad.triple for quad in found)]
    if form == "rdfxml":
        _check_xml(quad.triple for quad in found)
    found_prefixes = used_prefixes(found, {**names.PREFIXES, **(prefixes or {})}) if form in _WITH_PREFIXES else {}
    try:
        return (ox.serialize(found, format=_SYNTAX[form], prefixes=found_prefixes or None) or b"").decode()
    except (OSError, ValueError) as error:  # JSON-LD knows no triples as terms
        raise GizoError(
            f"het antwoord past niet in {form} ({error}); kies een ander formaat, bijvoorbeeld ttl"
        ) from error


def used_prefixes(quads: Iterable[ox.Quad], known: Mapping[str, str] = names.PREFIXES) -> dict[str, str]:
    """Give those of the prefixes that some statements use.

    >>> used_prefixes([ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode(names.RDFS + "label"), ox.Literal("a"))])
    {'rdfs': 'http://www.w3.org/2000/01/rdf-schema#', 'xsd': 'http://www.w3.org/2001/XMLSchema#'}
    """
    used = {part.value for quad in quads for part in _parts(quad)}
    return {key: uri for key, uri in known.items() if any(iri.startswith(uri) for iri in used)}


def _check_xml(triples: Iterable[ox.Triple]) -> None:
    """Refuse what the library would write as XML that nobody can read."""
    for one in triples:
        if not _LOCAL_NAME.search(one.predicate.value):
            what = f"predicaat <{one.predicate.value}> kan niet in RDF/XML staan"
            raise GizoError(f"{what}: het eindigt niet op een naam; kies een ander formaat, bijvoorbeeld ttl")
        if isinstance(one.object, ox.Literal):
            xml_text(one.object.value)
        elif isinstance(one.object, ox.Triple):
            _check_xml([one.object])


def cell(term: Term | None) -> str:
    """Give a term as a person reads it in a table: a CURIE where there is one, a literal without decoration.

    >>> cell(ox.NamedNode(names.GIZO + "Client")), cell(ox.Literal("1", datatype=ox.NamedNode(names.XSD + "integer")))
    ('gizo:Client', '1')
    """
    return names.curie(term.value) if isinstance(term, ox.NamedNode) else text(term)


def table(result: Result, limit: int | None = None) -> tuple[Table, Written]:
    """Make a table for a terminal, with a summary (without body) that says whether it was cut off."""
    from rich.table import Table

    if isinstance(result, Answer):
        result = Rows(("antwoord",), iter([(ox.Literal("ja" if result.value else "nee"),)]))
    if not isinstance(result, Rows):
        parts = ((t.subject, t.predicate, t.object) for t in result.triples)
        result = Rows(("subject", "predicaat", "object"), parts, result.truncated)
    rows, more = _cut(result.rows, limit)
    made = Table(header_style="bold", show_lines=False)
    for variable in result.variables:
        made.add_column(variable, overflow="fold")
    for row in rows:
        made.add_row(*(cell(term).replace("[", "\\[") for term in row))
    return made, Written("", len(rows), more or result.truncated)


def _cut(items: Iterator[_T], limit: int | None) -> tuple[list[_T], bool]:
    if limit is None:
        return list(items), False
    found = list(islice(items, limit + 1))
    return found[:limit], len(found) > limit


def _parts(quad: ox.Quad) -> Iterator[ox.NamedNode]:
    for part in quad:
        if isinstance(part, ox.NamedNode):
            yield part
        elif isinstance(part, ox.Literal):
            yield part.datatype
