"""The NLGov REST API Design Rules that no linter can see, tested over HTTP; and docs/api.md tells of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from api.settings import API_VERSION
from kg.questions.catalogue import questions
from tests.api.v1.described import operations
from tools.api_lint import RULESET

DOCUMENTATION = Path(__file__).resolve().parents[3] / "docs" / "api.md"
PROBLEM = "application/problem+json"
BSN = "/v1/elementen/gizo:clientBsn"
NOUNS = {
    "modellen", "elementen", "mappings", "lineage", "mappingsets", "vergelijkingen", "dekking", "hiaten", "ntb",
    "berichten", "regels", "validaties", "vragen", "antwoord",
}  # fmt: skip
SINGULAR = {"dekking", "ntb", "lineage", "antwoord"}
"""Resources that are one thing, not a collection: an overview, or what belongs to the thing before it."""
TERMS = {
    "q", "page", "limit", "sort", "predicate", "justification", "minConfidence", "maxConfidence", "status", "set",
    "derived", "negated",
}  # fmt: skip
"""Query parameters that are terms of a standard or of every API; all others are Dutch."""
DUTCH = {
    "taal", "formaat", "model", "soort", "domein", "naar", "van", "voor", "bericht", "type", "across", "vandaag",
    "parameters", "links", "rechts", "gezocht", "richting", "afgeleid", "onderdeel", "element", "regel", "toon",
    "relaties", "alles", "ruimer", "zegt",
}  # fmt: skip

Check = Callable[[httpx.Client], None]
CHECKS: dict[str, Check] = {}


def rule(name: str) -> Callable[[Check], Check]:
    """Say which rule a check is for."""

    def named(check: Check) -> Check:
        CHECKS[name] = check
        return check

    return named


def described(client: httpx.Client) -> Any:
    return client.get("/v1/openapi.json").json()


def segments(client: httpx.Client) -> set[str]:
    found = {step for path in described(client)["paths"] for step in path.split("/")}
    return {step for step in found if step and not step.startswith("{")}


@rule("/core/naming-resources")
def resources_are_nouns(client: httpx.Client) -> None:
    assert segments(client) == NOUNS


@rule("/core/naming-collections")
def collections_are_plural(client: httpx.Client) -> None:
    assert {one for one in segments(client) if not one.endswith(("en", "s"))} <= SINGULAR
    for collection in segments(client) - SINGULAR - {"validaties", "vergelijkingen"}:
        answer = client.get(f"/v1/{collection}", params={"limit": 1} if collection == "elementen" else {})
        assert isinstance(answer.json()["items"], list), collection


@rule("/core/interface-language")
def names_are_dutch(client: httpx.Client) -> None:
    named = {parameter["name"] for operation in operations(described(client)) for parameter in operation.parameters}
    in_path = {"id", "code", "naam"}
    assert named - in_path - TERMS - DUTCH == set()


@rule("/core/no-trailing-slash")
def a_slash_at_the_end_is_not_found(client: httpx.Client) -> None:
    for operation in operations(described(client)):
        path = f"/v1{operation.path}/".replace("{id}", "gizo:clientBsn").replace("{code}", "JW301")
        answer = client.request(operation.method, path.replace("{naam}", "valse-vrienden"))
        assert answer.status_code == 404, path
        assert answer.headers["Content-Type"] == PROBLEM


@rule("/core/query-keys-camel-case")
def parameters_of_questions_are_in_camel_case(client: httpx.Client) -> None:
    names = {parameter["name"] for one in client.get("/v1/vragen").json()["items"] for parameter in one["parameters"]}
    assert names == {parameter.name for one in questions() for parameter in one.params}
    assert all(re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", name) for name in names)
    assert not names & {"taal", "formaat"}, "what every address takes is no name for a parameter of a question"


@rule("/core/hide-implementation")
def nothing_of_the_inside_is_shown(client: httpx.Client) -> None:
    for path in (BSN, "/v1/bestaat-niet", "/v1/vragen/x/antwoord", "/v1/elementen?page=0"):
        answer = client.get(path)
        assert not {"server", "x-powered-by"} & {name.lower() for name in answer.headers}
        assert not re.search(r"Traceback|\.py|pydantic|starlette|pyoxigraph", answer.text, re.IGNORECASE)


@rule("/core/date-time/timezone")
def there_are_no_moments(client: httpx.Client) -> None:
    assert '"date-time"' not in client.get("/v1/openapi.json").text


@rule("/core/http-methods")
def another_method_is_refused_with_those_that_are_allowed(client: httpx.Client) -> None:
    for path, allowed in (("/v1/modellen", "GET"), (BSN, "GET"), ("/v1/validaties", "POST"), ("/v1/vragen", "GET")):
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - {allowed}:
            answer = client.request(method, path)
            assert (answer.status_code, answer.headers["Content-Type"]) == (405, PROBLEM), (method, path)
            assert allowed in answer.headers["Allow"]


@rule("/core/http-safety")
def reading_twice_gives_the_same(client: httpx.Client) -> None:
    for operation in operations(described(client)):
        if operation.method == "GET" and "{" not in operation.path:
            first, second = (client.get(f"/v1{operation.path}") for _ in range(2))
            assert (first.status_code, first.content) == (second.status_code, second.content), operation.path
            assert first.headers["Graph-Version"] == second.headers["Graph-Version"]
    assert client.head(BSN).headers["Content-Type"] == "application/json"


@rule("/core/http-response-code")
def a_status_says_what_happened(client: httpx.Client) -> None:
    body = {"content": b"x", "headers": {"Content-Type": "text/plain"}}
    asked = {
        200: client.get(BSN),
        304: client.get(BSN, headers={"If-None-Match": client.get(BSN).headers["ETag"]}),
        400: client.get("/v1/elementen", params={"page": "x"}),
        404: client.get("/v1/elementen/gizo:bestaatNiet"),
        405: client.delete("/v1/elementen"),
        406: client.get("/v1/modellen", headers={"Accept": "image/png"}),
        415: client.post("/v1/validaties", **body),  # type: ignore[arg-type]
    }
    assert {status: answer.status_code for status, answer in asked.items()} == {status: status for status in asked}


@rule("/core/stateless")
def no_cookie_is_set(client: httpx.Client) -> None:
    for path in ("/", BSN, "/v1/modellen?taal=en", "/v1/openapi.json"):
        assert "set-cookie" not in client.get(path).headers
    assert (
        client.get("/v1/modellen?taal=en").text != client.get("/v1/modellen").text or client.cookies == httpx.Cookies()
    )


@rule("/core/nested-child")
def what_belongs_to_a_thing_is_below_it(client: httpx.Client) -> None:
    for path in (
        f"{BSN}/mappings",
        f"{BSN}/lineage",
        "/v1/regels/CS002/elementen",
        "/v1/vragen/valse-vrienden/antwoord",
    ):
        assert client.get(path).status_code == 200, path
        assert client.get(path.rpartition("/")[0]).status_code == 200


@rule("/core/resource-operations")
def the_only_operation_makes_a_resource(client: httpx.Client) -> None:
    others = {(one.method, one.path) for one in operations(described(client)) if one.method != "GET"}
    assert others == {("POST", "/validaties")}


@rule("/core/error-handling/problem-details")
def every_error_is_a_problem(client: httpx.Client) -> None:
    people = {"Accept": "text/html"}
    for answer in (
        client.get("/v1/bestaat-niet", headers=people),
        client.get("/v1/elementen?page=0", headers=people),
        client.get("/v1/modellen/x", headers=people),
        client.get("/v1/berichten/x"),
        client.get("/v1/vragen/x"),
        client.get("/v1/vragen/x/antwoord"),
        client.get("/v1/regels/x"),
        client.get("/v1/modellen?formaat=json", headers={"Accept": "text/html"}, params={"formaat": "pdf"}),
        client.patch("/v1/modellen"),
        client.post("/v1/validaties", content=b"<a>", headers={"Content-Type": "application/xml"}),
    ):
        body = answer.json()
        assert answer.headers["Content-Type"] == PROBLEM
        assert body["status"] == answer.status_code >= 400
        assert body["title"]
        assert body["detail"]
        assert answer.headers["Cache-Control"] == "no-store"


@rule("/core/error-handling/invalid-input")
def what_is_wrong_with_a_request_is_400(client: httpx.Client) -> None:
    for path in ("elementen?limit=x", "modellen?taal=de", "berichten?model=ggm", "regels?status=y", "vragen?voor=z"):
        assert client.get(f"/v1/{path}").status_code == 400, path


@rule("/core/error-handling/all-errors")
def all_faults_come_at_once(client: httpx.Client) -> None:
    wrong = {"taal": "de", "formaat": "pdf", "bericht": "301", "status": "y", "type": "z", "anders": "1"}
    body = client.get("/v1/regels", params=wrong).json()
    assert {fault["location"]["name"] for fault in body["errors"]} == set(wrong)
    missing = client.get("/v1/vragen/element-in-berichten/antwoord?taal=de&elemnt=x").json()
    assert {fault["location"]["name"] for fault in missing["errors"]} == {"taal", "elemnt", "element"}


@rule("/core/doc-openapi-contact")
def who_answers_can_be_reached(client: httpx.Client) -> None:
    contact = described(client)["info"]["contact"]
    assert client.get(contact["url"], headers={"Accept": "text/html"}).status_code == 200


@rule("/core/doc-language")
def the_description_is_dutch(client: httpx.Client) -> None:
    for operation in operations(described(client)):
        words = set(f"{operation.said['summary']} {operation.said['description']}".lower().split())
        assert not words & {"the", "of the", "returns", "list", "gets", "successful"}, operation.name
        assert words & {"de", "het", "een", "van", "en", "met", "alle", "in", "of"}, operation.name


@rule("/core/publish-openapi")
def the_description_can_be_read_from_anywhere(client: httpx.Client) -> None:
    answer = client.get("/v1/openapi.json", headers={"Origin": "https://elders.nl"})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@rule("/core/uri-version")
def the_major_number_is_in_the_address(client: httpx.Client) -> None:
    document = described(client)
    (server,) = document["servers"]
    assert server["url"] == f"/v{document['info']['version'].partition('.')[0]}"


@rule("/core/changelog")
def this_version_is_in_the_changelog(client: httpx.Client) -> None:
    changes = DOCUMENTATION.read_text(encoding="utf-8").partition("## Changes")[2]
    assert f"| {described(client)['info']['version']} |" in changes


@rule("/core/version-header")
def every_response_tells_its_version(client: httpx.Client) -> None:
    tag = client.get(BSN).headers["ETag"]
    for answer in (
        client.get(BSN),
        client.get(BSN, headers={"If-None-Match": tag}),
        client.get("/v1/bestaat-niet"),
        client.delete(BSN),
        client.options(BSN, headers={"Origin": "https://a.nl", "Access-Control-Request-Method": "GET"}),
        client.get("/v1/openapi.json"),
    ):
        assert answer.headers["API-Version"] == API_VERSION


@rule("/core/transport/no-sensitive-uris")
def a_message_goes_in_the_body_and_is_not_kept(client: httpx.Client) -> None:
    document = described(client)
    assert "requestBody" in document["paths"]["/validaties"]["post"]
    names = {parameter["name"].lower() for one in operations(document) for parameter in one.parameters}
    assert not {name for name in names if re.search("bsn|naam$|wachtwoord|token|sleutel|bericht_?xml", name)} - {"naam"}


@rule("/core/transport/security-headers")
def browsers_are_told_to_be_careful(client: httpx.Client) -> None:
    for path in (BSN, "/v1/bestaat-niet", "/v1/openapi.json", "/v1/modellen?formaat=csv"):
        headers = client.get(path).headers
        assert {"default-src 'none'", "frame-ancestors 'none'"} <= set(headers["Content-Security-Policy"].split("; "))
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"]
        assert headers["Cache-Control"] in ("no-cache", "no-store")
        assert headers["Content-Type"]


@rule("/core/transport/cors")
def any_origin_may_read(client: httpx.Client) -> None:
    asked = {"Origin": "https://elders.nl"}
    answer = client.get(BSN, headers=asked)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    exposed = {name.strip() for name in answer.headers["Access-Control-Expose-Headers"].split(",")}
    assert {"API-Version", "ETag", "Link"} <= exposed
    before = client.options("/v1/validaties", headers={**asked, "Access-Control-Request-Method": "POST"})
    assert "POST" in before.headers["Access-Control-Allow-Methods"]
    refused = client.options(BSN, headers={**asked, "Access-Control-Request-Method": "DELETE"})
    assert refused.status_code == 400


@pytest.mark.parametrize("name", CHECKS)
def test_rule(client: httpx.Client, name: str) -> None:
    CHECKS[name](client)


def test_the_documentation_the_ruleset_and_the_tests_name_the_same_rules() -> None:
    rows = re.findall(
        r"^\| `(/core/[^`]+)` \| (.+) \| (.+) \|$", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {name: by for name, _, by in rows}
    assert len(told) == len(rows)
    linted = {
        name for name in yaml.safe_load(RULESET.read_text(encoding="utf-8"))["rules"] if name.startswith("/core/")
    }
    assert {name for name, by in told.items() if "Spectral" in by} == linted
    assert {name for name, by in told.items() if "HTTP" in by} == set(CHECKS)
    assert set(told.values()) <= {
        "Spectral",
        "HTTP",
        "Spectral, HTTP",
        "operator",
        "not yet",
        "not applicable",
    }
