"""The SPARQL 1.1 Protocol on the small graph, and what happens to a query that never ends."""

from __future__ import annotations

import concurrent.futures
import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.queries.tasks import Task, run
from api.settings import Settings
from kg.questions.catalogue import ask
from kg.results import write
from kg.store import EmbeddedStore, RemoteStore, select

Serve = Callable[[FastAPI], AbstractContextManager[httpx.Client]]

LABEL = (
    "SELECT ?l { <https://w3id.org/gizo/def/clientBsn> <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l"
)
EVERYTHING = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
EXAMPLES = {"dekking-per-klasse": {"model": "ggm"}}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
QUERY = {"Content-Type": "application/sparql-query"}


def labels(response: httpx.Response) -> list[str]:
    bindings: list[dict[str, Any]] = response.json()["results"]["bindings"]
    return [binding["l"]["value"] for binding in bindings]


def test_a_query_may_come_in_the_address_in_a_form_and_as_the_body(client: httpx.Client) -> None:
    answers = [
        client.get("/sparql", params={"query": LABEL}),
        client.post("/sparql", data={"query": LABEL}),
        client.post("/sparql", content=LABEL, headers=QUERY),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert labels(answer) == ["bsn", "citizen service number"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("image/png, text/*;q=0.5", "text/csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_rows_come_in_the_form_the_client_likes_best(client: httpx.Client, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": LABEL}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert "bsn" in answer.text


@pytest.mark.parametrize(
    ("accept", "media_type", "syntax"),
    [
        ("*/*", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-quads", "application/n-quads", ox.RdfFormat.N_QUADS),
        ("application/trig", "application/trig", ox.RdfFormat.TRIG),
        ("text/n3", "text/n3", ox.RdfFormat.TURTLE),
        ("text/turtle;q=0.5, application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_triples_come_in_the_syntax_the_client_likes_best(
    client: httpx.Client, accept: str, media_type: str, syntax: ox.RdfFormat
) -> None:
    answer = client.get("/sparql", params={"query": EVERYTHING}, headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert len(set(ox.parse(answer.content, format=syntax))) == int(answer.headers["Result-Count"])


@pytest.mark.parametrize("query", [LABEL, "ASK { ?s ?p ?o }"])
def test_triples_are_no_form_for_rows(client: httpx.Client, query: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/turtle"})
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.json()["detail"]


def test_an_ask_is_answered(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": "ASK { ?s ?p 'niet te vinden' }"}).json()["boolean"] is False


def test_graphs_named_beside_the_query_replace_the_default(client: httpx.Client) -> None:
    query = "SELECT ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l FILTER(?l = 'bsn'@nl) }"
    ggm, gizo = "https://w3id.org/gizo/graph/ggm/2.5.1", "https://w3id.org/gizo/graph/gizo"
    assert labels(client.get("/sparql", params={"query": query, "default-graph-uri": ggm})) == []
    both = client.get("/sparql", params=[("query", query), ("default-graph-uri", ggm), ("default-graph-uri", gizo)])
    assert labels(both) == ["bsn"]
    beside = client.post("/sparql", params={"default-graph-uri": gizo}, content=query, headers=QUERY)
    assert labels(beside) == ["bsn"]


def test_a_syntax_error_says_where_it_is(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * {\n  ?s ?p }"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    (fault,) = answer.json()["errors"]
    assert fault["location"] == {"name": "query", "line": 2, "column": 9, "near": "}"}
    assert [answer.json()[key] for key in ("line", "column", "near")] == [2, 9, "}"]
    assert "\n" not in answer.json()["detail"]


@pytest.mark.parametrize("graphs", [[], ["urn:a"], ["urn:a", "urn:b"]])
@pytest.mark.parametrize(
    ("query", "line", "column", "near"),
    [
        ("SELECT *\r\nFROM <urn:x>\r\n{\t?s ?p }", 3, 9, "}"),
        ("SELECT * { ?s ?p '\U0001f600' . ?x }", 1, 27, "}"),
        ("SELECT { ?s ?p ?o }", 1, 8, "{"),
        ("SELECT * { ?s ?p ?o FILTER(foo(?s)) }", 1, 28, "foo"),
        ("SELECT * { ?s gizo:x ?o }", 1, 15, "gizo:x"),
        ("SELECT * { ?s ?p ?o", 1, 20, ""),
        ("SELECT ?x (COUNT(*) AS ?n) { ?s ?p ?x }", 1, 40, ""),
        ("SELEC * { ?s ?p ?o }", 1, 1, "SELEC"),
        ("SELECT\u00a0* { ?s ?p ?o }", 1, 7, "\u00a0"),
    ],
)
def test_the_place_is_that_in_the_text_that_was_sent(
    client: httpx.Client, graphs: list[str], query: str, line: int, column: int, near: str
) -> None:
    answer = client.post("/sparql", params={"default-graph-uri": graphs}, content=query.encode(), headers=QUERY)
    assert answer.status_code == 400
    assert [answer.json()[key] for key in ("line", "column", "near")] == [line, column, near]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("DELETE WHERE { ?s ?p ?o }", "wijzigt gegevens"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("dit is geen vraag", "geen vraag"),
        ("", "geen vraag"),
    ],
)
def test_what_is_no_harmless_query_is_refused(client: httpx.Client, query: str, words: str) -> None:
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == 400
    assert words in answer.json()["detail"]


def test_updates_are_refused_however_they_come(client: httpx.Client) -> None:
    body = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    as_body = client.post("/sparql", content=body, headers={"Content-Type": "application/sparql-update"})
    assert as_body.status_code == client.post("/sparql", data={"update": body}).status_code == 400


def test_requests_the_protocol_does_not_know_are_refused(client: httpx.Client) -> None:
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 400
    assert client.get("/sparql", params=[("query", LABEL), ("query", LABEL)]).status_code == 400
    assert client.post("/sparql", content=LABEL, headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.post("/sparql", content=b"\xff\xfe", headers=QUERY).status_code == 400
    assert client.put("/sparql", content=LABEL, headers=QUERY).status_code == 405


def test_a_request_that_is_too_large_is_refused(small_store: Path, serve: Serve) -> None:
    app = create_app(partial(EmbeddedStore, small_store), Settings(workers=1, query_limit=100))
    with serve(app) as small:
        assert small.post("/sparql", content=LABEL + " " * 100, headers=QUERY).status_code == 413
        chunks = (b" " * 60 for _ in range(2))
        assert small.post("/sparql", content=chunks, headers=QUERY).status_code == 413


def test_a_cut_off_answer_says_so_in_a_header_and_on_the_page(small_store: Path, serve: Serve) -> None:
    app = create_app(partial(EmbeddedStore, small_store), Settings(workers=1, row_limit=3))
    with serve(app) as small:
        for query in ("SELECT * { ?s ?p ?o }", EVERYTHING):
            answer = small.get("/sparql", params={"query": query})
            assert answer.headers["Result-Truncated"] == "true"
            assert answer.headers["Result-Limit"] == answer.headers["Result-Count"] == "3"
        page = small.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers={"Accept": "text/html"})
        assert page.text.count("<tr>") == 4
        assert "alleen de eerste 3 rijen" in page.text
        whole = small.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 3"})
        assert whole.headers["Result-Truncated"] == "false"


def test_a_client_of_ours_gets_the_answers_of_the_store(real_address: str, real_store: Path) -> None:
    remote, local = RemoteStore(f"{real_address}/sparql"), EmbeddedStore(real_store)
    for name in ("graaf-inhoud", "dekking-per-klasse"):
        one, other = (write(ask(store, name, EXAMPLES.get(name, {})), "csv") for store in (remote, local))
        assert one == other
        assert one.count > 1


def test_a_client_of_ours_notices_that_an_answer_was_cut_off(small_store: Path, serve: Serve) -> None:
    query = "SELECT ?s FROM <https://w3id.org/gizo/graph/gizo> { ?s ?p ?o }"
    triples = "CONSTRUCT { ?s ?p ?o } FROM <https://w3id.org/gizo/graph/gizo> WHERE { ?s ?p ?o }"
    with serve(create_app(partial(EmbeddedStore, small_store), Settings(workers=1, row_limit=2))) as server:
        store = RemoteStore(str(server.base_url.join("/sparql")))
        assert write(store.query(query), "csv").truncated
        assert write(store.query(triples), "nt").truncated
        assert not write(store.query(f"{query} LIMIT 2"), "csv").truncated
        assert len(select(store, query)) == len(select(EmbeddedStore(small_store), query)) > 2


def test_other_sites_may_ask(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": LABEL}, headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    assert client.options("/sparql", headers=asked).status_code == 200


def test_people_get_a_form_with_examples_and_their_own_query_back(client: httpx.Client) -> None:
    people = {"Accept": "text/html"}
    empty = client.get("/sparql", headers=people)
    assert empty.status_code == 200
    assert "<textarea" in empty.text
    wrong = client.get("/sparql", params={"query": "SELECT * { <b>"}, headers=people)
    assert wrong.status_code == 400
    assert "SELECT * { &lt;b&gt;" in wrong.text
    assert "syntaxfout" in wrong.text


def test_an_answer_with_the_time_in_it_is_not_kept(client: httpx.Client) -> None:
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?l) {}"}).headers
    assert "etag" in client.get("/sparql", params={"query": LABEL}).headers


def test_a_query_that_never_ends_is_ended_while_others_go_on(small_store: Path, serve: Serve) -> None:
    app = create_app(partial(EmbeddedStore, small_store), Settings(workers=2, timeout=2))
    with serve(app) as server, concurrent.futures.ThreadPoolExecutor() as threads:
        for _ in range(2):
            server.get("/sparql", params={"query": LABEL})
        started = time.monotonic()
        endless = threads.submit(server.get, "/sparql", params={"query": ENDLESS})
        time.sleep(0.3)
        quick = [server.get("/sparql", params={"query": LABEL}) for _ in range(3)]
        assert time.monotonic() - started < 1.9
        ended = endless.result()
        assert ended.status_code == 503
        assert "2 seconden" in ended.json()["detail"]
        after = [server.get("/sparql", params={"query": LABEL}) for _ in range(3)]
    assert [answer.status_code for answer in (*quick, *after)] == [200] * 6


def test_a_client_that_goes_away_frees_its_worker(small_store: Path, serve: Serve) -> None:
    app = create_app(partial(EmbeddedStore, small_store), Settings(workers=1, timeout=30))
    with serve(app) as server:
        server.get("/sparql", params={"query": LABEL})
        started = time.monotonic()
        with pytest.raises(httpx.ReadTimeout):
            server.get("/sparql", params={"query": ENDLESS}, timeout=0.5)
        assert server.get("/sparql", params={"query": LABEL}).status_code == 200
        assert time.monotonic() - started < 20


def test_a_worker_answers_as_the_store_does(small_store: Path) -> None:
    reply = run(EmbeddedStore(small_store), Task(LABEL, "json", 10))
    assert json.loads(reply.body)["head"]["vars"] == ["l"]
    assert (reply.count, reply.truncated) == (2, False)
