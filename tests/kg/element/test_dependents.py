"""What depends on an element: worked out by hand on a small graph, and compared with the catalogue on the real one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pyoxigraph import NamedNode

from kg import names
from kg.element.dependents import Dependents, asking, dependents, together
from kg.element.touching import read_touching
from kg.mappings import read_mappings
from kg.questions.catalogue import question
from kg.search import Index, load_index
from kg.store import EmbeddedStore, GraphStore, select, text

GGM_BSN = "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"


def of(store: GraphStore, index: Index, name: str) -> Dependents:
    entry = index.resolve(name)
    assert entry is not None
    return dependents(read_mappings(store, index), read_touching(store, index), entry)


def ids(entries: Sequence[object]) -> list[str]:
    return [one.id for one in entries]  # type: ignore[attr-defined]


def test_messages_and_rules_hang_on_by_gizo(store: EmbeddedStore, index: Index) -> None:
    found = of(store, index, GGM_BSN)
    assert ids(found.through) == ["gizo:clientBsn"]
    assert ids(found.messages) == ["ijw:JW301/Client/Bsn"]
    assert found.message_types == ("JW301",)
    assert [rule.code for rule in found.rules] == ["CD001", "CS002"]
    assert [iri.rsplit("/", 1)[1] for iri in found.mappings] == ["een"]
    assert [iri.rsplit("/", 1)[1] for iri in found.derived] == ["zes"]
    assert found.others == ()


def test_an_element_of_gizo_needs_nothing_in_between(store: EmbeddedStore, index: Index) -> None:
    found = of(store, index, "gizo:clientBsn")
    assert found.through == ()
    assert ids(found.others) == [GGM_BSN]
    assert ids(found.messages) == ["ijw:JW301/Client/Bsn"]


def test_what_was_denied_or_found_absent_is_a_decision_but_no_counterpart(store: EmbeddedStore, index: Index) -> None:
    found = of(store, index, "gizo:Client")
    assert (found.others, found.messages) == ((), ())
    assert len(found.mappings) == 2


def test_an_element_that_nothing_rests_on_says_so(store: EmbeddedStore, index: Index) -> None:
    assert not of(store, index, "ijw:JW999")
    assert of(store, index, GGM_BSN)


def test_what_several_attributes_share_counts_once(store: EmbeddedStore, index: Index) -> None:
    bsn = of(store, index, "gizo:clientBsn")
    assert together([bsn, of(store, index, GGM_BSN), bsn]) == (1, 2)


@pytest.mark.parametrize(
    ("element", "named"),
    [
        ("gizo:clientBsn", "element-in-berichten"),
        (GGM_BSN, "ggm-afhankelijkheden"),
        ("ijw:JW301/Client/Bsn", "berichtelement-naar-ggm"),
    ],
)
def test_the_questions_are_those_whose_example_is_of_the_same_model(index: Index, element: str, named: str) -> None:
    entry = index.resolve(element)
    assert entry is not None
    found = {one.name for one in asking(entry)}
    assert named in found
    others = {"element-in-berichten", "ggm-afhankelijkheden", "berichtelement-naar-ggm"} - {named}
    assert not found & others


@pytest.mark.slow
@pytest.mark.parametrize(
    "element",
    ["ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5", "ggm:9f4e12e4-b228-4931-ac83-1b1f60958a89", GGM_BSN],
)
def test_the_question_of_the_catalogue_gives_the_same(graph: EmbeddedStore, element: str) -> None:
    index = load_index(graph)
    found = of(graph, index, element)
    rows = select(graph, question("ggm-afhankelijkheden").bind({"element": element}))
    asked: dict[str, set[str]] = {}
    for kind, thing, *_ in rows:
        asked.setdefault(text(kind), set()).add(text(thing))
    assert {one.iri for one in found.through} == asked["GIZO-element"]
    assert {one.iri for one in found.messages} == asked.get("berichtelement", set())
    codes = {
        text(code)
        for rule in asked.get("regel", ())
        for (code,) in select(
            graph, f"SELECT ?code {{ GRAPH ?g {{ {NamedNode(rule)} <{names.DCT}identifier> ?code }} }}"
        )
    }
    assert {rule.code for rule in found.rules} == codes
    assert asked["koppeling"] <= set(found.mappings)
