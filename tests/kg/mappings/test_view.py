"""The page of one mapping: what it rests on, what rests on it, and what else was decided."""

from __future__ import annotations

import pytest

from kg.mappings import Mappings
from kg.mappings.view import view
from kg.members import read_members
from kg.search import load_index
from kg.store import EmbeddedStore
from tests.kg.mappings.examples import INDEX, RECORDS, iri


@pytest.mark.slow
def test_a_mapping_of_the_graph_comes_with_both_meanings_and_what_follows(graph: EmbeddedStore) -> None:
    from kg.mappings import read_mappings

    index = load_index(graph)
    mappings = read_mappings(graph, index)
    bsn = index.resolve("gizo:clientBsn")
    assert bsn is not None
    record = next(one for one in mappings.of(bsn.iri) if one.object_model == "ggm" and not one.derived)
    found = view(graph, mappings, read_members(graph, index), None, record)
    assert found.subject.definition.startswith("Het burgerservicenummer")
    assert [one.label() for one in found.subject.trail][-1:] == ["Client"]
    assert found.object is not None
    assert (found.object.member.minimum, found.object.member.maximum) == ("0", "1")
    assert found.leads_to and all(record.iri in one.hops for one in found.leads_to)
    chain = next(one for one in found.leads_to if len(one.hops) > 1)
    assert [hop.iri for hop in view(graph, mappings, read_members(graph, index), None, chain).hops] == list(chain.hops)


def test_hops_come_in_order_and_what_is_decided_about_the_same_choice_comes_along() -> None:
    mappings = Mappings(RECORDS, INDEX)
    chain = mappings.by_iri[iri("h")]
    assert [mappings.by_iri[hop].id for hop in chain.hops] == ["f", "b"]
    assert [one.id for one in mappings.users(iri("b"))] == ["h"]
