"""The Spectral ruleset: the API description meets it, and every rule in it refuses what it is there to refuse."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import yaml

from tools.api_lint import RULESET, lint
from tools.frontend import NotBuilt

Json = Any
OURS = tuple(
    rule for rule in yaml.safe_load(RULESET.read_text(encoding="utf-8"))["rules"] if rule.startswith(("/", "gizo"))
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def run() -> Callable[[list[Json]], list[set[str]]]:
    """Lints documents and gives the rules that each breaks; skips where Spectral cannot be installed."""

    def linted(documents: list[Json]) -> list[set[str]]:
        try:
            return [{str(finding) for finding in found} for found in lint(documents)]
        except NotBuilt as error:
            if os.environ.get("CI"):
                pytest.fail(f"in CI moet deze test draaien: {error}")
            pytest.skip(str(error))

    return linted


def test_the_description_meets_every_rule(client: httpx.Client, run: Callable[[list[Json]], list[set[str]]]) -> None:
    (found,) = run([client.get("/v1/openapi.json").json()])
    assert found == set()


def sound() -> Json:
    """A small description that meets every rule."""
    header = {"API-Version": {"schema": {"type": "string"}}}
    problem: Json = {
        "type": "object",
        "required": ["status", "title", "detail"],
        "properties": {"status": {"type": "integer"}},
    }
    problem["properties"] |= {"title": {"type": "string"}, "detail": {"type": "string"}}
    thing = {"type": "object", "properties": {"naam": {"type": "string"}, "date": {"type": "string", "format": "date"}}}
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    wrong = {"description": "Fout", "headers": header, "content": {"application/problem+json": reference}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}, "example": {"naam": "a"}}}
    parameter = {"name": "minConfidence", "in": "query", "description": "Minimum.", "schema": {"type": "number"}}
    operation = {
        "summary": "Alle dingen",
        "description": "Geef alle dingen die er zijn.",
        "operationId": "toonDingen",
        "tags": ["dingen"],
        "parameters": [{**parameter, "example": 0.5}],
        "responses": {"200": {"description": "Gelukt", "headers": header, "content": content}, "400": wrong},
    }
    body = {"description": "Een ding", "content": {"text/plain": {"schema": {"type": "string"}, "example": "x"}}}
    made = {**copy.deepcopy(operation), "operationId": "maakDing", "requestBody": body}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dingen",
            "version": "1.0.0",
            "description": "Alle dingen.",
            "contact": {"name": "Beheer", "url": "https://dingen.nl/over"},
        },
        "servers": [{"url": "/v1"}],
        "tags": [{"name": "dingen", "description": "Dingen."}],
        "paths": {"/grote-dingen/{id}/delen": {"get": operation, "post": made}},
        "components": {"schemas": {"Problem": problem, "Thing": thing}},
    }


def _id(document: Json) -> Json:
    """Describe the parameter in the path as well."""
    one = {"name": "id", "in": "path", "required": True, "description": "Het ding.", "schema": {"type": "string"}}
    for operation in next(iter(document["paths"].values())).values():
        operation["parameters"].append({**one, "example": "a"})
    return document


def moved(path: str) -> Callable[[Json], None]:
    """Give the resource another path."""

    def change(document: Json) -> None:
        document["paths"] = {path: next(iter(document["paths"].values()))}

    return change


def at(*steps: str | int) -> Callable[..., Callable[[Json], None]]:
    """Put something else at a place in the document; ``...`` takes away what is there."""

    def put(value: Any) -> Callable[[Json], None]:
        def change(document: Json) -> None:
            place = document
            for step in steps[:-1]:
                place = place[step]
            if value is ...:
                del place[steps[-1]]
            else:
                place[steps[-1]] = value

        return change

    return put


GET = ("paths", "/grote-dingen/{id}/delen", "get")
POST = (*GET[:2], "post")
THING = ("components", "schemas", "Thing", "properties")

BROKEN: dict[str, list[Callable[[Json], None]]] = {
    "/core/no-trailing-slash": [moved("/grote-dingen/{id}/")],
    "/core/path-segments-kebab-case": [
        moved("/groteDingen/{id}"), moved("/grote_dingen/{id}"), moved("/dingen.json/{id}"), moved("/dingen-/{id}"),
        moved("/schèmas/{id}"),
    ],
    "/core/query-keys-camel-case": [
        at(*GET, "parameters", 0, "name")(name) for name in ("min-confidence", "min_confidence", "MinConfidence", "2e")
    ],
    "/core/date-time/format": [
        at(*THING, "date")({"type": "string"}),
        at(*THING, "date")({"anyOf": [{"type": "string"}, {"type": "null"}]}),
        at(*THING, "ingangsdatum")({"type": "string"}),
        at(*THING, "mappingDate")({"type": "integer"}),
    ],
    "/core/date-time/date-omit-time-portion": [at(*THING, "date", "format")("date-time")],
    "/core/http-methods": [at(*GET[:2], "head")({"responses": {}}), at(*GET[:2], "trace")({"responses": {}})],
    "/core/error-handling/problem-details": [
        at(*GET, "responses", "400", "content")({"application/json": {"schema": {"type": "object"}}}),
        at(*GET, "responses", "500")({"description": "Fout"}),
        at("components", "schemas", "Problem", "required")(["status", "title"]),
    ],
    "/core/error-handling/invalid-input": [
        at(*GET, "responses", "400")(...),
        at(*POST, "responses", "422")({"description": "Fout"}),
    ],
    "/core/doc-openapi": [at("openapi")("2.0"), at("paths")({}), at("paths")(...)],
    "/core/doc-openapi-contact": [
        at("info", "contact")(...),
        at("info", "contact")({"name": "Beheer"}),
        at("info", "contact", "email")("beheer@dingen.example"),
        at("info", "contact", "url")("https://dingen.example/over"),
    ],
    "/core/uri-version": [
        at("servers")([{"url": "/"}]), at("servers")([{"url": "/v1.2"}]), at("servers")(...), at("servers")([]),
    ],
    "/core/semver": [at("info", "version")(version) for version in ("1.0", "v1.0.0", "2026-11-22")],
    "/core/version-header": [
        at(*GET, "responses", "200", "headers")({}),
        at(*GET, "responses", "400", "headers")(...),
    ],
    "gizo-explained": [
        at(*GET, "summary")(...), at(*GET, "description")("Kort."), at(*GET, "operationId")("toon_dingen"),
        at(*GET, "tags")([]),
    ],
    "gizo-example-request": [at(*GET, "parameters", 0, "example")(...), at(*GET, "parameters", 0, "description")(...)],
    "gizo-example-body": [at(*POST, "requestBody", "content", "text/plain", "example")(...)],
    "gizo-example-response": [
        at(*GET, "responses", "200", "content", "application/json", "example")(...),
        at(*GET, "responses", "200", "content")({"text/csv": {"schema": {"type": "string"}}}),
    ],
    "gizo-keys-camel-case": [at(*THING, "mapping_date")({"type": "string"}), at(*THING, "Naam")({"type": "string"})],
    "gizo-schema-names": [at("components", "schemas", "api__v1__Ding")({"type": "object"})],
}  # fmt: skip
"""For every rule of ours, what breaks it."""


def test_every_rule_has_a_document_that_breaks_it() -> None:
    assert set(BROKEN) == set(OURS)


def test_every_rule_refuses_what_breaks_it(run: Callable[[list[Json]], list[set[str]]]) -> None:
    cases = [(rule, change) for rule, changes in BROKEN.items() for change in changes]
    documents = [_id(sound())]
    for _, change in cases:
        document = _id(sound())
        change(document)
        documents.append(document)
    whole, *found = run(documents)
    assert whole == set()
    missed = [
        (number, rule, findings)
        for number, ((rule, _), findings) in enumerate(zip(cases, found, strict=True))
        if not any(finding.startswith(f"{rule} ") for finding in findings)
    ]
    assert missed == []
