"""The pages: what they say, that they are sound HTML, and that they hold in both languages."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import html

from api.pages.overview import HEIGHT, LINES, PLACES, WIDTH
from api.rendering import FOLDER, environment
from api.texts import TEXTS

PEOPLE = {"Accept": "text/html,*/*;q=0.8"}
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
    "/over",
    "/over?betreft=GIZO+Client",
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
        assert client.get(address, headers=PEOPLE, follow_redirects=True).status_code == 200, address
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
    counted = [cell.text_content().strip() for cell in client_row.xpath("td")][-4:]
    assert counted == ["1 van 2", "0 van 2", "0 van 2", "1 van 2"]


@pytest.mark.slow
def test_the_picture_shows_all_classes_and_roles_of_the_overview(real_address: str) -> None:
    with httpx.Client(base_url=real_address, timeout=60) as real:
        drawn = page(real, "/").xpath("//*[local-name()='svg'][@class='overview']//*[local-name()='a']/@href")
        expected = {f"/doc/def/{name}" for name in (*(p.name for p in PLACES), *(line.name for line in LINES))}
        things = [address for address in drawn if address.startswith("/doc/")]
        assert set(things) == expected
        assert len(things) == 9 + 14
        for address in drawn:
            assert real.get(address, headers=PEOPLE).status_code == 200


def test_everything_in_the_picture_lies_inside_it() -> None:
    points = [point for line in LINES for point in (*line.points, line.text, line.count)]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in points)


@pytest.mark.parametrize("query", ["page=0", "page=x", "model=x", "q=" + "a" * 600, "model=x&soort=y&page=0"])
def test_a_wrong_filter_gives_a_page_with_every_fault_and_a_way_on(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/zoeken?{query}", headers=PEOPLE)
    assert answer.status_code == 400
    main: Any = html.fromstring(answer.text).find(".//main")
    for name in (part.partition("=")[0] for part in query.split("&")):
        assert f"'{name}'" in main.text_content()
    assert "/zoeken" in main.xpath(".//a/@href")


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
    families = tuple({*re.findall(r'"([a-z][\w.-]*\.)"', sources), *re.findall(r'f"([a-z][\w.-]*\.)\{', sources)})
    families += tuple({*re.findall(r'f"\{[\w.]+\}(\.[a-z.]+\.)\{', sources)})
    unused = [key for key in TEXTS if sources.count(f'"{key}"') < 2 and not any(family in key for family in families)]
    assert unused == []


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", "/"),
        ("/zoeken?q=bsn", "/zoeken"),
        ("/over", "/over"),
        ("/doc/def/Client", "/zoeken"),
        ("/doc/mapping/een", "/mappings"),
        ("/doc/shapes/CS002", None),
    ],
)
def test_the_menu_says_in_which_part_of_the_site_a_page_stands(
    client: httpx.Client, path: str, address: str | None
) -> None:
    current = page(client, path).xpath("//nav[@aria-label='Hoofdmenu']//a[@aria-current]")
    assert [one.get("href") for one in current] == ([address] if address else [])
    assert all(one.get("aria-current") == ("page" if path.startswith(one.get("href")) else "true") for one in current)


def test_a_page_keeps_its_style_without_the_components(client: httpx.Client) -> None:
    """What make cannot build where there is no registry is left out of the page, not asked for in vain."""
    loaded = page(client, "/over").xpath("//link[@rel='stylesheet']/@href | //script/@src")
    built = (FOLDER / "static" / "vendor" / "site.css").is_file()
    assert any("/vendor/" in address for address in loaded) == built
    assert any(address.startswith("/static/style.css") for address in loaded)


def test_static_files_come_compressed_and_last_as_long_as_their_address_says_which_they_are(
    client: httpx.Client,
) -> None:
    (address,) = (one for one in page(client, "/").xpath("//link/@href") if one.startswith("/static/style.css"))
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) < len(answer.content) / 3
    assert answer.content == (FOLDER / "static" / "style.css").read_bytes()
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    for other in ("/static/style.css", "/static/style.css?v=0"):
        plain = client.get(other, headers={"Accept-Encoding": "identity"})
        assert plain.headers["Cache-Control"] == "no-cache"
        assert "Content-Encoding" not in plain.headers
