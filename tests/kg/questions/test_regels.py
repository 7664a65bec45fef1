"""The catalogue question about all rules gives what the library says of them."""

from __future__ import annotations

from kg.questions.catalogue import ask
from kg.results import cell
from kg.store import EmbeddedStore, Rows
from kg.validation.rules import BUILT_IN
from kg.validation.shapes import load_shapes


def test_the_graph_and_the_library_agree_on_every_rule(graph: EmbeddedStore) -> None:
    result = ask(graph, "regels", {})
    assert isinstance(result, Rows)
    found = [dict(zip(result.variables, map(cell, row), strict=True)) for row in result.rows]
    rules = load_shapes().rules
    only_built_in = {rule.code for rule in BUILT_IN if not rules[rule.code].shape}
    assert [row["code"] for row in found] == sorted(set(rules) - only_built_in)
    for row in found:
        rule = rules[row["code"]]
        assert row == {
            "code": rule.code,
            "soort": rule.kind,
            "niveau": rule.level,
            "stand": rule.status,
            "berichten": " ".join(rule.messages),
            "reden": rule.reason,
        }
