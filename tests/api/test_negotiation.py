"""Which form a client gets: what real clients send, and HTTP's own rules on whatever they might send."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.negotiation import HTML, ROWS, TRIPLES, Offer, called, choose, media_type

BROWSERS = {
    "chrome": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7",
    "firefox": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "safari": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}
SELECTS = {
    "curl": ("*/*", "json"),
    "no header": ("", "json"),
    "jena": (
        "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
        "text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1",
        "json",
    ),
    "rdf4j": (
        "application/sparql-results+xml;q=0.8, application/xml;q=0.8, application/sparql-results+json;q=0.8, "
        "application/json;q=0.8, text/csv;q=0.8, text/tab-separated-values;q=0.8, "
        "application/x-binary-rdf-results-table",
        "json",
    ),
    "rdflib": ("application/sparql-results+xml", "xml"),
    "SPARQLWrapper json": (
        "application/sparql-results+json,application/json,text/javascript,application/javascript",
        "json",
    ),
    "SPARQLWrapper xml": ("application/sparql-results+xml", "xml"),
    "SPARQLWrapper csv": ("text/csv", "csv"),
    "SPARQLWrapper tsv": ("text/tab-separated-values", "tsv"),
    "R SPARQL": ("application/sparql-results+xml", "xml"),
    "yasgui": ("application/sparql-results+json,*/*;q=0.9", "json"),
    "comunica": (
        "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7,application/json;q=0.5",
        "json",
    ),
    "protege": ("application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09", "xml"),
    "excel": ("text/csv, */*;q=0.1", "csv"),
    "java": ("image/gif, image/jpeg, *; q=.2, */*; q=.2", "json"),
    "power bi": ("application/json", "json"),
}
GRAPHS = {
    "curl": ("*/*", "ttl"),
    "jena": (
        "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3",
        "ttl",
    ),
    "rdf4j": (
        "application/rdf+xml;q=0.7, text/turtle;q=0.8, application/n-triples;q=0.9, application/trig;q=0.6, "
        "application/n-quads;q=0.8, application/ld+json;q=0.5",
        "nt",
    ),
    "rdflib": (
        "text/turtle, application/rdf+xml, text/n3;q=0.9, application/n-triples;q=0.8, application/trig;q=0.8",
        "ttl",
    ),
    "comunica": (
        "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
        "text/turtle;q=0.6,application/rdf+xml;q=0.5,application/json;q=0.45,text/n3;q=0.35,text/html;q=0.2",
        "nq",
    ),
    "SPARQLWrapper turtle": ("application/turtle,text/turtle", "ttl"),
    "SPARQLWrapper n3": (
        "text/rdf+n3,application/n-triples,application/turtle,application/n3,text/n3,text/turtle",
        "ttl",
    ),
    "SPARQLWrapper rdf": ("application/rdf+xml", "rdfxml"),
    "SPARQLWrapper json-ld": ("application/ld+json", "jsonld"),
    "protege": (
        "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",
        "rdfxml",
    ),
    "yasgui": ("text/turtle,*/*;q=0.9", "ttl"),
}


@pytest.mark.parametrize("accept", BROWSERS.values(), ids=BROWSERS)
def test_a_browser_gets_the_page(accept: str) -> None:
    assert choose(accept, (*ROWS, HTML)) is choose(accept, (*TRIPLES, HTML)) is HTML


@pytest.mark.parametrize(("accept", "name"), SELECTS.values(), ids=SELECTS)
def test_a_client_gets_rows_it_can_read(accept: str, name: str) -> None:
    offer = choose(accept, (*ROWS, HTML))
    assert offer is not None
    assert offer.name == name


@pytest.mark.parametrize(("accept", "name"), GRAPHS.values(), ids=GRAPHS)
def test_a_client_gets_triples_it_can_read(accept: str, name: str) -> None:
    offer = choose(accept, (*TRIPLES, HTML))
    assert offer is not None
    assert offer.name == name


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("text/csv;q=0, */*", "json"),
        ("application/sparql-results+json;q=0, application/json", "json"),
        ("*/*, application/sparql-results+json;q=0, application/json;q=0", "xml"),
        ("text/*", "csv"),
        ("text/*;q=0.9, text/csv;q=0.1", "tsv"),
        ("TEXT/CSV", "csv"),
        ("text/csv ;Q=0.5 , application/xml ;q=0.6", "xml"),
        ("text/csv;header=present;q=0.2, application/xml;q=0.1", "csv"),
        ("application/xml;q=0.001, text/csv;q=0", "xml"),
        ('text/csv;title="a, b";q=0.2, application/xml;q=0.1', "csv"),
    ],
)
def test_the_finer_points_of_the_header(accept: str, name: str) -> None:
    offer = choose(accept, (*ROWS, HTML))
    assert offer is not None
    assert offer.name == name


@pytest.mark.parametrize(
    "accept", ["image/png", "*/*;q=0", "text/turtle", "text/csv;q=0", "application/*;q=0, image/*"]
)
def test_what_suits_nobody_is_not_forced_upon_them(accept: str) -> None:
    assert choose(accept, ROWS) is None


@pytest.mark.parametrize("accept", ["geen idee", ",,,", "*", "text/csv;q=9", "q=1", ";"])
def test_what_cannot_be_understood_is_passed_over(accept: str) -> None:
    assert choose(accept, ROWS) is ROWS[0]


KINDS = sorted({kind for offer in (*ROWS, *TRIPLES, HTML) for kind in (offer.media_type, *offer.also)})
RANGES = st.sampled_from([*KINDS, "*/*", "text/*", "application/*", "image/png", "image/*"])
QUALITIES = st.sampled_from(["", ";q=1", ";q=0", ";q=0.0", ";q=0.5", ";q=0.25", ";q=0.999", "; q=0.1", ";q=1.000"])
HEADERS = st.lists(st.tuples(RANGES, QUALITIES), min_size=1, max_size=6, unique_by=lambda pair: pair[0])


def reference(header: list[tuple[str, str]], offers: tuple[Offer, ...]) -> set[str]:
    """The offers that RFC 9110 ranks highest: for each media type the most specific range counts."""

    def quality(kind: str) -> float:
        for name in (kind, kind.partition("/")[0] + "/*", "*/*"):
            for range_, parameter in header:
                if range_ == name:
                    found = re.search(r"q=([\d.]+)", parameter)
                    return float(found[1]) if found else 1.0
        return 0.0

    best = {offer.name: max(quality(kind) for kind in (offer.media_type, *offer.also)) for offer in offers}
    highest = max(best.values())
    return {name for name, value in best.items() if value == highest > 0}


@given(HEADERS, st.sampled_from([(*ROWS, HTML), (*TRIPLES, HTML), ROWS, TRIPLES]))
def test_the_choice_is_one_that_http_ranks_highest(header: list[tuple[str, str]], offers: tuple[Offer, ...]) -> None:
    accept = ",".join(range_ + parameter for range_, parameter in header)
    chosen = choose(accept, offers)
    allowed = reference(header, offers)
    assert (chosen.name in allowed) if chosen else not allowed
    if chosen:
        kind = media_type(accept, chosen)
        assert reference(header, (Offer("it", kind),))


@given(st.text(max_size=60))
def test_no_header_breaks_anything(accept: str) -> None:
    assert choose(accept, ROWS) in (*ROWS, None)


@pytest.mark.parametrize(
    ("name", "offers", "found"),
    [
        ("JSON", ROWS, "json"),
        ("json", TRIPLES, "jsonld"),
        ("xml", TRIPLES, "rdfxml"),
        ("rdf+xml", TRIPLES, "rdfxml"),
        ("rdf xml", TRIPLES, "rdfxml"),
        ("n3", TRIPLES, "ttl"),
        ("turtle", TRIPLES, "ttl"),
        ("application/ld+json", TRIPLES, "jsonld"),
        ("text/csv", ROWS, "csv"),
        ("turtle", ROWS, None),
        ("", ROWS, None),
    ],
)
def test_a_form_goes_by_many_names(name: str, offers: tuple[Offer, ...], found: str | None) -> None:
    offer = called(name, offers)
    assert (offer.name if offer else None) == found


def test_every_name_of_a_form_is_unambiguous() -> None:
    for offers in ((*ROWS, HTML), (*TRIPLES, HTML)):
        known = [name for offer in offers for name in (offer.name, *offer.called, offer.media_type, *offer.also)]
        assert len(known) == len(set(known))
