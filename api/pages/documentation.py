"""The documentation of the API for people, made from the same OpenAPI document that programs read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request, Response

from api.rendering import page
from api.v1 import openapi
from api.v1.examples.problems import PROBLEM

router = APIRouter(include_in_schema=False)

PATH = "/api"
_LONGEST = 1500
"""Characters of an example on the page; the rest is one click away."""


@dataclass(frozen=True)
class Parameter:
    """A parameter of an operation, as a person reads it."""

    name: str
    about: str
    required: bool
    choices: tuple[str, ...]
    least: str
    most: str
    default: str
    example: str


@dataclass(frozen=True)
class Operation:
    """What can be done at an address.

    Attributes:
        id: its name in the document, unique.
        method: HTTP method.
        path: its path, with the names of its parameters in it.
        summary: what it gives, in a few words.
        about: the same in full.
        parameters: what it takes.
        example: address of the example request; empty when that cannot be opened by following a link.
        body: what the example request sends; empty for a GET.
        answer: the beginning of the example answer.
        forms: media types of the answer.
        problems: what may go wrong: status and what it says.
    """

    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...]
    example: str
    body: str
    answer: str
    forms: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]


@router.get(PATH)
def documentation(request: Request) -> Response:
    """Show every operation with its parameters and an example to open."""
    document = openapi.document(request.app, request.state.graph.settings, str(request.base_url))
    return page(
        request,
        "documentation.html",
        groups=[(tag, _operations(document, tag["name"])) for tag in document["tags"]],
        info=document["info"],
        problem=_shown(PROBLEM),
    )


def _operations(document: dict[str, Any], tag: str) -> list[Operation]:
    base = document["servers"][0]["url"]
    return [
        _operation(base, path, method, found)
        for path, item in document["paths"].items()
        for method, found in item.items()
        if tag in found["tags"]
    ]


def _operation(base: str, path: str, method: str, found: dict[str, Any]) -> Operation:
    responses = found["responses"]
    content = responses["200"].get("content", {})
    body = found.get("requestBody", {}).get("content", {})
    return Operation(
        id=found["operationId"],
        method=method.upper(),
        path=base + path,
        summary=found["summary"],
        about=found.get("description", ""),
        parameters=tuple(_parameter(one) for one in found.get("parameters", ())),
        example=example_address(base + path, found) if method == "get" else "",
        body=next((str(one["example"])[:_LONGEST] for one in body.values() if "example" in one), ""),
        answer=next((_shown(one["example"]) for one in content.values() if "example" in one), ""),
        forms=tuple(content),
        problems=tuple((status, one["description"]) for status, one in responses.items() if status != "200"),
    )


def example_address(path: str, operation: dict[str, Any]) -> str:
    """Give the address of the example request: every parameter with its example filled in.

    >>> code = {"name": "code", "in": "path", "example": "zib"}
    >>> example_address("/v1/modellen/{code}", {"parameters": [code, {"name": "taal", "in": "query"}]})
    '/v1/modellen/zib'
    """
    query: dict[str, Any] = {}
    for parameter in operation.get("parameters", ()):
        example = _example(parameter)
        usual = ("json", parameter.get("schema", {}).get("default"))
        if example is None or (parameter["in"] == "query" and example in usual):
            continue
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(example), safe="/:"))
        elif isinstance(example, dict):
            query |= example
        else:
            query[parameter["name"]] = str(example).lower() if isinstance(example, bool) else example
    return path + (f"?{urlencode(query, safe='/:', doseq=True)}" if query else "")


def _example(parameter: dict[str, Any]) -> Any:
    named = [one["value"] for one in parameter.get("examples", {}).values()]
    return parameter.get("example", named[0] if named else None)


def _parameter(found: dict[str, Any]) -> Parameter:
    schema = found.get("schema", {})
    kinds = [schema, *schema.get("anyOf", ())]

    def said(key: str) -> str:
        return next((str(one[key]) for one in kinds if one.get(key) is not None), "")

    example = _example(found)
    return Parameter(
        name=found["name"],
        about=found.get("description", ""),
        required=found.get("required", False),
        choices=tuple(str(choice) for one in kinds for choice in (*one.get("enum", ()), *_const(one))),
        least=said("minimum"),
        most=said("maximum"),
        default=said("default"),
        example=_in_words(example),
    )


def _in_words(example: Any) -> str:
    if isinstance(example, dict):
        return urlencode(example, safe="/:")
    return ", ".join(map(str, example)) if isinstance(example, list) else "" if example is None else str(example)


def _const(schema: dict[str, Any]) -> tuple[Any, ...]:
    return (schema["const"],) if "const" in schema else ()


def _shown(example: Any) -> str:
    """Write an example to read: indented, and cut at the end of a line when it is long."""
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False, indent=2)
    if len(text) <= _LONGEST:
        return text
    return text[: text.rfind("\n", 0, _LONGEST)] + "\n…"
