"""``/v1/elementen`` and what holds for the whole API: ids in any spelling, problems, headers, description."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest

from api.settings import API_VERSION
from api.v1.examples import elements as examples

BSN = "/v1/elementen/gizo:clientBsn"
PROBLEM = "application/problem+json"


def shape(value: Any) -> Any:
    """The keys and types of a JSON value, to compare an example with an answer."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


def test_search_gives_a_page_with_links(client: httpx.Client) -> None:
    body = client.get("/v1/elementen", params={"q": "client", "limit": 2}).json()
    assert body["total"] > 4
    assert len(body["items"]) == 2
    assert body["items"][0]["id"] == "gizo:Client"
    assert "prev" not in body["links"]
    following = client.get(body["links"]["next"]).json()
    assert following["page"] == 2
    assert client.get(following["links"]["prev"]).json() == body
    assert client.get(body["links"]["last"]).json()["items"]


def test_a_page_past_the_end_is_empty_and_no_error(client: httpx.Client) -> None:
    answer = client.get("/v1/elementen", params={"q": "client", "page": 900})
    assert answer.status_code == 200
    assert answer.json()["items"] == []
    assert set(answer.json()["links"]) == {"self", "first", "last"}


def test_search_is_restricted_to_a_model_and_a_kind(client: httpx.Client) -> None:
    body = client.get("/v1/elementen", params={"model": "gizo", "soort": "class"}).json()
    assert [item["id"] for item in body["items"]] == ["gizo:Client", "gizo:Toewijzing"]


@pytest.mark.parametrize(
    ("spelling", "found"),
    [
        ("gizo:clientBsn", "gizo:clientBsn"),
        ("ijw:JW301/Client/Bsn", "ijw:JW301/Client/Bsn"),
        ("JW301/Bericht/Client/Bsn", "ijw:JW301/Client/Bsn"),
        ("JW301/Bericht/Client[1]/Bsn", "ijw:JW301/Client/Bsn"),
        ("{D0D31A65-6ADD-4d9e-94E4-F232D261A053}", "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"),
        ("EAID_D0D31A65_6ADD_4d9e_94E4_F232D261A053", "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"),
        ("urn:uuid:d0d31a65-6add-4d9e-94e4-f232d261a053", "ggm:d0d31a65-6add-4d9e-94e4-f232d261a053"),
        ("https://w3id.org/gizo/def/clientBsn", "gizo:clientBsn"),
    ],
)
@pytest.mark.parametrize("safe", ["/:", ""])
@pytest.mark.parametrize("resource", ["", "/mappings"])
def test_an_element_is_found_by_any_spelling_of_its_id(
    client: httpx.Client, spelling: str, found: str, safe: str, resource: str
) -> None:
    answer = client.get(f"/v1/elementen/{quote(spelling, safe=safe)}{resource}")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["element"]["id"] if resource else body["id"]) == found


def test_an_element_tells_everything(client: httpx.Client) -> None:
    body = client.get(BSN).json()
    assert (body["label"], body["parent"], body["datatype"]) == ("bsn", "Client", "LDT_BurgerServicenummer")
    assert [rule["rule"] for rule in body["rules"]] == ["CS002"]
    assert [link["subject"]["id"] for link in body["messages"]] == ["ijw:JW301/Client/Bsn"]
    assert client.get(body["links"]["page"], headers={"Accept": "text/html"}).status_code == 200
    assert client.get(BSN, params={"taal": "en"}).json()["label"] == "citizen service number"


def test_mappings_say_what_was_decided_and_what_was_not_found(client: httpx.Client) -> None:
    items = client.get("/v1/elementen/gizo:Client/mappings").json()["items"]
    by_sentence = {item["sentence"]: item for item in items}
    none = by_sentence["GIZO Client heeft geen tegenhanger in zib"]
    assert (none["object"], none["objectModel"]) == (None, "zib")
    denied = by_sentence["GIZO Client en GGM Cliënt zijn niet hetzelfde gegeven, al lijken ze op elkaar"]
    assert denied["negated"] is True


def test_lineage_follows_the_contract_of_the_command_line(client: httpx.Client) -> None:
    body = client.get(f"{BSN}/lineage").json()
    assert body["element"]["id"] == "gizo:clientBsn"
    ggm = client.get(f"{BSN}/lineage", params={"naar": "ggm"}).json()
    assert [link["target"]["model"] for link in ggm["links"]] == ["ggm"]
    assert len(body["links"]) > len(ggm["links"])
    assert ggm["links"][0]["predicate"] == "skos:broadMatch"


def test_an_unknown_element_is_a_problem_with_what_comes_near(client: httpx.Client) -> None:
    for path in ("gizo:clientBns", "gizo:clientBns/lineage", "gizo:clientBns/mappings"):
        answer = client.get(f"/v1/elementen/{path}", headers={"Accept": "text/html"})
        assert answer.status_code == 404
        assert answer.headers["content-type"] == PROBLEM
        assert answer.json()["suggestions"][0]["id"] == "gizo:clientBsn"


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


def test_the_description_says_what_the_api_does(client: httpx.Client) -> None:
    document = client.get("/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["info"]["version"] == API_VERSION
    assert set(document["info"]["contact"]) == {"name", "url", "email"}
    assert set(document["paths"]) == {
        "/v1/elementen",
        "/v1/elementen/{id}",
        "/v1/elementen/{id}/lineage",
        "/v1/elementen/{id}/mappings",
        "/v1/regels",
        "/v1/regels/{code}",
        "/v1/validaties",
    }
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["operationId"]
            assert "422" not in operation["responses"]
            assert "API-Version" in operation["responses"]["200"]["headers"]
            assert operation["responses"]["200"]["content"]["application/json"]["example"]


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


@pytest.mark.slow
def test_the_examples_in_the_description_look_like_real_answers(real_address: str) -> None:
    def real(path: str, **parameters: str) -> Any:
        return httpx.get(f"{real_address}/v1/elementen{path}", params=parameters, timeout=60).json()

    assert real("", q="bsn", model="gizo")["items"][0] == examples.ELEMENTS["items"][0]
    element = real("/gizo:clientBsn")
    assert {key: element[key] for key in ("definition", "datatype", "certainty", "links")} == {
        key: examples.ELEMENT[key] for key in ("definition", "datatype", "certainty", "links")
    }
    assert set(element) == set(examples.ELEMENT)
    mapping = next(item for item in real("/gizo:clientBsn/mappings")["items"] if item["objectModel"] == "ggm")
    assert shape(mapping) == shape(examples.MAPPINGS["items"][0])
    assert mapping["object"] == examples.MAPPINGS["items"][0]["object"]
    lineage = real("/gizo:clientBsn/lineage", naar="ggm")
    assert set(examples.LINEAGE["links"][0]) <= set(lineage["links"][0])
