"""A graph in which every name, meaning and comment is an attack: no page and no file may let it do anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx
import openpyxl
import pyoxigraph as ox
import pytest
from fastapi import FastAPI
from lxml import html

from api.app import create_app
from api.settings import Settings
from kg import names
from kg.catalog import NamedGraph
from kg.generation import publish
from kg.sheets import FORMULA
from kg.sources.sssom import read_sssom
from kg.store import EmbeddedStore

HOSTILE = (
    '=HYPERLINK("http://x.example") \'"><img src=x onerror=alert(1)></title><script>alert(2)</script> {{7*7}}\n\t|&lt;'
)
SAID = {
    names.RDFS + "label",
    names.SKOS + "definition",
    names.SSSOM + "comment",
    names.DCT + "title",
    names.DCT + "description",
}
MESSAGE = "JW301"
"""The name of a message is its code."""
PEOPLE = {"Accept": "text/html"}
DATA = Path(__file__).resolve().parent.parent / "data" / "api" / "graaf.trig"
PAGES = (
    "/",
    "/zoeken?q=script",
    f"/zoeken?q={quote(HOSTILE)}",
    "/mappings?derived=all",
    f"/mappings?q={quote(HOSTILE)}",
    "/mappingsets",
    "/vergelijken?links=gizo:Client&rechts=ggm:00000000-0000-4000-8000-000000000001",
    f"/vergelijken?links={quote(HOSTILE)}",
    "/dekking",
    "/hiaten",
    "/ntb",
    "/berichten",
    "/berichten/JW301",
    f"/berichten/{quote(HOSTILE, safe='')}",
    "/modellen",
    "/modellen/gizo",
    "/over",
    "/regels",
    "/vragen",
    "/doc/mapping/een",
    "/doc/mapping/twee",
    "/def/Client",
    "/def/clientBsn",
    "/doc/ggm/d0d31a65-6add-4d9e-94e4-f232d261a053",
    f"/doc/{quote(HOSTILE, safe='')}",
    f"/zoeken?model={quote(HOSTILE)}",
)
FILES = (
    "elementen",
    "elementen/gizo:clientBsn/mappings",
    "elementen/gizo:clientBsn/lineage",
    "mappings?derived=all",
    "mappingsets",
    "mappingsets/proef",
    "hiaten",
    "ntb",
    "dekking",
    "berichten",
    "berichten/JW301",
    "modellen",
    "regels",
    "vragen",
    "vergelijkingen",
)


@pytest.fixture(scope="module")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[[FastAPI], AbstractContextManager[httpx.Client]]
) -> Iterator[httpx.Client]:
    """A client of a server over the small graph, with the attack for every text."""
    graphs: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(path=str(DATA), format=ox.RdfFormat.TRIG):
        value = quad.object
        if quad.predicate.value in SAID and isinstance(value, ox.Literal) and value.value != MESSAGE:
            value = ox.Literal(HOSTILE, language=value.language) if value.language else ox.Literal(HOSTILE)
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(ox.Triple(quad.subject, quad.predicate, value))
    store = tmp_path_factory.mktemp("hostile")
    publish(store, [NamedGraph(name, name, tuple(triples)) for name, triples in graphs.items()])
    with serve(create_app(partial(EmbeddedStore, store), Settings(workers=1))) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_what_others_wrote(hostile: httpx.Client, path: str) -> None:
    answer = hostile.get(path, headers=PEOPLE, follow_redirects=True)
    assert answer.status_code in (200, 400, 404)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    page = html.fromstring(answer.text)
    assert [one for one in page.iter("script") if one.text and one.get("type") != "application/json"] == []
    assert [one for one in page.iter("img", "iframe", "object") if one.get("src", "").startswith("x")] == []
    assert [name for one in page.iter() for name in one.attrib if str(name).startswith("on")] == []


def test_the_attack_is_there_to_read(hostile: httpx.Client) -> None:
    page = html.document_fromstring(hostile.get("/doc/mapping/een", headers=PEOPLE).text)
    assert "<script>alert(2)</script> {{7*7}}" in str(page.xpath("string()"))


@pytest.mark.parametrize("path", FILES)
def test_no_file_runs_what_others_wrote(hostile: httpx.Client, path: str) -> None:
    def asked(form: str) -> httpx.Response:
        answer = hostile.get(f"/v1/{path}{'&' if '?' in path else '?'}formaat={form}")
        assert answer.status_code == 200
        return answer

    rows = list(csv.reader(io.StringIO(asked("csv").text)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA) and not _is_number(cell)] == []
    book = openpyxl.load_workbook(io.BytesIO(asked("xlsx").content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert all(cell.quotePrefix for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA))


def test_sssom_and_turtle_carry_the_text_unharmed(hostile: httpx.Client, tmp_path: Path) -> None:
    file = tmp_path / "all.sssom.tsv"
    file.write_bytes(hostile.get("/v1/mappings?formaat=tsv").content)
    comments = {one.comment for one in read_sssom(file).mappings}
    assert any(comment and "<script>alert(2)</script>" in comment for comment in comments)
    triples = list(ox.parse(hostile.get("/v1/mappings?formaat=ttl").content, format=ox.RdfFormat.TURTLE))
    assert HOSTILE in {quad.object.value for quad in triples if isinstance(quad.object, ox.Literal)}


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
