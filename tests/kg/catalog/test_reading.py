"""The catalog can be read back from a store, for the page that lists the graphs."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg import names
from kg.catalog import EUPL, NamedGraph, catalog_graph
from kg.catalog.reading import datasets
from kg.generation import publish
from kg.store import EmbeddedStore

TRIPLE = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.Literal("x"))


def store_of(path: Path, *graphs: NamedGraph) -> EmbeddedStore:
    publish(path, [*graphs, catalog_graph(graphs)])
    return EmbeddedStore(path)


def test_a_listing_has_what_a_reader_wants_to_know(tmp_path: Path) -> None:
    older = NamedGraph(names.graph_iri("zib", "2020"), "zib 2020", (), model="zib", release="2020", default=False)
    newer = NamedGraph(names.graph_iri("mapping/gizo-ggm"), "GIZO naar GGM", (TRIPLE,), release="0.1.0", licence=EUPL)
    found = datasets(store_of(tmp_path, older, newer), "en")
    assert [one.title for one in found] == ["GIZO to GGM", "zib 2020"]
    assert [(one.default, one.triples, one.release, one.licence) for one in found] == [
        (True, 1, "0.1.0", EUPL),
        (False, 0, "2020", ""),
    ]
    assert [one.origin for one in found] == [("gizo-kg",), ("Nictiz",)]
    first = found[0].downloads
    assert [file.extension for file in first] == ["ttl", "nt", "rdf", "jsonld"]
    assert first[1].address == "https://w3id.org/gizo/dump/mapping/gizo-ggm.nt"
    assert first[1].size == len(f"{TRIPLE} .\n")


def test_a_store_without_a_catalog_has_an_empty_listing(tmp_path: Path) -> None:
    publish(tmp_path, [NamedGraph(names.graph_iri("gizo"), "GIZO", (TRIPLE,))])
    assert datasets(EmbeddedStore(tmp_path)) == []
