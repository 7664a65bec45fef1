"""The list of gaps: it holds what the counts say, with the reason, and tells "open" from "nobody looked"."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import names
from kg.coverage import gaps
from kg.coverage.counting import PAIRS, read_tables
from kg.coverage.gap_list import FACETS, LACKING, SOUGHT, GapList, Query, read_gaps
from kg.coverage.gap_view import gap_sheet
from kg.search import Index
from kg.store import EmbeddedStore


@pytest.fixture(scope="module")
def listed(graph: EmbeddedStore, index: Index) -> GapList:
    return read_gaps(graph, index)


def test_there_are_as_many_gaps_as_the_counts_say(graph: EmbeddedStore, index: Index, listed: GapList) -> None:
    for table in read_tables(graph, index):
        for row in (table.whole, *table.parts):
            one = row.count
            query = Query(model=one.model, naar=one.target, domein=one.part, limit=1)
            assert listed.select(query).total == one.none + one.undecided
            assert listed.select(replace(query, status="open")).total == one.undecided


def test_the_decided_gaps_are_those_of_the_command_line(graph: EmbeddedStore, listed: GapList) -> None:
    told = {(gap.iri, gap.missing_in): gap.reason for gap in gaps(graph)}
    found = {
        (gap.entry.iri, gap.target): gap.standing.reason
        for gap in listed.matching(Query(status="geen-tegenhanger"))
        if not gap.standing.derived
    }
    assert {key: found[key] for key in told if key in found} == {key: told[key] for key in told if key in found}
    assert told.keys() == found.keys()


def test_open_is_told_from_not_looked_for(listed: GapList) -> None:
    why = {gap.why for gap in listed.matching(Query(model="gizo", naar="brp", status="open"))}
    assert why == {"niet-beslist", "niet-gezocht"} or why == {"niet-beslist"}
    sport = listed.matching(Query(model="ggm", domein="5 Sport, Cultuur en Recreatie"))
    assert {(gap.sought, gap.why) for gap in sport} == {("niet-gezocht", "niet-gezocht")}


def test_what_a_message_is_in_ggm_comes_with_the_reason_of_gizo(listed: GapList) -> None:
    found = {gap.entry.id: gap for gap in listed.matching(Query(model="ijw", naar="ggm", domein="JW301"))}
    assert found["ijw:JW301/Header/BerichtVersie"].standing.reason.startswith("buiten GIZO")
    assert {gap.why for gap in found.values()} == {"via-gizo", "geen-keten"}


def test_the_pages_together_are_the_list_and_past_the_end_is_empty(listed: GapList) -> None:
    query = Query(model="gizo", naar="ggm", limit=50)
    pages = [listed.select(replace(query, page=n)) for n in range(1, listed.select(query).last + 1)]
    assert tuple(gap for page in pages for gap in page.items) == listed.matching(query)
    assert listed.select(replace(query, page=pages[-1].last + 1)).items == ()


VALUES = {
    "model": ("", "gizo", "ggm", "ijw"),
    "naar": ("", *dict.fromkeys(target for _, target in PAIRS)),
    "domein": ("", "Client", "6 Sociaal Domein", "gizo:Client"),
    "soort": ("", "class", "element"),
    "status": ("", *LACKING),
    "gezocht": ("", *SOUGHT),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()}))
def test_every_count_beside_the_list_is_what_choosing_it_gives(listed: GapList, chosen: dict[str, str]) -> None:
    query = Query(**chosen, limit=1)  # type: ignore[arg-type]
    found = listed.select(query)
    for name in FACETS:
        for value, count in list(found.facets[name].items())[:3]:
            changed = replace(query, **{name: value})  # type: ignore[arg-type]
            assert listed.select(changed).total == count > 0


def test_the_sheet_says_every_gap_in_words(listed: GapList, index: Index) -> None:
    found = listed.matching(Query(model="gizo", naar="ggm"))
    rows = list(gap_sheet(found, index, "nl").rows)
    assert len(rows) == len(found)
    assert {row[6] for row in rows} == {names.MODELS["ggm"]}
    assert "geen tegenhanger" in {row[7] for row in rows}
