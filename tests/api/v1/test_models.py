"""``/v1/modellen`` and the pages about models."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest

from kg import names

PEOPLE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def test_every_model_with_elements_is_listed_in_the_usual_order(client: httpx.Client) -> None:
    body = client.get("/v1/modellen").json()
    assert [item["code"] for item in body["items"]] == ["gizo", "ggm", "ijw", "codelijsten"]
    assert body["total"] == 4
    assert {item["code"]: item["elements"] for item in body["items"]} == {
        "gizo": 4,
        "ggm": 3,
        "ijw": 3,
        "codelijsten": 2,
    }


def test_a_graph_without_a_catalog_has_models_without_releases(client: httpx.Client) -> None:
    body = client.get("/v1/modellen/ggm").json()
    assert (body["releases"], body["licence"], body["publishers"]) == ([], None, [])
    assert body["counts"] == {"class": 2, "attribute": 1}
    page = client.get("/modellen/ggm", headers=PEOPLE)
    assert "Deze graaf heeft geen catalogus" in page.text


def test_a_code_is_found_in_any_case_and_an_unknown_one_tells_which_there_are(client: httpx.Client) -> None:
    assert client.get("/v1/modellen/GGM").json()["code"] == "ggm"
    answer = client.get("/v1/modellen/gmm")
    assert answer.status_code == 404
    assert "gizo, ggm, ijw" in answer.json()["detail"]
    assert client.get("/modellen/gmm", headers=PEOPLE).status_code == 404


def test_the_page_gives_the_same_json_as_the_resource(client: httpx.Client) -> None:
    for path in ("/modellen", "/modellen/gizo"):
        assert client.get(f"{path}?formaat=json").json() == client.get(f"/v1{path}").json()
        assert client.get(path, headers={"Accept": "application/json"}).json() == client.get(f"/v1{path}").json()


@pytest.mark.slow
def test_a_model_tells_whose_it_is_and_where_to_get_it(real: httpx.Client) -> None:
    zib = real.get("/v1/modellen/zib").json()
    assert [(one["version"], one["newest"]) for one in zib["releases"]] == [("2024", True), ("2020", False)]
    assert zib["publishers"] == ["Nictiz"]
    assert zib["licence"].startswith("https://creativecommons.org/")
    assert all(file["url"].startswith("/dump/zib/2024.") for file in zib["releases"][0]["files"])
    assert real.get(zib["releases"][0]["files"][0]["url"]).status_code == 200
    assert zib["releases"][0]["sources"] == ["ontology/models/zib-2024.csv"]
    gizo = real.get("/v1/modellen/gizo", params={"taal": "en"}).json()
    assert "reconstruction" in gizo["title"]
    assert gizo["release"]


@pytest.mark.slow
def test_every_number_of_a_model_is_that_of_its_list_and_every_link_leads_somewhere(real: httpx.Client) -> None:
    for item in real.get("/v1/modellen").json()["items"]:
        model = real.get(item["links"]["self"]).json()
        assert sum(model["counts"].values()) == model["elements"] == item["elements"]
        for kind, count in model["counts"].items():
            listed = real.get("/v1/elementen", params={"model": model["code"], "soort": kind, "limit": 1}).json()
            assert listed["total"] == count, (model["code"], kind)
        for name, address in item["links"].items():
            headers = PEOPLE if name == "page" else {}
            assert real.get(address, headers=headers).status_code in (200, 400 if name == "coverage" else 200), address


@pytest.mark.slow
def test_the_list_comes_as_table_and_as_rdf(real: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(real.get("/v1/modellen?formaat=csv").text)))
    assert {(row["code"], row["release"]) for row in rows} >= {("zib", "2020"), ("zib", "2024"), ("ggm", "2.5.1")}
    store = ox.Store()
    store.load(real.get("/v1/modellen/zib?formaat=ttl").content, format=ox.RdfFormat.TURTLE)
    about = {quad.subject for quad in store}
    releases = {ox.NamedNode(names.graph_iri("zib", release)) for release in ("2024", "2020")}
    assert about == {ox.NamedNode(names.model_iri("zib")), *releases}
