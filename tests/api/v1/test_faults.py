"""What is wrong with a request is told at once, whoever finds it: the framework, or the graph."""

from __future__ import annotations

import httpx
import pytest

from api.problems import Problem
from api.room import Room

BOTH = [
    ("elementen", "page=0&domein=Onzin", {"page", "domein"}),
    ("hiaten", "limit=0&domein=Onzin&anders=1", {"limit", "domein", "anders"}),
    ("dekking", "model=x&domein=Onzin", {"model", "domein"}),
    ("ntb", "status=x&domein=Onzin", {"status", "domein"}),
    ("mappings", "van=x&set=y&element=nergens", {"van", "set", "element"}),
    ("vergelijkingen", "afgeleid=misschien&links=nergens&rechts=evenmin", {"afgeleid", "links", "rechts"}),
]
PAGE_OF = {"elementen": "zoeken", "vergelijkingen": "vergelijken"}


def told(answer: httpx.Response) -> set[str]:
    assert answer.status_code == 400
    return {fault["location"]["name"] for fault in answer.json()["errors"]}


@pytest.mark.parametrize(("resource", "query", "faults"), BOTH)
def test_the_framework_and_the_graph_tell_their_faults_together(
    client: httpx.Client, resource: str, query: str, faults: set[str]
) -> None:
    assert told(client.get(f"/v1/{resource}?{query}")) == faults
    page = client.get(f"/{PAGE_OF.get(resource, resource)}?{query}", headers={"Accept": "application/json"})
    assert told(page) == faults - {"anders"}


@pytest.mark.parametrize(
    "address", ["/v1/elementen?page=1&page=2", "/v1/mappings?van=gizo&van=ggm", "/hiaten?status=open&status=open"]
)
def test_one_value_given_twice_is_a_fault(client: httpx.Client, address: str) -> None:
    answer = client.get(address)
    assert [fault["code"] for fault in answer.json()["errors"]] == ["duplicate"]
    assert told(answer) <= {"page", "van", "status"}


def test_a_filter_that_takes_several_values_takes_them(client: httpx.Client) -> None:
    assert client.get("/v1/elementen?model=gizo&model=ggm").status_code == 200


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("POST", "/v1/elementen/gizo:Client", "GET, HEAD"),
        ("PUT", "/valideren", "GET, HEAD, POST"),
        ("GET", "/v1/validaties", "POST"),
        ("DELETE", "/static/site.css", "GET, HEAD"),
    ],
)
def test_a_refused_method_hears_all_that_are_allowed(
    client: httpx.Client, method: str, address: str, allowed: str
) -> None:
    answer = client.request(method, address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


def test_who_asks_for_one_file_too_many_hears_when_to_come_back() -> None:
    room = Room(at_once=2, waiting=0)
    with room.place():
        with room.place(), pytest.raises(Problem, match="bestanden") as refused, room.place():
            pass
        assert (refused.value.status, refused.value.headers) == (503, {"Retry-After": "5"})
        with room.place():  # there is room again
            pass
