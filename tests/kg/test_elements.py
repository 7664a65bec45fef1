"""Search by any name, and everything the graph says of one element."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import names
from kg.description import Description, describe
from kg.elements import Entry, Index, load_index
from kg.errors import GizoError
from kg.linkage import read_linkage
from kg.store import EmbeddedStore, GraphStore

DATA = Path(__file__).resolve().parent.parent / "data"
GGM_BSN = "urn:uuid:d0d31a65-6add-4d9e-94e4-f232d261a053"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    from kg.catalog import NamedGraph
    from kg.generation import publish

    loaded = ox.Store()
    loaded.load(path=str(DATA / "api" / "graaf.trig"), format=ox.RdfFormat.TRIG)
    graphs = [
        NamedGraph(name.value, "", tuple(quad.triple for quad in loaded.quads_for_pattern(None, None, None, name)))
        for name in loaded.named_graphs()
        if isinstance(name, ox.NamedNode)
    ]
    path = tmp_path_factory.mktemp("store")
    publish(path, graphs)
    return EmbeddedStore(path)


@pytest.fixture(scope="module")
def index(store: GraphStore) -> Index:
    return load_index(store)


def described(store: GraphStore, index: Index, name: str, language: str = "nl") -> Description:
    entry = index.resolve(name)
    assert entry is not None
    return describe(store, index, entry, language)


@pytest.mark.parametrize(
    "spelling",
    [
        "{D0D31A65-6ADD-4d9e-94E4-F232D261A053}",
        "EAID_D0D31A65_6ADD_4d9e_94E4_F232D261A053",
        "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053",
        "D0D31A65-6ADD-4D9E-94E4-F232D261A053",
    ],
)
def test_an_identifier_in_any_spelling_finds_its_element_first(index: Index, spelling: str) -> None:
    assert index.search(spelling).items[0].iri == GGM_BSN


def test_an_exact_label_comes_before_one_that_only_contains_the_word(index: Index) -> None:
    found = index.search("bsn")
    assert [entry.id for entry in found.items[:2]] == ["gizo:clientBsn", "ijw:JW301/Client/Bsn"]


def test_case_and_accents_do_not_matter(index: Index) -> None:
    assert {entry.label() for entry in index.search("CLIENT", model="ggm").items} == {"Cliënt"}


def test_words_may_come_from_message_and_element(index: Index) -> None:
    assert [entry.id for entry in index.search("jw301 bsn").items] == ["ijw:JW301/Client/Bsn"]


def test_a_label_in_another_language_finds_the_element(index: Index) -> None:
    assert index.search("assignment").items[0].id == "gizo:Toewijzing"


def test_a_code_is_found_by_its_notation(index: Index) -> None:
    assert index.search("a b", kind="code").items[0].label() == "met spatie"


def test_model_and_kind_restrict_the_search(index: Index) -> None:
    found = index.search("", model="gizo", kind="class")
    assert [entry.id for entry in found.items] == ["gizo:Client", "gizo:Toewijzing"]
    assert found.total == 2


def test_pages_follow_each_other_and_a_page_past_the_end_is_empty(index: Index) -> None:
    pages = [index.search("", page=number, limit=4) for number in (1, 2, 3, 4)]
    seen = [entry.iri for page in pages for entry in page.items]
    assert len(seen) == len(set(seen)) == len(index) == pages[0].total
    assert pages[0].last == 3
    assert pages[3].items == ()


def test_a_typing_error_gives_what_was_probably_meant(index: Index) -> None:
    assert index.search("Toewijzng").total == 0
    assert index.near("gizo:Toewijzng")[0].id == "gizo:Toewijzing"


def test_the_order_of_reading_decides_nothing() -> None:
    one = Entry("urn:b", "class", "gizo", {"nl": "zelfde"})
    other = Entry("urn:a", "class", "gizo", {"nl": "zelfde"})
    assert Index([one, other]).search("zelfde") == Index([other, one]).search("zelfde")


def test_a_graph_without_elements_is_refused(tmp_path: Path) -> None:
    from kg.generation import publish

    publish(tmp_path, [])
    with pytest.raises(GizoError, match="geen modelelementen"):
        load_index(EmbeddedStore(tmp_path))


def test_a_class_shows_its_meaning_parts_and_where_it_comes_from(store: GraphStore, index: Index) -> None:
    found = described(store, index, "gizo:Client")
    assert found.definition == "Iemand die hulp krijgt."
    assert described(store, index, "gizo:Client", "en").definition == "Someone who gets support."
    assert (found.origin, found.certainty, found.submodel) == ("slide", "0.95", "Client")
    (bsn,) = found.attributes
    assert (bsn.entry.id, bsn.datatype, bsn.minimum, bsn.maximum) == (
        "gizo:clientBsn",
        "LDT_BurgerServicenummer",
        "1",
        "1",
    )


def test_a_relation_without_an_inverse_is_shown_at_its_target(store: GraphStore, index: Index) -> None:
    assert [one.label() for one in described(store, index, "gizo:Client").pointing] == ["is opdracht tot leveren aan"]


def test_a_mapping_reads_the_same_from_both_sides(store: GraphStore, index: Index) -> None:
    (mine,) = described(store, index, "gizo:clientBsn").mappings
    (theirs,) = described(store, index, GGM_BSN).mappings
    assert mine.text == theirs.text == "GGM burgerservicenummer is ruimer dan GIZO bsn"
    assert (mine.relation, theirs.relation) == ("broadMatch", "narrowMatch")


def test_a_derived_inverse_is_not_shown_beside_the_decision_it_came_from(store: GraphStore, index: Index) -> None:
    found = described(store, index, "gizo:clientBsn")
    assert found.derived == ()
    assert any(link.derived for link in found.links)


def test_a_derived_mapping_shows_where_nothing_was_decided(store: GraphStore, index: Index) -> None:
    found = described(store, index, "ijw:JW301/Client/Bsn")
    assert [link.text for link in found.derived] == ["GGM burgerservicenummer is ruimer dan iJw Bsn"]


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
        ("CS002", "Violation", "Het bsn … klopt niet; kijk het na.")
    ]


def test_linkage_counts_decisions_and_nothing_else(store: GraphStore, index: Index) -> None:
    linkage = read_linkage(store, index)
    of_client = linkage.of_class(names.gizo_iri("Client"))
    assert (of_client["ggm"].linked, of_client["ggm"].total, of_client["ggm"].open) == (1, 2, 1)
    assert (of_client["zib"].none, of_client["berichten"].linked) == (1, 1)
    assert linkage.overall()["ggm"].total == 4
