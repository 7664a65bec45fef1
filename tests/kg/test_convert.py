"""Messages as RDF: every serialisation says the same, and nothing is half written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.convert import FORMATS, serialise
from kg.errors import GizoError
from kg.intake import Document
from kg.messages import Message, lift, lift_all

Broken = Callable[..., Message]


@pytest.mark.parametrize("form", FORMATS)
def test_what_goes_out_comes_back_the_same(form: str, broken: Broken) -> None:
    """Ill-formed values, leading zeros, quotes and letters beyond ASCII included."""
    message = broken(
        ("1001", "01001"), ("1002", 'a"b\\c'), ("250000", ""), ("Noor", "Zoë\n  'Ñ'"), ("2026-06-01", "2026-06-31")
    )
    back = {quad.triple for quad in parse(serialise([message], form), format=FORMATS[form])}
    assert back == set(message.triples)


def test_trig_keeps_each_message_in_its_own_graph(jw301: str, wmo301: str) -> None:
    messages = [lift(Document("j.xml", jw301.encode())), lift(Document("w.xml", wmo301.encode()))]
    quads = list(parse(serialise(messages, "trig"), format=RdfFormat.TRIG))
    for message in messages:
        own = {quad.triple for quad in quads if quad.graph_name == NamedNode(message.iri)}
        assert own == set(message.triples)


def test_turtle_is_for_people(broken: Broken) -> None:
    text = serialise([broken()], "ttl").decode()
    assert "a gizo:Toewijzing" in text
    assert "v:berichtsoort ijw:JW301" in text


def test_the_same_messages_give_the_same_bytes(broken: Broken) -> None:
    assert len({serialise([broken()], "ttl") for _ in range(3)}) == 1


def test_nothing_comes_out_when_one_document_cannot_be_read(jw301: str) -> None:
    documents = [Document("goed.xml", jw301.encode()), Document("stuk.xml", b"<Bericht>")]
    with pytest.raises(GizoError, match=r"stuk\.xml"):
        serialise(lift_all(documents), "nt")


def test_an_unknown_serialisation_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(GizoError, match="ttl, nt, trig, jsonld"):
        serialise([], "rdfxml")
