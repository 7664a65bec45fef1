"""Whatever a client sends, it gets an answer or a clear refusal: never a fault of the server, never a traceback."""

from __future__ import annotations

import http.client
import json
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PIECES = [
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "*", "?s", "$o", "{", "}", "{ ?s ?p ?o }", "WHERE", "FROM", "NAMED",
    "<urn:a>", "<rel>", "<bad iri>", "GRAPH", "SERVICE", "LOAD", "INSERT DATA", "PREFIX", "BASE", "gizo:Client", "'x'",
    '"', "'''", "\\u0053", "\x00", "\x01", "\ufffe", "é", "\U0001f600", "#", "\n", "LIMIT 2", "LIMIT -1", "(1 AS ?x)",
    "(1/0 AS ?x)", "VALUES ?s { <urn:s> }", "OPTIONAL", "(COUNT(*) AS ?n)", "ORDER BY ?s", "@en--ltr",
    "<<( ?s ?p ?o )>>",
]  # fmt: skip
WHOLE = [
    "SELECT * { ?s ?p ?o } LIMIT 3",
    "ASK {}",
    "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3",
    "DESCRIBE <https://w3id.org/gizo/def/Client>",
    "CONSTRUCT { ?s <urn:x:1> '\\u0001' } WHERE { ?s ?p ?o } LIMIT 1",
    "SELECT (TRIPLE(<urn:a>, <urn:b>, STRLANGDIR('a', 'ar', 'rtl')) AS ?t) ('\\u0001' AS ?c) {}",
]
QUERIES = st.sampled_from(WHOLE) | st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)
VALUES = QUERIES | st.sampled_from(["", "csv", "xml", "jsonld", "rdfxml", "html", "urn:g", "geen iri", "\x00", "en"])
NAMES = st.sampled_from(
    ["query", "default-graph-uri", "named-graph-uri", "formaat", "format", "output", "update", "queri", "taal", "x"]
)
PAIRS = st.lists(st.tuples(NAMES, VALUES), max_size=3)
METHODS = st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE"])
ACCEPTS = st.sampled_from(
    [
        "",
        "*/*",
        "text/html",
        "application/rdf+xml",
        "application/sparql-results+xml",
        "image/png",
        "text/*;q=0.1,*",
        ";;q",
    ]
)
KINDS = st.sampled_from(
    [
        "",
        "application/sparql-query",
        "application/x-www-form-urlencoded",
        "application/sparql-query; charset=x",
        "a/b; =;",
        "/",
    ]
)
BODIES = st.binary(max_size=30) | QUERIES.map(str.encode) | PAIRS.map(lambda pairs: encoded(pairs).encode())


def encoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={quote(value)}" for name, value in pairs)


def query_first(pairs: list[tuple[str, str]], query: str) -> list[tuple[str, str]]:
    return [("query", query), *(pair for pair in pairs if pair[0] != "query")]


ASKED = PAIRS | st.builds(query_first, PAIRS, QUERIES)


@pytest.mark.slow
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(METHODS, ASKED, ACCEPTS, KINDS, BODIES)
def test_every_request_gets_an_answer_or_a_refusal(
    client: httpx.Client, method: str, pairs: list[tuple[str, str]], accept: str, kind: str, body: bytes
) -> None:
    headers = {name: value for name, value in (("Accept", accept), ("Content-Type", kind)) if value}
    status, content_type, answer = send(client, method, encoded(pairs), headers, body if method == "POST" else b"")
    assert status < 500, answer
    assert b"Traceback" not in answer
    if status >= 400 and method != "HEAD" and not content_type.startswith("text/html"):
        problem = json.loads(answer)
        assert problem["status"] == status
        assert problem["detail"]
        assert "\n" not in problem["detail"]


def send(client: httpx.Client, method: str, query: str, headers: dict[str, str], body: bytes) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port or 80, timeout=30)
    try:
        connection.request(method, f"/sparql?{query}" if query else "/sparql", body or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("content-type") or "", answer.read()
    finally:
        connection.close()
