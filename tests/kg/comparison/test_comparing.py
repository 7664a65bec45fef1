"""Two models side by side: every member once, with what was decided about it, on the real models."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.comparison.comparing import compare
from kg.comparison.material import Material, read_material
from kg.comparison.outcome import Comparison, Line, Row, Shown, Verdict
from kg.comparison.proposing import TOGETHER, Unfit, comparables, proposals, side_named, together
from kg.comparison.table import comparable_sheet, findings, proposal_sheet, sheet
from kg.comparison.words import elsewhere, member_name
from kg.elements import Entry
from kg.search import load_index
from kg.sheets import to_csv
from kg.store import EmbeddedStore
from kg.wording import INVERSE

GGM_CLIENT = "ggm:daf09055-a5a6-4ff4-a158-21b20567b296"
INGESCHREVEN = "ggm:af9534b0-7cbd-4061-9276-a7b6698b383a"
NATUURLIJK = "ggm:9f4e12e4-b228-4931-ac83-1b1f60958a89"
BESCHIKKING = "ggm:71d7e96d-641a-4b6a-a325-ded07c3b5836"
ASSIGNED = "iwmo:WMO301/Client/ToegewezenProducten/ToegewezenProduct"


@pytest.fixture(scope="session")
def material(graph: EmbeddedStore) -> Material:
    return read_material(graph, load_index(graph))


def side_by_side(
    material: Material, left: str | list[str], right: str | list[str], shown: Shown | None = None, language: str = "nl"
) -> Comparison:
    def entries(names: str | list[str]) -> list[Entry]:
        found = [material.index.resolve(name) for name in ([names] if isinstance(names, str) else names)]
        assert all(found), names
        return [one for one in found if one]

    return compare(material, entries(left), entries(right), shown, language)


def row(comparison: Comparison, element: str) -> Row:
    rows = (*comparison.rows(comparison.left), *comparison.rows(comparison.right))
    (found,) = (one for one in rows if one.member.entry.id == element)
    return found


def line(comparison: Comparison, left: str, right: str) -> Line:
    (found,) = (
        one
        for one in comparison.lines
        if one.left.member.entry.label() == left and one.right.member.entry.label() == right
    )
    return found


def test_the_client_of_gizo_is_spread_over_classes_of_ggm(material: Material) -> None:
    found = side_by_side(material, "gizo:Client", [GGM_CLIENT, NATUURLIJK, INGESCHREVEN])
    assert line(found, "bsn", "burgerservicenummer").relation == "broadMatch"
    assert line(found, "bsn", "burgerservicenummer").right.side.label() == "NatuurlijkPersoon"
    assert line(found, "gezagsdrager bekend", "gezagsdragerGekend").right.side.label() == "Client"
    assert {one.right.side.label() for one in found.lines if one.left.head} == {
        "Client",
        "NatuurlijkPersoon",
        "IngeschrevenPersoon",
    }
    language = row(found, "gizo:clientCommunicatieTaal")
    assert language.verdict is Verdict.NONE
    assert language.none[0].reason.startswith("Geen gegeven in GGM voor de taal")
    assert language.none[0].mapping
    surname = next(one for one in found.rows(found.right) if one.member.entry.label() == "geslachtsnaam")
    assert surname.verdict is Verdict.ELSEWHERE
    assert elsewhere(surname) == "GIZO Naamgegevens: geslachtsnaam"


def test_what_a_class_inherits_is_shown_with_it_and_marked_so(material: Material) -> None:
    found = side_by_side(material, "gizo:Client", GGM_CLIENT)
    number = line(found, "bsn", "burgerservicenummer").right
    assert number.side.id == GGM_CLIENT
    assert number.member.inherited is not None
    assert number.member.inherited.label() == "NatuurlijkPersoon"


def test_every_element_has_one_row_however_many_classes_inherit_it(material: Material) -> None:
    found = side_by_side(material, "gizo:Client", [GGM_CLIENT, NATUURLIJK, INGESCHREVEN], Shown(everything=True))
    for side in (found.left, found.right):
        iris = [one.iri for one in found.rows(side)]
        assert len(iris) == len(set(iris))
    assert row(found, "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053").member.inherited is None


def test_the_other_way_about_says_the_same(material: Material) -> None:
    there = side_by_side(material, "gizo:Client", [GGM_CLIENT, NATUURLIJK])
    back = side_by_side(material, [GGM_CLIENT, NATUURLIJK], "gizo:Client")
    assert {(one.left.iri, one.right.iri, one.relation) for one in there.lines} == {
        (one.right.iri, one.left.iri, INVERSE.get(one.relation, one.relation)) for one in back.lines
    }
    assert {one.iri: one.verdict for one in there.rows(there.left)} == {
        one.iri: one.verdict for one in back.rows(back.right)
    }


def test_what_looks_alike_but_is_not_has_a_line_that_says_so(material: Material) -> None:
    found = side_by_side(material, "gizo:Client", "NL-CM:0.1.1")
    denied = line(found, "geslacht", "GenderIdentity")
    assert denied.negated
    assert denied.differences == ()
    assert denied.right.verdict is not Verdict.HERE
    date = side_by_side(material, "gizo:Beschikking", BESCHIKKING)
    (wrong,) = (one for one in date.lines if one.negated)
    assert wrong.right.member.entry.label() == "datumAfgifte"
    assert wrong.right.verdict is Verdict.NONE


def test_facts_that_differ_are_told_in_the_words_of_both_models(material: Material) -> None:
    found = side_by_side(material, "gizo:Client", [GGM_CLIENT, NATUURLIJK])
    birth = line(found, "geboortedatum", "datumGeboorte")
    assert [one.text() for one in birth.differences] == ["LDT_Datum (datum) tegenover AN22", "1 tegenover 0..1"]
    assert [one.telling for one in birth.differences] == [True, False], "GGM says 0..1 of every attribute"
    gender = line(found, "geslacht", "geslachtsaanduiding")
    assert gender.differences[0].text() == "codelijst COD046 Geslacht tegenover geen lijst (A1)"
    assert not line(found, "bsn", "burgerservicenummer").differs, "nine characters are nine characters"


def test_a_message_is_compared_with_its_groups_and_stops_where_something_repeats(material: Material) -> None:
    found = side_by_side(material, ["gizo:Toewijzing", "gizo:ToegewezenProduct", "gizo:Omvang"], ASSIGNED)
    assert line(found, "volume", "Volume").right.member.name() == "Omvang/Volume"
    assert line(found, "Toewijzing", "ToegewezenProduct").left.head
    comment = row(found, f"{ASSIGNED}/Commentaar")
    assert comment.verdict is Verdict.NONE
    assert "buiten GIZO" in comment.none[0].reason
    client = side_by_side(material, "iwmo:WMO301/Client", NATUURLIJK)
    names = {member_name(one.member) for one in client.rows(client.left)}
    assert "Relaties/Relatie" in names
    assert not any(name.startswith("Relaties/Relatie/") for name in names)


def test_between_models_that_nobody_maps_directly_the_lines_are_derived_and_can_be_left_out(
    material: Material,
) -> None:
    found = side_by_side(material, "iwmo:WMO301/Client", NATUURLIJK)
    assert found.lines
    assert all(one.derived for one in found.lines)
    assert row(found, "iwmo:WMO301/Client/Bsn").derived
    without = side_by_side(material, "iwmo:WMO301/Client", NATUURLIJK, Shown(derived=False))
    assert without.lines == ()


def test_relations_can_be_left_out_and_are_then_counted(material: Material) -> None:
    whole = side_by_side(material, "gizo:Client", GGM_CLIENT)
    short = side_by_side(material, "gizo:Client", GGM_CLIENT, Shown(relations=False))
    relations = [one for one in whole.rows(whole.left) if one.member.entry.kind == "relation"]
    assert short.left[0].relations == len(relations) > 5
    assert not [one for one in short.rows(short.left) if one.member.entry.kind == "relation"]


def test_what_plays_no_part_is_folded_and_counted(material: Material) -> None:
    found = side_by_side(material, "gizo:Client", NATUURLIJK)
    whole = side_by_side(material, "gizo:Client", NATUURLIJK, Shown(everything=True))
    (short_side,), (whole_side,) = found.right, whole.right
    assert short_side.folded == len(whole_side.rows) - len(short_side.rows) > 10
    assert whole_side.folded == 0
    assert found.lines == whole.lines
    assert {one.verdict for one in whole_side.rows if one not in short_side.rows} == {Verdict.OUTSIDE}


def test_what_a_shared_class_holds_is_broader_than_the_place_where_it_is_used(material: Material) -> None:
    for message in ("WMO301/Client", "JW301/Client"):
        found = side_by_side(material, message, "gizo:Naamgegevens")
        names = [one for one in found.lines if "Achternaam" in one.left.member.name()]
        assert names
        assert {one.relation for one in names} == {"broadMatch"}, message


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("gizo:Toewijzing", "ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5"),
        ("gizo:Beschikking", BESCHIKKING),
        ("gizo:Naamgegevens", "NL-CM:20.4.1"),
        ("gizo:Adres", "brp:08"),
        ("gizo:Client", "brp:01"),
    ],
)
def test_the_comparison_says_what_the_mapping_files_say(material: Material, left: str, right: str) -> None:
    """Read the mapping files anew, without any of the code under test."""
    folder = Path(__file__).resolve().parents[3] / "mappings"
    decided = set()
    for file in sorted(folder.glob("*.sssom.tsv")):
        rows = [row.split("\t") for row in file.read_text("utf-8").splitlines() if not row.startswith("#")]
        head = rows[0]
        for cells in rows[1:]:
            said = dict(zip(head, cells, strict=False))
            predicate = said["predicate_id"].removeprefix("skos:")
            negated = said.get("predicate_modifier", "") == "Not"
            decided.add((said["subject_id"], predicate, said["object_id"], negated))
            decided.add((said["object_id"], INVERSE.get(predicate, predicate), said["subject_id"], negated))
    found = side_by_side(material, left, right, Shown(everything=True))
    ids = [{one.member.entry.id for one in found.rows(side)} for side in (found.left, found.right)]
    expected = {one for one in decided if one[0] in ids[0] and one[2] in ids[1]}
    shown = {
        (one.left.member.entry.id, one.relation, one.right.member.entry.id, one.negated)
        for one in found.lines
        if not one.derived
    }
    assert shown == expected
    assert shown


def test_a_class_proposes_the_other_sides_most_links_first(material: Material) -> None:
    client = material.index.resolve("gizo:Client")
    assert client
    found = proposals(material, client)
    assert [row.entry.label() for row in found["ggm"]][:3] == ["Client", "NatuurlijkPersoon", "IngeschrevenPersoon"]
    assert [row.links for row in found["ggm"]] == sorted((row.links for row in found["ggm"]), reverse=True)
    assert found["zib"][0].entry.label() == "Patient"
    assert found["brp"][0].entry.id == "brp:01"
    assert together(found["ggm"]) == tuple(row.entry for row in found["ggm"])
    assert len(together(found["iwmo"])) == 1, "messages repeat each other"


def test_a_proposal_shares_as_many_members_as_the_comparison_shows(material: Material) -> None:
    for name in ("gizo:Client", "gizo:Aanbieder", "gizo:Verzoek"):
        one = material.index.resolve(name)
        assert one
        for row in proposals(material, one)["ggm"]:
            found = compare(material, [one], [row.entry], Shown(everything=True))
            linked = {line.left.iri for line in found.lines if not line.negated and not line.right.member.inherited}
            assert len(linked) == row.links, (name, row.entry.label())


def test_every_class_of_gizo_can_be_compared_and_its_numbers_are_those_of_the_comparison(material: Material) -> None:
    every = comparables(material)
    classes = [one for one in material.index.of_model("gizo") if one.kind == "class"]
    assert [one.entry for one in every] == classes
    for one in every:
        for cell in one.cells:
            assert len(cell.together) <= TOGETHER
            if cell.together and cell.model in ("ggm", "zib", "brp"):
                (side,) = compare(material, [one.entry], cell.together, Shown(everything=True)).left
                linked = side.count(Verdict.HERE) + side.count(Verdict.ELSEWHERE)
                assert linked == cell.linked, (one.entry.id, cell.model)
                assert (side.count(Verdict.NONE), side.count(Verdict.OPEN)) == (cell.none, cell.open)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gizo:Client", "gizo:Client"),
        ("{71D7E96D-641A-4b6a-A325-DED07C3B5836}", BESCHIKKING),
        ("WMO301/Client", "iwmo:WMO301/Client"),
        ("wmo301", "iwmo:WMO301"),
        ("NatuurlijkPersoon", NATUURLIJK),
        ("naamgegevens", "gizo:Naamgegevens"),
    ],
)
def test_a_side_is_found_by_id_or_by_a_name_that_only_one_has(material: Material, text: str, found: str) -> None:
    entry = side_named(material, text)
    assert isinstance(entry, Entry)
    assert entry.id == found


@pytest.mark.parametrize(
    ("text", "code", "near"),
    [
        ("gizo:clientBsn", "no-class", "gizo:Client"),
        ("Leverancier", "ambiguous", "ggm:51a266c7-3bda-457c-9a32-cd1b166ca5bf"),
        ("gizo:Cliet", "unknown", "gizo:Client"),
    ],
)
def test_what_is_no_side_says_why_and_what_may_have_been_meant(
    material: Material, text: str, code: str, near: str
) -> None:
    unfit = side_named(material, text)
    assert isinstance(unfit, Unfit)
    assert unfit.code == code
    assert near in [entry.id for entry in unfit.near]


def test_the_table_has_a_row_for_every_line_and_every_gap(material: Material) -> None:
    found = side_by_side(material, "gizo:Client", [GGM_CLIENT, NATUURLIJK])
    rows = list(findings(found))
    assert [one.line for one in rows if one.line] == list(found.lines)
    gaps = [one.gap.iri for one in rows if one.gap]
    assert sorted(gaps) == sorted(one.iri for side in (found.left, found.right) for one in found.gaps(side))
    text = to_csv(sheet(found))
    assert len(text.splitlines()) == len(rows) + 1
    assert text.splitlines()[0].startswith("leftModel,leftClass,left,leftId")
    assert "GGM burgerservicenummer (NatuurlijkPersoon) is ruimer dan GIZO bsn (Client)" in text
    english = sheet(found, "en")
    assert {len(list(cells)) for cells in english.rows} == {len(english.columns)}


def test_proposals_and_the_index_go_home_as_rows_too(material: Material) -> None:
    client = material.index.resolve("gizo:Client")
    assert client
    rows = to_csv(proposal_sheet([(client, row) for row in proposals(material, client)["brp"]])).splitlines()
    assert rows[1] == "gizo:Client,brp:01,BRP,01 persoon,4,0"
    index = to_csv(comparable_sheet(comparables(material))).splitlines()
    assert any(row.startswith("gizo:Client,Client,GGM,9,13,0,0,") for row in index)
