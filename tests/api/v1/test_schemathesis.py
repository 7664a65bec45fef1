"""Sends what the API description allows, and what it does not, to every operation, and looks at what comes back.

Checked of each answer: no server error, a status and a content type that the description names, a body that meets
its schema, and no success for a request that breaks the description.
"""

from __future__ import annotations

import copy
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.slow

CASES = 6
"""Requests of each kind for each operation: enough to meet every parameter, in a minute for all."""
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
)


@pytest.fixture(scope="module")
def document(real_address: str) -> Any:
    return httpx.get(f"{real_address}/v1/openapi.json", timeout=60).json()


def test_every_operation_keeps_to_its_description(real_address: str, document: Any) -> None:
    assert faults(real_address, document) == []


def test_an_answer_that_is_not_described_is_a_fault(real_address: str, document: Any) -> None:
    path = "/modellen/{code}"
    one = copy.deepcopy({**document, "paths": {path: document["paths"][path]}})
    del one["paths"][path]["get"]["responses"]["404"]
    assert "404" in " ".join(faults(real_address, one))
    loose = copy.deepcopy({**document, "paths": {path: document["paths"][path]}})
    loose["components"]["schemas"]["ModelOut"]["properties"]["counts"] = {"type": "string"}
    assert "counts" in " ".join(faults(real_address, loose))


def faults(address: str, document: Any) -> list[str]:
    """Try every operation of a description, with requests that fit it and requests that do not."""
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=f"{address}/v1")
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    found = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    assert len(found) == sum(map(len, document["paths"].values()))
    return [fault for operation in found for mode in modes for fault in _tried(operation, mode)]


def _tried(operation: Any, mode: GenerationMode) -> list[str]:
    found: list[str] = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=CASES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def attempt(case: Any) -> None:
        response = case.call(timeout=30)
        try:
            case.validate_response(response, checks=CHECKS)
        except (Failure, FailureGroup) as error:  # all that is wrong is told at once
            told = error.exceptions if isinstance(error, FailureGroup) else (error,)
            found.extend(f"{operation.label} ({mode.name}): {one}" for one in told)

    attempt()
    return found[:2]
