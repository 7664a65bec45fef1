"""``/v1/dekking``: counts of which every number leads to the list that it counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest

from kg import names


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def test_the_counts_of_a_small_graph(client: httpx.Client) -> None:
    (row,) = client.get("/v1/dekking", params={"model": "gizo", "naar": "ggm", "domein": "Client"}).json()["items"]
    assert (row["part"], row["total"], row["linked"], row["none"], row["open"]) == ("Client", 1, 0, 0, 1)
    whole = client.get("/v1/dekking", params={"model": "gizo", "naar": "ggm"}).json()["items"][0]
    assert (whole["part"], whole["total"], whole["linked"], whole["broad"]) == (None, 4, 1, 1)
    assert whole["kinds"]["attribute"] == {"total": 1, "linked": 1, "none": 0, "open": 0}


def test_the_filters_leave_what_they_name(client: httpx.Client) -> None:
    body = client.get("/v1/dekking", params={"naar": "gizo"}).json()
    assert {row["target"] for row in body["items"]} == {"gizo"}
    assert body["total"] == len(body["items"]) > 1
    assert client.get("/v1/dekking", params={"model": "zib", "naar": "brp"}).json()["items"] == []


def test_all_faults_are_told_at_once(client: httpx.Client) -> None:
    answer = client.get("/v1/dekking", params={"model": "lwb", "naar": "ijw", "pagina": "2"})
    assert answer.status_code == 400
    assert {fault["location"]["name"] for fault in answer.json()["errors"]} == {"model", "naar", "pagina"}
    unknown = client.get("/v1/dekking", params={"model": "gizo", "domein": "Klant"})
    assert unknown.status_code == 400
    assert "Client" in unknown.json()["detail"]  # it tells which parts there are


def test_the_same_in_other_forms(client: httpx.Client) -> None:
    body = client.get("/v1/dekking").json()
    rows = list(csv.DictReader(io.StringIO(client.get("/v1/dekking?formaat=csv").text)))
    assert [int(row["linked"]) for row in rows] == [row["linked"] for row in body["items"]]
    assert client.get("/v1/dekking", headers={"Accept": "text/csv"}).text.splitlines()[0].startswith("model,part")
    turtle = client.get("/v1/dekking?formaat=ttl")
    graph = ox.Store()
    graph.load(turtle.content, format=ox.RdfFormat.TURTLE)
    observation = ox.NamedNode(names.QB + "Observation")
    assert len(list(graph.quads_for_pattern(None, None, observation))) == body["total"]
    assert client.get("/v1/dekking?formaat=xlsx").content.startswith(b"PK")


@pytest.mark.slow
def test_every_number_leads_to_exactly_that_many_elements(real: httpx.Client) -> None:
    rows = real.get("/v1/dekking").json()["items"]
    wrong = []
    for row in rows:
        for name, count in (("elements", "total"), ("linked", "linked"), ("none", "none"), ("open", "open")):
            found = real.get(f"{row['links'][name]}&limit=1").json()["total"]
            if found != row[count]:
                wrong.append((row["links"][name], row[count], found))
        gaps = real.get(f"{row['links']['gaps']}&limit=1").json()["total"]
        if gaps != row["none"] + row["open"]:
            wrong.append((row["links"]["gaps"], row["none"] + row["open"], gaps))
    assert len(rows) > 100
    assert wrong == []


@pytest.mark.slow
def test_the_numbers_of_a_kind_lead_to_the_elements_of_that_kind(real: httpx.Client) -> None:
    for row in real.get("/v1/dekking", params={"model": "ggm", "domein": "6 Sociaal Domein"}).json()["items"][:4]:
        for kind, counts in row["kinds"].items():
            found = real.get(f"{row['links']['linked']}&soort={kind}&limit=1").json()
            assert found["total"] == counts["linked"]
