"""The list of rules: complete, as the contract has it, and readable."""

from __future__ import annotations

import pytest

from kg.validation.listing import COLUMNS, rule_objects, rule_rows, rule_table, short_types
from kg.validation.rules import EXPRESSED, UNDECIDED
from kg.validation.shapes import Shapes, load_shapes, read_shapes

SMALL = b"""
@prefix shape: <https://w3id.org/gizo/shapes/> .
@prefix v: <https://w3id.org/gizo/def/v/> .
@prefix ijw: <https://w3id.org/gizo/id/bericht/ijw/3.2/> .
@prefix iwmo: <https://w3id.org/gizo/id/bericht/iwmo/3.2/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

shape:TR901 a sh:NodeShape ; dct:identifier "TR901" ; v:regelsoort "TR" ; v:controleniveau "bericht" ;
  v:geldtVoor ijw:JW301 , iwmo:WMO301 , ijw:JW319 ;
  sh:message "Vul {?value} anders in."@nl ; sh:property shape:TR901-buiten .
shape:TR901-buiten a sh:PropertyShape ; sh:path v:dagtekening ; sh:property shape:TR901-binnen .
shape:TR901-binnen a sh:PropertyShape ; sh:path v:berichtsoort ; sh:sparql shape:TR901-vraag .
shape:TR901-vraag sh:select "SELECT $this WHERE {}" .
shape:OP902 a v:Regel ; dct:identifier "OP902" ; v:regelsoort "OP" ; v:controleniveau "bericht" ;
  v:volgtUit shape:TR901 ; v:redenNietBeslist "TR901 beslist dit al."@nl , "TR901 decides this already."@en .
shape:OP903 a v:Regel ; dct:identifier "OP903" ; v:regelsoort "OP" ; v:controleniveau "bericht" ;
  v:beslisbaarheid "outside" ; v:redenNietBeslist "Een werkafspraak."@nl .
"""


@pytest.fixture(scope="module")
def small() -> Shapes:
    return read_shapes([("klein.ttl", SMALL)])


def test_every_rule_is_listed_as_the_contract_has_it() -> None:
    listed = rule_objects()
    assert [rule["rule"] for rule in listed] == list(load_shapes().rules)
    for rule in listed:
        assert tuple(rule) == COLUMNS
        assert rule["status"] in (*EXPRESSED, *UNDECIDED)
        assert isinstance(rule["messages"], list)
        assert bool(rule["reason"]) or rule["status"] in EXPRESSED
        assert rule["level"] in ("bericht", "berichtoverstijgend", "extern")


def test_a_rule_that_another_decides_names_the_shape_that_does(small: Shapes) -> None:
    listed = {rule["rule"]: rule for rule in rule_objects("en", small)}
    assert (listed["TR901"]["status"], listed["TR901"]["reason"]) == ("sparql", "")
    assert listed["OP902"] == {
        "rule": "OP902",
        "type": "OP",
        "level": "bericht",
        "messages": [],
        "status": "sparql",
        "reason": "TR901 decides this already.",
        "shape": "https://w3id.org/gizo/shapes/TR901",
    }
    assert (listed["OP903"]["status"], listed["OP903"]["reason"]) == ("outside", "Een werkafspraak.")
    assert listed["OP903"]["shape"] == ""


def test_rows_say_the_same_in_text(small: Shapes) -> None:
    rows = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rule_rows("nl", small)}
    assert rows["TR901"]["messages"] == "JW301 JW319 WMO301"
    assert rows["OP902"]["reason"] == "TR901 beslist dit al."


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_table_gives_the_reason_or_what_the_rule_says(small: Shapes, lang: str) -> None:
    header, rows = rule_table(lang, small)
    texts = {row[0]: row for row in rows}
    assert {len(row) for row in rows} == {len(header)}
    assert texts["TR901"][3] == "301 JW319"
    assert texts["TR901"][-1] == "Vul … anders in."
    assert texts["OP903"][-1] == "Een werkafspraak."
    assert texts["OP903"][4] == {"nl": "buiten GIZO", "en": "outside GIZO"}[lang]


def test_types_in_short() -> None:
    assert short_types(()) == ""
    assert short_types(("JW301", "WMO301", "WMO305")) == "301 WMO305"
