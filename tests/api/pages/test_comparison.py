"""The page with two models side by side: picture and list say the same, gaps have words, no script is needed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from lxml import html
from playwright.sync_api import Browser

PEOPLE = {"Accept": "text/html"}
PERSON = "ggm:9f4e12e4-b228-4931-ac83-1b1f60958a89"
PAIR = f"/vergelijken?links=gizo:Client&rechts={PERSON}"
CLIENT = "ggm:daf09055-a5a6-4ff4-a158-21b20567b296"
REAL = f"/vergelijken?links=gizo:Client&rechts={PERSON}&rechts={CLIENT}"

_OVERFLOWING = """(svg) => [...svg.querySelectorAll('.compare-line, g.compare-mark')].filter((one) => {
  const text = one.querySelector('text').getBBox(), box = one.querySelector('rect').getBBox();
  return text.x < box.x || text.x + text.width > box.x + box.width - 2;
}).map((one) => one.textContent.trim())"""
_COLLIDING = """(svg) => [...svg.querySelectorAll('.compare-row')].filter((one) => {
  const name = one.querySelector('text.name'), facts = one.querySelector('text.facts');
  return facts && name.children.length === 1
    && name.getBBox().x + name.getBBox().width > facts.getBBox().x;
}).map((one) => one.textContent.trim())"""


def page(client: httpx.Client, path: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(path, headers=PEOPLE)
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["Content-Type"].startswith("text/html")
    return html.fromstring(answer.text)


def text(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_the_picture_and_the_list_lead_to_the_same_elements_and_mappings(client: httpx.Client) -> None:
    for address in (PAIR, "/vergelijken?links=gizo:Client&rechts=ggm:00000000-0000-4000-8000-000000000001"):
        found = page(client, address)
        (picture,) = found.xpath("//*[local-name()='svg' and contains(@class, 'compare-picture')]")
        drawn = set(picture.xpath(".//*[local-name()='a']/@href"))
        listed = set(found.xpath("//table[contains(@class, 'compare-list')]//a/@href"))
        assert drawn
        assert drawn <= listed


def test_a_line_says_its_sentence_in_the_picture_and_in_the_list(client: httpx.Client) -> None:
    found = page(client, PAIR)
    sentence = "GGM burgerservicenummer (Natuurlijk Persoon) is ruimer dan GIZO bsn (Client)"
    (line,) = found.xpath("//*[local-name()='a' and contains(@class, 'compare-line')]")
    assert sentence in text(line)
    assert "ruimer" in text(line)
    (row,) = found.xpath("//table[contains(@class, 'compare-list')]//tr[contains(., 'is ruimer dan')]")
    assert sentence in text(row)
    assert "voorstel" in text(row)
    assert "0,75" in text(row)


def test_text_from_a_mapping_is_shown_as_text(client: httpx.Client) -> None:
    answer = client.get(PAIR, headers=PEOPLE)
    assert "Ruimer &lt;script&gt;alert(1)&lt;/script&gt; &amp; zo." in answer.text
    assert "<script>alert" not in answer.text


def test_a_decision_that_there_is_none_gives_its_reason(client: httpx.Client) -> None:
    found = page(client, "/vergelijken?links=gizo:Client&links=gizo:Toewijzing&rechts=" + PERSON + "&alles=ja")
    marks = found.xpath("//*[local-name()='g' and contains(@class, 'compare-mark')]")
    assert marks
    assert all(text(mark) for mark in marks), "a mark says in words what it means"


def test_one_side_gets_proposals_by_model(client: httpx.Client) -> None:
    found = page(client, "/vergelijken?links=gizo:Client")
    (link,) = found.xpath(
        "//li[contains(@class, 'card')][contains(., 'GGM')]//ul//a[text()='Natuurlijk Persoon']/@href"
    )
    assert page(client, link).xpath("//*[contains(@class, 'compare-line')]")
    other = page(client, f"/vergelijken?rechts={PERSON}")
    (back,) = other.xpath("//li[contains(@class, 'card')][contains(., 'GIZO')]//ul//a/@href")
    assert dict(parse_qsl(urlsplit(back).query))["links"] == "gizo:Client"


def test_without_sides_every_number_leads_to_its_comparison(client: httpx.Client) -> None:
    found = page(client, "/vergelijken")
    links = found.xpath("//table[contains(@class, 'compare-index')]//a/@href")
    assert links
    for address in links:
        page(client, address)
    numbers = found.xpath("//table[contains(@class, 'compare-index')]//td/a[contains(., 'gekoppeld')]/@href")
    assert all(page(client, address).xpath("//*[contains(@class, 'compare-line')]") for address in numbers)


def test_the_sides_change_places_and_what_is_shown_stays(client: httpx.Client) -> None:
    found = page(client, PAIR + "&relaties=nee&taal=en")
    (swap,) = found.xpath("//nav[contains(@class, 'compare-tools')]//a[contains(., 'Swap')]/@href")
    query = parse_qsl(urlsplit(swap).query)
    assert query[:2] == [("links", PERSON), ("rechts", "gizo:Client")]
    assert ("relaties", "nee") in query
    assert ("taal", "en") in query
    assert text(page(client, swap).xpath("//h1")[0]) == "GGM Natuurlijk Persoon beside GIZO Client"


def test_relations_and_derived_links_are_hidden_and_shown_by_a_link(client: httpx.Client) -> None:
    path = f"/vergelijken?links=ijw:JW301/Client&rechts={PERSON}"
    shown = page(client, path)
    (hide,) = shown.xpath("//nav[contains(@class, 'compare-tools')]//a[contains(., 'afgeleide')]/@href")
    assert len(shown.xpath("//*[local-name()='a' and contains(@class, 'derived')]")) == 1
    hidden = page(client, hide)
    assert not hidden.xpath("//*[local-name()='a' and contains(@class, 'derived')]")
    (again,) = hidden.xpath("//nav[contains(@class, 'compare-tools')]//a[contains(., 'afgeleide')]/@href")
    assert page(client, again).xpath("//*[local-name()='a' and contains(@class, 'derived')]")


def test_the_form_keeps_what_was_chosen_and_adds_what_is_typed(client: httpx.Client) -> None:
    (form,) = page(client, PAIR).xpath("//form[contains(@class, 'compare-form')]")
    kept = {(field.get("name"), field.get("value")) for field in form.xpath(".//input[@type='hidden']")}
    assert {("links", "gizo:Client"), ("rechts", PERSON)} <= kept
    # What a browser sends: the hidden fields, the empty choice and the text fields.
    sent = [("links", "gizo:Client"), ("links", ""), ("rechts", PERSON), ("rechts", "ijw:JW301/Client"), ("rechts", "")]
    both = page(client, f"/vergelijken?{urlencode(sent)}")
    sums = [text(item) for item in both.xpath("//ul[@class='compare-sums']/li")]
    assert [words.split()[0] for words in sums] == ["GIZO", "GGM", "iJw"]
    for field in form.xpath(".//input[not(@type='hidden')] | .//select"):
        assert form.xpath(".//label[@for=$id]", id=field.get("id"))


def test_a_wrong_side_is_a_page_with_all_faults_and_what_may_have_been_meant(client: httpx.Client) -> None:
    found = page(client, f"/vergelijken?links=gizo:Clent&links=gizo:clientBsn&rechts={PERSON}", 400)
    faults = [text(item) for item in found.xpath("//*[@role='alert']//li")]
    assert len(faults) == 2
    links = found.xpath("//*[@role='alert']//a/@href")
    assert any(("links", "gizo:Client") in parse_qsl(urlsplit(link).query) for link in links)
    for link in links:
        assert page(client, link).xpath("//*[contains(@class, 'compare-line')]"), "what was right stays chosen"
    assert page(client, "/vergelijken?links=zzzz", 404).xpath("//form[contains(@class, 'compare-form')]")
    page(client, PAIR + "&afgeleid=misschien", 400)
    machine = client.get("/vergelijken?links=zzzz", headers={"Accept": "application/json"})
    assert machine.headers["Content-Type"] == "application/problem+json"


def test_the_page_is_the_same_in_other_forms(client: httpx.Client) -> None:
    found = page(client, PAIR)
    forms = found.xpath("//p[contains(@class, 'formats')]//a/@href")
    assert len(forms) == 4
    api = client.get(PAIR.replace("/vergelijken", "/v1/vergelijkingen"))
    assert client.get(PAIR, headers={"Accept": "application/json"}).json() == api.json()
    for address in forms:
        assert client.get(address).status_code == 200
    assert client.get(PAIR + "&formaat=pdf").status_code == 406


def test_markup_in_the_address_is_shown_as_text(client: httpx.Client) -> None:
    answer = client.get("/vergelijken", params={"links": "<script>alert(1)</script>"}, headers=PEOPLE)
    assert answer.status_code == 404
    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


@pytest.fixture(scope="module")
def real(real_address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=real_address, timeout=60) as made:
        yield made


@pytest.mark.slow
def test_the_client_on_the_table_of_a_meeting(real: httpx.Client) -> None:
    found = page(real, REAL)
    sums = [text(item) for item in found.xpath("//ul[@class='compare-sums']/li")]
    assert sums[0].startswith("GIZO Client")
    assert "hier gekoppeld" in sums[0]
    assert "zonder tegenhanger" in sums[0]
    gaps = found.xpath("//table[contains(@class, 'compare-list')]//tr[contains(@class, 'geen')]")
    assert any("Geen gegeven in GGM voor de taal" in text(gap) for gap in gaps)
    assert found.xpath("//p[contains(@class, 'compare-also')]//a[contains(., 'GIZO Naamgegevens')]")


@pytest.mark.slow
def test_the_page_fits_a_phone_and_the_picture_is_read_on_a_screen(real_address: str, browser: Browser) -> None:
    for width in (320, 1280):
        view = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=True)
        for path in (REAL, "/vergelijken", "/vergelijken?links=gizo:Client"):
            view.goto(real_address + path)
            assert view.evaluate("document.documentElement.scrollWidth") <= width, path
        for path in (REAL, REAL + "&taal=en"):
            view.goto(real_address + path)
            drawn = view.locator("svg.compare-picture")
            assert drawn.evaluate("(svg) => svg.getBoundingClientRect().width") >= 900, "letters stay large enough"
            assert drawn.evaluate(_OVERFLOWING) == [], "every sign holds its word"
            assert drawn.evaluate(_COLLIDING) == [], "no name runs into its datatype"
        rows = view.locator("table.compare-list tbody tr")
        heights = [rows.nth(number).bounding_box() for number in range(3)]
        assert all(box is not None and box["height"] > 20 for box in heights)
        view.close()
