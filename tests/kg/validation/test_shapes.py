"""Loading shapes: rules, code lists per standard, rules per message type."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import names
from kg.errors import GizoError
from kg.validation.rules import ShapeIndex
from kg.validation.shapes import Shapes, find_rule, load_shapes, read_shapes

HEAD = b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix v: <https://w3id.org/gizo/def/v/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix shape: <https://w3id.org/gizo/shapes/> .
@prefix gizo: <https://w3id.org/gizo/def/> . @prefix codelijst: <https://w3id.org/gizo/id/codelijst/> .
"""


def codes(shapes: Shapes, shape: str, message_type: str) -> set[str]:
    compiled = shapes.compiled(message_type).data
    index = ShapeIndex(quad.triple for quad in parse(compiled, format=RdfFormat.N_TRIPLES))
    lists = index.objects(NamedNode(names.SHAPES + shape), names.SH + "in")
    return {getattr(term, "value", "") for head in lists for term in index.members(head)}


def test_a_rule_carries_what_its_shape_says(small: Shapes) -> None:
    rule = small.rules["RS037"]
    assert (rule.kind, rule.level, rule.severity, rule.return_code) == ("RS", "bericht", "Violation", "0001")
    assert rule.source == "iWmo en iJw 3.2"
    assert rule.shape == names.SHAPES + "RS037"
    assert rule.text("nl").startswith("Het bsn")
    assert rule.text("en").startswith("The bsn")
    assert small.rules["JZ020"].messages == ("JW301",)
    assert small.rules["CD041"].touches == (names.GIZO + "Omvang",)
    assert small.rules["KLEIN-2"].status == "sparql"
    assert small.rules["CD041"].status == "core"


def test_equivalence_holds_both_ways_though_it_is_said_once(small: Shapes) -> None:
    assert small.rules["SLIDE-1"].equivalent == ("CD041",)
    assert small.rules["CD041"].equivalent == ("SLIDE-1",)
    assert small.rules["SLIDE-2"].follows_from == ("CD041",)


def test_several_shapes_may_state_one_rule(small: Shapes) -> None:
    rule = small.rules["STRUCTUUR"]
    assert rule.shape == names.SHAPES + "STRUCTUUR"
    assert names.SHAPES + "STRUCTUUR-Client" in rule.shapes
    assert small.owner[names.SHAPES + "STRUCTUUR-bsn"] == "STRUCTUUR"


def test_a_rule_without_a_shape_says_what_it_needs(small: Shapes) -> None:
    rule = small.rules["TR056"]
    assert (rule.shape, rule.status, rule.reason) == (
        "",
        "needs-messages",
        "eerdere berichten van dezelfde afzender",
    )


def test_code_lists_become_sh_in_with_the_codes_of_the_standard(small: Shapes) -> None:
    assert codes(small, "JZ020-categorie", "JW301") >= {"31", "45", "55"}
    assert codes(small, "KLEIN-1-geslacht", "JW301") == {"0", "1", "2"}
    assert codes(small, "JZ020-categorie", "WMO301") == set(), "JZ020 is no list of the iWmo"


def test_a_code_list_without_a_rule_of_its_own_gets_one(small: Shapes) -> None:
    rule = small.rules["COD046"]
    assert rule.kind == "codelijst"
    assert rule.touches == (names.GIZO + "clientGeslacht",)
    assert "COD046" in rule.text("nl")


def test_a_rule_about_another_message_type_has_no_targets(small: Shapes) -> None:
    def targets(message_type: str) -> set[str]:
        data = small.compiled(message_type).data
        return {
            quad.subject.value
            for quad in parse(data, format=RdfFormat.N_TRIPLES)
            if quad.predicate.value == names.SH + "targetClass"
        }

    assert names.SHAPES + "JZ020" in targets("JW301")
    assert names.SHAPES + "JZ020" not in targets("WMO301")
    assert names.SHAPES + "RS037" in targets("WMO301")


def test_a_property_shape_with_its_own_target_is_about_the_messages_of_its_rule() -> None:
    text = (
        HEAD
        + b"""@prefix ijw: <https://w3id.org/gizo/id/bericht/ijw/3.2/> .
    shape:A a sh:NodeShape ; dct:identifier "A" ; v:geldtVoor ijw:JW301 ; sh:property shape:A-1 , shape:A-2 .
    shape:A-1 a sh:PropertyShape ; sh:targetSubjectsOf gizo:x ; sh:path gizo:x ; sh:property shape:A-3 .
    shape:A-2 a sh:PropertyShape ; sh:targetSubjectsOf gizo:x ; sh:path gizo:x ; v:geldtVoor ijw:JW307 .
    shape:A-3 a sh:PropertyShape ; sh:targetSubjectsOf gizo:y ; sh:path gizo:y ; sh:maxLength 1 .
    shape:B a sh:NodeShape ; dct:identifier "B" ; sh:property shape:B-1 .
    shape:B-1 a sh:PropertyShape ; sh:targetSubjectsOf gizo:x ; sh:path gizo:x ; sh:maxLength 1 ."""
    )
    shapes = read_shapes([("a.ttl", text)])

    def targeted(message_type: str) -> set[str]:
        data = parse(shapes.compiled(message_type).data, format=RdfFormat.N_TRIPLES)
        triples = [quad.triple for quad in data if quad.predicate.value == names.SH + "targetSubjectsOf"]
        return {str(getattr(triple.subject, "value", "")).removeprefix(names.SHAPES) for triple in triples}

    assert targeted("JW301") == {"A-1", "A-3", "B-1"}
    assert targeted("JW307") == {"A-2", "B-1"}, "what a shape says itself goes before what its rule says"
    assert targeted("WMO301") == {"B-1"}
    assert targeted("") == {"A-1", "A-2", "A-3", "B-1"}


def test_the_rules_for_301_have_no_target_in_another_message() -> None:
    shapes = load_shapes()
    data = parse(shapes.compiled("JW399").data, format=RdfFormat.N_TRIPLES)
    targets = {quad.subject.value for quad in data if quad.predicate.value.startswith(names.SH + "target")}
    about_301 = {shape for shape, code in shapes.owner.items() if "JW301" in shapes.rules[code].messages}
    assert targets.isdisjoint(about_301)


def test_paths_are_written_in_sparql_notation(small: Shapes) -> None:
    assert small.paths[names.SHAPES + "SLIDE-2-code"] == (
        "gizo:toewijzingBevatToegewezenProduct/gizo:toegewezenProductProductcode"
    )
    text = (
        HEAD
        + b"""shape:A a sh:NodeShape ; dct:identifier "A" ; sh:property shape:A-1 , shape:A-2 .
    shape:A-1 a sh:PropertyShape ; sh:path ( [ sh:inversePath v:onderdeelVan ] [ sh:zeroOrMorePath gizo:x ] ) .
    shape:A-2 a sh:PropertyShape ; sh:path [ sh:alternativePath ( gizo:x gizo:y ) ] ."""
    )
    shapes = read_shapes([("a.ttl", text)])
    assert shapes.paths[names.SHAPES + "A-1"] == "^v:onderdeelVan/gizo:x*"
    assert shapes.paths[names.SHAPES + "A-2"] == "(gizo:x|gizo:y)"


def test_the_message_takes_the_value_and_leaves_other_placeholders_out(small: Shapes) -> None:
    rule = small.rules["KLEIN-2"]
    assert "De einddatum 2020-01-01 ligt" in small.text(rule.shape, rule, "nl", "2020-01-01")
    assert "De einddatum ligt" in small.text(rule.shape, rule, "nl", "")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (b"shape:A a sh:NodeShape", "kapot.ttl"),
        (b'shape:A a sh:NodeShape ; dct:identifier "A" ; v:volgtUit shape:B .', "shapes/B"),
        (
            b'shape:A a sh:NodeShape ; dct:identifier "A" ; sh:property shape:P . shape:P sh:path gizo:x .'
            b'shape:B a sh:NodeShape ; dct:identifier "B" ; sh:property shape:P .',
            "shapes/P",
        ),
        (b'shape:A a sh:NodeShape ; dct:identifier "A" ; v:codelijst codelijst:GEEN .', "codelijst GEEN"),
    ],
)
def test_shapes_that_do_not_fit_together_are_one_clear_error(text: bytes, hint: str) -> None:
    with pytest.raises(GizoError, match=hint) as caught:
        read_shapes([("kapot.ttl", HEAD + text)])
    assert "\n" not in str(caught.value)


def test_the_rules_of_the_project_load_and_each_has_texts_in_both_languages() -> None:
    rules = load_shapes().rules
    assert {"STRUCTUUR", "DUBBEL"} <= set(rules)
    missing = [code for code, rule in rules.items() if rule.shapes and not {"nl", "en"} <= set(rule.texts)]
    assert missing == []
    assert all(rule.severity in ("Violation", "Warning", "Info") for rule in rules.values())


def test_a_rule_is_found_in_any_case_and_a_wrong_code_gets_a_hint(small: Shapes) -> None:
    assert find_rule(" slide-1 ", small).code == "SLIDE-1"
    with pytest.raises(GizoError, match="SLIDE-1"):
        find_rule("SLIDE-9", small)
    with pytest.raises(GizoError, match="gizo rules"):
        find_rule("???", small)
