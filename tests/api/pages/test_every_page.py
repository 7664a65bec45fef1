"""What holds for every page of the whole graph: its HTTP, its outline, its other forms, and where its links lead."""

from __future__ import annotations

import csv
import importlib
import io
import json
import pkgutil
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import unquote, urljoin, urlsplit

import httpx
import openpyxl
import pyoxigraph as ox
import pytest
from fastapi.routing import APIRoute
from lxml import html
from starlette.routing import Match

import api.pages
from api.rendering import FOLDER, environment
from tests.api.page_types import PAGES, SENT_ON, Shown

PEOPLE = {"Accept": "text/html"}
every_page = pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
in_both_languages = pytest.mark.parametrize("language", ["nl", "en"])


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    """A client of a server over the whole graph, that keeps its connection."""
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


def page(real: httpx.Client, address: str) -> html.HtmlElement:
    return html.fromstring(real.get(address, headers=PEOPLE).text)


def test_every_route_that_gives_a_page_is_in_the_list() -> None:
    modules = (importlib.import_module(f"api.pages.{one.name}") for one in pkgutil.iter_modules(api.pages.__path__))
    routers = (module.router for module in modules if hasattr(module, "router"))
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    assert len(routes) > 15
    listed = [*(shown.path for shown in PAGES), *SENT_ON]
    gives = [route for route in routes if "GET" in (route.methods or ())]
    missing = [route.path for route in gives if not any(_leads_to(route, address) for address in listed)]
    assert missing == [], "put these in tests/api/page_types.py"


def _leads_to(route: APIRoute, address: str) -> bool:
    scope = {"type": "http", "method": "GET", "path": unquote(urlsplit(address).path), "root_path": ""}
    return route.matches(scope)[0] is Match.FULL


def test_every_template_of_a_page_is_in_the_list() -> None:
    of_pages = {
        path.name
        for path in (FOLDER / "templates").glob("*.html")
        if re.search(r"""{%\s*extends\s+["']base.html""", path.read_text(encoding="utf-8"))
    }
    assert of_pages == {shown.template for shown in PAGES}, "put these in tests/api/page_types.py"


@pytest.mark.slow
@every_page
def test_a_page_is_made_by_the_template_that_the_list_says(
    real: httpx.Client, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[str] = []
    found = environment().get_template

    def noted(name: str, *rest: object, **named: object) -> object:
        used.append(name)
        return found(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(environment(), "get_template", noted)
    assert real.get(shown.path, headers=PEOPLE).status_code == shown.status
    assert shown.template in used


@pytest.mark.slow
@every_page
def test_a_page_answers_head_and_is_not_sent_again_when_nothing_changed(real: httpx.Client, shown: Shown) -> None:
    head = real.head(shown.path, headers=PEOPLE)
    assert (head.status_code, head.content) == (shown.status, b"")
    answer = real.get(shown.path, headers=PEOPLE)
    assert "'unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["content-language"] == "nl"
    if shown.status != 200:
        assert answer.headers["cache-control"] == "no-store"
        return
    again = {**PEOPLE, "If-None-Match": answer.headers["etag"]}
    assert head.headers["etag"] == answer.headers["etag"]
    assert real.get(shown.path, headers=again).status_code == 304
    assert real.get(shown.at("en"), headers=again).status_code == 200


@pytest.mark.slow
@in_both_languages
@every_page
def test_a_page_has_an_outline(real: httpx.Client, shown: Shown, language: str) -> None:
    found = page(real, shown.at(language))
    assert found.get("lang") == language
    (title,) = found.xpath("/html/head/title/text()")
    (heading,) = found.xpath("//h1")
    assert heading.xpath("ancestor::main")
    assert len(title.split(" – ")[0].strip()) > 2
    levels = [int(one.tag[1]) for one in found.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert all(one.text_content().strip() for one in found.xpath("//h1|//h2|//h3|//h4|//th|//a|//button|//summary"))
    ids = Counter(found.xpath("//@id"))
    assert [one for one, times in ids.items() if times > 1] == []
    referred = " ".join(found.xpath("//@aria-labelledby | //@aria-describedby | //@for")).split()
    assert set(referred) <= set(ids)
    for table in found.xpath("//table"):
        assert table.xpath(".//th")
        assert table.xpath("caption or ancestor::*[@role='region' or @role='group'][@aria-label or @aria-labelledby]")
    assert not found.xpath("//th[not(@scope)]")
    assert not found.xpath("//*[@style] | //style | //*[@*[starts-with(name(), 'on')]]")


@pytest.mark.slow
@in_both_languages
def test_no_two_pages_have_the_same_title(real: httpx.Client, language: str) -> None:
    others = [
        shown for shown in PAGES if shown.name not in ("query, answered", "about, a report")
    ]  # same pages, filled
    titles = {shown.name: page(real, shown.at(language)).findtext("head/title") for shown in others}
    twice = {title for title, times in Counter(titles.values()).items() if times > 1}
    assert {name: title for name, title in titles.items() if title in twice} == {}


@pytest.mark.slow
@in_both_languages
@every_page
def test_a_link_says_where_it_leads(real: httpx.Client, shown: Shown, language: str) -> None:
    vague = {"hier", "klik hier", "meer", "lees meer", "link", "here", "click here", "more", "read more", "…"}
    for link in page(real, shown.at(language)).xpath("//a[@href]"):
        name = (link.get("aria-label") or link.text_content()).strip()
        assert name.casefold() not in vague
        if name.replace(
            ".", ""
        ).isdecimal():  # a number leads to its list; what it counts is told by its row and column
            assert link.xpath("ancestor::td or ancestor::dd or ancestor::li"), html.tostring(link)


def _csv(body: bytes) -> None:
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert all(rows[0])


def _tsv(body: bytes) -> None:
    lines = [line for line in body.decode().splitlines() if not line.startswith("#")]
    assert len({line.count("\t") for line in lines}) == 1
    assert "subject_id" in lines[0]


def _workbook(body: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    assert sheet.max_column > 1


def _rdf(form: str) -> Callable[[bytes], None]:
    def read(body: bytes) -> None:
        assert all(ox.parse(body, format=ox.RdfFormat.from_media_type(form)))

    return read


RDF = (
    "text/turtle",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
    "application/trig",
    "application/n-quads",
)
READERS: dict[str, Callable[[bytes], object]] = {
    "application/json": json.loads,
    "application/vnd.sssom+json": json.loads,
    "text/csv": _csv,
    "text/tab-separated-values": _tsv,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _workbook,
    **{form: _rdf(form) for form in RDF},
}
"""Reads a form, and fails when it is not what it says."""


@pytest.mark.slow
@every_page
def test_every_other_form_of_a_page_can_be_read(real: httpx.Client, shown: Shown) -> None:
    found = page(real, shown.path)
    links = {one.partition("#")[0] for one in found.xpath("//main//a/@href") if one.startswith("/")}
    forms = {*found.xpath("//p[contains(@class, 'formats') or contains(@class, 'downloads')]//a/@href")}
    forms = {one.partition("#")[0] for one in forms if not one.startswith("/over")}
    forms |= {one for one in links if "formaat=" in one or re.fullmatch(r"/doc/def[\w/.]*\.(ttl|jsonld|rdf)", one)}
    forms = {one for one in forms if not one.startswith(("/dump/", "/sparql")) and "alles=" not in one}
    assert forms or shown.status != 200 or shown.template in FORMLESS
    for address in forms:
        answer = real.get(address)
        assert answer.status_code == 200, address
        READERS[answer.headers["content-type"].partition(";")[0]](answer.content)


FORMLESS = ("validate.html", "sparql.html", "documentation.html")
"""Pages that show nothing of the graph themselves: two to write in, and one about addresses."""


@pytest.mark.slow
@pytest.mark.parametrize("address", SENT_ON)
def test_some_addresses_lead_a_person_to_a_page(real: httpx.Client, address: str) -> None:
    answer = real.get(address, headers=PEOPLE)
    assert answer.status_code == 303
    arrived = real.get(answer.headers["location"], headers=PEOPLE)
    assert (arrived.status_code, arrived.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert real.get(address, headers={"Accept": "application/json"}).json()


@pytest.mark.slow
def test_no_link_is_broken_and_no_place_on_a_page_is_missing(real: httpx.Client) -> None:
    """From the start page, and from one page of each type, breadth first: a sample of what can be reached."""
    waiting = deque(["/", *(shown.path for shown in PAGES if shown.status == 200)])
    seen, wanted, ids = set(waiting), list[tuple[str, str]](), dict[str, set[str]]()
    faults = list[str]()
    while waiting and len(ids) < MOST_PAGES:
        address = waiting.popleft()
        answer = real.get(address, headers=PEOPLE, follow_redirects=True)
        if answer.status_code != 200:
            faults.append(f"{answer.status_code}: {address}")
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found = html.fromstring(answer.text)
        ids[address] = {str(one.get("id")) for one in found.iterfind(".//*[@id]")}
        here = str(answer.url.raw_path.decode())
        for link in dict.fromkeys(str(one.get("href")) for one in found.iterfind(".//a[@href]")):
            there, _, fragment = urljoin(here, link).partition("#")
            if not there.startswith("/") or there.startswith(("//", "/dump/")):
                continue
            if fragment:
                wanted.append((there if link[0] != "#" else address, unquote(fragment)))
            if there not in seen and "formaat=" not in there:
                seen.add(there)
                waiting.append(there)
    faults += [f"no #{one} on {there}" for there, one in wanted if there in ids and one not in ids[there]]
    assert sorted(set(faults)) == []
    assert len(ids) > MOST_PAGES / 2


MOST_PAGES = 400
"""How many pages are looked at."""
