"""The ntb list: every element of GIZO, with a UUID only where the two are the same or nearly so."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from kg import names
from kg.coverage.ntb import OUTCOMES, SAME, NtbList, Place, Query, read_ntb
from kg.coverage.ntb_view import OUTCOME_WORDS, sheet, tagged_all, tagged_classes
from kg.search import Index
from kg.sheets import to_csv
from kg.store import EmbeddedStore
from tests.kg.standing.test_standing import rows


@pytest.fixture(scope="module")
def listed(graph: EmbeddedStore, index: Index) -> NtbList:
    return read_ntb(graph, index)


def by_id(listed: NtbList) -> dict[str, Place]:
    return {place.entry.id: place for place in listed.places}


def test_every_element_of_gizo_is_a_place_and_the_slides_say_ntb_three_times(listed: NtbList) -> None:
    assert len(listed.places) == len(by_id(listed)) == sum(listed.overall.values())
    ntb = [place.entry.id for place in listed.places if place.says]
    assert set(ntb) == {"gizo:Beschikking", "gizo:Gemeente", "gizo:NietNatuurlijkPersoon"}
    assert [place.entry.id for place in listed.places[:3]] == ntb  # they come first


def test_the_proposals_for_the_slides(listed: NtbList) -> None:
    found = {name: by_id(listed)[name].proposal for name in ("gizo:Beschikking", "gizo:Gemeente")}
    assert {name: (one.uuid, one.predicate) for name, one in found.items() if one} == {
        "gizo:Beschikking": ("{71D7E96D-641A-4b6a-A325-DED07C3B5836}", "exactMatch"),
        "gizo:Gemeente": ("{EA6F820F-C458-4b24-8055-5C2CC76F5904}", "closeMatch"),
    }


def test_a_uuid_is_proposed_only_where_it_claims_no_more_than_was_decided(listed: NtbList) -> None:
    for place in listed.places:
        order = [one.predicate in SAME for one in place.candidates]
        assert order == sorted(order, reverse=True)
        if place.proposal:
            assert place.proposal.predicate in SAME
            assert names.ggm_uuid(place.proposal.uuid)
        else:
            assert place.outcome != "voorstel"
    aanbieder = by_id(listed)["gizo:Aanbieder"]
    assert (aanbieder.outcome, aanbieder.proposal) == ("geen-uuid", None)
    assert {one.predicate for one in aanbieder.candidates} == {"broadMatch"}


def test_equals_are_left_to_choose(listed: NtbList) -> None:
    landcode = by_id(listed)["gizo:adresLandcode"]
    assert landcode.outcome == "kiezen"
    assert [one.predicate for one in landcode.candidates[:2]] == ["closeMatch", "closeMatch"]


def test_no_counterpart_comes_with_the_reason_that_was_written_down(listed: NtbList) -> None:
    reasons = {row["subject_id"]: row["comment"] for row in rows("gizo-ggm") if row["object_id"] == "sssom:NoTermFound"}
    found = {p.entry.id: p.none.comment for p in listed.places if p.outcome == "geen-tegenhanger" and p.none}
    assert found == reasons


def test_a_uuid_that_is_proposed_twice_is_told_at_both(listed: NtbList) -> None:
    shared = {place.entry.id: {one.id for one in place.shared} for place in listed.places if place.shared}
    assert shared["gizo:prestatieProducttarief"] == {"gizo:productafspraakProducttarief"}
    assert all(name in shared[other] for name, others in shared.items() for other in others)


def test_what_was_denied_is_no_candidate(listed: NtbList) -> None:
    denied = {(row["subject_id"], row["object_id"]) for row in rows("gizo-ggm") if row["predicate_modifier"]}
    found = {(p.entry.id, names.curie(one.entry.iri)) for p in listed.places for one in p.candidates}
    assert denied
    assert not denied & found


def test_every_count_beside_the_list_is_what_choosing_it_gives(listed: NtbList) -> None:
    for query in (Query(), Query(soort="class"), Query(domein="Toewijzing", status="voorstel"), Query(zegt="ntb")):
        for name, counts in listed.select(query).facets.items():
            for value, count in counts.items():
                assert listed.select(replace(query, **{name: value})).total == count  # type: ignore[arg-type]
    of_client = listed.matching(Query(domein="gizo:Client"))
    assert {place.entry.kind for place in of_client} == {"class", "attribute"}


def test_a_graph_in_which_nothing_is_decided_is_open(small: EmbeddedStore, small_index: Index) -> None:
    found = by_id(read_ntb(small, small_index))
    assert (found["gizo:Client"].outcome, found["gizo:clientBsn"].outcome) == ("open", "geen-uuid")


def test_the_sheet_has_room_to_sign_off(listed: NtbList, index: Index) -> None:
    for language in ("nl", "en"):
        read = list(csv.DictReader(io.StringIO(to_csv(sheet(listed.places, index, language)))))
        assert len(read) == len(listed.places)
        assert {row[key] for row in read for key in ("agreed", "by", "date", "remark")} == {""}
        filled = {row["id"] for row in read if row["ggmUuid"]}
        assert filled == {place.entry.id for place in listed.places if place.proposal}
    assert set(OUTCOME_WORDS) == set(OUTCOMES)


def test_the_sheet_names_every_candidate_with_its_uuid_and_turns_none_around(listed: NtbList, index: Index) -> None:
    read = {row["id"]: row for row in csv.DictReader(io.StringIO(to_csv(sheet(listed.places, index))))}
    for place in listed.places:
        row = read[place.entry.id]
        others = [one for one in place.candidates if one != place.proposal]
        assert all(f"{one.record.sentence(index)}: {one.uuid}" in row["others"] for one in others)
        assert bool(row["others"]) == bool(others)
        if place.outcome == "kiezen":
            assert (row["ggmElement"], row["sentence"]) == ("", "")


def test_the_import_of_classes_has_the_columns_of_its_specification(listed: NtbList) -> None:
    read = list(csv.DictReader(io.StringIO(tagged_classes(listed.places))))
    assert list(read[0]) == ["Name", "Type", "GUID", "TagValue_GGM-UUID"]
    assert {(row["Type"], row["GUID"]) for row in read} == {("Class", "")}
    assert ("Beschikking", "{71D7E96D-641A-4b6a-A325-DED07C3B5836}") in {
        (row["Name"], row["TagValue_GGM-UUID"]) for row in read
    }
    proposed = [place for place in listed.places if place.proposal and place.entry.kind == "class"]
    assert len(read) == len(proposed)


def test_the_file_for_the_script_names_each_element_once(listed: NtbList, index: Index) -> None:
    read = list(csv.DictReader(io.StringIO(tagged_all(listed.places, index))))
    keys = [(row["Type"], row["Owner"], row["Name"], row["Target"]) for row in read]
    assert len(read) == listed.overall["voorstel"]
    assert len(set(keys)) == len(keys)
    assert all(row["Owner"] for row in read if row["Type"] != "Class")
    weak = list(csv.DictReader(io.StringIO(tagged_all(listed.places, index, weak=True))))
    assert len(weak) == sum(bool(place.candidates) for place in listed.places)
