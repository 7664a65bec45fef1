"""The pages: what they say, that they are sound HTML, and that they hold in both languages."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from lxml import html

from api.pages.overview import HEIGHT, LINES, PLACES, WIDTH
from api.rendering import FOLDER, environment
from api.texts import TEXTS

PEOPLE = {"Accept": "text/html"}
PAGES = (
    "/",
    "/zoeken",
    "/zoeken?q=bsn",
    "/zoeken?q=zzz",
    "/doc/def/Client",
    "/doc/def/clientBsn",
    "/doc/ggm/d0d31a65-6add-4d9e-94e4-f232d261a053",
    "/doc/bericht/ijw/3.2/JW301/Client/Bsn",
    "/doc/codelijst/X",
    "/doc/mapping/een",
    "/doc/shapes/CS002",
    "/doc/shapes/CD077",
    "/valideren",
    "/sparql",
    "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D",
    "/sparql?query=niets",
    "/bestaat-niet",
)


def page(client: httpx.Client, path: str) -> html.HtmlElement:
    return html.fromstring(client.get(path, headers=PEOPLE).text)


@pytest.mark.parametrize("taal", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_what_assistive_technology_needs(client: httpx.Client, path: str, taal: str) -> None:
    found = page(client, path if taal == "nl" else f"{path}{'&' if '?' in path else '?'}taal=en")
    assert found.get("lang") == taal
    assert found.findtext(".//title")
    assert len(found.xpath("//h1")) == len(found.xpath("//main")) == 1
    assert found.xpath("//body/*[1]/@href") == ["#inhoud"]
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    referred = " ".join(found.xpath("//@aria-labelledby | //@aria-describedby")).split()
    local = [address[1:] for address in found.xpath("//a/@href") if address.startswith("#")]
    assert {*referred, *local, *found.xpath("//label/@for")} <= set(ids)
    for field in found.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert found.xpath("//label[@for=$id]", id=field.get("id"))
    for nav in found.xpath("//nav"):
        assert nav.get("aria-label")
    levels = [int(heading.tag[1]) for heading in found.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert not found.xpath("//@style | //style | //*[@onclick]")
    # A script is a file of our own; data for it is no script.
    assert not found.xpath("//script[not(starts-with(@src, '/static/')) and not(@type = 'application/json')]")
    assert not found.xpath("//th[not(@scope)]")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_another_host(client: httpx.Client, path: str) -> None:
    found = page(client, path)
    loaded = found.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //img/@src")
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    for address in loaded:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_this_is_a_reconstruction(client: httpx.Client, path: str) -> None:
    assert "Reconstructie, niet-officieel" in client.get(path, headers=PEOPLE).text


@pytest.mark.parametrize("path", ["/", "/doc/def/Client", "/zoeken?q=client", "/doc/mapping/een"])
def test_no_link_on_a_page_is_broken_and_the_language_goes_along(client: httpx.Client, path: str) -> None:
    english = f"{path}{'&' if '?' in path else '?'}taal=en"
    links = [address for address in page(client, english).xpath("//main//a/@href") if address.startswith("/")]
    links = [address for address in links if not address.startswith("/doc/graph/")]  # the small graph has no catalog
    assert links
    for address in links:
        assert client.get(address, headers=PEOPLE).status_code == 200, address
        assert "taal=en" in address or address.startswith("/v1/") or "formaat=" in address or path.endswith("een")


def test_the_language_is_one_click_away_and_back(client: httpx.Client) -> None:
    dutch = page(client, "/zoeken?q=bsn&model=gizo")
    (address,) = dutch.xpath("//nav[@aria-label='Taal']//a[@hreflang='en']/@href")
    english = page(client, address)
    assert english.xpath("string(//h1)") == "Search"
    assert english.xpath("//nav[@aria-label='Language']//a[@hreflang='nl']/@href") == ["/zoeken?q=bsn&model=gizo"]


def test_a_fault_on_an_english_page_has_an_english_heading_and_says_that_its_text_is_dutch(
    client: httpx.Client,
) -> None:
    headers = {"Accept": "text/html"}
    english = client.get("/doc/def/Bestaatniet?taal=en", headers=headers).text
    assert "<h1>Not Found</h1>" in english
    assert '<p class="lead" lang="nl">' in english
    assert "<h1>Niet gevonden</h1>" in client.get("/doc/def/Bestaatniet", headers=headers).text


def test_the_picture_and_the_table_say_the_same(client: httpx.Client) -> None:
    found = page(client, "/")
    drawn = found.xpath("//*[local-name()='svg'][@class='overview']//*[local-name()='a']/@href")
    listed = found.xpath("//section[@aria-labelledby='beeld']//table//a/@href")
    assert drawn
    assert set(drawn) == set(listed)
    (client_row,) = (row for row in found.xpath("//tbody/tr") if row.findtext(".//th/a") == "Client")
    assert [cell.text for cell in client_row.xpath("td[@class='nowrap']")] == ["1 van 2", "0 van 2", "1 van 2"]


@pytest.mark.slow
def test_the_picture_shows_all_classes_and_roles_of_the_overview(real_address: str) -> None:
    with httpx.Client(base_url=real_address, timeout=60) as real:
        drawn = page(real, "/").xpath("//*[local-name()='svg'][@class='overview']//*[local-name()='a']/@href")
        expected = {f"/doc/def/{name}" for name in (*(p.name for p in PLACES), *(line.name for line in LINES))}
        assert set(drawn) == expected
        assert len(drawn) == 9 + 14
        for address in drawn:
            assert real.get(address, headers=PEOPLE).status_code == 200


def test_everything_in_the_picture_lies_inside_it() -> None:
    points = [point for line in LINES for point in (*line.points, line.text, line.count)]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in points)


def test_text_from_a_mapping_is_shown_as_text(client: httpx.Client) -> None:
    answer = client.get("/doc/def/clientBsn", headers=PEOPLE)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; zo." in answer.text
    assert "<script" not in answer.text


def test_a_mapping_is_told_under_its_dutch_name_and_as_a_sentence(client: httpx.Client) -> None:
    found = page(client, "/doc/def/clientBsn")
    assert "Heeft overeenkomstig bovenliggend" in found.xpath("//h3/text()")
    assert "GGM burgerservicenummer is ruimer dan GIZO bsn" in found.xpath("//p[@class='sentence']/text()")
    assert "voorstel" in found.xpath("//span[@class='tag']/text()")


def test_a_decision_without_counterpart_shows_its_reason(client: httpx.Client) -> None:
    text = client.get("/doc/def/Client", headers=PEOPLE).text
    assert "GIZO Client heeft geen tegenhanger in zib" in text
    assert "De zib kent geen client." in text


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=99999999999", "model=x&soort=y", "q=%00", "q=" + "a" * 600]
)
def test_a_strange_address_still_gives_a_search_page(client: httpx.Client, query: str) -> None:
    assert client.get(f"/zoeken?{query}", headers=PEOPLE).status_code == 200


def test_pages_of_results_lead_to_each_other(client: httpx.Client) -> None:
    assert page(client, "/zoeken?q=client&page=7").xpath("//a[@rel='prev']/@href") == []
    assert page(client, "/zoeken?q=&page=2").xpath("//li/h3") == []


def test_every_word_a_template_uses_exists_in_both_languages() -> None:
    for path in Path(FOLDER / "templates").glob("*.html"):
        environment().get_template(path.name)
        for key in re.findall(r"""\bt\("([\w.]+)"[,)]""", path.read_text(encoding="utf-8")):
            assert all(TEXTS[key]), key


def test_no_word_is_left_that_nothing_uses() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*") if path.suffix in (".html", ".py"))
    families = ("kind.", "severity.", "validate.form.", "onto.kind.", "sparql.for.", "datasets.group.")
    unused = [key for key in TEXTS if sources.count(f'"{key}"') < 2 and not key.startswith(families)]
    assert unused == []
