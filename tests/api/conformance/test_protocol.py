"""The protocol tests of the W3C (data-sparql11/protocol), as raw requests; the data and the texts are our own."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import httpx
import pyoxigraph as ox

SUITE = "protocol"
BOOLEANS = {"application/sparql-results+json", "application/sparql-results+xml"}
TABLES = {*BOOLEANS, "text/csv", "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}
FORM, QUERY, UPDATE = (f"application/{kind}" for kind in ("x-www-form-urlencoded", "sparql-query", "sparql-update"))
D0, D1, D2, D3 = (f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(4))
NAMED = f"ASK {{ GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"
BOTH = f"ASK {{ <{D1}> a ?type . <{D2}> a ?type . }}"
CHANGE = f"CLEAR ALL ; INSERT DATA {{ GRAPH <{D1}> {{ <urn:x> a <urn:y> }} }}"


@dataclass(frozen=True)
class Case:
    """One request of a test, and what a server that does everything should answer."""

    method: str = "GET"
    address: list[tuple[str, str]] = field(default_factory=list)
    kind: str = ""
    body: bytes = b""
    form: str = ""
    boolean: bool | None = None
    wrong: bool = False


def asks(query: str, *address: tuple[str, str]) -> Case:
    return Case("GET", [("query", query), *address], form="boolean", boolean=True)


def posts(query: str, *address: tuple[str, str], form: str = "boolean") -> Case:
    return Case(
        "POST", [*address], QUERY, query.encode(), form, True if form == "boolean" and query != "ASK {}" else None
    )


def changes(body: str, *address: tuple[str, str], kind: str = UPDATE) -> Case:
    return Case("POST", [*address], kind, body.encode())


def wrong(method: str, *address: tuple[str, str], kind: str = "", body: bytes = b"") -> Case:
    return Case(method, [*address], kind, body, wrong=True)


CASES = {
    "query_post_form": Case("POST", [("default-graph-uri", D0)], FORM, b"query=ASK%20%7B%7D", "boolean", True),
    "query_dataset_default_graphs_get": asks(BOTH, ("default-graph-uri", D1), ("default-graph-uri", D2)),
    "query_dataset_default_graphs_post": posts(BOTH, ("default-graph-uri", D1), ("default-graph-uri", D2)),
    "query_dataset_named_graphs_post": posts(NAMED, ("named-graph-uri", D1), ("named-graph-uri", D2)),
    "query_dataset_named_graphs_get": asks(NAMED, ("named-graph-uri", D1), ("named-graph-uri", D2)),
    "query_dataset_full": posts(
        f"ASK {{ <{D3}> a ?type GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}",
        ("default-graph-uri", D3),
        ("named-graph-uri", D1),
        ("named-graph-uri", D2),
    ),
    "query_multiple_dataset": posts(
        NAMED.replace("ASK", f"ASK FROM <{D3}>"), ("named-graph-uri", D1), ("named-graph-uri", D2)
    ),
    "query_get": asks("ASK {}", ("default-graph-uri", D0)),
    "query_content_type_select": posts("SELECT (1 AS ?value) {}", ("default-graph-uri", D0), form="table"),
    "query_content_type_ask": posts("ASK {}", ("default-graph-uri", D0)),
    "query_content_type_describe": posts("DESCRIBE <http://example.org/>", ("default-graph-uri", D0), form="RDF"),
    "query_content_type_construct": posts("CONSTRUCT { <s> <p> 1 } WHERE {}", ("default-graph-uri", D0), form="RDF"),
    "update_dataset_default_graph": changes(CHANGE, ("using-graph-uri", D1)),
    "update_dataset_default_graphs": changes(CHANGE, ("using-graph-uri", D1), ("using-graph-uri", D2)),
    "update_dataset_named_graphs": changes(CHANGE, ("using-named-graph-uri", D1), ("using-named-graph-uri", D2)),
    "update_dataset_full": changes(CHANGE, ("using-graph-uri", D1), ("using-named-graph-uri", D2)),
    "update_post_form": changes("update=CLEAR+ALL", kind=FORM),
    "update_post_direct": changes("CLEAR ALL"),
    "update_base_uri": changes(f"INSERT DATA {{ GRAPH <{D1}> {{ <urn:s> <urn:p> <test> }} }}"),
    "query_post_direct": posts("ASK {}"),
    "bad_query_method": wrong("PUT", ("query", "ASK {}"), ("default-graph-uri", D0), kind=FORM),
    "bad_multiple_queries": wrong("GET", ("query", "ASK {}"), ("query", "SELECT * {}")),
    "bad_query_wrong_media_type": wrong("POST", kind="text/plain", body=b"ASK {}"),
    "bad_query_missing_form_type": wrong("POST", body=b"query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": wrong("POST", body=b"ASK {}"),
    "bad_query_non_utf8": wrong("POST", kind=f"{QUERY}; charset=UTF-16", body="ASK {}".encode("utf-16")),
    "bad_query_syntax": wrong("GET", ("query", "ASK {")),
    "bad_update_get": wrong("GET", ("update", "CLEAR ALL")),
    "bad_multiple_updates": wrong("POST", kind=FORM, body=b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    "bad_update_wrong_media_type": wrong("POST", kind="text/plain", body=b"CLEAR NAMED"),
    "bad_update_missing_form_type": wrong("POST", body=b"update=CLEAR%20NAMED"),
    "bad_update_non_utf8": wrong("POST", kind=f"{UPDATE}; charset=UTF-16", body="CLEAR NAMED".encode("utf-16")),
    "bad_update_syntax": wrong("POST", kind=FORM, body=b"update=CLEAR%20XYZ"),
    "bad_update_dataset_conflict": wrong(
        "POST", ("using-named-graph-uri", D1), kind=UPDATE, body=b"WITH <urn:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }"
    ),
}


def send(server: httpx.Client, case: Case) -> tuple[int, str, bytes]:
    """Send a request as it stands, without what a client library adds."""
    connection = http.client.HTTPConnection(server.base_url.host, server.base_url.port or 80, timeout=30)
    headers = {"Content-Type": case.kind} if case.kind else {}
    target = "/sparql" + ("?" + urlencode(case.address, quote_via=quote) if case.address else "")
    connection.request(case.method, target, case.body or None, headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, (answer.getheader("content-type") or "").partition(";")[0], body


def test_the_endpoint_does_as_the_protocol_says(w3c: httpx.Client, published: dict[str, str]) -> None:
    case = CASES[published["test"]]
    status, kind, body = send(w3c, case)
    if case.wrong or published["outcome"] == "refused":
        assert 400 <= status < 500
        assert kind == "application/problem+json"
        assert json.loads(body)["detail"]
    else:
        assert status == 200
        assert kind in {"boolean": BOOLEANS, "table": TABLES, "RDF": GRAPHS}[case.form]
        if case.boolean is not None:
            assert json.loads(body)["boolean"] is case.boolean
    (count,) = w3c.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"}).json()[
        "results"
    ]["bindings"]
    assert count["n"]["value"] == "7"


def test_the_published_slip_is_one_graph_with_a_strange_name(w3c: httpx.Client) -> None:
    """In the published query_multiple_dataset the ``&`` between the two graphs is encoded."""
    case = posts(NAMED, ("named-graph-uri", f"{D1}&named-graph-uri={D2}"))
    status, _, body = send(w3c, case)
    assert (status, json.loads(body)["boolean"]) == (200, False)


def test_relative_iris_stand_under_ours(w3c: httpx.Client) -> None:
    _, kind, body = send(w3c, CASES["query_content_type_construct"])
    assert kind == "text/turtle"
    (quad,) = ox.parse(body, ox.RdfFormat.TURTLE)
    assert quad.subject == ox.NamedNode("https://w3id.org/gizo/s")
