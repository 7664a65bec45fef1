"""Says a query in another way, for what a server cannot give when it is asked as it stands.

An answer that is cut off is asked again in pages, in a fixed order. A CONSTRUCT or DESCRIBE that a server
would cut off in silence is asked as the SELECT under it, and its template is filled in here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox

from kg import names
from kg.sparql import lexemes, outermost
from kg.store.interface import Row

_MODIFIERS = {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
_STAND_IN = "urn:gizo-kg:leeg:"
_BATCH = 5_000
_Node = TypeVar("_Node")


@dataclass(frozen=True)
class _Parts:
    """A query in pieces: what comes before the form, what is asked, its dataset, its pattern, and what follows that."""

    prologue: str
    asked: str
    dataset: str
    pattern: str
    modifiers: str


@dataclass(frozen=True)
class Selection:
    """A CONSTRUCT or DESCRIBE as a SELECT, and how to make the triples of its rows."""

    select: str
    prologue: str
    template: str

    def triples(self, variables: Sequence[str], rows: Iterable[Row]) -> Iterator[ox.Triple]:
        """Fill in the template with rows; each triple comes once."""
        seen: set[ox.Triple] = set()
        batch: list[Row] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH:
                yield from self._filled(variables, batch, seen)
                batch = []
        yield from self._filled(variables, batch, seen)

    def _filled(self, variables: Sequence[str], rows: list[Row], seen: set[ox.Triple]) -> Iterator[ox.Triple]:
        if not rows:
            return
        lines = "\n".join(f"({' '.join(_written(term) for term in row)})" for row in rows)
        block = f"VALUES ({' '.join(f'?{name}' for name in variables)}) {{ {lines} }}"
        made = ox.Store().query(f"{self.prologue}\nCONSTRUCT {self.template}\nWHERE {{ {block} }}", base_iri=names.BASE)
        assert isinstance(made, ox.QueryTriples)
        for triple in made:
            real = ox.Triple(_restored(triple.subject), triple.predicate, _restored(triple.object))
            if real not in seen:
                seen.add(real)
                yield real


def page(select: str, variables: Sequence[str], offset: int, limit: int) -> str:
    """Give one page of a SELECT, in an order that is the same for every page.

    Its own order comes first; rows that are equal in it follow by their values. The order stands in a
    query of its own, because Virtuoso sorts no more than 10,000 rows for a query with an ``OFFSET``.

    Args:
        select: the query.
        variables: the variables of its answer.
        offset: how many rows to pass over.
        limit: how many to give.

    >>> print(page("SELECT ?s FROM <urn:g> { ?s ?p ?o }", ["s"], 10, 5))
    SELECT ?s
    FROM <urn:g>
    WHERE { { SELECT ?s
    { ?s ?p ?o }
    ORDER BY ?s } } LIMIT 5 OFFSET 10
    """
    parts = _parts(select)
    shown = " ".join(f"?{name}" for name in variables)
    inner = _lines(parts.asked, parts.pattern, _ordered(parts.modifiers, shown))
    where = f"WHERE {{ {{ {inner} }} }} LIMIT {limit} OFFSET {offset}"
    return _lines(parts.prologue, f"SELECT {shown}", parts.dataset, where)


def capped(select: str, limit: int) -> str:
    """Give a SELECT that asks for no more than so many rows; one with a ``LIMIT`` of its own is left as it is.

    >>> print(capped("SELECT * { ?s ?p ?o } # all of it", 11))
    SELECT * { ?s ?p ?o }
    LIMIT 11
    >>> capped("SELECT * { ?s ?p ?o } OFFSET 2 LIMIT 5", 11)
    'SELECT * { ?s ?p ?o } OFFSET 2 LIMIT 5'
    >>> capped("SELECT * { ?s ?p ?o } VALUES ?s { <urn:a> }", 11).splitlines()[1:]
    ['LIMIT 11', 'VALUES ?s { <urn:a> }']
    """
    modifiers = _parts(select).modifiers
    outer = outermost(modifiers)
    if any(one.is_word("LIMIT") for one in outer):
        return select
    end = outermost(select)[-1].end
    start = end - len(modifiers)
    values = next((one.start for one in outer if one.is_word("VALUES")), len(modifiers))
    return _lines(select[: start + values].rstrip(), f"LIMIT {limit}", select[start + values : end])


def selection(query: str) -> Selection:
    """Give a CONSTRUCT or DESCRIBE as a SELECT. DESCRIBE gives what is said of a thing, as our own store does.

    >>> print(selection("CONSTRUCT { ?s a ?c } WHERE { ?s ?p ?c }").select)
    SELECT ?s ?c
    WHERE { ?s ?p ?c }
    >>> print(selection("DESCRIBE <urn:a>").select)
    SELECT ?gizoS ?gizoP ?gizoO
    WHERE { { VALUES ?gizoS { <urn:a> } } ?gizoS ?gizoP ?gizoO }
    """
    parts = _parts(query)
    if parts.asked.upper().startswith("CONSTRUCT"):
        template = parts.asked[len("CONSTRUCT") :].strip() or _braces(parts.pattern)
        variables = dict.fromkeys("?" + one.text[1:] for one in lexemes(template) if one.kind == "variable")
        asked = " ".join(variables) or "*"
        select = _lines(parts.prologue, f"SELECT {asked}", parts.dataset, parts.pattern, parts.modifiers)
        return Selection(select, parts.prologue, template)
    things = [one for one in lexemes(parts.asked) if one.kind in ("iri", "name")]
    variables = dict.fromkeys("?" + one.text[1:] for one in lexemes(parts.asked) if one.kind == "variable")
    if not variables and not things:  # DESCRIBE *
        variables = dict.fromkeys("?" + one.text[1:] for one in lexemes(parts.pattern) if one.kind == "variable")
    choices = [f"{{ VALUES ?gizoS {{ {' '.join(one.text for one in things)} }} }}"] if things else []
    choices += [
        f"{{ {_lines(f'SELECT DISTINCT ({name} AS ?gizoS)', parts.pattern, parts.modifiers)} }}"
        for name in (variables if parts.pattern else ())
    ]
    where = f"{{ {' UNION '.join(choices)} ?gizoS ?gizoP ?gizoO }}"
    select = _lines(parts.prologue, "SELECT ?gizoS ?gizoP ?gizoO", parts.dataset, f"WHERE {where}")
    return Selection(select, parts.prologue, "{ ?gizoS ?gizoP ?gizoO }")


def _parts(query: str) -> _Parts:
    """Cut a query into its parts; comments at its end do no harm."""
    outer = outermost(query)
    form = next(at for at, one in enumerate(outer) if one.kind == "word" and one.text.upper() in _FORMS)
    end = outer[-1].end
    braces = [at for at in range(form, len(outer)) if outer[at].text == "{" and outer[at].kind == "punctuation"]
    first_from = next((at for at in range(form, len(outer)) if outer[at].is_word("FROM")), None)
    where = next((at for at in range(form, len(outer)) if outer[at].is_word("WHERE")), None)
    short = where is not None and where == form + 1
    opening = None
    if braces:
        templated = outer[form].text.upper() == "CONSTRUCT" and not short and braces[0] == form + 1
        opening = braces[1] if templated else braces[0]
    pattern_at = where if where is not None else opening
    starts = [at for at in (first_from, pattern_at) if at is not None]
    asked_end = outer[min(starts)].start if starts else end
    asked = query[outer[form].start : asked_end].strip()
    if pattern_at is None or opening is None:
        modifier = next((at for at in range(form, len(outer)) if outer[at].is_word(*_MODIFIERS)), None)
        dataset = query[outer[first_from].start : end].strip() if first_from is not None else ""
        if modifier is not None and first_from is None:
            asked = query[outer[form].start : outer[modifier].start].strip()
        return _Parts(query[: outer[form].start].strip(), asked, dataset, "", "")
    dataset = query[outer[first_from].start : outer[pattern_at].start].strip() if first_from is not None else ""
    closing = outer[opening + 1].end  # the brace that closes it is the next piece outside
    return _Parts(
        query[: outer[form].start].strip(),
        asked,
        dataset,
        query[outer[pattern_at].start : closing],
        query[closing:end].strip(),
    )


_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


def _ordered(modifiers: str, variables: str) -> str:
    """Put the variables behind the order of a query."""
    outer = outermost(modifiers)
    order = next((at for at, one in enumerate(outer) if one.is_word("ORDER")), None)
    after = [
        one
        for at, one in enumerate(outer)
        if one.is_word("LIMIT", "OFFSET", "VALUES") and (order is None or at > order)
    ]
    place = after[0].start if after else len(modifiers)
    added = variables if order is not None else f"ORDER BY {variables}"
    return _lines(modifiers[:place].strip(), added, modifiers[place:].strip())


def _lines(*parts: str) -> str:
    """Join parts of a query by line ends: a part may end in a comment."""
    return "\n".join(part for part in parts if part)


def _braces(pattern: str) -> str:
    return pattern[pattern.index("{") :]


def _written(term: object) -> str:
    if term is None:
        return "UNDEF"
    return f"<{_STAND_IN}{term.value}>" if isinstance(term, ox.BlankNode) else str(term)


def _restored(term: _Node) -> _Node:
    if isinstance(term, ox.NamedNode) and term.value.startswith(_STAND_IN):
        return ox.BlankNode(term.value.removeprefix(_STAND_IN))  # type: ignore[return-value]
    return term
