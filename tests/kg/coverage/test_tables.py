"""The tables of counts: they add up, agree with the command line, and can be narrowed."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from kg import names
from kg.coverage import coverage
from kg.coverage.counting import PAIRS, Table, read_tables, select_tables
from kg.coverage.cube import cube
from kg.coverage.view import coverage_sheet
from kg.search import Index
from kg.standing.standing import Standings
from kg.store import EmbeddedStore, text


@pytest.fixture(scope="module")
def tables(graph: EmbeddedStore, index: Index) -> tuple[Table, ...]:
    return read_tables(graph, index)


def test_the_kinds_add_up_to_the_row_and_the_row_to_its_total(tables: tuple[Table, ...]) -> None:
    assert [(table.model, table.target) for table in tables] == list(PAIRS)
    for table in tables:
        for row in (table.whole, *table.parts):
            one = row.count
            assert one.linked + one.none + one.undecided == one.total
            assert sum(kind.total for kind in row.kinds.values()) == one.total > 0
            assert sum(kind.linked for kind in row.kinds.values()) == one.linked
            assert 0 <= one.share <= 100
            assert (one.share == 100) == (one.linked == one.total)


def test_the_command_line_counts_the_same(graph: EmbeddedStore, tables: tuple[Table, ...]) -> None:
    rows = {(row.count.model, row.count.part, row.count.target): row.count for t in tables for row in t.parts}
    same = [row for row in coverage(graph) if row.model != "ggm"]
    assert same
    assert [rows[row.model, row.part, row.target] for row in same] == same


def test_what_a_message_carries_is_linked(tables: tuple[Table, ...], standings: Standings) -> None:
    (table,) = select_tables(tables, "gizo", "berichten")
    linked = [e for e in standings.members("gizo") if standings.of(e.iri, "berichten").status == "gekoppeld"]
    assert table.whole.count.linked == len(linked)


def test_a_part_becomes_the_whole(tables: tuple[Table, ...]) -> None:
    (table,) = select_tables(tables, "ggm", "gizo", "6 Sociaal Domein")
    assert table.whole.count.part == "6 Sociaal Domein"
    assert {row.count.part.partition("/")[0] for row in table.parts} == {"6 Sociaal Domein"}
    assert sum(row.count.total for row in table.parts) == table.whole.count.total
    assert select_tables(tables, "zib", "brp") == []
    assert [(t.model, t.target) for t in select_tables(tables, part="JW301")] == [("ijw", "gizo"), ("ijw", "ggm")]


def test_the_cube_says_every_count_with_its_dimensions(tables: tuple[Table, ...]) -> None:
    (table,) = select_tables(tables, "gizo", "zib", "Client")
    triples = [(text(s), text(p), o) for s, p, o in cube([table])]
    here = names.coverage_iri("gizo", "Client", "zib")
    said = {predicate.rsplit("#", 1)[-1]: text(value) for subject, predicate, value in triples if subject == here}
    one = table.whole.count
    assert said["totaal"] == str(one.total)
    assert [int(said[key]) for key in ("exact", "close", "broad", "narrow", "related", "geen", "open")] == [
        *(one.exact, one.close, one.broad, one.narrow, one.related),
        *(one.none, one.undecided),
    ]
    terms = {predicate for _, predicate, _ in triples if predicate.startswith(names.BASE)}
    labels = {subject for subject, _, value in triples if isinstance(value, Literal) and value.language == "en"}
    assert terms <= labels


def test_every_row_of_the_sheet_is_as_wide_as_its_header(tables: tuple[Table, ...]) -> None:
    for language in ("nl", "en"):
        sheet = coverage_sheet(tables, language)
        assert {len(row) for row in sheet.rows} == {len(sheet.columns)}
        assert len({column.key for column in sheet.columns}) == len(sheet.columns)
