"""The finer points of the protocol: parameters, methods, conditional requests, other servers, real clients."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
import SPARQLWrapper as sw
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from kg.questions.catalogue import Question, questions
from kg.store import EmbeddedStore

Serve = Callable[[FastAPI], AbstractContextManager[httpx.Client]]

BSN = "https://w3id.org/gizo/def/clientBsn"
LABEL = f"SELECT ?l {{ <{BSN}> <http://www.w3.org/2000/01/rdf-schema#label> ?l }} ORDER BY ?l"
CONSTRUCT = f"CONSTRUCT WHERE {{ <{BSN}> <http://www.w3.org/2000/01/rdf-schema#label> ?l }}"
GGM, GIZO = "https://w3id.org/gizo/graph/ggm/2.5.1", "https://w3id.org/gizo/graph/gizo"
UNION = "https://w3id.org/gizo/graph/default"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FORM, QUERY = {"Content-Type": "application/x-www-form-urlencoded"}, {"Content-Type": "application/sparql-query"}


def number(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize(
    "kind",
    [
        "application/sparql-query",
        "Application/SPARQL-Query",
        "application/sparql-query; charset=utf-8",
        'application/sparql-query;Charset="UTF-8"',
    ],
)
def test_the_kind_of_the_body_may_be_written_in_any_way(client: httpx.Client, kind: str) -> None:
    answer = client.post("/sparql", content="ASK { ?s ?p 'é' }".encode(), headers={"Content-Type": kind})
    assert answer.json()["boolean"] is False
    form = kind.lower().replace("sparql-query", "x-www-form-urlencoded")
    answer = client.post("/sparql", content=b"query=ASK+%7B%7D", headers={"Content-Type": form})
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize(
    ("content", "kind", "status", "words"),
    [
        (b"ASK {}", "", 415, "Content-Type ontbreekt"),
        (b"ASK {}", "multipart/form-data; boundary=x", 415, "formulier als application/x-www-form-urlencoded"),
        (b"ASK {}", "application/sparql-query; charset=iso-8859-1", 400, "stuur UTF-8"),
        (b"ASK { ?s ?p '\xe9' }", "application/sparql-query", 400, "geen UTF-8"),
        (b"query=ASK%7B%7D%E9", "application/x-www-form-urlencoded", 400, "geen UTF-8"),
        (b"query=ASK%7B%7D&query=ASK%7B%7D", "application/x-www-form-urlencoded", 400, "meer vragen tegelijk"),
        (b"", "application/x-www-form-urlencoded", 400, "parameter 'query' ontbreekt"),
        (b"qeury=ASK%7B%7D", "application/x-www-form-urlencoded", 400, "bedoelt u met 'qeury' misschien 'query'"),
        (b"a=1&" * 2001 + b"query=ASK%7B%7D", "application/x-www-form-urlencoded", 400, "meer dan 2000 parameters"),
        (b"CLEAR ALL", "application/sparql-update; charset=utf-8", 400, "alleen te lezen"),
        (b"update=CLEAR+ALL&query=ASK%7B%7D", "application/x-www-form-urlencoded", 400, "alleen te lezen"),
    ],
)
def test_a_body_that_is_no_query_is_refused_with_what_to_do(
    client: httpx.Client, content: bytes, kind: str, status: int, words: str
) -> None:
    answer = client.post("/sparql", content=content, headers={"Content-Type": kind} if kind else {})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("queri=ASK%7B%7D", "bedoelt u met 'queri' misschien 'query'"),
        ("Query=ASK%7B%7D", "bedoelt u met 'Query' misschien 'query'"),
        ("query=ASK%7B%7D&default-graph=urn:x", "bedoelt u 'default-graph-uri'"),
        ("query=ASK%7B%7D&named_graph_uri=urn:x", "bedoelt u 'named-graph-uri'"),
        ("query=ASK%7B%7D&using-graph-uri=urn:x", "alleen te lezen"),
        ("update=CLEAR+ALL", "alleen te lezen"),
        ("query=ASK%7B%7D&default-graph-uri=geen%20iri", "geen IRI van een graaf"),
        ("query=%E9", "geen UTF-8"),
        ("query=ASK%7B%7D&formaat=pdf", "kies uit json, xml, csv, tsv"),
        ("query=ASK" + "%7B" * 3000, "dieper genest"),
        ("query=LOAD+%3Chttp://127.0.0.1:9/%3E", "LOAD wijzigt gegevens"),
    ],
)
def test_an_address_that_is_no_query_is_refused_with_what_to_do(client: httpx.Client, address: str, words: str) -> None:
    answer = client.get(f"/sparql?{address}")
    assert answer.status_code in (400, 406)
    assert words in answer.json()["detail"]


def test_the_dataset_may_stand_in_the_address_beside_a_form(client: httpx.Client) -> None:
    body = f"query={quote(COUNT)}"
    whole = number(client.post("/sparql", content=body, headers=FORM))
    beside = number(client.post("/sparql", params={"default-graph-uri": GGM}, content=body, headers=FORM))
    inside = number(client.post("/sparql", content=f"{body}&default-graph-uri={quote(GGM, safe='')}", headers=FORM))
    assert 0 < beside == inside < whole


def test_the_dataset_of_the_request_goes_before_that_of_the_query(client: httpx.Client) -> None:
    ours = number(client.get("/sparql", params={"query": COUNT, "default-graph-uri": GIZO}))
    query = COUNT.replace("{", f"FROM <{GGM}> FROM NAMED <{GGM}> {{", 1)
    assert number(client.get("/sparql", params={"query": query, "default-graph-uri": GIZO})) == ours
    assert number(client.get("/sparql", params={"query": query, "named-graph-uri": GIZO})) == 0


def test_without_a_dataset_a_query_sees_the_union_and_every_named_graph(client: httpx.Client) -> None:
    named = {"query": "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}
    assert number(client.get("/sparql", params=named)) == 7
    assert number(client.get("/sparql", params={**named, "default-graph-uri": GIZO})) == 0
    assert number(client.get("/sparql", params={**named, "named-graph-uri": [GIZO, "urn:none"]})) == 1


def test_the_union_has_a_name(client: httpx.Client) -> None:
    whole = number(client.get("/sparql", params={"query": COUNT}))
    assert number(client.get("/sparql", params={"query": COUNT, "default-graph-uri": UNION})) == whole
    assert number(client.get("/sparql", params={"query": COUNT.replace("{", f"FROM <{UNION}> {{", 1)})) == whole


def test_a_dataset_without_a_value_asks_for_nothing(client: httpx.Client) -> None:
    whole = number(client.get("/sparql", params={"query": COUNT}))
    for empty in ("default-graph-uri", "named-graph-uri", "default-graph"):  # other endpoints' forms send these
        assert number(client.get("/sparql", params={"query": COUNT, empty: ""})) == whole
    both = {"query": COUNT, "default-graph-uri": ["", GIZO]}
    assert number(client.get("/sparql", params=both)) == number(
        client.get("/sparql", params={**both, "default-graph-uri": GIZO})
    )


def test_a_byte_order_mark_before_the_query_is_passed_over(client: httpx.Client) -> None:
    query = "\ufeffASK {}"
    assert client.get("/sparql", params={"query": query}).status_code == 200
    assert client.post("/sparql", data={"query": query}).status_code == 200
    body = client.post("/sparql", content=query.encode(), headers={"Content-Type": "application/sparql-query"})
    assert body.status_code == 200


def test_columns_come_in_the_order_in_which_they_are_written(client: httpx.Client) -> None:
    params = {"query": "SELECT * { ?s ?p ?o } LIMIT 1"}
    assert client.get("/sparql", params=params).json()["head"]["vars"] == ["s", "p", "o"]
    lines = client.get("/sparql", params=params, headers={"Accept": "text/csv"}).text.splitlines()
    assert lines[0] == "s,p,o"
    (row,) = client.get("/sparql", params=params).json()["results"]["bindings"]
    assert list(row) == ["s", "p", "o"]
    assert lines[1].split(",")[1] == row["p"]["value"]


def test_an_unknown_graph_is_empty(client: httpx.Client) -> None:
    assert number(client.get("/sparql", params={"query": COUNT, "default-graph-uri": "urn:none"})) == 0


@pytest.mark.parametrize("base", ["", "BASE <https://w3id.org/gizo/graph/> "])
def test_a_graph_may_be_named_by_a_relative_iri(client: httpx.Client, base: str) -> None:
    iri = "gizo" if base else "graph/gizo"
    assert number(client.get("/sparql", params={"query": base + COUNT.replace("{", f"FROM <{iri}> {{", 1)})) > 0


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        ({"formaat": "csv"}, "text/csv"),
        ({"format": "csv"}, "text/csv"),
        ({"output": "xml"}, "application/sparql-results+xml"),
        ({"results": "turtle"}, "application/sparql-results+json"),
        ({"format": "application/sparql-results+xml"}, "application/sparql-results+xml"),
        ({"format": "iets anders", "formaat": "TSV"}, "text/tab-separated-values"),
        ({"formaat": "html"}, "text/html"),
    ],
)
def test_the_form_may_be_named_in_a_parameter(client: httpx.Client, parameters: dict[str, str], kind: str) -> None:
    for answer in (
        client.get("/sparql", params={"query": LABEL, **parameters}),
        client.post("/sparql", data={"query": LABEL, **parameters}),
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == kind


def test_two_lines_of_accept_count_as_one(client: httpx.Client) -> None:
    headers = [("Accept", "image/png"), ("Accept", "text/csv")]
    assert (
        client.get("/sparql", params={"query": LABEL}, headers=headers).headers["content-type"].startswith("text/csv")
    )


@pytest.mark.parametrize(
    ("query", "accept"), [(LABEL, "text/csv"), (CONSTRUCT, "text/turtle"), ("ASK {}", "*/*"), ("", "*/*")]
)
def test_head_says_what_get_says(client: httpx.Client, query: str, accept: str) -> None:
    parameters, headers = ({"query": query} if query else {}), {"Accept": accept}
    get = client.get("/sparql", params=parameters, headers=headers)
    head = client.head("/sparql", params=parameters, headers=headers)
    assert (head.status_code, head.content) == (200, b"")
    left_out = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in left_out} == {
        k: v for k, v in get.headers.items() if k not in left_out
    }
    assert int(head.headers["content-length"]) == len(get.content)


def test_other_methods_are_told_which_there_are(client: httpx.Client) -> None:
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    for method in ("PUT", "DELETE", "PATCH"):
        refused = client.request(method, "/sparql")
        assert refused.status_code == 405
        assert set(refused.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


def test_a_script_on_another_site_may_ask_and_read_the_headers(client: httpx.Client) -> None:
    asked = {
        "Origin": "https://yasgui.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, x-requested-with",
    }
    preflight = client.options("/sparql", headers=asked)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"].lower()
    answer = client.get("/sparql", params={"query": LABEL}, headers={"Origin": "https://yasgui.example"})
    exposed = {name.strip() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"ETag", "Result-Limit", "Result-Count", "Result-Truncated"} <= exposed
    wrong = client.get("/sparql", params={"query": "ASK {"}, headers={"Origin": "https://yasgui.example"})
    assert wrong.headers["access-control-allow-origin"] == "*"


def test_an_answer_that_a_client_has_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/sparql", params={"query": LABEL})
    tag = first.headers["etag"]
    for wanted in (tag, f'"x", {tag}', tag.removeprefix("W/"), "*"):
        again = client.get("/sparql", params={"query": LABEL}, headers={"If-None-Match": wanted})
        assert (again.status_code, again.content) == (304, b"")
        assert (again.headers["etag"], again.headers["vary"]) == (tag, first.headers["vary"])
        assert "Accept" in again.headers["vary"]
    assert client.get("/sparql", params={"query": LABEL}, headers={"If-None-Match": '"x"'}).status_code == 200
    assert client.post("/sparql", data={"query": LABEL}, headers={"If-None-Match": tag}).status_code == 200


def test_each_answer_has_a_tag_of_its_own(client: httpx.Client) -> None:
    asked: list[tuple[dict[str, str], str]] = [
        ({"query": LABEL}, "text/csv"),
        ({"query": LABEL}, "application/json"),
        ({"query": LABEL}, "application/sparql-results+json"),
        ({"query": LABEL + " "}, "text/csv"),
        ({"query": LABEL, "default-graph-uri": GIZO}, "text/csv"),
        ({"query": LABEL, "named-graph-uri": GIZO}, "text/csv"),
        ({}, "text/turtle"),
    ]
    tags = {client.get("/sparql", params=query, headers={"Accept": kind}).headers["etag"] for query, kind in asked}
    assert len(tags) == len(asked)


def test_a_query_need_not_run_to_say_that_nothing_changed(small_store: Path, serve: Serve) -> None:
    with serve(create_app(partial(EmbeddedStore, small_store), Settings(workers=1))) as server:
        tag = server.get("/sparql", params={"query": LABEL}).headers["etag"]
    app = create_app(partial(EmbeddedStore, small_store), Settings(workers=1))
    with serve(app) as server:
        app.state.serving.graph.pool.run = None  # whoever runs a query now breaks down
        assert server.get("/sparql", params={"query": LABEL}, headers={"If-None-Match": tag}).status_code == 304


def test_a_description_with_other_limits_is_another_one(small_store: Path, serve: Serve) -> None:
    tags = set()
    for limit in (10, 20):
        with serve(create_app(partial(EmbeddedStore, small_store), Settings(workers=1, row_limit=limit))) as server:
            answer = server.get("/sparql", headers={"Accept": "text/turtle"})
            assert f"ten hoogste {limit} rijen" in answer.text
            tags.add(answer.headers["etag"])
    assert len(tags) == 2


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_every_question_may_be_asked_of_some_graphs_only(client: httpx.Client, one: Question) -> None:
    answer = client.get("/sparql", params={"query": one.text, "default-graph-uri": GIZO, "named-graph-uri": GGM})
    assert answer.status_code == 200, answer.text


def test_a_slash_too_many_is_forgiven(client: httpx.Client) -> None:
    found = client.get("/sparql/", params={"query": "ASK {}"}, follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (308, "/sparql?query=ASK+%7B%7D")
    answer = client.post("/sparql/", content="ASK {}", headers=QUERY, follow_redirects=True)
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_differs_each_time_is_never_kept(client: httpx.Client, function: str) -> None:
    answer = client.get("/sparql", params={"query": f"SELECT ({function} AS ?x) {{}}"}, headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "text/csv;q=0"])
def test_what_is_not_acceptable_lists_what_is(client: httpx.Client, accept: str) -> None:
    query = LABEL if accept != "text/csv;q=0" else CONSTRUCT
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 406
    assert "Accept" in answer.headers["vary"]
    assert ("text/turtle" if query == CONSTRUCT else "text/csv") in answer.json()["detail"]


def test_people_are_told_what_is_wrong_on_the_page(client: httpx.Client) -> None:
    people = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    for parameters, words in (
        ({"query": "SELECT * {"}, "syntaxfout"),
        ({"queri": "ASK {}"}, "bedoelt u met"),
        ({"update": "CLEAR ALL"}, "alleen te lezen"),
    ):
        answer = client.get("/sparql", params=parameters, headers=people)
        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("text/html")
        assert words in answer.text


@pytest.fixture(scope="module")
def other() -> Iterator[http.server.ThreadingHTTPServer]:
    """Another SPARQL server, which says ``elders`` to whatever it is asked, or sends on to itself."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            asked.append(self.path)
            body = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"elders"}}]}}'
            self.send_response(302 if self.path == "/door" else 200)
            if self.path == "/door":
                self.send_header("Location", f"http://127.0.0.1:{server.server_port}/sparql")
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    asked: list[str] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = asked  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_host_on_the_list_may_be_called_and_no_other(
    small_store: Path, serve: Serve, other: http.server.ThreadingHTTPServer
) -> None:
    host = f"127.0.0.1:{other.server_port}"
    query = f"SELECT ?x {{ SERVICE <http://{host}/sparql> {{ ?s ?p ?x }} }}"
    asked: list[str] = other.asked  # type: ignore[attr-defined]
    with serve(create_app(partial(EmbeddedStore, small_store), Settings(workers=1))) as server:
        refused = server.get("/sparql", params={"query": query})
        assert (refused.status_code, asked) == (400, [])
        assert "BasicFederatedQuery" not in server.get("/sparql").text
    with serve(create_app(partial(EmbeddedStore, small_store), Settings(workers=1, service_hosts=(host,)))) as server:
        answer = server.get("/sparql", params={"query": query})
        assert answer.json()["results"]["bindings"] == [{"x": {"type": "literal", "value": "elders"}}]
        assert answer.headers["cache-control"] == "no-store"
        for elsewhere in (query.replace("127.0.0.1", "localhost"), query.replace(f"<http://{host}/sparql>", "?where")):
            assert server.get("/sparql", params={"query": elsewhere}).status_code == 400
        assert server.post("/sparql", data={"update": f"LOAD <http://{host}/sparql>"}).status_code == 400
        assert "BasicFederatedQuery" in server.get("/sparql").text
        assert asked == ["/sparql"]
        sent_on = server.get("/sparql", params={"query": query.replace("/sparql>", "/door>")})
        assert sent_on.status_code == 400
        assert asked == ["/sparql", "/door"]


def test_another_engine_may_ask_ours_with_service(client: httpx.Client) -> None:
    query = LABEL.replace("{", f"{{ SERVICE <{client.base_url.join('/sparql')}> {{", 1).replace("}", "} }", 1)
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    assert [row["l"] for row in found] == [
        ox.Literal("bsn", language="nl"),
        ox.Literal("citizen service number", language="en"),
    ]


FORMATS = {
    sw.JSON: (LABEL, dict),
    sw.XML: (LABEL, object),
    sw.CSV: (LABEL, bytes),
    sw.TSV: (LABEL, bytes),
    sw.TURTLE: (CONSTRUCT, bytes),
    sw.N3: (CONSTRUCT, bytes),
    sw.RDFXML: (CONSTRUCT, object),
    sw.JSONLD: (CONSTRUCT, object),
}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("only_negotiate", [True, False])
@pytest.mark.parametrize("method", [sw.GET, sw.POST])
@pytest.mark.parametrize("form", FORMATS)
def test_sparqlwrapper_gets_what_it_asks(client: httpx.Client, form: str, method: str, only_negotiate: bool) -> None:
    query, kind = FORMATS[form]
    wrapper = sw.SPARQLWrapper(str(client.base_url.join("/sparql")))
    wrapper.setOnlyConneg(only_negotiate)
    wrapper.setMethod(method)
    wrapper.setReturnFormat(form)
    wrapper.setQuery(query)
    found: Any = wrapper.query().convert()
    assert isinstance(found, kind)
    assert found


@pytest.mark.parametrize("request_method", [sw.URLENCODED, sw.POSTDIRECTLY])
def test_sparqlwrapper_gets_the_default_form_of_any_query(client: httpx.Client, request_method: str) -> None:
    for query in (LABEL, CONSTRUCT, "ASK {}", f"DESCRIBE <{BSN}>"):
        wrapper = sw.SPARQLWrapper(str(client.base_url.join("/sparql")))
        wrapper.setMethod(sw.POST)
        wrapper.setRequestMethod(request_method)
        wrapper.setQuery(query)
        assert wrapper.query().response.status == 200
