"""Reads the API description as a client would: which operations there are, and the example request of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

Json = Any

_MOVES = ("source", "bytes")
"""Keys whose value says where something stands or how large it is; only its type is part of the example."""


@dataclass(frozen=True)
class Operation:
    """An operation of the description, with its whole document for what it refers to."""

    document: Json
    method: str
    path: str
    said: Json

    @property
    def name(self) -> str:
        """Its operationId."""
        return str(self.said["operationId"])

    @property
    def parameters(self) -> list[Json]:
        """What it takes."""
        return list(self.said.get("parameters", ()))

    def request(self, **query: str) -> httpx.Request:
        """Give the example request, perhaps with other query parameters."""
        path = self.document["servers"][0]["url"] + self.path
        given: dict[str, str] = {}
        for parameter in self.parameters:
            example = example_of(parameter)
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", quote(str(example), safe="/:"))
            elif isinstance(example, dict):
                given |= example
            elif isinstance(example, list):
                given[parameter["name"]] = example  # type: ignore[assignment]
            elif example is not None:
                given[parameter["name"]] = str(example).lower() if isinstance(example, bool) else str(example)
        for media_type, content in self.said.get("requestBody", {}).get("content", {}).items():
            if "example" in content:
                body, headers = str(content["example"]).encode(), {"Content-Type": media_type}
                return httpx.Request(
                    self.method, f"http://x{path}", params=given | query, content=body, headers=headers
                )
        return httpx.Request(self.method, f"http://x{path}", params=given | query)

    @property
    def answer(self) -> Json:
        """The example answer."""
        return self.said["responses"]["200"]["content"]["application/json"].get("example")

    @property
    def schema(self) -> Json:
        """The schema of the answer in JSON, with what it refers to."""
        schema = self.said["responses"]["200"]["content"]["application/json"].get("schema", {})
        return {**schema, "components": self.document["components"]}


def operations(document: Json) -> Iterator[Operation]:
    """Give all operations."""
    for path, item in document["paths"].items():
        for method, said in item.items():
            yield Operation(document, method.upper(), path, said)


def example_of(parameter: Json) -> Any:
    """Give the example of a parameter; None when it has none."""
    named = [one["value"] for one in parameter.get("examples", {}).values()]
    return parameter.get("example", named[0] if named else None)


def differences(example: Json, real: Json, place: str = "", key: str = "") -> list[str]:
    """Say where an answer is not what its example promises.

    The example shows less than there is and the graph grows: what is in the example must be in the answer. A list
    holds at least the items of its example, in that order; a whole number may be larger, all else is the same.
    """
    if isinstance(example, bool) or example is None or isinstance(example, float | str):
        same = type(example) is type(real) if key in _MOVES else example == real
        return [] if same else [f"{place}: {example!r} is {real!r}"]
    if isinstance(example, int):
        fine = isinstance(real, int) and (real >= example or key in _MOVES)
        return [] if fine else [f"{place}: {example!r} is {real!r}"]
    if isinstance(example, dict) and isinstance(real, dict):
        missing = [f"{place}.{name}: ontbreekt" for name in example if name not in real]
        shared = [name for name in example if name in real]
        return missing + [
            fault for name in shared for fault in differences(example[name], real[name], f"{place}.{name}", name)
        ]
    if isinstance(example, list) and isinstance(real, list):
        return _in_order(example, real, place)
    return [f"{place}: {type(example).__name__} is {type(real).__name__}"]


def _in_order(example: list[Json], real: list[Json], place: str) -> list[str]:
    start = 0
    for number, wanted in enumerate(example):
        found = next((at for at in range(start, len(real)) if not differences(wanted, real[at])), None)
        if found is None:
            nearest = min((differences(wanted, one, f"{place}[{number}]") for one in real[start:]), key=len, default=[])
            return nearest[:5] or [f"{place}[{number}]: staat er niet"]
        start = found + 1
    return []
