"""``/v1/elementen`` and what holds for the whole API: ids in any spelling, problems, headers, description."""

from __future__ import annotations

import httpx
import pytest

from api.settings import API_VERSION

BSN = "/v1/elementen/gizo:clientBsn"
PROBLEM = "application/problem+json"


def test_all_faults_in_a_request_are_told_at_once_with_status_400(client: httpx.Client) -> None:
    wrong = {"page": "0", "limit": "veel", "model": "x", "soort": "y", "taal": "de", "modle": "ggm"}
    answer = client.get("/v1/elementen", params=wrong)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == PROBLEM
    body = answer.json()
    assert {fault["location"]["name"] for fault in body["errors"]} == set(wrong)
    assert all(fault["in"] == "query" and fault["detail"] in body["detail"] for fault in body["errors"])
    assert "gizo" in next(fault["detail"] for fault in body["errors"] if fault["location"]["name"] == "model")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/bestaat-niet", 404),
        ("GET", "/v1/elementen/", 404),
        ("DELETE", "/v1/elementen", 405),
        ("POST", BSN, 405),
        ("GET", "/v1/validaties", 405),
    ],
)
def test_errors_of_the_framework_are_problems_too(client: httpx.Client, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status
    assert answer.headers["API-Version"] == API_VERSION


@pytest.mark.parametrize(
    "path", ["/", "/v1/elementen", BSN, "/sparql", "/static/style.css", "/bestaat-niet", "/health"]
)
def test_every_response_carries_version_and_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path, headers={"Accept": "text/html"}).headers
    assert headers["API-Version"] == API_VERSION
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_an_unchanged_answer_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get(BSN)
    tag = first.headers["ETag"]
    again = client.get(BSN, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert client.get(BSN, headers={"If-None-Match": '"other"'}).status_code == 200


def test_each_form_of_a_document_has_its_own_tag(client: httpx.Client) -> None:
    accepts = ("text/html", "text/turtle", "application/ld+json")
    tags = [client.get("/doc/def/Client", headers={"Accept": accept}).headers["ETag"] for accept in accepts]
    english = client.get("/doc/def/Client?taal=en", headers={"Accept": "text/html"}).headers["ETag"]
    assert len({*tags, english}) == 4


def test_head_gives_the_headers_of_get_and_no_body(client: httpx.Client) -> None:
    for path in (BSN, "/", "/health"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers["content-type"] == get.headers["content-type"]


def test_query_parameters_and_keys_are_in_camel_case(client: httpx.Client) -> None:
    document = client.get("/v1/openapi.json").json()
    named = [
        parameter["name"]
        for operations in document["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
    ]
    keys = [key for schema in document["components"]["schemas"].values() for key in schema.get("properties", ())]
    assert named
    assert [name for name in (*named, *keys) if not name.isalnum() or name[0].isupper()] == []
