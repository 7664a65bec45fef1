"""Every IRI of ours in the whole graph resolves: 303 from the thing to its document, and the document is there."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import httpx
import pyoxigraph as ox
import pytest
from fastapi import FastAPI
from lxml import html
from starlette.types import Message, Scope

from api import urls
from api.app import create_app
from api.settings import Settings
from kg import names
from kg.store import DATABASE, POINTER, EmbeddedStore, text

pytestmark = pytest.mark.slow

SYNTAXES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CATALOG = "/doc/graph/catalog"
"""Written by a process of the running server, so it is asked for over a real connection only."""
AT_ONCE = 16
REGULAR = ("urn:uuid:", *(names.ID + space for space in ("mapping/", "ggm/", "bericht/", "codelijst/")))
"""Families of thousands of IRIs that differ in a number or a path only."""


@pytest.fixture(scope="module")
def quads(real_store: Path) -> Iterable[ox.Quad]:
    generation = (real_store / POINTER).read_text().strip()
    return list(ox.Store.read_only(str(real_store / generation / DATABASE)).quads_for_pattern(None, None, None, None))


@pytest.fixture(scope="module")
def iris(quads: list[ox.Quad]) -> list[str]:
    """Every IRI of ours in any place of any statement of any graph, older releases included."""
    found = {term.value for quad in quads for term in quad if isinstance(term, ox.NamedNode)}
    return sorted(iri for iri in found if urls.is_ours(iri))


@pytest.fixture(scope="module")
def families(quads: list[ox.Quad], iris: list[str]) -> dict[tuple[str, str, str], list[str]]:
    """The IRIs by the space they are in, what kind of thing they name, and which odd characters they hold."""
    types = {text(quad.subject): str(quad.object) for quad in quads if quad.predicate.value == names.RDF + "type"}
    found = defaultdict(list)
    for iri in iris:
        odd = "".join(sorted(set(re.sub(r"[A-Za-z0-9:/._-]", "", iri))))
        space = "/".join(iri.removeprefix(names.ID).removeprefix(names.BASE).split("/")[:1])
        found[space.partition(":")[0], types.get(iri, ""), odd].append(iri)
    return found


def address(iri: str) -> str:
    """Where a client ends up for an IRI of ours, once w3id.org sends it to this server."""
    uuid = iri.removeprefix("urn:uuid:")
    return f"/id/ggm/{uuid}" if uuid != iri else "/" + iri.removeprefix(names.BASE).partition("#")[0]


def has_document(iri: str) -> bool:
    """Whether an IRI names a thing; others are the address of a document, a file, the endpoint or the API."""
    return urls.document(iri).startswith(urls.DOC) and not iri.startswith(names.BASE + urls.DOC[1:])


def parsed(page: str) -> html.HtmlElement:
    return html.fromstring(page)


@dataclass
class Answer:
    """What the application said."""

    status: int
    headers: dict[str, str]
    content: bytes = b""

    @property
    def text(self) -> str:
        return self.content.decode()


def ask(app: FastAPI, paths: Iterable[str], accept: str) -> dict[str, Answer]:
    """Ask the application in process; straight through its interface, because there are tens of thousands."""

    async def one(path: str) -> Answer:
        answer = Answer(0, {})

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                answer.content += message.get("body", b"")

        await app(scope(path), receive, send)
        return answer

    def scope(path: str) -> Scope:
        return {
            "type": "http",
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "server": ("test", 80),
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(b"accept", accept.encode())],
        }

    async def all_of_them() -> dict[str, Answer]:
        wanted = list(paths)
        found: dict[str, Answer] = {}
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            found.update(zip(some, await asyncio.gather(*map(one, some)), strict=True))
        return found

    return asyncio.run(all_of_them())


@pytest.fixture(scope="module")
def app(real_store: Path) -> FastAPI:
    return create_app(partial(EmbeddedStore, real_store), Settings(workers=1))


def test_every_iri_leads_to_the_address_of_its_document(app: FastAPI, iris: list[str]) -> None:
    assert len(iris) > 28_000
    wanted = {address(iri): urls.document(iri).partition("#")[0] for iri in iris if has_document(iri)}
    answers = ask(app, wanted, HTML)
    wrong = {
        path: (answer.status, answer.headers.get("location"))
        for path, answer in answers.items()
        if (answer.status, answer.headers.get("location")) != (303, wanted[path])
    }
    assert wrong == {}


def test_every_address_of_a_document_is_about_the_iri_it_came_from(iris: list[str]) -> None:
    about = {
        iri: urls.candidates(urls.document(iri).partition("#")[0].removeprefix(urls.DOC))[0]
        for iri in iris
        if has_document(iri)
    }
    assert [iri for iri, found in about.items() if found != iri.partition("#")[0]] == []


def test_every_document_is_there_and_speaks_of_its_iri(app: FastAPI, iris: list[str]) -> None:
    """All of them, of the regular families one in twenty: those differ in a number or a path only."""
    regular = [iri for iri in iris if iri.startswith(REGULAR)]
    chosen = [*(iri for iri in iris if not iri.startswith(REGULAR) and has_document(iri)), *regular[::20]]
    by_path = {urls.document(iri).partition("#")[0]: iri.partition("#")[0] for iri in chosen}
    by_path.pop(CATALOG)
    answers = ask(app, by_path, "application/n-triples")
    assert [(path, answer.status) for path, answer in answers.items() if answer.status != 200] == []
    versions = {path for path in by_path if re.fullmatch(r"/doc/def/(v/)?\d+\.\d+\.\d+", path)}
    silent = [path for path, iri in by_path.items() if path not in versions and f"<{iri}" not in answers[path].text]
    assert silent == []
    assert versions == {"/doc/def/0.1.0", "/doc/def/0.2.0", "/doc/def/v/0.1.0", "/doc/def/v/0.2.0"}


def test_every_kind_of_thing_has_a_page_and_every_syntax(
    app: FastAPI, families: dict[tuple[str, str, str], list[str]]
) -> None:
    sample = [
        urls.document(iri).partition("#")[0]
        for members in families.values()
        for iri in (members[0], members[len(members) // 2])
        if has_document(iri)
    ]
    paths = sorted(set(sample) - {CATALOG})
    assert len(paths) > 60
    said: dict[str, set[frozenset[str]]] = defaultdict(set)
    for accept, syntax in SYNTAXES.items():
        for path, answer in ask(app, paths, accept).items():
            assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, accept), path
            statements = list(ox.parse(answer.content, format=syntax))
            assert statements, path
            if syntax not in (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS):
                said[path].add(frozenset(str(quad.triple) for quad in statements if "_:" not in str(quad.triple)))
    assert [path for path, variants in said.items() if len(variants) != 1] == []
    for path, answer in ask(app, paths, HTML).items():
        assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), path
        assert parsed(answer.text).xpath("string(//h1)").strip(), path


def test_what_has_no_document_is_served_itself(real_address: str, iris: list[str]) -> None:
    served = {urls.document(iri) for iri in iris if not has_document(iri)}
    assert {path.split("/")[1].partition("?")[0] for path in served} <= {
        "",
        "doc",
        "dump",
        "sparql",
        "v1",
        ".well-known",
    }
    files = sorted(path for path in served if path.startswith("/dump/"))
    with httpx.Client(base_url=real_address, timeout=120) as client:
        for path in (*sorted(served - set(files)), *files[:: max(1, len(files) // 8)]):
            assert client.get(path, follow_redirects=True).status_code == 200, path


def test_over_a_real_connection_a_sample_resolves_from_thing_to_page(
    real_address: str, families: dict[tuple[str, str, str], list[str]]
) -> None:
    sample = [members[-1] for members in families.values() if has_document(members[-1])][::3]
    sample.append(names.graph_iri("catalog"))
    assert len(sample) > 20
    with httpx.Client(base_url=real_address, timeout=60) as client:
        for iri in sample:
            for accept in (HTML, "text/turtle"):
                answer = client.get(address(iri), headers={"Accept": accept}, follow_redirects=True)
                assert (answer.status_code, answer.history[0].status_code) == (200, 303), iri


def test_a_very_connected_thing_comes_in_pages(real_address: str) -> None:
    with httpx.Client(base_url=real_address, timeout=60) as client:
        first = client.get("/doc/model/ggm?formaat=ttl")
        assert (first.headers["result-truncated"], first.headers["result-limit"]) == ("true", "250")
        total = int(first.headers["result-count"])
        assert total > 12_000
        assert first.text.startswith("# Pagina 1 van ")
        assert '</doc/model/ggm?page=2>; rel="next"' in first.headers["link"]
        second = client.get("/doc/model/ggm?formaat=nt&page=2")
        pointing = [line for line in second.text.splitlines() if f"<{names.model_iri('ggm')}> ." in line]
        assert len(pointing) == 250
        assert not set(pointing) & set(client.get("/doc/model/ggm?formaat=nt").text.splitlines())
        assert client.get(f"/doc/model/ggm?page={total // 250 + 1}&formaat=nt").status_code == 200
        assert client.get(f"/doc/model/ggm?page={total // 250 + 2}&formaat=nt").status_code == 404
        page = parsed(client.get("/doc/model/ggm", headers={"Accept": HTML}).text)
        assert len(page.xpath("//section[@aria-labelledby='hierheen']//li")) == 250
        assert page.xpath("//a[@rel='next']/@href")[0].endswith("?page=2")
        codes = parsed(client.get("/doc/codelijst/CBS_Gemeentecodes", headers={"Accept": HTML}).text)
        assert len(codes.xpath("//section[@aria-labelledby='onderdelen']//tbody/tr")) == 200


def test_an_older_release_is_told_apart(real_address: str) -> None:
    path = "/doc/zib/NL-CM:0.1.7"
    with httpx.Client(base_url=real_address, timeout=60) as client:
        old, new = (ox.NamedNode(names.graph_iri("zib", release)) for release in ("2020", "2024"))
        quads = set(ox.parse(client.get(f"{path}?formaat=nq").content, format=ox.RdfFormat.N_QUADS))
        label = names.RDFS + "label"
        iri = ox.NamedNode(names.expand("NL-CM:0.1.7"))
        by_graph = {q.graph_name: q.object for q in quads if q.subject == iri and q.predicate.value == label}
        assert set(by_graph) == {old, new}
        plain = set(ox.parse(client.get(f"{path}?formaat=nt").content, format=ox.RdfFormat.N_TRIPLES))
        labels = {q.object for q in plain if q.subject == iri and q.predicate.value == label}
        assert labels == {by_graph[new]}
