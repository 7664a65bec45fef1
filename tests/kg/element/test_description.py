"""Everything the graph says of one element."""

from __future__ import annotations

from kg.element.description import Description, describe
from kg.search import Index
from kg.store import GraphStore

GGM_BSN = "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"


def described(store: GraphStore, index: Index, name: str, language: str = "nl") -> Description:
    entry = index.resolve(name)
    assert entry is not None
    return describe(store, index, entry, language)


def test_a_class_shows_its_meaning_parts_and_where_it_comes_from(store: GraphStore, index: Index) -> None:
    found = described(store, index, "gizo:Client")
    assert found.definition == "Iemand die hulp krijgt."
    assert described(store, index, "gizo:Client", "en").definition == "Someone who gets support."
    assert (found.origin, found.certainty, found.submodel) == ("slide", "0.95", "Client")
    assert found.sources == ("Dia Client",)
    assert found.concepts == (("https://w3id.org/gizo/id/begrip/Client", "cliënt"),)
    (bsn,) = found.attributes
    assert (bsn.entry.id, bsn.datatype, bsn.minimum, bsn.maximum) == (
        "gizo:clientBsn",
        "LDT_BurgerServicenummer",
        "1",
        "1",
    )


def test_an_element_tells_what_it_is_part_of_from_the_outside_in(store: GraphStore, index: Index) -> None:
    found = described(store, index, "ijw:JW301/Client/Bsn")
    assert [one.label() for one in found.trail] == ["JW301", "Client"]
    assert found.parent == found.trail[-1]
    assert described(store, index, "ijw:JW301").parent is None


def test_a_relation_without_an_inverse_is_shown_at_its_target(store: GraphStore, index: Index) -> None:
    assert [one.label() for one in described(store, index, "gizo:Client").pointing] == ["is opdracht tot leveren aan"]


def test_a_mapping_reads_the_same_from_both_sides(store: GraphStore, index: Index) -> None:
    (mine,) = described(store, index, "gizo:clientBsn").mappings
    (theirs,) = described(store, index, GGM_BSN).mappings
    assert mine.text == theirs.text
    assert mine.text == "GGM burgerservicenummer (Natuurlijk Persoon) is ruimer dan GIZO bsn (Client)"
    assert (mine.relation, theirs.relation) == ("broadMatch", "narrowMatch")


def test_a_derived_inverse_is_not_shown_beside_the_decision_it_came_from(store: GraphStore, index: Index) -> None:
    found = described(store, index, "gizo:clientBsn")
    assert found.derived == ()
    assert any(link.derived for link in found.links)


def test_a_derived_mapping_tells_the_decisions_it_follows_from_in_order(store: GraphStore, index: Index) -> None:
    found = described(store, index, "ijw:JW301/Client/Bsn")
    (link,) = found.derived
    assert link.other is not None
    assert link.other.id == GGM_BSN
    hops = found.hops[link.iri]
    assert [hop.iri.rsplit("/", 1)[1] for hop in hops] == ["drie", "een"]
    assert [hop.confidence for hop in hops] == ["0.98", "0.75"]
    assert hops[1].text == "GGM burgerservicenummer (Natuurlijk Persoon) is ruimer dan GIZO bsn (Client)"


def test_a_decision_that_there_is_no_counterpart_is_told_with_its_reason(store: GraphStore, index: Index) -> None:
    (absent,) = described(store, index, "gizo:Client").absent
    assert absent.text == "GIZO Client heeft geen tegenhanger in zib"
    assert absent.comment == "De zib kent geen client."


def test_a_denied_mapping_is_no_counterpart(store: GraphStore, index: Index) -> None:
    found = described(store, index, "gizo:Client")
    assert found.mappings == ()
    assert [link.text for link in found.negations] == [
        "GIZO Client en GGM Cliënt zijn niet hetzelfde gegeven, al lijken ze op elkaar"
    ]


def test_messages_and_rules_of_an_attribute(store: GraphStore, index: Index) -> None:
    found = described(store, index, "gizo:clientBsn")
    assert [link.other.id for link in found.messages if link.other] == ["ijw:JW301/Client/Bsn"]
    assert [(rule.code, rule.severity, rule.message) for rule in found.rules] == [
        ("CD001", "Warning", "Een. Twee."),
        ("CS002", "Violation", "Het bsn … klopt niet; kijk het na."),
    ]


def test_the_rules_of_a_message_element_are_those_about_its_message(store: GraphStore, index: Index) -> None:
    found = described(store, index, "ijw:JW301/Client/Bsn")
    assert found.message_type is not None
    assert found.message_type.id == "ijw:JW301"
    assert [rule.code for rule in found.rules] == ["CS002"]
