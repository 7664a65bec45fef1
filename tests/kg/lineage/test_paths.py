"""Paths between models: on a small graph worked out by hand, and on the real one where we know the answer."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.catalog import NamedGraph
from kg.errors import GizoError
from kg.generation import publish
from kg.lineage import STRENGTH, Lineage, lineage
from kg.lineage.view import write
from kg.mapping import Mapping, mapping_triples
from kg.resolve import Element, resolve
from kg.store import EmbeddedStore

MANUAL = names.SEMAPV + "ManualMappingCuration"


def says(subject: str, match: str, target: str, confidence: str = "0.9", *, negated: bool = False) -> Mapping:
    return Mapping(
        names.expand(subject),
        names.SKOS + match,
        names.NO_TERM_FOUND if target == "-" else names.expand(target),
        MANUAL,
        Decimal(confidence),
        negated=negated,
        object_source=names.model_iri("ggm") if target == "-" else "",
        comment=f"{subject} {match} {target}",
        mapping_set="https://example.org/set",
    )


MESSAGE, WMO, GIZO, ZIB, BRP = "ijw:JW301/A", "iwmo:WMO301/A", "gizo:a", "NL-CM:1", "brp:01"
GGM = "ggm:00000000-0000-4000-8000-000000000001"
OTHER = "ggm:00000000-0000-4000-8000-000000000002"


@pytest.fixture
def graph_of(tmp_path: Path) -> object:
    def make(*mappings: Mapping) -> EmbeddedStore:
        triples = [triple for mapping in mappings for triple in mapping_triples(mapping)]
        for iri in {end for mapping in mappings for end in (mapping.subject, mapping.object)}:
            triples.append(Triple(NamedNode(iri), NamedNode(names.RDF + "type"), NamedNode(names.OWL + "Class")))
            label = Literal(f"label [{names.curie(iri)}]", language="nl")
            triples.append(Triple(NamedNode(iri), NamedNode(names.RDFS + "label"), label))
        publish(tmp_path, [NamedGraph("urn:g", "g", tuple(triples))])
        return EmbeddedStore(tmp_path)

    return make


def of(store: EmbeddedStore, name: str, to: str | None = None) -> Lineage:
    iri = names.expand(name)
    return lineage(store, Element(iri, name, name.partition(":")[0].replace("NL-CM", "zib")), to)


def found(store: EmbeddedStore, name: str, to: str | None = None) -> dict[str, tuple[str, str, str]]:
    """Give per target: the predicate, the weakest hop and the confidence."""
    return {link.target.id: (link.predicate, link.weakest, str(link.confidence)) for link in of(store, name, to).links}


@pytest.mark.parametrize(
    ("first", "second", "predicate", "weakest"),
    [
        ("exactMatch", "exactMatch", "skos:exactMatch", "exactMatch"),
        ("exactMatch", "broadMatch", "skos:broadMatch", "broadMatch"),
        ("narrowMatch", "exactMatch", "skos:narrowMatch", "narrowMatch"),
        ("closeMatch", "closeMatch", "skos:closeMatch", "closeMatch"),
        ("closeMatch", "broadMatch", "skos:broadMatch", "broadMatch"),
        ("broadMatch", "broadMatch", "skos:broadMatch", "broadMatch"),
        ("relatedMatch", "exactMatch", "skos:relatedMatch", "relatedMatch"),
        ("broadMatch", "narrowMatch", "skos:relatedMatch", "broadMatch"),
        ("narrowMatch", "broadMatch", "skos:relatedMatch", "narrowMatch"),
    ],
)
def test_the_weakest_hop_names_the_path(graph_of, first: str, second: str, predicate: str, weakest: str) -> None:  # type: ignore[no-untyped-def]
    store = graph_of(says(MESSAGE, first, GIZO, "0.5"), says(GIZO, second, GGM, "0.8"))
    assert found(store, MESSAGE, "ggm") == {GGM: (predicate, weakest, "0.40")}


def test_a_path_is_read_in_either_direction(graph_of) -> None:  # type: ignore[no-untyped-def]
    store = graph_of(says(MESSAGE, "broadMatch", GIZO), says(GIZO, "narrowMatch", GGM))
    assert found(store, MESSAGE, "ggm")[GGM][0] == "skos:relatedMatch"
    assert found(store, GGM, "gizo")[GIZO][0] == "skos:broadMatch"
    (link,) = (link for link in of(store, GGM).links if link.target.id == MESSAGE)
    assert [(hop.match, hop.inverse) for hop in link.path] == [("broadMatch", True), ("narrowMatch", True)]


def test_no_path_visits_a_model_twice(graph_of) -> None:  # type: ignore[no-untyped-def]
    store = graph_of(says(GGM, "exactMatch", GIZO), says(GIZO, "exactMatch", OTHER), says(GIZO, "closeMatch", BRP))
    assert set(found(store, GGM)) == {GIZO, BRP}


def test_four_hops_are_found_and_circles_end(graph_of) -> None:  # type: ignore[no-untyped-def]
    ring = [says(MESSAGE, "exactMatch", WMO), says(WMO, "exactMatch", GIZO), says(GIZO, "exactMatch", ZIB)]
    store = graph_of(*ring, says(ZIB, "exactMatch", BRP), says(BRP, "exactMatch", MESSAGE))
    assert found(store, MESSAGE)[ZIB][2] == "0.81"  # the short way round, by BRP
    assert set(found(store, MESSAGE)) == {WMO, GIZO, ZIB, BRP}


def test_the_best_path_wins_by_strength_then_confidence(graph_of) -> None:  # type: ignore[no-untyped-def]
    by_gizo = (says(MESSAGE, "exactMatch", GIZO, "0.5"), says(GIZO, "exactMatch", GGM, "0.5"))
    store = graph_of(*by_gizo, says(MESSAGE, "closeMatch", GGM, "0.99"))
    assert found(store, MESSAGE, "ggm")[GGM] == ("skos:exactMatch", "exactMatch", "0.25")
    store = graph_of(*by_gizo, says(MESSAGE, "exactMatch", GGM, "0.3"))
    assert found(store, MESSAGE, "ggm")[GGM] == ("skos:exactMatch", "exactMatch", "0.3")


def test_a_negated_mapping_is_no_hop_and_no_outcome(graph_of) -> None:  # type: ignore[no-untyped-def]
    store = graph_of(
        says(MESSAGE, "exactMatch", GIZO),
        says(GIZO, "relatedMatch", GGM),
        says(GIZO, "exactMatch", OTHER, negated=True),
        says(MESSAGE, "exactMatch", GGM, negated=True),
    )
    assert found(store, MESSAGE) == {GIZO: ("skos:exactMatch", "exactMatch", "0.9")}
    assert set(found(store, GIZO)) == {GGM, MESSAGE}
    assert MESSAGE not in found(store, GGM)


def test_no_counterpart_is_told_with_its_reason(graph_of) -> None:  # type: ignore[no-untyped-def]
    store = graph_of(says(MESSAGE, "exactMatch", GIZO), says(GIZO, "exactMatch", "-"))
    answer = of(store, MESSAGE)
    assert [link.target.id for link in answer.links] == [GIZO]
    assert [(none.element.id, none.model, none.reason) for none in answer.none] == [
        (GIZO, "ggm", "gizo:a exactMatch -")
    ]
    assert of(store, MESSAGE, "zib").none == ()


def test_an_element_without_links_has_an_empty_lineage(graph_of) -> None:  # type: ignore[no-untyped-def]
    assert of(graph_of(says(MESSAGE, "exactMatch", GIZO)), "brp:77") == Lineage(
        Element(names.expand("brp:77"), "brp:77", "brp"), (), ()
    )


def test_an_unknown_model_lists_the_models(graph: EmbeddedStore) -> None:
    with pytest.raises(GizoError, match=r"model 'ggn' bestaat niet; kies uit gizo, ggm"):
        lineage(graph, resolve(graph, "gizo:Client"), "ggn")


# The real graph: answers worked out by hand from the mapping files and the lifting tables.


def test_a_bsn_in_a_message_reaches_every_model(graph: EmbeddedStore) -> None:
    answer = lineage(graph, resolve(graph, "WMO301/Client/Bsn"))
    reached = {link.target.id: link for link in answer.links}
    assert reached["gizo:clientBsn"].predicate == "skos:exactMatch"
    assert reached["gizo:clientBsn"].justification == "semapv:ManualMappingCuration"
    assert reached["ijw:JW301/Client/Bsn"].predicate == "skos:exactMatch"
    for target in ("ggm:d0d31a65-6add-4d9e-94e4-f232d261a053", "NL-CM:0.1.7", "brp:01.01.20"):
        assert reached[target].predicate == "skos:broadMatch"  # theirs is anyone's number, ours the client's
        assert reached[target].derived is True
        assert reached[target].justification == "semapv:MappingChaining"
        assert [names.curie(hop.start) for hop in reached[target].path] == ["iwmo:WMO301/Client/Bsn", "gizo:clientBsn"]


def test_the_xml_element_toegewezenproduct_is_the_toewijzing(graph: EmbeddedStore) -> None:
    answer = lineage(graph, resolve(graph, "JW301/Client/ToegewezenProducten/ToegewezenProduct"), "ggm")
    assert [link.target.id for link in answer.links] == ["ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5"]


def test_a_relatives_surname_is_never_the_same_as_the_clients(graph: EmbeddedStore) -> None:
    relative = "JW301/Client/Relaties/Relatie/Naam/Geslachtsnaam/Achternaam"
    client = "iwmo:WMO301/Client/Naam/Geslachtsnaam/Achternaam"
    links = {link.target.id: link for link in lineage(graph, resolve(graph, relative)).links}
    assert links[client].predicate == "skos:relatedMatch"
    assert links[client].derived is False


def test_every_link_is_backed_by_the_hops_it_shows(graph: EmbeddedStore) -> None:
    for given in ("gizo:Client", "gizo:omvangVolume", "WMO301/Client/Bsn", "01ece551-a7b0-4b99-b6e7-f654d6ac15d5"):
        element = resolve(graph, given)
        answer = lineage(graph, element)
        assert answer.links
        for link in answer.links:
            ends = [element.iri, *(hop.end for hop in link.path)]
            assert [hop.start for hop in link.path] == ends[:-1]
            assert ends[-1] == link.target.iri
            models = [resolve(graph, iri).model for iri in ends]
            assert len(set(models)) == len(models)
            assert STRENGTH[link.weakest] == max(STRENGTH[hop.match] for hop in link.path)


def test_a_message_element_outside_gizo_says_why(graph: EmbeddedStore) -> None:
    answer = lineage(graph, resolve(graph, "JW301/Header/BerichtVersie"))
    assert answer.links == ()
    assert [(none.model, none.reason[:11]) for none in answer.none] == [("gizo", "buiten GIZO")]


def test_the_json_contract(graph: EmbeddedStore) -> None:
    answer = json.loads(write(lineage(graph, resolve(graph, "gizo:clientBsn"), "ggm"), "json"))
    assert list(answer) == ["element", "links", "noCounterpart"]
    assert answer["element"] == {"id": "gizo:clientBsn", "label": "bsn", "model": "gizo"}
    (link,) = answer["links"]
    hop = link["path"][0]
    assert link == {
        "target": {
            "id": "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053",
            "label": "burgerservicenummer",
            "parent": "NatuurlijkPersoon",
            "model": "ggm",
        },
        "predicate": "skos:broadMatch",
        "confidence": hop["confidence"],
        "justification": "semapv:ManualMappingCuration",
        "weakest": "broadMatch",
        "derived": False,
        "path": [hop],
    }
    assert list(hop) == [
        "subject", "predicate", "object", "direction", "confidence", "justification", "comment", "set", "mapping",
    ]  # fmt: skip
    assert (hop["subject"], hop["direction"]) == ("gizo:clientBsn", "forward")
    assert 0 < hop["confidence"] <= 1


def test_the_other_views(graph_of) -> None:  # type: ignore[no-untyped-def]
    store = graph_of(says(MESSAGE, "broadMatch", GIZO), says(GIZO, "exactMatch", GGM), says(GIZO, "closeMatch", ZIB))
    answer = of(store, MESSAGE)
    rows = list(csv.DictReader(io.StringIO(write(answer, "csv"))))
    assert [row["target"] for row in rows] == [GIZO, GGM, ZIB]
    assert rows[1]["path"] == f"{MESSAGE} broadMatch {GIZO} exactMatch {GGM}"
    picture = write(answer, "mermaid")
    assert picture.startswith("flowchart LR\n")
    assert picture.count("-->") == 3  # each mapping once, though two paths share one
    assert "label #91;gizo:a#93;" in picture
    table = write(answer, "table")
    assert "valt onder" in table
    assert "falls under" in write(answer, "table", "en")
    assert "label [gizo:a]" in table
    assert "geen verbanden" in write(of(store, "brp:77"), "table")
    with pytest.raises(GizoError, match="kies uit table, json, csv, mermaid"):
        write(answer, "svg")
