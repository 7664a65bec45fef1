"""The embedded store and a store behind the SPARQL protocol give the same answers to the same questions."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import names
from kg.catalog import NamedGraph, catalog_graph
from kg.errors import GizoError
from kg.generation import publish
from kg.store import (
    CATALOG,
    MANIFEST,
    POINTER,
    Answer,
    EmbeddedStore,
    GraphStore,
    RemoteStore,
    Rows,
    StoreUnavailable,
    Triples,
    select,
    text,
)
from tests import servers

Serve = Callable[[Path], str]
NEW, OLD = names.graph_iri("ggm", "2"), names.graph_iri("ggm", "1")


def statement(subject: str, label: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(names.RDFS + "label"), ox.Literal(label, language="nl"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a newer and an older release of one thing."""
    graphs = [
        NamedGraph(NEW, "nieuw", (statement("urn:a", "nieuw"), statement("urn:b", "beide"))),
        NamedGraph(OLD, "oud", (statement("urn:a", "oud"),), default=False),
    ]
    folder = tmp_path_factory.mktemp("store")
    publish(folder, [*graphs, catalog_graph(graphs)])
    return folder


@pytest.fixture(scope="module", params=["embedded", "built", "oxigraph", "virtuoso"])
def store(
    request: pytest.FixtureRequest, path: Path, sparql_server: Serve, start_server: Callable[[str], servers.Server]
) -> GraphStore:
    """The same graph on disk, served as it lies on disk, and published to each server."""
    if request.param == "embedded":
        return EmbeddedStore(path)
    if request.param == "built":
        return RemoteStore(sparql_server(path))
    server = start_server(request.param)
    servers.publish(EmbeddedStore(path), server)
    return RemoteStore(server.endpoint)


LABELS = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?l %s WHERE { %s } ORDER BY ?l"


def labels(store: GraphStore, clause: str = "", pattern: str = "?s rdfs:label ?l") -> list[str]:
    return [text(row[0]) for row in select(store, LABELS % (clause, pattern))]


def test_the_default_graph_holds_the_newest_release_only(store: GraphStore) -> None:
    assert labels(store) == ["beide", "nieuw"]


@pytest.mark.parametrize("rest", ["", " ORDER BY ?l", " VALUES ?l { 'nieuw'@nl 'beide'@nl }", " LIMIT 2", " # LIMIT 3"])
def test_no_more_is_fetched_than_is_read(store: GraphStore, rest: str) -> None:
    query = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?l { ?s rdfs:label ?l }" + rest
    result = store.query(query, at_most=1)
    assert isinstance(result, Rows)
    found = list(result.rows)
    if isinstance(store, RemoteStore) and "LIMIT 2" not in rest:
        assert len(found) == 1
    assert text(found[0][0]) in ("nieuw", "beide")


def test_from_replaces_the_default_graph(store: GraphStore) -> None:
    assert labels(store, f"FROM <{OLD}>") == ["oud"]


def test_from_named_leaves_the_default_graph_empty(store: GraphStore) -> None:
    assert labels(store, f"FROM NAMED <{OLD}>") == []
    assert labels(store, f"FROM NAMED <{OLD}>", "GRAPH ?g { ?s rdfs:label ?l }") == ["oud"]


def test_every_graph_can_be_asked_by_name(store: GraphStore) -> None:
    assert labels(store, "", f"GRAPH <{OLD}> {{ ?s rdfs:label ?l }}") == ["oud"]
    assert store.graphs() == sorted([NEW, OLD, CATALOG])
    assert store.default_graphs() == [NEW]


def test_the_word_from_in_a_text_changes_nothing(store: GraphStore) -> None:
    assert labels(store, "", "?s rdfs:label ?l FILTER(STR(?l) != 'FROM <urn:x>')") == ["beide", "nieuw"]


def test_each_form_of_query_has_its_kind_of_answer(store: GraphStore) -> None:
    rows = store.query("SELECT ?s ?nothing { ?s ?p ?o } ORDER BY ?s LIMIT 1")
    assert isinstance(rows, Rows)
    assert rows.variables == ("s", "nothing")
    assert list(rows.rows) == [(ox.NamedNode("urn:a"), None)]
    assert store.query("ASK { <urn:a> ?p ?o }") == Answer(True)
    assert store.query("ASK { <urn:z> ?p ?o }") == Answer(False)
    made = store.query("CONSTRUCT { ?s <urn:p> 1 } WHERE { ?s ?p 'nieuw'@nl }")
    assert isinstance(made, Triples)
    (triple,) = made.triples
    assert (triple.subject, triple.predicate) == (ox.NamedNode("urn:a"), ox.NamedNode("urn:p"))
    described = store.query("DESCRIBE <urn:b>")
    assert isinstance(described, Triples)
    assert [triple.object.value for triple in described.triples] == ["beide"]  # type: ignore[union-attr]


def test_the_triples_of_a_graph_can_be_had(store: GraphStore) -> None:
    assert list(store.triples(OLD)) == [statement("urn:a", "oud")]
    assert list(store.triples("urn:geen-graaf")) == []
    assert set(store.triples(NEW)) == {statement("urn:a", "nieuw"), statement("urn:b", "beide")}


def test_a_construct_keeps_its_dataset_its_order_and_what_it_names_itself(store: GraphStore) -> None:
    def objects(query: str) -> list[str]:
        made = store.query("PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> # naam\n" + query)
        assert isinstance(made, Triples)
        return sorted(text(triple.object) for triple in made.triples)

    assert objects(f"CONSTRUCT {{ ?s rdfs:label ?l }} FROM <{OLD}> WHERE {{ ?s rdfs:label ?l }}") == ["oud"]
    assert objects("CONSTRUCT WHERE { ?s rdfs:label ?l }") == ["beide", "nieuw"]
    assert objects("CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s rdfs:label ?l } ORDER BY ?l LIMIT 1 # klaar") == ["beide"]
    assert objects("CONSTRUCT { <urn:a> rdfs:label 'vast' } WHERE { ?s rdfs:label ?l }") == ["vast"]
    assert objects("CONSTRUCT { [] rdfs:label ?l } WHERE { ?s rdfs:label ?l }") == ["beide", "nieuw"]
    assert objects(f"DESCRIBE <urn:a> FROM <{OLD}>") == ["oud"]
    assert objects("DESCRIBE ?s WHERE { ?s rdfs:label 'beide'@nl }") == ["beide"]
    assert objects(f"CONSTRUCT {{ ?s rdfs:label ?l }} WHERE {{ GRAPH <{OLD}> {{ ?s rdfs:label ?l }} }}") == ["oud"]


def test_booleans_and_numbers_come_back_as_they_are_written_elsewhere(store: GraphStore) -> None:
    asked = f'SELECT (STRDT("false", <{names.XSD}boolean>) AS ?a) ?b ?c {{ VALUES (?b ?c) {{ (7 0.5) }} }}'
    (row,) = select(store, asked)
    half = ox.Literal("0.5", datatype=ox.NamedNode(names.XSD + "decimal"))
    assert row == (ox.Literal(False), ox.Literal(7), half)


def test_a_syntax_error_is_one_line_with_its_place(store: GraphStore) -> None:
    with pytest.raises(GizoError, match=r"^SPARQL-syntaxfout op regel 2, kolom 8 bij \'}\': [^\n]+$"):
        store.query("SELECT * WHERE {\n ?s ?p } ")


@pytest.mark.parametrize("query", ["DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://x.test/> { ?s ?p ?o } }"])
def test_what_may_not_be_run_is_refused_before_it_is_sent(query: str) -> None:
    with socket.socket() as nobody:  # nothing listens here, so sending would fail with another message
        nobody.bind(("127.0.0.1", 0))
        store = RemoteStore(f"http://127.0.0.1:{nobody.getsockname()[1]}/sparql")
        with pytest.raises(GizoError, match=r"^SPARQL: (DELETE|SERVICE)"):
            store._send(query, [])


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o",
        "DESCRIBE",
        "DESCRIBE ?s WHERE { ?s ?p }",
        "CONSTRUCT WHERE",
        "CONSTRUCT { ?s ?p ?o }",
    ],
)
def test_a_fault_in_a_construct_is_a_syntax_error_too(store: GraphStore, query: str) -> None:
    with pytest.raises(GizoError, match=r"^SPARQL-syntaxfout [^\n]+$"):
        store.query(query)


def test_select_wants_a_select(store: GraphStore) -> None:
    with pytest.raises(GizoError, match="SELECT nodig"):
        select(store, "ASK {}")


def test_a_function_the_engine_does_not_know_is_one_line(path: Path) -> None:
    with pytest.raises(GizoError, match=r"^SPARQL: [^\n]+urn:f"):
        select(EmbeddedStore(path), "SELECT (<urn:f>(1) AS ?x) {}")


def test_the_version_of_a_server_follows_its_content(path: Path, tmp_path: Path, sparql_server: Serve) -> None:
    other = [NamedGraph(NEW, "nieuw", (statement("urn:a", "anders"),))]
    publish(tmp_path, [*other, catalog_graph(other)])
    versions = {RemoteStore(sparql_server(folder)).version for folder in (path, path, tmp_path)}
    assert len(versions) == 2


def test_a_server_without_our_catalog_is_named(tmp_path: Path, sparql_server: Serve) -> None:
    publish(tmp_path, [])
    with pytest.raises(GizoError, match="geen catalogus"):
        RemoteStore(sparql_server(tmp_path)).query("ASK {}")


def test_a_server_that_is_not_there_is_one_line() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/sparql"
        with pytest.raises(StoreUnavailable, match=f"^{address}: geen antwoord [^\n]+$"):
            RemoteStore(address, timeout=2).graphs()


@pytest.mark.parametrize(("status", "away"), [(500, True), (503, True), (429, True), (404, True), (413, False)])
def test_a_server_with_a_fault_of_its_own_is_away(status: int, away: bool) -> None:
    class Faulty(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Faulty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(GizoError, match=r"^[^\n]+$") as raised:
            RemoteStore(f"http://127.0.0.1:{server.server_port}/sparql", timeout=5).graphs()
        server.shutdown()
    assert isinstance(raised.value, StoreUnavailable) == away


def test_a_prefix_that_is_not_declared_is_named(store: GraphStore) -> None:
    with pytest.raises(
        GizoError, match=r"prefix gizo: is niet bekend; begin met PREFIX gizo: <https://w3id\.org/gizo/"
    ):
        store.query("SELECT * { gizo:Client ?p ?o }")


def test_an_address_must_be_one() -> None:
    with pytest.raises(GizoError, match="geen SPARQL-endpoint"):
        RemoteStore("localhost:3030")


@pytest.mark.parametrize("damage", ["manifest", "database", "table", "pointer", "no text"])
def test_a_damaged_store_is_one_line(tmp_path: Path, damage: str) -> None:
    publish(tmp_path, [NamedGraph(NEW, "nieuw", (statement("urn:a", "nieuw"),))])
    generation = tmp_path / (tmp_path / POINTER).read_text().strip()
    if damage == "manifest":
        (generation / MANIFEST).write_text("{")
    elif damage == "database":
        (generation / "db" / "CURRENT").unlink()
    elif damage == "table":
        next((generation / "db").glob("*.sst")).write_bytes(b"x")
    elif damage == "no text":
        (tmp_path / POINTER).write_bytes(b"\xff\xfe")
    else:
        (tmp_path / POINTER).write_text("elders\n")
    with pytest.raises(GizoError, match=r"niet te openen [^\n]+bouw hem opnieuw met 'gizo build --out \S+'$"):
        EmbeddedStore(tmp_path)
    publish(tmp_path, [NamedGraph(NEW, "nieuw", (statement("urn:a", "nieuw"),))])
    assert labels(EmbeddedStore(tmp_path)) == ["nieuw"]


def test_two_readers_and_a_new_generation_do_not_disturb_each_other(tmp_path: Path) -> None:
    first = publish(tmp_path, [NamedGraph(NEW, "nieuw", (statement("urn:a", "een"),))])
    one, two = EmbeddedStore(tmp_path), EmbeddedStore(tmp_path)
    second = publish(tmp_path, [NamedGraph(NEW, "nieuw", (statement("urn:a", "twee"),))])
    assert labels(one) == labels(two) == ["een"]
    assert labels(EmbeddedStore(tmp_path)) == ["twee"]
    assert (one.version, EmbeddedStore(tmp_path).version) == (first, second)


def test_the_manifest_counts_triples(path: Path) -> None:
    manifest = json.loads((EmbeddedStore(path).path / MANIFEST).read_text())
    assert manifest["graphs"][NEW] == 2
