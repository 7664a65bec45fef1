"""SERVICE goes only where it may, in every way of writing it."""

from __future__ import annotations

import pytest

from kg.errors import GizoError
from kg.sparql import calls_out, check_hosts, query_form, refuse_calls

ALLOWED = ("example.org", "localhost:8080", "[::1]:81")


@pytest.mark.parametrize(
    "call",
    [
        "SERVICE <http://example.org/sparql>",
        "service silent <https://EXAMPLE.org/sparql?x=1#y>",
        "SERVICE<HTTP://example.org>",
        "SERVICE # here\n <http://example.org:80/>",
        "SERVICE <https://example.org:443/>",
        "SERVICE <http://localhost:8080/sparql>",
        "SERVICE <http://[::1]:81/sparql>",
        "SERVICE SILENT # SERVICE <http://evil.test/>\n <http://example.org/>",
    ],
)
def test_an_allowed_host_may_be_called(call: str) -> None:
    query = f"SELECT * {{ {call} {{ ?s ?p ?o }} }}"
    refuse_calls(query, ALLOWED)
    assert query_form(query, ALLOWED) == "SELECT"
    assert calls_out(query)


@pytest.mark.parametrize(
    "call",
    [
        "SERVICE <http://evil.test/>",
        "SERVICE ?where",
        "SERVICE SILENT $where",
        "SERVICE ex:sparql",
        "SERVICE </sparql>",
        "SERVICE <>",
        "SERVICE <//example.org/>",
        "SERVICE <http:example.org>",
        "SERVICE <http:///example.org/>",
        "SERVICE <http://example.org@evil.test/>",
        "SERVICE <http://user:pass@example.org/>",
        "SERVICE <http://@example.org/>",
        "SERVICE <http://example.org.evil.test/>",
        "SERVICE <http://evil.test/example.org>",
        "SERVICE <http://evil.test#example.org>",
        "SERVICE <http://evil.test?example.org>",
        "SERVICE <http://example.org:81/>",
        "SERVICE <https://example.org:80/>",
        "SERVICE <http://localhost/>",
        "SERVICE <http://example.org./>",
        "SERVICE <http://ex%61mple.org/>",
        "SERVICE <http://example.org%40evil.test/>",
        "SERVICE <http://example\\u002eorg/>",
        "SERVICE <http://example.org\\u0040evil.test/>",
        "SERVICE <http://example.org/\\u003e>",
        "SERVICE <http://éxample.org/>",
        "SERVICE <http://xn--xample-9ua.org/>",
        "SERVICE <http://ｅxample.org/>",
        "SERVICE <ftp://example.org/>",
        "SERVICE <file:///etc/passwd>",
        "SERVICE <urn:example.org>",
        "\\u0053ERVICE <http://evil.test/>",
        "trueSERVICE<http://example.org/>",
        "SERVICEex:a",
        "SERVICE <http://example.org/> { } SERVICE <http://evil.test/>",
        "SERVICE <http://example.org/> { SERVICE ?nested { ?a ?b ?c } } OPTIONAL",
    ],
)
def test_nothing_else_may_be_called(call: str) -> None:
    query = f"PREFIX ex: <http://example.org/> SELECT * {{ {call} {{ ?s ?p ?o }} }}"
    with pytest.raises(GizoError, match="SERVICE roept een andere server aan"):
        refuse_calls(query, ALLOWED)


def test_without_a_list_nothing_may_be_called() -> None:
    with pytest.raises(GizoError, match="mag hier niet"):
        query_form("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")


def test_the_refusal_names_the_hosts_that_may_be_called() -> None:
    with pytest.raises(GizoError, match=r"alleen naar \[::1\]:81, example.org, localhost:8080"):
        refuse_calls("ASK { SERVICE <http://evil.test/> { } }", ALLOWED)


@pytest.mark.parametrize(
    "verb", ["LOAD <http://example.org/x>", "LOAD SILENT <http://example.org/> INTO GRAPH <urn:g>"]
)
def test_load_is_an_update_and_refused_whatever_the_list(verb: str) -> None:
    with pytest.raises(GizoError, match="LOAD wijzigt gegevens"):
        query_form(verb, ALLOWED)


@pytest.mark.parametrize("host", ["https://example.org", "example.org/sparql", "", "*", "me@example.org", "é.example"])
def test_a_list_with_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(GizoError, match="is geen host; geef alleen de naam"):
        check_hosts(["example.org", host])


def test_hosts_may_be_names_addresses_and_ports() -> None:
    check_hosts(["Example.org", "localhost:8080", "127.0.0.1", "[::1]:80"])
