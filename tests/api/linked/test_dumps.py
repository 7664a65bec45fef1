"""Every file the catalog names can be fetched, is what it says it is, and costs the server no stillness."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from kg import names
from kg.catalog import WHOLE, NamedGraph, catalog_graph
from kg.dump import FORMS
from kg.generation import publish
from kg.store import CATALOG, EmbeddedStore

PATIENT = Settings(timeout=20, workers=1)
Serve = Callable[[FastAPI], AbstractContextManager[httpx.Client]]


@pytest.fixture(scope="module")
def store(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graphs of these tests with a catalog."""
    small, path = EmbeddedStore(small_store), tmp_path_factory.mktemp("downloads")
    graphs = [NamedGraph(iri, iri.removeprefix(names.GRAPH), tuple(small.triples(iri))) for iri in small.graphs()]
    publish(path, [*graphs, catalog_graph(graphs)])
    return path


@pytest.fixture
def app(store: Path) -> FastAPI:
    """A new application over those graphs."""
    return create_app(partial(EmbeddedStore, store), PATIENT)


@pytest.fixture(scope="module")
def client(store: Path, serve: Serve) -> Iterator[httpx.Client]:
    """A client of a server over those graphs."""
    with serve(create_app(partial(EmbeddedStore, store), PATIENT)) as made:
        yield made


def quads(store: EmbeddedStore, graph: str, *, named: bool) -> Iterator[ox.Quad]:
    """Give the triples of a graph, in that graph or in none."""
    place = ox.NamedNode(graph) if named else ox.DefaultGraph()
    return (ox.Quad(triple.subject, triple.predicate, triple.object, place) for triple in store.triples(graph))


def check_distributions(client: httpx.Client, store: EmbeddedStore) -> int:
    """Fetch every file that the catalog names, and compare it with the graph it should hold."""
    facts: dict[tuple[str, str], list[str]] = {}
    for triple in store.triples(CATALOG):
        key = (str(triple.subject).strip("<>"), triple.predicate.value)
        facts.setdefault(key, []).append(str(triple.object).strip("<>"))
    checked = 0
    for dataset in [*facts[CATALOG, names.DCAT + "dataset"], CATALOG, WHOLE]:
        graphs = facts[WHOLE, names.VOID + "subset"] if dataset == WHOLE else [dataset]
        expected = {quad for graph in graphs for quad in quads(store, graph, named=dataset == WHOLE)}
        files = facts[dataset, names.DCAT + "distribution"]
        addresses = [facts[file, names.DCAT + "downloadURL"][0] for file in files]
        assert sorted(addresses) == sorted(facts[dataset, names.VOID + "dataDump"])
        for file, address in zip(files, addresses, strict=True):
            assert address.startswith(names.DUMP)
            answer = client.get("/" + address.removeprefix(names.BASE))
            assert answer.status_code == 200, address
            media_type = facts[file, names.DCAT + "mediaType"][0].split("media-types/")[1]
            body = answer.content
            if (file, names.DCAT + "compressFormat") in facts:
                assert answer.headers["content-type"] == "application/gzip"
                body = gzip.decompress(body)
            else:
                assert answer.headers["content-type"] == media_type
            (syntax,) = (form.syntax for form in FORMS.values() if form.media_type == media_type)
            assert set(ox.parse(body, format=syntax)) == expected, address
            if (file, names.DCAT + "byteSize") in facts:
                assert str(len(body)) in facts[file, names.DCAT + "byteSize"][0]
                seal = facts[facts[file, names.SPDX + "checksum"][0], names.SPDX + "checksumValue"][0]
                assert hashlib.sha256(body).hexdigest() in seal
            checked += 1
    return checked


def test_every_file_of_the_catalog_holds_its_graph(client: httpx.Client, store: Path) -> None:
    assert check_distributions(client, EmbeddedStore(store)) == 4 * (len(EmbeddedStore(store).graphs())) + 2


@pytest.mark.slow
def test_every_file_of_the_whole_catalog_holds_its_graph(real_address: str, real_store: Path) -> None:
    with httpx.Client(base_url=real_address, timeout=120) as client:
        assert check_distributions(client, EmbeddedStore(real_store)) > 150


def test_unpacked_the_nquads_have_the_version_as_their_checksum(client: httpx.Client, store: Path) -> None:
    answer = client.get("/dump/gizo-kg.nq.gz")
    assert "content-encoding" not in answer.headers
    assert hashlib.sha256(gzip.decompress(answer.content)).hexdigest() == EmbeddedStore(store).version


@pytest.mark.parametrize("path", ["/dump/gizo-kg.nq.gz", "/dump/gizo-kg.trig.gz", "/dump/gizo.ttl"])
def test_the_etag_is_the_checksum_of_the_bytes_and_conditions_hold(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    tag = f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert answer.headers["etag"] == tag
    assert answer.headers["content-length"] == str(len(answer.content))
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"If-None-Match": '"anders"'}).status_code == 200
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert (head.headers["etag"], head.headers["content-length"]) == (tag, str(len(answer.content)))


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-7", -7, None), ("bytes=5-99999999", 5, None)],
)
def test_a_broken_download_can_be_resumed(client: httpx.Client, asked: str, start: int, end: int | None) -> None:
    whole = client.get("/dump/gizo.nt")
    part = client.get("/dump/gizo.nt", headers={"Range": asked, "If-Range": whole.headers["etag"]})
    assert (part.status_code, part.content) == (206, whole.content[start:end])
    first = start if start >= 0 else len(whole.content) + start
    assert part.headers["content-range"] == f"bytes {first}-{first + len(part.content) - 1}/{len(whole.content)}"
    other = client.get("/dump/gizo.nt", headers={"Range": asked, "If-Range": '"van gisteren"'})
    assert (other.status_code, other.content) == (200, whole.content)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(client: httpx.Client, asked: str) -> None:
    answer = client.get("/dump/gizo.nt", headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(client.get('/dump/gizo.nt').content)}"


@pytest.mark.parametrize("asked", ["bytes=9-5", "regels=1-2", "bytes=0-1,4-5", "bytes=-", "bytes=" + "9" * 30 + "-"])
def test_a_range_that_makes_no_sense_is_ignored(client: httpx.Client, asked: str) -> None:
    assert client.get("/dump/gizo.nt", headers={"Range": asked}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/dump/", "/dump/iets.ttl", "/dump/gizo.doc", "/dump/gizo.nq", "/dump/gizo", "/dump/../app.ttl", "/dump/%00.ttl"],
)
def test_a_file_that_does_not_exist_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_clients_that_ask_at_once_get_the_same_file_and_pages_keep_answering(app: FastAPI, serve: Serve) -> None:
    with serve(app) as client:
        ready = threading.Barrier(5)

        def fetch(path: str) -> tuple[int, str]:
            ready.wait()
            answer = client.get(path)
            return answer.status_code, hashlib.sha256(answer.content).hexdigest()

        with ThreadPoolExecutor(5) as pool:
            running = [pool.submit(fetch, "/dump/gizo-kg.trig.gz") for _ in range(4)]
            health = pool.submit(fetch, "/health")
            assert health.result()[0] == 200
            answers = {future.result() for future in running}
    assert len(answers) == 1
    assert next(iter(answers))[0] == 200


def test_a_process_that_was_killed_is_replaced(app: FastAPI, serve: Serve) -> None:
    with serve(app) as client:
        assert client.get("/dump/gizo.nt").status_code == 200
        app.state.serving.graph.dumps._maker._process.kill()
        assert client.get("/dump/gizo.ttl").status_code == 200


def test_a_store_that_does_not_answer_is_a_problem(app: FastAPI, serve: Serve, store: Path) -> None:
    with serve(app) as client:
        app.state.serving.graph.dumps._maker._open_store = partial(EmbeddedStore, store / "weg")
        answer = client.get("/dump/gizo.nt")
        assert answer.status_code == 503
        assert "probeer het later opnieuw" in answer.json()["detail"]
