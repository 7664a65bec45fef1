"""Every IRI resolves, for people and for machines."""

from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest
from lxml import html

from api import urls
from kg import names

BSN_UUID = "d0d31a65-6add-4d9e-94e4-f232d261a053"
PEOPLE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def parsed(text: str) -> html.HtmlElement:
    return html.fromstring(text)


@pytest.mark.parametrize(
    ("thing", "document"),
    [
        ("/def/clientBsn", "/doc/def/clientBsn"),
        ("/id/bericht/ijw/3.2/JW301/Client/Bsn", "/doc/bericht/ijw/3.2/JW301/Client/Bsn"),
        ("/id/codelijst/X/a%20b", "/doc/codelijst/X/a%20b"),
        ("/id/mapping/een", "/doc/mapping/een"),
        ("/shapes/CS002", "/doc/shapes/CS002"),
        (f"/id/ggm/{BSN_UUID}", f"/doc/ggm/{BSN_UUID}"),
        ("/def/", "/doc/def"),
        ("/def", "/doc/def"),
        ("/def/0.1.0", "/doc/def/0.1.0"),
        ("/def/v/", "/doc/def/v"),
        ("/def/v/0.1.0", "/doc/def/v/0.1.0"),
    ],
)
def test_a_thing_leads_to_its_document_and_the_document_is_there(
    client: httpx.Client, thing: str, document: str
) -> None:
    answer = client.get(thing)
    assert (answer.status_code, answer.headers["location"]) == (303, document)
    assert "Accept" in answer.headers["vary"]
    assert answer.headers["link"] == f'<{document}>; rel="describedby"'
    assert client.get(f"{thing}?taal=en&formaat=ttl").headers["location"] == f"{document}?taal=en&formaat=ttl"
    for accept in (PEOPLE["Accept"], "text/turtle"):
        assert client.get(document, headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_every_syntax_says_the_same(client: httpx.Client, accept: str, syntax: ox.RdfFormat) -> None:
    answer = client.get("/doc/def/clientBsn", headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == accept
    assert "Accept" in answer.headers["vary"].split(", ")
    said = {str(quad.triple) for quad in ox.parse(answer.content, format=syntax)}
    plain = client.get("/doc/def/clientBsn", params={"formaat": "nt"})
    assert said == {str(quad.triple) for quad in ox.parse(plain.content, format=ox.RdfFormat.N_TRIPLES)}
    assert any(names.SSSOM in line for line in said)


def test_a_uuid_may_be_written_in_capitals(client: httpx.Client) -> None:
    answer = client.get(f"/doc/ggm/{BSN_UUID.upper()}", headers=PEOPLE)
    assert answer.status_code == 200
    assert "burgerservicenummer" in answer.text


def test_a_document_may_be_asked_for_in_a_form_without_a_header(client: httpx.Client) -> None:
    assert client.get("/doc/def/Client?formaat=ttl", headers=PEOPLE).headers["content-type"].startswith("text/turtle")
    assert client.get("/doc/def/Client?formaat=word").status_code == 406


def test_an_unknown_form_is_refused_with_the_list(client: httpx.Client) -> None:
    answer = client.get("/doc/def/Client", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["detail"]


def test_an_unknown_thing_is_not_found_as_page_or_problem(client: httpx.Client) -> None:
    page = client.get("/doc/def/Clint", headers=PEOPLE)
    assert (page.status_code, page.headers["content-type"].split(";")[0]) == (404, "text/html")
    assert "gizo:Client" in page.text
    problem = client.get("/doc/def/Clint", headers={"Accept": "text/turtle, */*;q=0.1"})
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", ["/doc/", "/doc/%00", "/doc/a%20<b>", "/doc/ggm/geen-uuid", "/doc/def/%ff"])
def test_what_is_no_iri_is_not_found_either(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_trig_and_nquads_say_in_which_graph_a_statement_stands(client: httpx.Client) -> None:
    graphs = set()
    for form, syntax in (("trig", ox.RdfFormat.TRIG), ("nq", ox.RdfFormat.N_QUADS)):
        answer = client.get(f"/doc/def/clientBsn?formaat={form}")
        quads = set(ox.parse(answer.content, format=syntax))
        label = [quad for quad in quads if quad.predicate.value == names.RDFS + "label" and "clientBsn" in str(quad)]
        assert {str(quad.graph_name) for quad in label} == {f"<{names.graph_iri('gizo')}>"}
        graphs.add(frozenset(str(quad.graph_name) for quad in quads))
    assert graphs == {
        frozenset(f"<{names.graph_iri(name)}>" for name in ("derived", "gizo", "mapping/proef", "shapes"))
    }


def test_json_ld_is_readable(client: httpx.Client) -> None:
    body = client.get("/doc/def/clientBsn", headers={"Accept": "application/ld+json"}).json()
    assert body["@context"]["gizo"] == names.GIZO
    first = body["@graph"][0]
    assert (first["@id"], first["@type"]) == ("gizo:clientBsn", "owl:DatatypeProperty")
    assert {"@value": "bsn", "@language": "nl"} in first["rdfs:label"]


def test_turtle_begins_with_the_thing_itself(client: httpx.Client) -> None:
    text = client.get("/doc/def/clientBsn?formaat=ttl").text
    said = [line for line in text.splitlines() if not line.startswith("@prefix")]
    assert said[0].startswith("gizo:clientBsn a owl:DatatypeProperty")


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "trig", "nq", "html"])
def test_a_suffix_chooses_the_form(client: httpx.Client, suffix: str) -> None:
    answer = client.get(f"/doc/def/Client.{suffix}", headers={"Accept": "image/png;q=0.1, */*;q=0.01"})
    assert answer.status_code == 200
    form = {"rdf": "rdfxml"}.get(suffix, suffix)
    kind = client.get(f"/doc/def/Client?formaat={form}").headers["content-type"]
    assert answer.headers["content-type"] == kind


def test_a_document_leads_to_its_other_forms(client: httpx.Client) -> None:
    for accept in ("text/turtle", PEOPLE["Accept"]):
        said = client.get("/doc/def/clientBsn", headers={"Accept": accept}).headers["link"]
        assert '</doc/def/clientBsn>; rel="canonical"' in said
        assert f'<{names.GIZO}clientBsn>; rel="describes"' in said
        assert '</doc/def/clientBsn?formaat=trig>; rel="alternate"; type="application/trig"' in said
        assert 'rel="describedby"' in said


def test_a_document_is_asked_for_again_only_when_the_graph_changed(client: httpx.Client) -> None:
    first = client.get("/doc/mapping/een", headers={"Accept": "text/turtle"})
    again = {"Accept": "text/turtle", "If-None-Match": first.headers["etag"]}
    assert client.get("/doc/mapping/een", headers=again).status_code == 304
    assert client.get("/doc/mapping/een", headers={**again, "Accept": "text/html"}).status_code == 200
    head = client.head("/doc/mapping/een", headers={"Accept": "text/turtle"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == first.headers["content-length"]


def test_another_site_may_read_a_document_and_where_it_leads(client: httpx.Client) -> None:
    answer = client.get("/doc/def/Client?formaat=ttl", headers={"Origin": "https://voorbeeld.nl"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"Link", "Result-Truncated"} <= set(answer.headers["access-control-expose-headers"].split(", "))


@pytest.mark.parametrize(
    ("untidy", "tidy"),
    [
        ("/doc/def/Client/", "/doc/def/Client"),
        ("/doc//def//Client", "/doc/def/Client"),
        ("/doc/def/Client/?taal=en", "/doc/def/Client?taal=en"),
        ("/doc/def/", "/doc/def"),
    ],
)
def test_a_slash_too_many_leads_to_the_right_address(client: httpx.Client, untidy: str, tidy: str) -> None:
    answer = client.get(untidy)
    assert (answer.status_code, answer.headers["location"]) == (308, tidy)
    assert client.get("/doc/def/Clint/").status_code == 404


def test_a_page_that_is_none_is_refused(client: httpx.Client) -> None:
    for page in ("0", "x", "-1", "%C2%B2"):
        assert client.get(f"/doc/def/Client?page={page}&formaat=ttl").status_code == 400
    beyond = client.get("/doc/def/Client?page=2&formaat=ttl")
    assert beyond.status_code == 404
    assert "de laatste is 1" in beyond.json()["detail"]


@pytest.mark.parametrize(
    ("guess", "leads_to"),
    [("/def.ttl", "/doc/def.ttl"), ("/graph/", "/doc/graph/catalog"), ("/v1", "/v1/openapi.json")],
)
def test_what_people_guess_leads_somewhere(client: httpx.Client, guess: str, leads_to: str) -> None:
    assert client.get(guess).headers.get("location", guess) == leads_to


def test_a_person_who_asks_for_the_api_gets_the_page_about_it(client: httpx.Client) -> None:
    answer = client.get("/v1?taal=en", headers={"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/api?taal=en")
    assert client.get("/v1", headers={"Accept": "*/*"}).headers["location"] == "/v1/openapi.json"


def test_a_node_of_a_message_is_not_kept_here(client: httpx.Client) -> None:
    answer = client.get("/id/instantie/436/0384/1", follow_redirects=True)
    assert answer.status_code == 404
    assert "bewaart geen berichten" in answer.json()["detail"]


def test_a_machine_at_the_front_door_is_led_to_the_catalog(client: httpx.Client) -> None:
    answer = client.get("/", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/doc/graph/catalog")
    assert client.get("/", headers=PEOPLE).status_code == 200


def test_a_mapping_is_told_as_a_sentence_with_its_account(client: httpx.Client) -> None:
    page = parsed(client.get("/doc/mapping/een", headers=PEOPLE).text)
    assert page.xpath("string(//h1)") == "GGM burgerservicenummer (Natuurlijk Persoon) is ruimer dan GIZO bsn (Client)"
    said = dict(zip(page.xpath("//dl//dt"), page.xpath("//dl//dd"), strict=True))
    facts = {dt.text_content(): " ".join(dd.text_content().split()) for dt, dd in said.items()}
    assert facts["Overeenkomst"] == "heeft overeenkomstig bovenliggend skos:broadMatch"
    assert facts["Zekerheid"] == "0,75"
    assert facts["Status"] == "voorstel"
    assert facts["Volgens"] == "graph:mapping/proef"
    none = client.get("/doc/mapping/twee", headers=PEOPLE).text
    assert "GIZO Client heeft geen tegenhanger in zib" in none
    assert "niet hetzelfde gegeven" in client.get("/doc/mapping/vier?taal=nl", headers=PEOPLE).text
    assert "is broader than" in client.get("/doc/mapping/een?taal=en", headers=PEOPLE).text


def test_all_statements_about_an_element_come_with_their_graph(client: httpx.Client) -> None:
    page = parsed(client.get("/doc/def/clientBsn?alles=1", headers=PEOPLE).text)
    headings = [heading.text_content() for heading in page.xpath("//section[@aria-labelledby='gezegd']/h3")]
    assert headings == ["Volgens graph:gizo", "Volgens graph:mapping/proef"]
    assert "CS002" in page.xpath("string(//section[@aria-labelledby='hierheen'])")


def test_addresses_and_iris_lead_to_each_other() -> None:
    for iri in (
        names.gizo_iri("Client"),
        f"urn:uuid:{BSN_UUID}",
        names.expand("NL-CM:0.1.7"),
        names.code_iri("X", "a b/c"),
        names.expand("ijw:JW301/Client/Bsn"),
        names.PREFIXES["shape"] + "CS002",
        names.graph_iri("ggm", "2.5.1"),
        names.ONTOLOGY,
        names.V,
        names.SHAPES,
        names.begrip_iri("Cliënt"),
    ):
        assert urls.candidates(urls.document(iri).removeprefix(urls.DOC))[0] == iri
    plain = names.ID + "begrip/Cliënt"
    assert plain in urls.candidates(urls.document(plain).removeprefix(urls.DOC))


def test_a_named_graph_is_described_by_the_catalog(real_address: str) -> None:
    answer = httpx.get(f"{real_address}/graph/gizo", headers={"Accept": "application/n-triples"}, follow_redirects=True)
    assert answer.status_code == 200
    assert f"<{names.VOID}triples>" in answer.text
