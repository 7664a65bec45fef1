"""How an element stands: linked from both sides, by decision without counterpart, through GIZO, or open."""

from __future__ import annotations

import csv

import pytest

from kg import names
from kg.resources import data_path
from kg.standing.parts import COUNTED, MESSAGES, and_above
from kg.standing.standing import STATUSES, TARGETS, Standings

BSN, CLIENT = names.gizo_iri("clientBsn"), names.gizo_iri("Client")
GGM_BSN = names.expand("ggm:d0d31a65-6add-4d9e-94e4-f232d261a053")
IN_MESSAGE = names.expand("ijw:JW301/Client/Bsn")


def rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a mapping file."""
    lines = (data_path("mappings") / f"{name}.sssom.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def test_a_decision_links_both_its_ends_each_in_its_own_words(few: Standings) -> None:
    mine, theirs = few.of(BSN, "ggm"), few.of(GGM_BSN, "gizo")
    assert (mine.status, mine.predicate, theirs.status, theirs.predicate) == (
        *("gekoppeld", "broadMatch"),
        *("gekoppeld", "narrowMatch"),
    )
    assert mine.mappings == theirs.mappings == (names.expand("mapping:een"),)
    assert not mine.derived


def test_no_counterpart_is_a_decision_with_a_reason_and_a_denial_is_none(few: Standings) -> None:
    none = few.of(CLIENT, "zib")
    assert (none.status, none.reason) == ("geen-tegenhanger", "De zib kent geen client.")
    assert few.of(CLIENT, "ggm").status == "open"  # all that is said of it is "not that one"
    assert few.of("urn:unknown", "ggm").status == "open"


def test_messages_and_ggm_meet_in_gizo_alone(few: Standings) -> None:
    found = few.of(IN_MESSAGE, "ggm")
    assert (found.status, found.predicate, found.derived) == ("gekoppeld", "broadMatch", True)
    assert found.mappings == (names.expand("mapping:zes"),)
    assert few.of(names.expand("ijw:JW301/Client"), "ggm").status == "open"


def test_towards_any_model_linked_goes_before_open_and_open_before_none(few: Standings) -> None:
    assert few.of(BSN).status == "gekoppeld"
    assert few.of(CLIENT).status == "open"
    assert few.of(BSN, "berichten").status == "gekoppeld"


def test_a_message_standard_with_open_elements_says_nothing_about_what_it_lacks(few: Standings) -> None:
    assert few.of(names.gizo_iri("Toewijzing"), "ijw").status == "open"


def test_only_elements_of_models_count_and_a_class_counts_with_its_attributes(few: Standings) -> None:
    assert few.counted(BSN)
    assert not few.counted(names.code_iri("X", "a b"))
    assert {entry.id for entry in few.members("gizo") if few.in_part(entry.iri, "gizo:Client")} == {
        "gizo:Client",
        "gizo:clientBsn",
    }
    assert few.part_of(IN_MESSAGE) == "JW301"


def test_what_the_files_say_is_what_is_counted(standings: Standings) -> None:
    for file, target in (("gizo-ggm", "ggm"), ("gizo-zib", "zib"), ("gizo-brp", "brp")):
        said = [row for row in rows(file) if not row["predicate_modifier"]]
        linked = {row["subject_id"] for row in said if row["object_id"] != "sssom:NoTermFound"}
        if target == "ggm":
            linked |= {row["object_id"] for row in rows("ggm-gizo") if row["object_id"].startswith("gizo:")}
        none = {row["subject_id"] for row in said} - linked
        found = {status: set[str]() for status in STATUSES}
        for entry in standings.members("gizo"):
            found[standings.of(entry.iri, target).status].add(entry.id)
        assert found["gekoppeld"] == linked
        assert found["geen-tegenhanger"] == none


def test_the_parts_of_a_model_hold_all_its_elements(standings: Standings) -> None:
    for model in COUNTED:
        everything = {entry.iri for entry in standings.members(model)}
        whole_parts = [part for part in standings.parts(model) if "/" not in part]
        assert {entry.iri for part in whole_parts for entry in standings.members(model, part)} == everything
        for part in standings.parts(model):
            members = {entry.iri for entry in standings.members(model, part)}
            assert members == {iri for iri in everything if standings.in_part(iri, part)} != set()


def test_the_domains_of_ggm_are_its_numbered_packages_and_their_subjects(standings: Standings) -> None:
    parts = standings.parts("ggm")
    assert parts[0] == "0 Bestuur, Politiek en Ondersteuning"
    assert parts[-1].startswith("99 Kern/")
    assert "6 Sociaal Domein/Generiek Jeugd en Wmo" in parts
    assert not [part for part in parts if part.endswith("Diagram") or "/Model " in part]
    assert set(and_above(parts)) == set(parts)
    assert standings.part_of(names.ggm_iri("{71D7E96D-641A-4b6a-A325-DED07C3B5836}")) == (
        "6 Sociaal Domein/Generiek Jeugd en Wmo"
    )


@pytest.mark.parametrize(
    ("model", "part", "target", "sought"),
    [
        ("ggm", "6 Sociaal Domein/Generiek Jeugd en Wmo", "gizo", "gezocht"),
        ("ggm", "6 Sociaal Domein", "gizo", "deels"),
        ("ggm", "99 Kern/BAG", "gizo", "andersom"),
        ("ggm", "5 Sport, Cultuur en Recreatie", "gizo", "niet-gezocht"),
        ("gizo", "Client", "ggm", "gezocht"),
        ("gizo", "Client", "berichten", "andersom"),
        ("ijw", "JW301", "gizo", "gezocht"),
        ("ijw", "JW301", "ggm", "afgeleid"),
    ],
)
def test_whether_anybody_looked(standings: Standings, model: str, part: str, target: str, sought: str) -> None:
    assert standings.sought(model, part, target) == sought


def test_a_relation_that_a_message_makes_is_carried_and_so_is_its_inverse(standings: Standings) -> None:
    for name in ("toewijzingIsOpdrachtTotLeverenAanClient", "declaratieIsBestemdVoorGemeente"):
        assert standings.of(names.gizo_iri(name), "ijw").status == "gekoppeld"
    statuses = {standings.of(entry.iri, one).status for entry in standings.members("gizo") for one in MESSAGES}
    assert statuses == {"gekoppeld", "geen-tegenhanger"}  # every message element is decided, so nothing is open


def test_every_standing_is_consistent(standings: Standings) -> None:
    for model in COUNTED:
        for entry in standings.members(model)[:400]:
            for target in TARGETS:
                found = standings.of(entry.iri, target)
                assert found.status in STATUSES
                assert bool(found.predicate) <= (found.status == "gekoppeld")
            linked = [standings.of(entry.iri, one).status for one in standings.targets(model)]
            assert (standings.of(entry.iri).status == "gekoppeld") == ("gekoppeld" in linked)
