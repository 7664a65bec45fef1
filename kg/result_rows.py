"""Writes the answer to a SELECT or ASK in the four result formats of SPARQL 1.1: JSON, XML, CSV and TSV.

The standards define CSV and TSV for SELECT only; an ASK becomes the word ``true`` or ``false`` on a line. What
RDF 1.2 adds (a triple as a term, the direction of a text) is written as SPARQL 1.2 has it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.store import Row, Term, text

ITS = "http://www.w3.org/2005/11/its"

_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
_XSD_STRING = names.XSD + "string"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_answer(value: bool, form: str) -> str:
    """Write the answer to an ASK.

    >>> write_answer(True, "json"), write_answer(False, "csv")
    ('{"head": {}, "boolean": true}', 'false\\n')
    """
    word = "true" if value else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": value})
    if form == "xml":
        return f"{_XML_HEAD}<head></head><boolean>{word}</boolean></sparql>"
    return word + "\n"


def write_rows(variables: tuple[str, ...], rows: list[Row], form: str) -> str:
    """Write the answer to a SELECT.

    Raises:
        GizoError: when XML has no way to say what is in a row.

    >>> write_rows(("a", "b"), [(ox.Literal("x"), None), (ox.BlankNode("n"), ox.NamedNode("urn:y"))], "tsv")
    '?a\\t?b\\n"x"\\t\\n_:n\\t<urn:y>\\n'
    """
    return _WRITERS[form](variables, rows)


def xml_text(value: str) -> str:
    """Give a text as XML may have it.

    Raises:
        GizoError: for a character that XML 1.0 does not have, not even escaped.

    >>> xml_text("a < b")
    'a &lt; b'
    """
    wrong = _NO_XML.search(value)
    if wrong:
        code = f"U+{ord(wrong[0]):04X}"
        raise GizoError(
            f"het antwoord bevat het teken {code}, dat XML niet kent; kies een ander formaat, bijvoorbeeld json"
        )
    inner = value.strip()
    before, _, after = value.partition(inner) if inner else (value, "", "")
    # Some readers drop white space at the ends of a text, but not when it is escaped.
    return _escaped(before) + escape(inner, {"\r": "&#13;"}) + _escaped(after)


def _escaped(characters: str) -> str:
    return "".join(f"&#{ord(character)};" for character in characters)


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
        if term.direction:
            written["its:dir"] = term.direction.value
    elif term.datatype.value != _XSD_STRING:
        written["datatype"] = term.datatype.value
    return written


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
        return f"<uri>{xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return f"<triple>{''.join(f'<{key}>{_xml_term(part)}</{key}>' for key, part in parts)}</triple>"
    attributes = ""
    if term.language:
        attributes = f" xml:lang={quoteattr(term.language)}"
        if term.direction:
            attributes += f' xmlns:its="{ITS}" its:version="2.0" its:dir="{term.direction.value}"'
    elif term.datatype.value != _XSD_STRING:
        attributes = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{attributes}>{xml_text(term.value)}</literal>"


def _csv(variables: tuple[str, ...], rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(variables)
    writer.writerows([_csv_term(term) for term in row] for row in rows)
    return out.getvalue()


def _csv_term(term: Term | None) -> str:
    return _tsv_term(term) if isinstance(term, ox.BlankNode | ox.Triple) else text(term)


def _tsv(variables: tuple[str, ...], rows: list[Row]) -> str:
    lines = ["\t".join(f"?{name}" for name in variables)]
    lines += ["\t".join("" if term is None else _tsv_term(term) for term in row) for row in rows]
    return "\n".join(lines) + "\n"


def _tsv_term(term: Term) -> str:
    if isinstance(term, ox.Triple):
        return f"<<( {' '.join(_tsv_term(part) for part in term)} )>>"
    return str(term).replace("\t", "\\t")


_WRITERS = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
