"""The query page in a real browser: YASGUI on our own server, with our questions, words and pictures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from api.app import create_app
from api.endpoint.query_page import enhanced
from api.settings import Settings
from kg.store import EmbeddedStore
from tests.api.conftest import served

pytestmark = pytest.mark.slow

AXE = Path(__file__).resolve().parents[3] / "api" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PREFIXES = "PREFIX gizo: <https://w3id.org/gizo/def/>\nPREFIX dct: <http://purl.org/dc/terms/>\n"
CONSTRUCT = PREFIXES + "CONSTRUCT { ?s dct:isPartOf ?o } WHERE { ?s dct:isPartOf ?o }"
ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"

Open = Callable[[str], Page]


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """The page must have been built; else there is only the plain form, which other tests cover."""
    if not enhanced():
        if os.environ.get("CI"):
            pytest.fail("in CI the query page must be built; run make")
        pytest.skip("the query page was not built here (no npm and no Node); make builds it")


@pytest.fixture(scope="module")
def address(small_store: Path) -> Iterator[str]:
    """Address of a server over the small graph, with a short time limit and few rows."""
    settings = Settings(timeout=2, workers=1, row_limit=30)
    with served(create_app(partial(EmbeddedStore, small_store), settings)) as made:
        yield made


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page that fails the test when another host is asked, a script breaks, or our own policy is broken."""
    made = context.new_page()
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            wrong.append(message.text)

    made.on("request", lambda request: None if request.url.startswith(address) else wrong.append(request.url))
    made.on("console", heard)
    made.on("pageerror", lambda error: wrong.append(str(error)))
    yield made
    assert wrong == []


def ready(page: Page, path: str = "/sparql") -> Page:
    page.goto(path)
    expect(
        page.get_by_role("button", name="Deel", exact=True).or_(page.get_by_role("button", name="Share"))
    ).to_be_visible()
    return page


def asked(page: Page, query: str) -> Page:
    return ready(page, f"/sparql?query={quote(query)}")


def editor(page: Page) -> str:
    text: str = page.evaluate("document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()")
    return text


def write(page: Page, query: str, line: int, column: int) -> None:
    """Put a query in the editor, with the cursor at a place."""
    page.evaluate(
        """([query, line, ch]) => {
          const editor = document.querySelector('.tabPanel.active .CodeMirror').CodeMirror;
          editor.setValue(query); editor.focus(); editor.setCursor({ line, ch });
        }""",
        [query, line, column],
    )


def rows(page: Page) -> Any:
    return page.locator(".tabPanel.active .q-table").first.locator("tbody tr")


def test_an_example_with_a_parameter_is_filled_in_run_and_shown_as_a_table(page: Page) -> None:
    ready(page)
    page.get_by_label("Zoek een vraag").fill("elementen van andere modellen element overeen")
    question = page.locator("details.question:visible").first
    question.locator("summary").click()
    question.get_by_label("element").fill("gizo:Client")
    question.get_by_label("element").fill("gizo:clientBsn")
    question.get_by_role("button", name="Voer uit").click()
    expect(rows(page).first.get_by_role("link").first).to_be_visible()
    assert "VALUES ?element" in editor(page)
    link = page.locator(".q-table a", has_text="ggm:d0d31a65").first
    expect(link).to_have_attribute("href", "/doc/ggm/d0d31a65-6add-4d9e-94e4-f232d261a053")
    assert "vraag=" in page.url


def test_a_question_without_parameters_is_one_click_away(page: Page) -> None:
    ready(page)
    page.locator(".catalogue a", has_text="Wat zit er in de graaf").first.click()
    expect(page.locator(".tabPanel.active .yasr_response_chip")).to_contain_text("result")
    assert "graph:catalog" in editor(page)


def test_a_wrong_parameter_is_told_at_its_field(page: Page) -> None:
    ready(page)
    page.get_by_label("Zoek een vraag").fill("elementen van andere modellen element overeen")
    question = page.locator("details.question:visible").first
    question.locator("summary").click()
    field = question.get_by_label("element")
    field.fill("bestaatniet")
    question.get_by_role("button", name="Voer uit").click()
    expect(question.get_by_role("alert")).to_contain_text("'bestaatniet' is geen element")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")


def test_the_table_sorts_and_filters(page: Page) -> None:
    asked(page, "SELECT ?n ?naam WHERE { VALUES (?n ?naam) { (10 'tien') (9 'negen') (100 'honderd') } }")
    expect(rows(page)).to_have_count(3)
    heading = page.get_by_role("button", name="Sorteer op n", exact=True).or_(
        page.get_by_title("Sorteer op n", exact=True)
    )
    heading.first.click()
    expect(rows(page).first).to_contain_text("negen")
    expect(page.locator(".q-table th").first).to_have_attribute("aria-sort", "ascending")
    page.get_by_title("Sorteer op n", exact=True).click()
    expect(rows(page).first).to_contain_text("honderd")
    page.get_by_label("Filter de rijen").fill("tien")
    expect(rows(page)).to_have_count(1)


def test_construct_gives_a_picture_with_the_same_in_a_table(page: Page) -> None:
    asked(page, CONSTRUCT)
    page.get_by_role("button", name="Plaat").click()
    picture = page.locator(".q-canvas")
    expect(picture.locator("canvas").first).to_be_visible()
    found = picture.evaluate(
        "canvas => canvas.gizoPicture.nodes().map(node => node.data('label') + '|' + node.data('model'))"
    )
    assert "gizo:Client|gizo" in found
    assert any(node.startswith("bsn\n") for node in found)
    page.get_by_text("Hetzelfde in een tabel").click()
    same = page.locator(".q-same tbody tr", has_text="gizo:clientBsn").first
    expect(same.get_by_role("link", name="gizo:Client", exact=True)).to_have_attribute("href", "/doc/def/Client")
    picture.evaluate("canvas => { canvas.gizoPicture.getElementById('https://w3id.org/gizo/def/Client').emit('tap'); }")
    page.wait_for_url("**/doc/def/Client")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("ASK { ?s ?p ?o }", "Ja"),
        (f"{PREFIXES}DESCRIBE gizo:Client", "gizo:Client"),
        (f"{PREFIXES}CONSTRUCT {{ ?s a gizo:Niets }} WHERE {{ ?s a gizo:Niets }}", "Geen enkele rij"),
    ],
)
def test_every_kind_of_query_has_an_answer(page: Page, query: str, shown: str) -> None:
    asked(page, query)
    expect(page.locator(".tabPanel.active .yasr_results")).to_contain_text(shown)


def test_the_raw_answer_and_every_download(page: Page, context: BrowserContext) -> None:
    asked(page, ALL + " LIMIT 3")
    page.get_by_role("button", name="Onbewerkt").click()
    expect(page.locator(".yasr_results .CodeMirror")).to_contain_text('"head"')
    links = page.locator(".q-download a")
    assert links.all_text_contents() == ["json", "xml", "csv", "tsv"]
    for link in links.all():
        answer = context.request.get(link.get_attribute("href") or "")
        assert answer.ok, link.text_content()
    asked(page, CONSTRUCT)
    for name in ("ttl", "nt", "jsonld", "rdfxml", "trig", "nq"):
        assert context.request.get(
            page.locator(".q-download").get_by_text(name, exact=True).get_attribute("href") or ""
        ).ok


def test_a_shared_address_shows_and_runs_the_query(page: Page, browser: Browser, address: str) -> None:
    ready(page)
    query = "SELECT ?x WHERE {\n  VALUES ?x { 'één' }\n}"
    write(page, query, 0, 0)
    page.get_by_role("button", name="Deel", exact=True).click()
    link = page.get_by_label("Link die de vraag toont en uitvoert").input_value()
    page.keyboard.press("Escape")
    other = browser.new_context(base_url=address)
    elsewhere = ready(other.new_page(), link)
    expect(rows(elsewhere)).to_have_text(["één"])
    assert editor(elsewhere) == query
    other.close()


def test_a_query_behind_the_hash_runs_too_and_wins_from_what_was_kept(page: Page) -> None:
    ready(page)
    write(page, "# mijn eigen vraag", 0, 0)
    page.keyboard.press("Escape")
    page.goto("about:blank")
    ready(page, f"/sparql#query={quote('SELECT ?x WHERE { VALUES ?x { 42 } }')}")
    expect(rows(page)).to_have_text(["42"])
    expect(page.get_by_role("tab")).to_have_count(2)


def test_a_dataset_in_the_address_holds_in_the_editor_too(page: Page) -> None:
    graph = quote("https://w3id.org/gizo/graph/gizo")
    query = "SELECT DISTINCT ?m WHERE { ?e <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> ?m }"
    ready(page, f"/sparql?query={quote(query)}&default-graph-uri={graph}")
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_text("Alleen uit: graph:gizo")).to_be_visible()
    assert f"default-graph-uri={graph.replace('/', '%2F')}" in (
        page.locator(".q-download a").first.get_attribute("href") or ""
    )


def test_nothing_of_an_answer_is_kept_in_the_browser(page: Page) -> None:
    asked(page, "SELECT ?x WHERE { VALUES ?x { 'antwoord' } BIND(CONCAT(?x, 'geheim') AS ?y) }")
    expect(rows(page)).to_have_count(1)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "geheim" in kept
    assert '"bindings' not in kept.replace("\\", "")


def test_completion_offers_our_class_and_brings_its_prefix(page: Page) -> None:
    ready(page)
    write(page, "SELECT * WHERE {\n  ?x a \n}", 1, 7)
    page.keyboard.type("toew")
    page.keyboard.press("Control+Space")
    option = page.locator(".CodeMirror-hint", has_text="gizo:Toewijzing").first
    expect(option).to_contain_text("Toewijzing")
    page.keyboard.press("Enter")
    expect(page.locator(".tabPanel.active .CodeMirror-code")).to_contain_text("?x a gizo:Toewijzing")
    page.wait_for_function(
        "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue().includes('PREFIX gizo:')"
    )
    assert editor(page).count("PREFIX gizo: <https://w3id.org/gizo/def/>") == 1


def test_a_prefix_is_completed_from_our_list(page: Page) -> None:
    ready(page)
    write(page, "", 0, 0)
    page.keyboard.type("PREFIX sss")
    expect(page.locator(".CodeMirror-hint")).to_have_text(["sssom: <https://w3id.org/sssom/>"])
    page.keyboard.press("Enter")
    expect(page.locator(".tabPanel.active .CodeMirror-code")).to_contain_text("PREFIX sssom: <https://w3id.org/sssom/>")


def test_completion_offers_our_property_and_any_element(page: Page) -> None:
    ready(page)
    write(page, PREFIXES + "SELECT * WHERE {\n  ?x \n}", 3, 5)
    page.keyboard.type("dct:ispart")
    expect(page.locator(".CodeMirror-hint", has_text="dct:isPartOf")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type(" burgerser")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint", has_text="burgerservicenummer")).to_be_visible()


def test_a_syntax_error_shows_its_place(page: Page) -> None:
    ready(page)
    write(page, "SELECT * WHERE {\n  ?s ?p ?o .\n  FILTR(?o = 1)\n}", 0, 0)
    page.keyboard.press("Control+Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("regel 3")
    expect(page.locator(".q-fault").first).to_contain_text("FILTR")
    alert.get_by_role("button", name="Naar regel 3").click()
    assert page.evaluate("document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getCursor().line") == 2
    page.keyboard.type("x")
    expect(page.locator(".q-fault")).to_have_count(0)


def test_a_syntax_error_in_the_address_shows_its_place_too(page: Page) -> None:
    asked(page, "SELECT * WHERE {\n  FILTR(1)\n}")
    expect(page.get_by_role("alert")).to_contain_text("regel 2")
    expect(page.locator(".q-fault").first).to_be_visible()


def test_a_cut_off_answer_is_announced(page: Page) -> None:
    asked(page, ALL)
    expect(page.get_by_text("Dit zijn alleen de eerste 30")).to_be_visible()


def test_a_query_that_takes_too_long_is_told_and_can_be_stopped(page: Page) -> None:
    ready(page)
    write(page, ENDLESS, 0, 0)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("seconden", timeout=20_000)
    page.get_by_role("button", name="Voer uit").first.click()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("De vraag is gestopt.")).to_be_visible()
    expect(page.locator("button.run")).to_have_text("Voer uit")


def test_tabs_are_kept_and_the_last_one_closed_gives_a_new_one(page: Page) -> None:
    ready(page)
    page.get_by_role("button", name="Tabblad erbij").click()
    expect(page.get_by_role("tab")).to_have_count(2)
    ready(page)
    expect(page.get_by_role("tab")).to_have_count(2)
    for _ in range(2):
        page.get_by_role("tab", selected=True).focus()
        page.keyboard.press("Delete")
    expect(page.get_by_role("tab")).to_have_count(1)
    expect(page.locator(".tabPanel.active .CodeMirror")).to_be_visible()


def test_the_page_is_english_when_asked(page: Page) -> None:
    ready(page, "/sparql?vraag=graaf-inhoud&taal=en")
    expect(page.get_by_role("button", name="Run").first).to_be_visible()
    expect(page.locator(".yasr_response_chip")).to_contain_text("result")
    assert "taal=en" in page.url
    expect(page.get_by_role("tab")).to_have_accessible_name("What is in the graph, from which file and which release?")


def test_keyboard_only_from_the_top_to_an_answer(page: Page) -> None:
    ready(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.CodeMirror') !== null"):
            break
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?x WHERE { VALUES ?x { 7 } ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.keyboard.type("}")
    page.keyboard.press("Escape")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('run')"):
            break
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_text(["7"])


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_the_page_fits_its_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/sparql", f"/sparql?query={quote(ALL)}"):
        ready(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_no_serious_fault_in_accessibility(browser: Browser, address: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; make test installs it with the query page")
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    found: list[str] = []

    def judge(state: str) -> None:
        page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
        for fault in page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]:
            if fault["impact"] in ("serious", "critical"):
                found.append(f"{state}: {fault['id']} {fault['nodes'][0]['html'][:120]}")

    judge(ready(page).url)
    asked(page, ALL)
    expect(rows(page).first).to_be_visible()
    judge("table")
    asked(page, CONSTRUCT)
    page.get_by_role("button", name="Plaat").click()
    expect(page.locator(".q-canvas canvas").first).to_be_visible()
    judge("picture")
    page.get_by_role("button", name="Onbewerkt").click()
    expect(page.locator(".yasr_results .CodeMirror")).to_be_visible()
    judge("raw")
    asked(page, "SELEC")
    judge("fault")
    write(page, "SELECT * WHERE {\n  ?x a \n}", 1, 7)
    page.keyboard.type("gizo:")
    expect(page.locator(".CodeMirror-hint").first).to_be_visible()
    judge("suggestions")
    context.close()
    assert found == []
