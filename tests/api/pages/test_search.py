"""The search page: what was found and how it is linked, filters with counts, and what was probably meant."""

from __future__ import annotations

import json

import httpx
import lxml.html
import pytest

PEOPLE = {"Accept": "text/html"}


def page(client: httpx.Client, address: str) -> lxml.html.HtmlElement:
    answer = client.get(address, headers=PEOPLE)
    assert answer.status_code == 200, answer.text
    return lxml.html.document_fromstring(answer.text)


def titles(tree: lxml.html.HtmlElement) -> list[str]:
    return [" ".join(one.text_content().split()) for one in tree.xpath("//ul[@class='results']/li/h3")]


def test_results_are_named_with_their_model_and_say_how_they_are_linked(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=bsn")
    assert titles(tree)[0] == "GIZO bsn"
    first = " ".join(tree.xpath("//ul[@class='results']/li")[0].text_content().split())
    assert "attribuut in Client" in first
    assert "gizo:clientBsn" in first
    assert "gekoppeld GGM" in first


@pytest.mark.parametrize("q", ["{D0D31A65-6ADD-4d9e-94E4-F232D261A053}", "EAID_D0D31A65_6ADD_4d9e_94E4_F232D261A053"])
def test_an_identifier_gives_a_list_with_its_element_on_top(client: httpx.Client, q: str) -> None:
    tree = page(client, "/zoeken?" + str(httpx.QueryParams(q=q)))
    assert titles(tree) == ["GGM burgerservicenummer"]


def test_page_and_api_find_the_same(client: httpx.Client) -> None:
    for address in ("q=client&soort=element&soort=class&page=1", "model=gizo&status=open&naar=zib", "domein=Client"):
        tree = page(client, f"/zoeken?{address}")
        items = client.get(f"/v1/elementen?{address}").json()["items"]
        assert tree.xpath("//ul[@class='results']/li/p[1]/code[last()]/text()") == [item["id"] for item in items]
        assert client.get(f"/zoeken?{address}&formaat=json").json()["items"] == items


def test_every_count_leads_to_a_list_of_that_length(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=client")
    options = tree.xpath("//aside//li/a")
    assert len(options) > 8
    for option in options:
        count = option.xpath("string(.//*[@class='n'])").replace(".", "")
        listed = page(client, option.get("href"))
        assert listed.xpath("string(//h2[@id='gevonden'])").split()[0].replace(".", "") == count


def test_a_chosen_filter_can_be_taken_away_and_the_next_search_keeps_it(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=client&model=gizo&model=ijw&soort=class&naar=ggm&taal=en")
    assert tree.xpath("//form[@role='search']//input[@type='hidden']/@value") == ["en", "gizo", "ijw", "class"]
    assert tree.xpath("//select[@name='naar']/option[@selected]/@value") == ["ggm"]
    removed = tree.xpath("//ul[@class='chosen']/li/a/@href")
    kept = {("taal", "en"), ("q", "client"), ("model", "ijw"), ("soort", "class"), ("naar", "ggm")}
    assert kept in [set(httpx.QueryParams(httpx.URL(one).query).multi_items()) for one in removed]
    assert len(removed) == 5


def test_a_typing_error_is_told(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=toewijsing")
    assert titles(tree)[0] == "GIZO Toewijzing"
    assert "“toewijsing”" in tree.xpath("string(//main)")


def test_nothing_found_says_what_may_have_been_meant(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=ggm:d0d31a65-6add-4d9e-94e4-f232d261a054")
    assert tree.xpath("//main//ul[@class='plain']/li[1]//a/@href") == ["/doc/ggm/d0d31a65-6add-4d9e-94e4-f232d261a053"]


def test_nothing_found_with_filters_leads_to_what_is_found_without(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=client&model=brp")
    (link,) = tree.xpath("//main//a[contains(., 'Zonder filters')]/@href")
    assert titles(page(client, link))


def test_another_name_that_explains_the_match_is_shown(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=assignment")
    assert "ook Assignment" in " ".join(tree.xpath("string(//ul[@class='results']/li[1])").split())


def test_a_page_past_the_end_leads_back(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=client&page=70")
    assert titles(tree) == []
    assert titles(page(client, tree.xpath("//a[contains(., 'eerste pagina')]/@href")[0]))


def test_a_wrong_filter_is_a_page_that_lists_all_faults(client: httpx.Client) -> None:
    answer = client.get("/zoeken?status=x&model=y&page=0&onbekend=1", headers=PEOPLE)
    assert answer.status_code == 400
    faults = lxml.html.document_fromstring(answer.text).xpath("count(//main//ul[contains(@class,'faults')]/li)")
    assert faults == 3
    assert client.get("/zoeken?domein=onzin", headers=PEOPLE).status_code == 400


def test_markup_in_a_question_is_text(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert tree.xpath("//script[contains(., 'alert')]") == []
    assert tree.xpath("//input[@id='q']/@value") == ["<script>alert(1)</script>"]


def test_the_field_tells_the_script_what_to_say_in_the_language_of_the_page(client: httpx.Client) -> None:
    (field,) = page(client, "/zoeken?taal=en").xpath("//input[@id='q']")
    assert field.get("data-suggest") == "/v1/elementen"
    assert json.loads(field.get("data-kinds"))["class"] == "class"
    assert json.loads(field.get("data-models"))["gizo"] == "GIZO"
    assert "{n}" in field.get("data-some")


def test_the_page_can_be_had_in_other_forms(client: httpx.Client) -> None:
    tree = page(client, "/zoeken?q=client")
    links = tree.xpath("//main//a[contains(@href, 'formaat=')]/@href")
    kinds = {client.get(link).headers["content-type"].partition(";")[0] for link in links}
    assert {"application/json", "text/turtle", "text/csv"} < kinds
