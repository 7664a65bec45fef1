"""How often something occurs is counted from the node that holds it, for each message type."""

from __future__ import annotations

import pytest

from kg import names
from kg.sources.lifting import lifting_table, supported_messages
from kg.validation.generate.relations import relation_limits
from kg.validation.generate.uses import Value, read_facets, uses
from kg.validation.generate.values import value_limits

GIZO, V = names.GIZO, names.V


def value(message: str, tail: str) -> Value:
    return next(one for one in uses(message).values if one.path.endswith(tail))


def limit(message: str, cls: str, term: str) -> tuple[int, int | None]:
    return value_limits([uses(message)])[GIZO + cls, GIZO + term][message]


@pytest.mark.parametrize(
    ("message", "cls", "term", "counted"),
    [
        ("JW301", "Client", "clientGeboortedatum", (1, 1)),
        ("JW301", "Relatie", "relatieGeboortedatum", (0, 1)),  # its group is optional
        ("JW301", "Contactgegevens", "contactgegevensTelefoonnummer", (0, 2)),  # two elements, one attribute
        ("JW301", "Periode", "periodeBegindatum", (0, 1)),
        ("WMO323", "Periode", "periodeBegindatum", (1, 1)),
        ("JW301", "Toewijzing", "toewijzingnummer", (1, 1)),
        ("WMO305", "Toewijzing", "toewijzingnummer", (0, 1)),
        ("JW325", "Toewijzing", "toewijzingnummer", (1, 1)),
        ("JW325", "Declaratie", "declaratieIngediendTotaalbedrag", (1, 1)),  # its node stands beside it
        # Two dates share a node: the first is mandatory, the second is not.
        ("WMO317", "AangevraagdeToewijzingsperiode", "aangevraagdeToewijzingsperiodeGewensteIngangsdatum", (1, 1)),
        ("WMO317", "AangevraagdeToewijzingsperiode", "aangevraagdeToewijzingsperiodeGewensteEinddatum", (0, 1)),
    ],
)
def test_values_are_counted_on_their_node(message: str, cls: str, term: str, counted: tuple[int, int]) -> None:
    assert limit(message, cls, term) == counted


def test_a_message_without_an_attribute_says_nothing_about_it() -> None:
    assert (GIZO + "Client", GIZO + "clientGeboortedatum") not in value_limits([uses("JW323")])


def test_of_several_places_the_least_strict_counts() -> None:
    """In a 318 a Toewijzing that stays has return codes, one that must change has none of its own."""
    assert value_limits([uses("JW318")])[GIZO + "Toewijzing", V + "retourcodeWaarde"]["JW318"] == (0, None)
    assert value_limits([uses("JW302")])[GIZO + "Toewijzing", V + "retourcodeWaarde"]["JW302"] == (1, None)


@pytest.mark.parametrize(
    ("message", "tail", "group"),
    [
        ("JW301", "Relatie/Contact/Adres/Huis/Huisnummer", "Huis"),
        ("JW301", "Relatie/Contact/Adres/Huis/Huisletter", ""),
        ("JW301", "Relatie/Contact/Adres/Postcode", ""),
        ("JW315", "Omvang/Volume", "Omvang"),
        ("JW319", "Woonplaatsbeginsel/Gemeente", "Woonplaatsbeginsel"),
    ],
)
def test_an_optional_group_makes_its_mandatory_parts_mandatory_again(message: str, tail: str, group: str) -> None:
    assert value(message, tail).group.rpartition("/")[2] == group


def relation(message: str, cls: str, term: str, *, inverse: bool, upward: bool) -> list[tuple[int, int | None]]:
    limits = relation_limits([uses(message)])
    return [
        counted[message]
        for (holder, relation, backwards, _, above), counted in limits.items()
        if (holder, relation, backwards, above) == (GIZO + cls, GIZO + term if term else "", inverse, upward)
    ]


def test_relations_are_counted_from_both_ends() -> None:
    term = "toewijzingIsOpdrachtTotLeverenAanClient"
    assert relation("JW301", "Client", term, inverse=True, upward=False) == [(1, None)]
    assert relation("JW301", "Toewijzing", term, inverse=False, upward=True) == [(1, 1)]
    assert relation("JW307", "Client", "leveringWordtGeleverdAanClient", inverse=True, upward=False) == [(1, None)]


def test_a_party_of_the_header_is_missed_by_what_names_it_first() -> None:
    """The client names the gemeente; the levering is the first to name the aanbieder."""
    assert relation("JW305", "Levering", "aanbiederVoertUitLevering", inverse=True, upward=True) == [(1, 1)]
    assert relation("JW305", "Toewijzing", "gemeenteGeeftAfToewijzing", inverse=True, upward=True) == []


def test_a_node_without_a_relation_to_what_is_around_it_is_a_part() -> None:
    assert relation("JW323", "Declaratie", "", inverse=True, upward=False) == [(1, None)]
    assert ((V + "Bericht"), "", True, GIZO + "Client", False) in relation_limits([uses("JW302")])


@pytest.mark.parametrize("message", supported_messages())
def test_every_lifted_value_is_used_once_for_each_attribute(message: str) -> None:
    wanted = sorted((row.path, hang.term.value) for row in lifting_table(message).rows for hang in row.values)
    assert sorted((one.path, one.term) for one in uses(message).values) == wanted


def test_facets_are_read_with_the_pattern_whole() -> None:
    assert read_facets("base=xs:string; minLength=1; maxLength=9; pattern=[0-9]{9}") == {
        "base": "xs:string",
        "minLength": "1",
        "maxLength": "9",
        "pattern": "[0-9]{9}",
    }
    assert read_facets("") == {}
    assert read_facets("base=xs:string; pattern=a; b=c")["pattern"] == "a; b=c"
