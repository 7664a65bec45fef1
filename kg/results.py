"""Writes the answer to a query: SPARQL results in JSON, XML, CSV or TSV, triples in any RDF syntax, or a table.

pyoxigraph serialises a whole answer or nothing, so a limit on the number of rows needs writers of our
own for SELECT; for triples the library does it. Whoever asks for at most N rows is told whether there
were more.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.store import Answer, Result, Row, Rows, Term, text

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
    )
}
"""The written forms of an answer, by the name a person types."""

_SYNTAX = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_XSD_STRING = names.XSD + "string"


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
        GizoError: when the format does not exist or does not fit the kind of query.

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
        return Written(_write_answer(result.value, form), 1, False)
    if isinstance(result, Rows):
        rows, more = _cut(result.rows, limit)
        return Written(_ROW_WRITERS[form](result.variables, rows), len(rows), more or result.truncated)
    triples, more = _cut(result.triples, limit)
    return Written(serialize(triples, form), len(triples), more or result.truncated)


def serialize(triples: Iterable[ox.Triple], form: str) -> str:
    """Write triples, with the prefixes of the project where the syntax has prefixes.

    >>> print(serialize([ox.Triple(ox.NamedNode(names.GIZO + "Client"), ox.NamedNode(names.RDFS + "label"),
    ...     ox.Literal("client", language="nl"))], "nt").strip())
    <https://w3id.org/gizo/def/Client> <http://www.w3.org/2000/01/rdf-schema#label> "client"@nl .
    """
    prefixes = names.PREFIXES if form in ("ttl", "rdfxml") else None
    found = list(triples)
    used = {part.value for triple in found for part in _parts(triple)}
    if prefixes:
        prefixes = {key: uri for key, uri in prefixes.items() if any(iri.startswith(uri) for iri in used)}
    return (ox.serialize(found, format=_SYNTAX[form], prefixes=prefixes) or b"").decode()


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


def _parts(triple: ox.Triple) -> Iterator[ox.NamedNode]:
    for part in (triple.subject, triple.predicate, triple.object):
        if isinstance(part, ox.NamedNode):
            yield part
        elif isinstance(part, ox.Literal):
            yield part.datatype


def _write_answer(value: bool, form: str) -> str:
    word = "true" if value else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": value})
    if form == "xml":
        return f"{_XML_HEAD}<head></head><boolean>{word}</boolean></sparql>"
    return word + "\n"


def _json(variables: tuple[str, ...], rows: list[Row]) -> str:
    bindings = [
        {name: _json_term(term) for name, term in zip(variables, row, strict=True) if term is not None} for row in rows
    ]
    return json.dumps({"head": {"vars": variables}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {key: _json_term(part) for key, part in parts.items()}}
    written: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        written["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        written["datatype"] = term.datatype.value
    return written


_XML_HEAD = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'


def _xml(variables: tuple[str, ...], rows: list[Row]) -> str:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in variables)
    out = io.StringIO()
    out.write(f"{_XML_HEAD}<head>{head}</head><results>")
    for row in rows:
        out.write("<result>")
        for name, term in zip(variables, row, strict=True):
            if term is not None:
                out.write(f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>")
        out.write("</result>")
    out.write("</results></sparql>")
    return out.getvalue()


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return f"<triple>{''.join(f'<{key}>{_xml_term(part)}</{key}>' for key, part in parts)}</triple>"
    attribute = ""
    if term.language:
        attribute = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _XSD_STRING:
        attribute = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{attribute}>{escape(term.value, {chr(13): '&#13;'})}</literal>"


def _csv(variables: tuple[str, ...], rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(variables)
    writer.writerows([text(term) for term in row] for row in rows)
    return out.getvalue()


def _tsv(variables: tuple[str, ...], rows: list[Row]) -> str:
    lines = ["\t".join(f"?{name}" for name in variables)]
    lines += ["\t".join("" if term is None else _tsv_term(term) for term in row) for row in rows]
    return "\n".join(lines) + "\n"


def _tsv_term(term: Term) -> str:
    return str(term).replace("\t", "\\t")


_ROW_WRITERS = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
