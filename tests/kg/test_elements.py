"""What an element is, and how all of them are read from a graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import names
from kg.elements import KIND_NAMES, KIND_ORDER, Entry, natural_order, read_entries
from kg.errors import GizoError
from kg.store import EmbeddedStore


@pytest.fixture(scope="module")
def entries(graph: EmbeddedStore) -> dict[str, Entry]:
    return {entry.id: entry for entry in read_entries(graph)}


def test_an_element_is_read_with_its_names_and_where_it_stands(entries: dict[str, Entry]) -> None:
    bsn = entries["gizo:clientBsn"]
    assert (bsn.kind, bsn.model, bsn.label(), bsn.label("en")) == ("attribute", "gizo", "bsn", "citizen service number")
    assert (bsn.parent, bsn.linked) == (names.gizo_iri("Client"), True)
    place = entries["iwmo:WMO301/Client/Bsn"]
    assert (place.kind, place.notation) == ("element", "/Bericht/Client/Bsn")
    assert entries["codelijst:WJ756/82"].notation == "82"
    assert "{71D7E96D-641A-4b6a-A325-DED07C3B5836}" in entries["ggm:71d7e96d-641a-4b6a-a325-ded07c3b5836"].identifiers


def test_an_element_knows_the_words_for_its_concept_but_its_own_labels(entries: dict[str, Entry]) -> None:
    assert "burgerservicenummer" in entries["gizo:clientBsn"].terms
    assert "bsn" not in entries["gizo:clientBsn"].terms
    assert "opdracht tot leveren" in entries["gizo:Toewijzing"].terms


def test_only_what_is_linked_is_also_called_after_a_concept(entries: dict[str, Entry]) -> None:
    assert "bsn" in entries["ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"].terms
    assert [entry.id for entry in entries.values() if entry.terms and not entry.linked and entry.model != "gizo"] == []


def test_classes_come_first_then_gizo_then_what_is_linked() -> None:
    attribute = Entry("urn:a", "attribute", "gizo", {"nl": "a"})
    ggm = Entry("urn:b", "class", "ggm", {"nl": "b"}, linked=True)
    unlinked = Entry("urn:c", "class", "ggm", {"nl": "a"})
    gizo = Entry("urn:d", "class", "gizo", {"nl": "z"})
    assert sorted([attribute, unlinked, ggm, gizo], key=natural_order) == [gizo, ggm, unlinked, attribute]


def test_every_kind_has_a_place_in_the_order() -> None:
    assert set(KIND_ORDER) == set(KIND_NAMES)


def test_a_graph_without_elements_is_refused(tmp_path: Path) -> None:
    from kg.generation import publish

    publish(tmp_path, [])
    with pytest.raises(GizoError, match="geen modelelementen"):
        read_entries(EmbeddedStore(tmp_path))
