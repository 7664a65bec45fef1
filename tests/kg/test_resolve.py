"""An element is found by anything a person would paste, and a near miss names what was meant."""

from __future__ import annotations

import pytest

from kg import names
from kg.errors import GizoError
from kg.resolve import describe, resolve
from kg.search import Index, load_index
from kg.store import EmbeddedStore

TOEWIJZING = "urn:uuid:01ece551-a7b0-4b99-b6e7-f654d6ac15d5"


@pytest.fixture(scope="module")
def index(graph: EmbeddedStore) -> Index:
    return load_index(graph)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("gizo:clientBsn", "gizo:clientBsn"),
        ("  gizo:clientBsn ", "gizo:clientBsn"),
        ("https://w3id.org/gizo/def/clientBsn", "gizo:clientBsn"),
        ("<https://w3id.org/gizo/def/clientBsn>", "gizo:clientBsn"),
        ("clientBsn", "gizo:clientBsn"),
        ("clientbsn", "gizo:clientBsn"),
        ("WMO301 bsn", "iwmo:WMO301/Client/Bsn"),
        ("reden beeindigen levering", "gizo:RedenBeeindigenLevering"),
        ("aangevraagd PRODUCT", "gizo:AangevraagdProduct"),
        ("WMO301/Client/Bsn", "iwmo:WMO301/Client/Bsn"),
        ("wmo301/Bericht/Client/Bsn", "iwmo:WMO301/Client/Bsn"),
        ("iwmo:WMO301/Client/Bsn", "iwmo:WMO301/Client/Bsn"),
        (
            "JW301/Client/ToegewezenProducten/ToegewezenProduct[2]/Budget",
            "ijw:JW301/Client/ToegewezenProducten/ToegewezenProduct/Budget",
        ),
        ("JW301", "ijw:JW301"),
        ("NL-CM:0.1.7", "NL-CM:0.1.7"),
        ("nl-cm:0.1.7", "NL-CM:0.1.7"),
        ("brp:01.01.20", "brp:01.01.20"),
        ("codelijst:WJ756/04", "codelijst:WJ756/04"),
    ],
)
def test_every_spelling_finds_its_element(graph: EmbeddedStore, given: str, expected: str) -> None:
    assert resolve(graph, given).id == expected


@pytest.mark.parametrize(
    "given",
    [
        "01ece551-a7b0-4b99-b6e7-f654d6ac15d5",
        "01ECE551-A7B0-4B99-B6E7-F654D6AC15D5",
        "{01ECE551-A7B0-4b99-b6e7-F654D6AC15D5}",
        "EAID_01ECE551_A7B0_4b99_B6E7_F654D6AC15D5",
        "eaid_01ece551_a7b0_4b99_b6e7_f654d6ac15d5",
        "ggm:01ECE551-A7B0-4B99-B6E7-F654D6AC15D5",
        "GGM:{01ECE551-A7B0-4b99-b6e7-F654D6AC15D5}",
        "URN:UUID:01ECE551-A7B0-4B99-B6E7-F654D6AC15D5",
    ],
)
def test_a_ggm_uuid_in_every_spelling(graph: EmbeddedStore, given: str) -> None:
    found = resolve(graph, given)
    assert (found.iri, found.label, found.model, found.kind) == (TOEWIJZING, "Toewijzing", "ggm", "class")


@pytest.mark.parametrize("given", ["EAID_00125C68_2114_4C9D_8900_099BB46DC1D", "{00125C68-2114-4C9D-8900-099BB46DC1D}"])
def test_an_irregular_ggm_id_is_found_by_what_was_published(graph: EmbeddedStore, given: str) -> None:
    assert resolve(graph, given).label == "Spoelvoorziening"


def test_an_element_says_where_it_belongs(graph: EmbeddedStore) -> None:
    bsn = resolve(graph, "gizo:clientBsn")
    assert (bsn.label, bsn.model, bsn.kind, bsn.parent) == ("bsn", "gizo", "attribute", "Client")
    element = resolve(graph, "WMO301/Client/Bsn")
    assert (element.label, element.model, element.kind, element.parent) == ("Bsn", "iwmo", "element", "Client")


@pytest.mark.parametrize(
    "given", ["Toewijzing", "bsn", "clientBsn", "Stuks", "toewijzingIngangsdatum", "gizo:clientBs"]
)
def test_a_server_with_an_index_gives_the_same_answer(graph: EmbeddedStore, index: Index, given: str) -> None:
    def answer(*known: Index) -> str:
        try:
            return resolve(graph, given, *known).iri
        except GizoError as error:
            return str(error)

    assert answer() == answer(index)


def test_a_word_that_a_publisher_uses_for_an_identifier_is_no_identifier(graph: EmbeddedStore) -> None:
    with pytest.raises(GizoError, match=r"kies ggm:d0d31a65-6add-4d9e-94e4-f232d261a053 .*brp:01\.01\.20"):
        resolve(graph, "burgerservicenummer")


@pytest.mark.parametrize(("given", "candidate"), [("Toewijzing", "gizo:Toewijzing (GIZO"), ("bsn", "gizo:clientBsn")])
def test_a_label_of_several_lists_them_on_one_line(graph: EmbeddedStore, given: str, candidate: str) -> None:
    with pytest.raises(GizoError) as raised:
        resolve(graph, given)
    message = str(raised.value)
    assert candidate in message
    assert "elementen zijn; kies" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("gizo:clientBs", "gizo:clientBsn"),
        ("WMO301/Client/Bsnn", "iwmo:WMO301/Client/Bsn"),
        ("toewijzingnumer", "gizo:toewijzingnummer"),
    ],
)
def test_a_near_miss_names_what_was_meant(graph: EmbeddedStore, given: str, meant: str) -> None:
    with pytest.raises(GizoError, match="is geen element van de graaf; bedoelt u") as raised:
        resolve(graph, given)
    assert meant in str(raised.value)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "   ",
        "qqqqqqqqqqqq",
        "00000000-0000-0000-0000-000000000000",
        "http://x y",
        'a"b',
        "gizo:",
        "ggm:onzin",
        "x:y",
    ],
)
def test_what_is_nothing_is_one_line(graph: EmbeddedStore, given: str) -> None:
    with pytest.raises(GizoError) as raised:
        resolve(graph, given)
    assert "\n" not in str(raised.value)


def test_an_element_of_an_older_release_is_none_of_the_graph(graph: EmbeddedStore) -> None:
    assert names.graph_iri("zib", "2020") not in graph.default_graphs()
    with pytest.raises(GizoError, match="geen element"):
        resolve(graph, "https://w3id.org/gizo/graph/zib/2020")


def test_what_the_graph_does_not_know_is_left_out(graph: EmbeddedStore) -> None:
    assert list(describe(graph, [TOEWIJZING, "urn:onbekend"])) == [TOEWIJZING]
    assert describe(graph, []) == {}


def test_the_ends_of_relations_are_no_candidates(graph: EmbeddedStore) -> None:
    with pytest.raises(GizoError, match="kies gizo:Client ") as raised:
        resolve(graph, "Client")
    assert "eaid_src" not in str(raised.value)


def test_a_long_text_is_not_repeated_whole(graph: EmbeddedStore) -> None:
    with pytest.raises(GizoError) as raised:
        resolve(graph, "x" * 5000)
    assert len(str(raised.value)) < 400
