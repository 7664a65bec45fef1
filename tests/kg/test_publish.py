"""A publish brings a server up to date, changes only what changed, and survives being broken off."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import names
from kg.catalog import NamedGraph, catalog_graph
from kg.errors import GizoError
from kg.generation import publish as write_store
from kg.publish import Change, plan, publish, writer_for
from kg.store import CATALOG, DEFAULT_GRAPH, EmbeddedStore, RemoteStore, Triples, select, text
from kg.store.credentials import Credentials, from_environment
from kg.store.dialects import DIALECTS, Addresses
from kg.store.writer import Writer
from tests import servers

A, B, OLD, C = (names.graph_iri(name) for name in ("a", "b", "oud", "c"))
RUN = "from kg.cli import main; main()"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, start_server: Callable[[str], servers.Server]) -> servers.Server:
    return start_server(request.param)


@pytest.fixture(autouse=True)
def clean(request: pytest.FixtureRequest) -> None:
    """Every test starts with a server without any of our graphs, and with one graph of someone else."""
    if "server" in request.fixturenames:
        server: servers.Server = request.getfixturevalue("server")
        with writer(server) as change:
            for graph in (A, B, C, OLD, CATALOG, DEFAULT_GRAPH, "urn:andermans"):
                change.drop(graph)
            change.put("urn:andermans", triples("van een ander"))


def triples(*labels: str, subject: str = "urn:x") -> tuple[ox.Triple, ...]:
    label = ox.NamedNode(names.RDFS + "label")
    return tuple(ox.Triple(ox.NamedNode(subject), label, ox.Literal(one, language="nl")) for one in labels)


def graph(iri: str, *labels: str, default: bool = True) -> NamedGraph:
    return NamedGraph(iri, iri, triples(*labels), default=default)


def built(folder: Path, graphs: Sequence[NamedGraph]) -> EmbeddedStore:
    write_store(folder, [*graphs, catalog_graph(graphs)])
    return EmbeddedStore(folder)


def target(server: servers.Server) -> RemoteStore:
    return RemoteStore(server.endpoint, credentials=from_environment(server.environment))


def writer(server: servers.Server, **addresses: str) -> Writer:
    return writer_for(target(server), from_environment(server.environment), **addresses)


def states(changes: Sequence[Change]) -> dict[str, str]:
    return {change.graph: change.state for change in changes if change.graph != CATALOG}


def content(server: servers.Server) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in (A, B, C, OLD, DEFAULT_GRAPH, "urn:andermans"):
        labels = {text(triple.object) for triple in target(server).triples(one)}
        found |= {one: labels} if labels else {}
    return found


FIRST = (graph(A, "een", "twee"), graph(B, "drie"), graph(OLD, "vroeger", default=False))
SECOND = (graph(A, "een", "twee"), graph(C, "nieuw"), graph(OLD, "vroeger", "eerder", default=False))
WHOLE = {
    A: {"een", "twee"},
    C: {"nieuw"},
    OLD: {"vroeger", "eerder"},
    DEFAULT_GRAPH: {"een", "twee", "nieuw"},
    "urn:andermans": {"van een ander"},
}


def test_a_repeated_publish_changes_only_what_changed(server: servers.Server, tmp_path: Path) -> None:
    first = built(tmp_path, FIRST)
    assert states(servers.publish(first, server)) == {A: "added", B: "added", OLD: "added"}
    assert content(server)[DEFAULT_GRAPH] == {"een", "twee", "drie"}
    assert states(servers.publish(first, server)) == {A: "unchanged", B: "unchanged", OLD: "unchanged"}
    second = built(tmp_path, SECOND)
    changed = servers.publish(second, server)
    assert states(changed) == {A: "unchanged", B: "removed", C: "added", OLD: "replaced"}
    assert {change.graph: change.triples for change in changed} | {CATALOG: 0} == {A: 2, B: 0, C: 1, OLD: 2, CATALOG: 0}
    assert content(server) == WHOLE


def test_a_plan_changes_nothing(server: servers.Server, tmp_path: Path) -> None:
    first = built(tmp_path, FIRST)
    todo = plan(first, target(server))
    assert states(todo.changes) == {A: "added", B: "added", OLD: "added"}
    assert content(server) == {"urn:andermans": {"van een ander"}}


def test_the_server_answers_as_the_store_does(server: servers.Server, tmp_path: Path) -> None:
    source = built(tmp_path, FIRST)
    servers.publish(source, server)
    remote = target(server)
    assert remote.graphs() == source.graphs()
    assert remote.default_graphs() == source.default_graphs() == [A, B]
    version = remote.version
    servers.publish(built(tmp_path, SECOND), server)
    assert remote.version != version
    assert remote.graphs() == sorted([A, C, OLD, CATALOG])  # looked up again, since the version changed
    asked = f"SELECT ?l {{ ?s <{names.RDFS}label> ?l }}"
    assert {text(row[0]) for row in select(remote, asked)} == WHOLE[DEFAULT_GRAPH]


def test_a_triple_that_moves_to_another_graph_stays_in_the_union(server: servers.Server, tmp_path: Path) -> None:
    servers.publish(built(tmp_path, (graph(A, "een", "verhuist"), graph(B, "drie"))), server)
    servers.publish(built(tmp_path, (graph(A, "een"), graph(B, "drie", "verhuist"))), server)
    assert content(server)[DEFAULT_GRAPH] == {"een", "drie", "verhuist"}
    servers.publish(built(tmp_path, (graph(A, "een", "verhuist"), graph(B, "drie"))), server)
    assert content(server)[DEFAULT_GRAPH] == {"een", "drie", "verhuist"}


def test_a_graph_that_leaves_or_joins_the_default_leaves_or_joins_the_union(
    server: servers.Server, tmp_path: Path
) -> None:
    servers.publish(built(tmp_path, FIRST), server)
    servers.publish(built(tmp_path, (graph(A, "een", "twee"), graph(B, "drie", default=False))), server)
    assert content(server)[DEFAULT_GRAPH] == {"een", "twee"}
    servers.publish(built(tmp_path, (graph(A, "een", "twee"), graph(B, "drie"))), server)
    assert content(server)[DEFAULT_GRAPH] == {"een", "twee", "drie"}


def test_what_someone_else_changed_is_put_right(server: servers.Server, tmp_path: Path) -> None:
    source = built(tmp_path, FIRST)
    servers.publish(source, server)
    with writer(server) as change:
        change.drop(A)
        change.update(f"INSERT DATA {{ GRAPH <{DEFAULT_GRAPH}> {{ <urn:vreemd> a <urn:Vreemd> }} }}")
    assert states(servers.publish(source, server))[A] == "replaced"
    assert content(server)[DEFAULT_GRAPH] == {"een", "twee", "drie"}


class BreaksOff(Writer):
    """Stops at a given request, as when the power fails."""

    left = 0

    def __enter__(self) -> BreaksOff:
        return self

    def _send(self, method: str, address: str, body: bytes, kind: str, service: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        super()._send(method, address, body, kind, service)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["both", "update", "graph store"])
def test_a_publish_that_is_broken_off_anywhere_is_completed_by_the_next(
    server: servers.Server, tmp_path: Path, way: str
) -> None:
    first, second = built(tmp_path / "1", FIRST), built(tmp_path / "2", SECOND)
    servers.publish(first, server)
    addresses = Addresses(
        server.endpoint,
        "" if way == "graph store" else server.update,
        "" if way == "update" else server.graph_store,
    )
    remote = target(server)
    for requests in range(40):
        with BreaksOff(addresses, remote.dialect, from_environment(server.environment)) as change:
            change.left = requests
            try:
                publish(second, remote, change, plan(second, remote), lambda _: None)
            except KeyboardInterrupt:
                assert not plan(second, target(server)).done
                continue
            break
    else:
        pytest.fail("the publish never came to its end")
    assert plan(second, target(server)).done
    assert content(server) == WHOLE
    # and back, from wherever it stopped half-way
    with BreaksOff(addresses, remote.dialect, from_environment(server.environment)) as change:
        change.left = 3
        with pytest.raises(KeyboardInterrupt):
            publish(first, remote, change, plan(first, remote), lambda _: None)
    servers.publish(second, server)
    assert content(server) == WHOLE


@pytest.mark.slow
def test_a_large_graph_arrives_whole_and_is_read_back_whole(server: servers.Server, tmp_path: Path) -> None:
    many = tuple(one for n in range(12_000) for one in triples(f'nummer {n} … ë " \\ \n', subject=f"urn:n{n % 7}"))
    source = built(tmp_path, (NamedGraph(A, "groot", many),))
    servers.publish(source, server)
    remote = target(server)
    assert set(remote.triples(A)) == set(many)
    rows = select(remote, f"SELECT ?l ?s {{ ?s <{names.RDFS}label> ?l }}")
    assert len(rows) == len(set(rows)) == 12_000
    made = remote.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(made, Triples)
    assert made.truncated == (len(list(made.triples)) < 12_000)


def test_without_credentials_virtuoso_says_which_variables_to_set(
    start_server: Callable[[str], servers.Server], tmp_path: Path
) -> None:
    server = start_server("virtuoso")
    remote = RemoteStore(server.endpoint, credentials=Credentials())
    source = built(tmp_path, FIRST)
    for credentials in (Credentials(), Credentials("dba", "niet-goed")):
        with (
            writer_for(remote, credentials) as change,
            pytest.raises(GizoError, match="GIZO_ENDPOINT_USER en GIZO_ENDPOINT_PASSWORD") as raised,
        ):
            publish(source, remote, change, plan(source, remote), lambda _: None)
        assert "niet-goed" not in str(raised.value)
    guarded = RemoteStore(server.update, credentials=Credentials("dba", servers.PASSWORD))
    assert guarded.count("urn:geen") == 0
    with pytest.raises(GizoError, match="GIZO_ENDPOINT_USER"):
        RemoteStore(server.update, credentials=Credentials("dba", "niet-goed")).count("urn:geen")
    with pytest.raises(GizoError, match="GIZO_ENDPOINT_USER"):
        RemoteStore(server.update, credentials=Credentials()).count("urn:geen")


def command(server: servers.Server, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIZO_ENDPOINT")}
    return subprocess.run(
        [sys.executable, "-c", RUN, "publish", "--endpoint", server.endpoint, *arguments],
        env=environment | server.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_command_prints_what_it_did_and_where(server: servers.Server, tmp_path: Path) -> None:
    built(tmp_path, FIRST)
    tried = command(server, "--store", str(tmp_path), "--dry-run")
    assert (tried.returncode, content(server)) == (0, {"urn:andermans": {"van een ander"}})
    done = command(server, "--store", str(tmp_path))
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["added", "2", "graph:a"]
    assert [line[2] for line in lines] == ["graph:a", "graph:b", "graph:oud", "graph:catalog"]
    assert sorted(tried.stdout.splitlines()) == sorted(done.stdout.splitlines())
    assert server.update in done.stderr and server.graph_store in done.stderr
    assert server.password not in done.stderr + done.stdout or not server.password
    wrong = command(server, "--store", str(tmp_path), "--update", f"http://dba:{servers.PASSWORD}@127.0.0.1:1/update")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "geen wachtwoord in een adres" in wrong.stderr and servers.PASSWORD not in wrong.stderr


@pytest.mark.parametrize(
    ("headers", "endpoint", "update", "graph_store"),
    [
        ({"server": "Oxigraph/0.5.13"}, "/query", "/update", "/store"),
        ({}, "/ds/sparql", "/ds/update", "/ds/data"),
        ({"server": "Apache Jena Fuseki (5.1.0)"}, "/ds/query", "/ds/update", "/ds/data"),
        ({}, "/repositories/x", "/repositories/x/statements", "/repositories/x/rdf-graphs/service"),
        (
            {"server": "Apache-Coyote/1.1"},
            "/rdf4j-server/repositories/x",
            "/rdf4j-server/repositories/x/statements",
            "/rdf4j-server/repositories/x/rdf-graphs/service",
        ),
        ({"server": "Virtuoso/07.20.3229"}, "/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
        ({"server": "nginx"}, "/sparql", "", ""),
    ],
)
def test_the_addresses_of_known_servers_are_found(
    headers: dict[str, str], endpoint: str, update: str, graph_store: str
) -> None:
    from kg.store.dialects import addresses, dialect_of

    base = "http://localhost:1234"
    found = addresses(dialect_of(headers, base + endpoint), base + endpoint)
    assert found == Addresses(base + endpoint, update and base + update, graph_store and base + graph_store)


def test_an_unknown_server_needs_an_address_to_write_to() -> None:
    with pytest.raises(GizoError, match=r"geef --update of --graph-store$"):
        Writer(Addresses("http://localhost/sparql"), DIALECTS[0], Credentials())
