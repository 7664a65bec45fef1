"""The pages with mappings: filters in the address, what others wrote shown as text, and ways to take it home."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest

HTML = {"Accept": "text/html"}


def get(client: httpx.Client, address: str) -> str:
    answer = client.get(address, headers=HTML)
    assert answer.status_code == 200, answer.text[:2000]
    return answer.text


def links(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', page)]


def test_the_list_shows_sentences_with_names_under_their_model(client: httpx.Client) -> None:
    page = get(client, "/mappings")
    assert "GGM burgerservicenummer (Natuurlijk Persoon) is ruimer dan GIZO bsn (Client)" in page
    assert "GIZO Client heeft geen tegenhanger in zib" in page
    assert "heeft overeenkomstig bovenliggend" in page
    assert "4 koppelingen" in page
    assert '<html lang="nl"' in page


def test_what_others_wrote_is_shown_as_text(client: httpx.Client) -> None:
    for address in ("/mappings", "/doc/mapping/een"):
        page = get(client, address)
        assert "<script>alert" not in page
        assert "Ruimer &lt;script&gt;alert(1)&lt;/script&gt; &amp; zo." in page


def test_derived_mappings_are_left_out_until_asked_for_and_then_look_different(client: httpx.Client) -> None:
    page = get(client, "/mappings")
    assert "is-derived" not in page
    more = next(link for link in links(page) if "derived=all" in link)
    both = get(client, more)
    assert both.count('class="is-derived"') == 2
    assert "volgt uit 2 koppelingen" in both


def test_each_count_leads_to_so_many(client: httpx.Client) -> None:
    page = get(client, "/mappings?van=gizo")
    options = r'<a href="([^"]+)"( aria-current="true")?><span class="label">[^<]+</span> <span class="n">(\d+)</span>'
    facets = [found for found in re.findall(options, page) if not found[1]]
    assert len(facets) > 5
    for address, _, count in facets:
        assert client.get(unescape(address), headers={"Accept": "application/json"}).json()["total"] == int(count)


def test_filters_in_force_can_be_taken_away_one_by_one(client: httpx.Client) -> None:
    page = get(client, "/mappings?van=gizo&predicate=geen&minConfidence=0.5&element=gizo:Client")
    tags = re.findall(r'<li><a href="([^"]+)" aria-label="Zonder ([^"]+)">', page)
    assert {unescape(label) for _, label in tags} == {
        "van GIZO", "heeft geen tegenhanger", "zekerheid minstens 0,5", "over GIZO Client",
    }  # fmt: skip
    for address, label in tags:
        assert label not in get(client, unescape(address)).partition('class="chosen"')[2].partition("</ul>")[0]
    assert 'value="gizo:Client"' in page


def test_the_form_gives_an_address_without_its_empty_fields(client: httpx.Client) -> None:
    answer = client.get("/mappings?q=&van=gizo&naar=&predicate=&minConfidence=", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mappings?van=gizo")
    assert client.get("/mappings?q=", headers=HTML).headers["location"] == "/mappings"


def test_headings_sort_and_say_so(client: httpx.Client) -> None:
    page = get(client, "/mappings?van=gizo&sort=-confidence")
    assert page.count("aria-sort=") == 1
    assert 'aria-sort="descending"' in page
    assert "/mappings?van=gizo&sort=confidence" in links(page)
    certainties = re.findall(r'data-label="Zekerheid">([\d,]+)<', page)
    assert certainties == sorted(certainties, reverse=True) and len(certainties) == 3


def test_faults_in_the_address_are_all_told_on_a_page(client: httpx.Client) -> None:
    answer = client.get("/mappings?van=mars&minConfidence=0.9&maxConfidence=0.1&set=niks&utm_source=x", headers=HTML)
    assert answer.status_code == 400
    text = unescape(answer.text)
    assert all(word in text for word in ("'van'", "minConfidence (0.9)", "maxConfidence (0.1)", "'niks'"))
    assert "utm_source" not in text.partition("<main")[2].partition("</main>")[0]


def test_pages_lead_on_and_past_the_end_is_said(client: httpx.Client) -> None:
    page = get(client, "/mappings?limit=3")
    assert 'rel="next"' in page and "1 tot en met 3 van 4" in page
    past = get(client, "/mappings?page=9")
    assert "leeg" in past and client.get("/mappings?page=9").status_code == 200


def test_the_other_direction_is_pointed_out(client: httpx.Client) -> None:
    page = get(client, "/mappings?van=ggm&naar=gizo")
    assert "0 koppelingen" in page
    assert "Van GIZO naar GGM zijn er met deze filters nog 2 opgeslagen" in page
    assert "2 koppelingen" in get(client, next(link for link in links(page) if "richting=beide" in link))


@pytest.mark.parametrize("form", ["json", "ttl", "csv", "xlsx", "tsv", "sssomjson"])
def test_the_selection_goes_home_in_every_form_and_json_is_that_of_the_api(client: httpx.Client, form: str) -> None:
    page = get(client, "/mappings?van=gizo&naar=ggm")
    address = next(link for link in links(page) if f"formaat={form}" in link)
    answer, twin = client.get(address), client.get(f"/v1{address}")
    assert answer.status_code == 200
    if form == "xlsx":  # a workbook carries the time at which it was made
        assert answer.headers["content-type"] == twin.headers["content-type"]
    else:
        assert answer.content == twin.content


def test_the_page_is_there_in_english(client: httpx.Client) -> None:
    page = get(client, "/mappings?van=gizo&taal=en")
    assert "has a corresponding broader element" in page
    assert "GIZO Client has no counterpart in zib" in page
    filters = [link for link in links(page.partition("<main")[2]) if link.startswith("/mappings?van=gizo&")]
    assert len(filters) > 5
    assert all("taal=en" in link for link in filters)


def test_a_mapping_shows_both_sides_its_account_and_what_follows(client: httpx.Client) -> None:
    page = get(client, "/doc/mapping/een")
    assert "<h1>GGM burgerservicenummer (Natuurlijk Persoon) is ruimer dan GIZO bsn (Client)</h1>" in page
    assert "LDT_BurgerServicenummer" in page and "0,75" in page
    assert "/doc/mapping/zes" in links(page) and "/v1/mappings/een" in links(page)
    chain = get(client, "/doc/mapping/zes")
    assert "Niemand heeft dit besloten" in chain
    assert chain.index("/doc/mapping/drie") < chain.index("/doc/mapping/een")
    none = get(client, "/doc/mapping/twee")
    assert "<h1>GIZO Client heeft geen tegenhanger in zib</h1>" in none
    assert "zocht een tegenhanger in zib en vond er geen" in none
    assert "niet hetzelfde" in get(client, "/doc/mapping/vier")
    for form, kind in (("ttl", "text/turtle"), ("nq", "application/n-quads")):
        assert client.get(f"/doc/mapping/een?formaat={form}").headers["content-type"].startswith(kind)


def test_sets_are_listed_with_their_files_and_lead_to_their_mappings(client: httpx.Client) -> None:
    page = get(client, "/mappingsets")
    assert "Om mee te proeven." in page
    files = [link for link in links(page) if link.startswith("/v1/mappingsets/proef?formaat=")]
    assert len(files) >= 5 and all(client.get(link).status_code == 200 for link in files)
    assert "/mappings?set=proef&predicate=geen" in links(page)
    assert client.get("/mappingsets/proef", headers=HTML).headers["location"] == "/mappings?set=proef"
    assert client.get("/mappingsets/proef?formaat=tsv").text.startswith("#")
    assert "Om mee te proeven." in get(client, "/mappings?set=proef")
    assert client.get("/mappingsets/onbekend", headers=HTML).status_code == 404
