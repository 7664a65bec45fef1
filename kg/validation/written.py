"""Gives the shapes of a rule as they are written: its statements in Turtle, and the building blocks they use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import BlankNode, NamedNode

from kg import names
from kg.resources import data_path
from kg.validation.rules import Rule, Term
from kg.validation.shapes import NOT_FOR_MESSAGES, Shapes, load_shapes

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+|\#[^\n]*)
    |(?P<text>\"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*\"{3}|\"(?:[^\"\\\n]|\\.)*\")
    |(?P<iri><[^<>\s]*>)
    |(?P<open>[\[(])|(?P<close>[\])])
    |(?P<end>\.(?=\s|\#|$))
    |(?P<other>(?:[^\s\"<>\[\]().;,]|\.(?!\s|\#|$))+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PREFIX = re.compile(r"@prefix\s+(\w[\w.-]*):\s*<([^>]*)>\s*\.")
_PREFIXES = names.SH + "prefixes"
_SHAPE_TERMS = frozenset(names.RDF + name for name in ("first", "rest"))


@dataclass(frozen=True)
class Statement:
    """One statement: the IRI it is about, its text, and the prefixes of its file."""

    subject: str
    text: str
    prefixes: tuple[tuple[str, str], ...]


def written(rule: Rule, shapes: Shapes | None = None) -> str:
    """Give what a rule says as Turtle that can be read on its own: the prefixes it uses, and its statements.

    Args:
        rule: the rule; of one without a shape, the node that says why.
        shapes: the rules it is one of; those of the project when omitted.

    Returns:
        Turtle, or the empty string for a rule that only the library knows.

    >>> print(written(load_shapes().rules["CD077"]).splitlines()[0])
    @prefix dct: <http://purl.org/dc/terms/> .
    """
    own = {*rule.shapes, names.SHAPES + rule.code}
    wanted = _reached(rule, shapes or load_shapes())
    found = [statement for statement in _statements() if statement.subject in wanted]
    found.sort(key=lambda statement: statement.subject not in own)
    text = "\n\n".join(statement.text for statement in found)
    prefixes = dict(sorted(prefix for statement in found for prefix in statement.prefixes))
    used = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items() if re.search(rf"(?<![\w-]){name}:", text)]
    return "\n".join([*used, "", text, ""]) if found else ""


def _reached(rule: Rule, shapes: Shapes) -> set[str]:
    """Give the IRIs of the shapes a rule consists of: what its own point to, but no other rules."""
    start = {*rule.shapes, names.SHAPES + rule.code}
    if rule.kind == "codelijst":
        start |= {
            subject.value
            for subject in shapes.index.subjects()
            if isinstance(subject, NamedNode)
            and f"{names.PREFIXES['codelijst']}{rule.code}" in shapes.index.iris(subject, names.V + "codelijst")
        }
    todo: list[Term] = [NamedNode(iri) for iri in sorted(start)]
    seen: set[Term] = set(todo)
    while todo:
        here = todo.pop()
        if not isinstance(here, NamedNode | BlankNode):
            continue
        for predicate, objects in shapes.index.about(here):
            if (predicate.startswith(names.SH) or predicate in _SHAPE_TERMS) and predicate != _PREFIXES:
                near = [term for term in objects if _is_part(term) and term not in seen]
                seen.update(near)
                todo.extend(near)
    return {term.value for term in seen if isinstance(term, NamedNode)}


def _is_part(term: Term) -> bool:
    return isinstance(term, BlankNode) or (isinstance(term, NamedNode) and term.value.startswith(names.SHAPES))


@cache
def _statements() -> tuple[Statement, ...]:
    files = sorted(data_path("shapes").glob("*.ttl"))
    return tuple(
        statement
        for path in files
        if path.name not in NOT_FOR_MESSAGES
        for statement in statements(path.read_text(encoding="utf-8"))
    )


def statements(text: str) -> Iterator[Statement]:
    """Split Turtle into its statements; comments between them are left out, those inside are kept.

    >>> [one.subject for one in statements('@prefix a: <urn:a:> . # x\\na:b a:c "d. e" . <urn:f> a:g 1.5 .')]
    ['urn:a:b', 'urn:f']
    """
    prefixes: dict[str, str] = {}
    for part in _parts(text):
        if match := _PREFIX.fullmatch(part):
            prefixes[match[1]] = match[2]
            continue
        first = part.split(None, 1)[0]
        name, _, local = first.partition(":")
        subject = first[1:-1] if first.startswith("<") else prefixes.get(name, f"{name}:") + local
        yield Statement(subject, part, tuple(prefixes.items()))


def _parts(text: str) -> Iterator[str]:
    depth, start = 0, -1
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "skip":
            continue
        start = token.start() if start < 0 else start
        depth += {"open": 1, "close": -1}.get(token.lastgroup or "", 0)
        if token.lastgroup == "end" and depth == 0:
            yield text[start : token.end()]
            start = -1
