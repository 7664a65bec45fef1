"""The rules without a shape: each says what it asks, what it would take to decide it, and why no shape does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import names
from kg.errors import GizoError
from kg.validation.inventory import published_rules
from kg.validation.rules import EXPRESSED, UNDECIDED, Rule, ShapeIndex
from kg.validation.shapes import load_shapes, read_shapes

ROOT = Path(__file__).resolve().parents[2]
NODE = """
@prefix shape: <https://w3id.org/gizo/shapes/> .
@prefix v: <https://w3id.org/gizo/def/v/> .
@prefix dct: <http://purl.org/dc/terms/> .
shape:OP901 a v:Regel ; dct:identifier "OP901" ; v:regelsoort "OP" {more} .
shape:OP902 a v:Regel ; dct:identifier "OP902" ; v:regelsoort "OP" ; v:beslisbaarheid "outside" .
"""


def without_shape() -> list[Rule]:
    published = published_rules()
    return [rule for rule in load_shapes().rules.values() if rule.code in published and not rule.shape]


RULES = pytest.mark.parametrize("rule", without_shape(), ids=lambda rule: rule.code)


def test_there_are_such_rules() -> None:
    assert {rule.status for rule in without_shape()} >= {"needs-source", "outside"}


@RULES
def test_a_rule_says_what_it_asks_and_why_it_has_no_shape(rule: Rule) -> None:
    assert rule.status in (*UNDECIDED, *EXPRESSED)
    assert bool(rule.follows_from) == (rule.status in EXPRESSED)
    assert rule.source and rule.messages
    for texts in (rule.texts, rule.reasons):
        assert set(texts) == {"nl", "en"}
        assert texts["nl"] != texts["en"]
        assert all(text.endswith(".") for text in texts.values())
    assert all(text.count(". ") >= 1 for text in rule.texts.values()), "says what it asks, and what to do"


@RULES
def test_a_rule_that_a_reason_names_exists(rule: Rule) -> None:
    for text in rule.reasons.values():
        assert set(re.findall(r"\b(?:TR|CD|CS|RS|OP|IV)\d{3}\b", text)) <= set(published_rules())


@RULES
def test_what_decides_a_rule_is_about_its_messages(rule: Rule) -> None:
    rules = load_shapes().rules
    for code in rule.follows_from:
        assert rules[code].shape
        assert all(map(rules[code].applies_to, rule.messages))
        assert code in rule.reason


@RULES
def test_what_a_rule_touches_exists_in_gizo(rule: Rule) -> None:
    text = (ROOT / "ontology" / "gizo.ttl").read_bytes()
    ontology = ShapeIndex(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    assert rule.touches
    for iri in rule.touches:
        assert ontology.has(NamedNode(iri), names.RDF + "type"), iri


@pytest.mark.parametrize(
    "more", ["", '; v:beslisbaarheid "misschien"', "; v:volgtUit shape:OP902", "; v:volgtUit shape:OP901"]
)
def test_a_rule_that_does_not_say_how_it_is_decided_is_refused(more: str) -> None:
    with pytest.raises(GizoError, match="OP901 heeft geen shape"):
        read_shapes([("klein.ttl", NODE.format(more=more).encode())])


@pytest.mark.parametrize("status", UNDECIDED)
def test_what_it_takes_to_decide_a_rule_is_its_status(status: str) -> None:
    shapes = read_shapes([("klein.ttl", NODE.format(more=f'; v:beslisbaarheid "{status}"').encode())])
    assert shapes.rules["OP901"].status == status


def test_texts_are_our_own(reference: Path) -> None:
    published = _runs(
        "\n".join(
            path.read_text("utf-8-sig")
            for path in [*(reference / "istandaarden" / "regels").rglob("*"), *(reference / "dossier").glob("*.csv")]
            if path.is_file()
        )
    )
    for rule in without_shape():
        for text in (*rule.texts.values(), *rule.reasons.values()):
            assert not _runs(text) & published, rule.code


def _runs(text: str, size: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}
