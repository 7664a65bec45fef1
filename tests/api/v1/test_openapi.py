"""The API description: it is whole, and the example request of every operation gives its example answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import httpx
import jsonschema_rs
import pytest
from pydantic_core import core_schema

from api.problems import invalid
from api.settings import API_VERSION
from tests.api.v1.described import Operation, differences, example_of, operations

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> Any:
    return client.get("/v1/openapi.json").json()


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def asked(client: httpx.Client, request: httpx.Request) -> httpx.Response:
    target = request.url.raw_path.decode()
    return client.request(request.method, target, content=request.read(), headers=request.headers)


def test_the_description_says_what_it_is(client: httpx.Client, document: Any) -> None:
    info = document["info"]
    assert document["openapi"].startswith("3.1")
    assert info["version"] == API_VERSION
    assert info["contact"]["url"] == f"{client.base_url}/over"
    assert "email" not in info["contact"], "the project has no address, so none is invented"
    assert client.get(info["contact"]["url"], headers={"Accept": "text/html"}).status_code == 200
    used = {tag for operation in operations(document) for tag in operation.said["tags"]}
    assert used == {tag["name"] for tag in document["tags"]}


def test_every_resource_of_the_api_is_described(document: Any) -> None:
    expected = {
        "/modellen", "/modellen/{code}", "/elementen", "/elementen/{id}", "/elementen/{id}/mappings",
        "/elementen/{id}/lineage", "/mappings", "/mappings/{id}", "/mappingsets", "/mappingsets/{naam}",
        "/vergelijkingen", "/dekking", "/hiaten", "/ntb", "/vragen", "/vragen/{naam}", "/vragen/{naam}/antwoord",
        "/regels", "/regels/{code}", "/regels/{code}/elementen", "/berichten", "/berichten/{code}", "/validaties",
    }  # fmt: skip
    assert expected <= set(document["paths"])
    names = [operation.name for operation in operations(document)]
    assert len(names) == len(set(names))


def test_what_the_description_refers_to_is_there(document: Any) -> None:
    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (one for key, one in value.items() if key == "$ref")
            yield from (found for one in value.values() for found in references(one))
        elif isinstance(value, list):
            yield from (found for one in value for found in references(one))

    for reference in set(references(document)):
        place = document
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


@pytest.mark.slow
def test_the_example_request_of_every_operation_gives_its_example_answer(real: httpx.Client) -> None:
    document = real.get("/v1/openapi.json").json()
    wrong: dict[str, list[str]] = {}
    for operation in operations(document):
        answer = asked(real, operation.request())
        if answer.status_code != 200:
            wrong[operation.name] = [f"{answer.status_code}: {answer.text[:300]}"]
        elif not operation.answer:
            wrong[operation.name] = ["er is geen voorbeeld"]
        else:
            faults = _invalid(operation, operation.answer, "het voorbeeld") or differences(
                operation.answer, answer.json()
            )
            if faults or (faults := _invalid(operation, answer.json(), "het antwoord")):
                wrong[operation.name] = faults
    assert wrong == {}


@pytest.mark.slow
def test_the_answer_comes_in_every_form_that_is_described(real: httpx.Client) -> None:
    for operation in operations(real.get("/v1/openapi.json").json()):
        for parameter in operation.parameters:
            if parameter["name"] != "formaat":
                continue
            described = set(operation.said["responses"]["200"]["content"])
            kinds = [parameter["schema"], *parameter["schema"].get("anyOf", ())]
            for form in (choice for kind in kinds for choice in (*kind.get("enum", ()), *_const(kind))):
                answer = asked(real, operation.request(formaat=form))
                assert answer.status_code == 200, (operation.name, form, answer.text[:200])
                assert answer.headers["Content-Type"].partition(";")[0] in described, (operation.name, form)
                assert answer.content


def _const(schema: Any) -> tuple[Any, ...]:
    return (schema["const"],) if "const" in schema else ()


def _invalid(operation: Operation, answer: Any, what: str) -> list[str]:
    validator = jsonschema_rs.validator_for(operation.schema)
    return [f"{what}: {error.instance_path}: {error.message[:150]}" for error in validator.iter_errors(answer)][:5]


def test_the_comparison_with_an_example_can_fail() -> None:
    real: Any = {"total": 3, "items": [{"id": "a", "n": 1}, {"id": "b", "n": 2}], "confidence": 0.9, "none": None}
    assert differences({"total": 2, "items": [{"id": "b"}]}, real) == []
    assert differences(real, real) == []
    wrong: Any
    for wrong in (
        {"total": 4},
        {"total": "3"},
        {"items": [{"id": "c"}]},
        {"items": [{"id": "b"}, {"id": "a"}]},
        {"items": {}},
        {"confidence": 0.8},
        {"none": ""},
        {"other": None},
    ):
        assert differences(wrong, real), wrong


def test_every_operation_tells_of_its_problems_and_versions(document: Any) -> None:
    for operation in operations(document):
        responses = operation.said["responses"]
        assert {"200", "400", "503"} <= set(responses), operation.name
        assert "422" not in responses
        assert "404" in responses or "{" not in operation.path, operation.name
        for status, response in responses.items():
            assert "API-Version" in response["headers"]
            if status != "200":
                assert set(response["content"]) == {PROBLEM}
                assert response["content"][PROBLEM]["example"]["status"] == int(status)


def test_every_parameter_is_explained_with_an_example(document: Any) -> None:
    for operation in operations(document):
        for parameter in operation.parameters:
            assert len(parameter["description"]) > 8, (operation.name, parameter["name"])
            assert example_of(parameter) is not None, (operation.name, parameter["name"])


def test_every_operation_lists_all_faults_of_a_request(client: httpx.Client, document: Any) -> None:
    for operation in operations(document):
        request = operation.request(taal="de", onbekend="x", nogIets="y")
        answer = asked(client, request)
        if answer.status_code == 404:
            continue  # the example is not in the small graph
        assert answer.status_code == 400, operation.name
        assert answer.headers["Content-Type"] == PROBLEM
        named = {fault["location"]["name"] for fault in answer.json()["errors"]}
        assert {"taal", "onbekend", "nogIets"} <= named, operation.name


@pytest.mark.parametrize("kind", get_args(core_schema.ErrorType))
def test_no_fault_of_a_parameter_is_told_in_english(kind: str) -> None:
    english = "Input should be something else"
    context = dict.fromkeys(("ge", "gt", "le", "lt", "expected", "max_length", "min_length"), "5") | {
        "error": "mag niet"
    }
    found = invalid([{"type": kind, "loc": ("query", "page"), "msg": english, "ctx": context}])
    words = found.detail.removeprefix("parameter 'page' ")
    assert words.split()[0] in {"ontbreekt", "is", "bevat", "heeft", "kan", "mag"}, found.detail
    assert english not in found.detail
    assert "{" not in words


def test_a_fault_of_the_framework_of_tomorrow_is_told_in_dutch_too() -> None:
    found = invalid([{"type": "new_in_pydantic_3", "loc": ("query", "page"), "msg": "Input should be blue"}])
    assert "blue" not in found.detail
    assert found.detail.startswith("parameter 'page' kan zo niet")
