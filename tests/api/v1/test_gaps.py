"""``/v1/hiaten``: elements without counterpart, in pages, filtered, and to take home."""

from __future__ import annotations

import csv
import io

import httpx
import pyoxigraph as ox

from kg import names


def test_a_decision_comes_with_its_reason_and_its_mapping(client: httpx.Client) -> None:
    (gap,) = client.get("/v1/hiaten", params={"model": "gizo", "status": "geen-tegenhanger"}).json()["items"]
    assert (gap["element"]["id"], gap["missingIn"], gap["because"]) == ("gizo:Client", "zib", "besloten")
    assert gap["reason"] == "De zib kent geen client."
    assert gap["mappings"] == ["mapping:twee"]


def test_pages_hang_together_and_past_the_end_is_empty(client: httpx.Client) -> None:
    first = client.get("/v1/hiaten", params={"limit": 2}).json()
    following = client.get(first["links"]["next"]).json()
    assert following["page"] == 2
    assert client.get(following["links"]["prev"]).json() == first
    assert not {gap["element"]["id"] + gap["missingIn"] for gap in first["items"]} & {
        gap["element"]["id"] + gap["missingIn"] for gap in following["items"]
    }
    past = client.get("/v1/hiaten", params={"page": 900})
    assert (past.status_code, past.json()["items"]) == (200, [])


def test_a_filter_counts_what_it_leaves(client: httpx.Client) -> None:
    body = client.get("/v1/hiaten").json()
    assert body["total"] == sum(body["facets"]["status"].values())
    for name, counts in body["facets"].items():
        for value, count in counts.items():
            if name != "domein":
                assert client.get("/v1/hiaten", params={name: value}).json()["total"] == count


def test_all_faults_are_told_at_once(client: httpx.Client) -> None:
    answer = client.get("/v1/hiaten", params={"model": "x", "status": "gekoppeld", "page": 0, "q": "y"})
    assert answer.status_code == 400
    assert {fault["location"]["name"] for fault in answer.json()["errors"]} == {"model", "status", "page", "q"}


def test_what_is_taken_home_is_the_whole_list(client: httpx.Client) -> None:
    body = client.get("/v1/hiaten", params={"limit": 1}).json()
    rows = list(csv.DictReader(io.StringIO(client.get("/v1/hiaten?limit=1&formaat=csv").text)))
    assert len(rows) == body["total"]
    assert client.get("/v1/hiaten?formaat=xlsx").content.startswith(b"PK")
    graph = ox.Store()
    turtle = client.get("/v1/hiaten?model=gizo&status=geen-tegenhanger&formaat=ttl")
    graph.load(turtle.content, format=ox.RdfFormat.TURTLE)
    subjects = {quad.subject for quad in graph}
    assert subjects == {ox.NamedNode(names.gizo_iri("Client")), ox.NamedNode(names.expand("mapping:twee"))}
