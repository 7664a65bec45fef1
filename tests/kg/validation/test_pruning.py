"""Leaving out what nothing leads to changes no answer."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from kg import names
from kg.messages import lift
from kg.resources import data_path
from kg.validation.engine import check
from kg.validation.pruning import reached
from kg.validation.shapes import NOT_FOR_MESSAGES, load_shapes, read_shapes
from tests.messages_builder import build, drop, put

SH = names.SH


def n(name: str) -> NamedNode:
    return NamedNode(f"urn:x:{name}")


def test_what_a_target_leads_to_stays_and_the_rest_goes() -> None:
    target, uses, cell = n("target"), n("uses"), BlankNode()
    kept = [Triple(n("a"), target, n("Class")), Triple(n("a"), uses, cell), Triple(cell, uses, n("b"))]
    round_ = [Triple(n("b"), uses, n("a"))]
    lost = [Triple(n("rule"), uses, n("a")), Triple(n("c"), uses, n("b"))]
    assert reached([*lost, *kept, *round_], {target.value}) == [*kept, *round_]


@pytest.mark.parametrize("message_type", ["JW301", "WMO323", "JW320"])
def test_every_shape_that_is_compiled_is_reached(message_type: str) -> None:
    data = load_shapes().compiled(message_type).data
    triples = [quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)]
    targets = {SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")}
    assert reached(triples, targets) == triples
    assert len(data) < len(load_shapes().compiled("").data)


def test_no_answer_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = [
        lift(build("JW301", put("Client/Geslacht", "9"), drop("Client/Naam"), put("Client/Commentaar", " "))),
        lift(build("WMO307", put("Client/Bsn", "1"), drop("Header/Afzender"))),
    ]
    triples = [triple for message in messages for triple in message.triples]
    pruned = check(triples, load_shapes())
    monkeypatch.setattr("kg.validation.shapes.reached", lambda triples, targets: list(triples))
    files = [path for path in data_path("shapes").glob("*.ttl") if path.name not in NOT_FOR_MESSAGES]
    whole = read_shapes((path.name, path.read_bytes()) for path in files)
    assert pruned
    assert check(triples, whole) == pruned
