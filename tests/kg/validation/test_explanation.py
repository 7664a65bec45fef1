"""The explanation of a rule: its shape as written, its examples, what it touches, and both forms of it."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import names
from kg.errors import GizoError
from kg.store import EmbeddedStore
from kg.validation.cases import Case, Change, Spot
from kg.validation.difference import Line, example, unchanged
from kg.validation.examples import all_cases, cases
from kg.validation.explanation import explain
from kg.validation.explanation_view import write
from kg.validation.listing import rule_objects
from kg.validation.privacy import is_bsn
from kg.validation.shapes import load_shapes
from kg.validation.written import statements, written

RULES = load_shapes().rules
SHAPED = [code for code, rule in RULES.items() if rule.shape]
PRODUCT = "Client/ToegewezenProducten/ToegewezenProduct[1]"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStore:
    """The whole graph, built from the repository."""
    from kg.build import build

    path = tmp_path_factory.mktemp("graph")
    build(path)
    return EmbeddedStore(path)


class TestWritten:
    """The shapes of a rule, as they stand in their file."""

    @pytest.mark.parametrize("code", SHAPED)
    def test_it_is_turtle_that_holds_the_shape_and_all_it_points_to(self, code: str) -> None:
        found = list(ox.parse(written(RULES[code]).encode(), format=ox.RdfFormat.TURTLE))
        subjects = {quad.subject for quad in found}
        assert {ox.NamedNode(iri) for iri in RULES[code].shapes} <= subjects
        pointed = {
            quad.object
            for quad in found
            if quad.predicate.value.startswith(names.SH)
            and quad.predicate.value != names.SH + "prefixes"
            and isinstance(quad.object, ox.NamedNode)
            and quad.object.value.startswith(names.SHAPES)
        }
        assert pointed <= subjects

    def test_its_own_statement_comes_first_and_other_rules_stay_out(self) -> None:
        text = written(RULES["SLIDE-2"])
        (first, *_) = [one.subject for one in statements(text)]
        assert first == f"{names.SHAPES}SLIDE-2"
        assert "\nshape:CD041 " not in text

    def test_only_prefixes_that_are_used(self) -> None:
        for line in (text := written(RULES["CS002"])).splitlines():
            if line.startswith("@prefix"):
                name = line.split()[1]
                assert text.count(name) > 1, line

    def test_what_stands_in_texts_iris_and_comments_ends_no_statement(self) -> None:
        one = '@prefix a: <urn:a#> . a:b a:c """x. "y" .\nz""" , "\\". # " ; a:d [ a:e <urn:f.> ] .'
        found = list(statements(f"{one} # g . h\n<urn:k> a:l 1.5."))
        assert [one.subject for one in found] == ["urn:a#b", "urn:k"]
        assert found[0].text.endswith("<urn:f.> ] .")


class TestExample:
    """A case as a small difference."""

    def test_it_shows_what_is_added_and_removed_at_its_place(self) -> None:
        one = Case(
            "CD077",
            ("JW301",),
            (Change("na", f"{PRODUCT}/Omvang", "<m:Budget>900</m:Budget>"), Change("weg", f"{PRODUCT}/Commentaar")),
            (Spot("", PRODUCT),),
        )
        shown = example(one, "JW301")
        (fragment,) = shown.fragments
        assert fragment.place == f"/Bericht/{PRODUCT.removesuffix('[1]')}"
        changed = [line for line in fragment.lines if line.change != "same"]
        assert Line("added", "<m:Budget>900</m:Budget>") in [Line(line.change, line.text.strip()) for line in changed]
        assert {line.change for line in changed} == {"added", "removed"}
        assert shown.spots == (("JW301", f"/Bericht/{PRODUCT}"),)

    def test_far_apart_changes_are_shown_apart(self) -> None:
        one = Case(
            "A", ("JW301",), (Change("zet", "Client/Geslacht", "1"), Change("zet", f"{PRODUCT}/Commentaar", "x"))
        )
        assert len(example(one, "JW301").fragments) == 2

    def test_the_message_as_it_is_lacks_what_was_added(self) -> None:
        one = Case("A", ("JW301",), (Change("zet", "Client/Geslacht", "1"),), (Spot("", "Client"),))
        right = unchanged(example(one, "JW301"))
        texts = [line.text.strip() for fragment in right.fragments for line in fragment.lines]
        assert "<m:Geslacht>2</m:Geslacht>" in texts
        assert "<m:Geslacht>1</m:Geslacht>" not in texts
        assert (right.fails, right.spots, right.source) == (False, (), "")

    def test_a_bsn_is_hidden_and_another_one_still_a_difference(self) -> None:
        one = Case(
            "A",
            ("JW301",),
            (Change("zet", "Client/Bsn", "123456019"), Change("zet", "Client/Commentaar", "bsn 999990019")),
        )
        lines = [line for fragment in example(one, "JW301").fragments for line in fragment.lines]
        assert ("added", "<m:Bsn>******019</m:Bsn>") in [(line.change, line.text.strip()) for line in lines]
        assert "<m:Commentaar>bsn ******019</m:Commentaar>" in [line.text.strip() for line in lines]

    def test_messages_together_show_each_that_is_changed(self) -> None:
        one = Case(
            "A",
            ("JW",),
            (Change("zet", "Declaratie/DeclaratieNummer", "X", "323"),),
            (Spot("323", ""),),
            together=("301", "323"),
            earlier=("301",),
        )
        shown = example(one, "JW")
        assert (shown.messages, shown.earlier) == (("JW301", "JW323"), ("JW301",))
        assert {fragment.message for fragment in shown.fragments} == {"JW323"}
        assert shown.spots == (("JW323", "/Bericht"),)

    def test_a_second_message_of_a_type_shows_its_own_identification(self) -> None:
        one = Case("A", ("JW",), (), None, together=("323", "323#2"))
        assert [fragment.message for fragment in example(one, "JW").fragments] == ["JW323#2"]

    def test_no_case_shows_a_bsn(self) -> None:
        for one in all_cases():
            shown = example(one, one.messages[0])
            words = " ".join(line.text for fragment in shown.fragments for line in fragment.lines)
            numbers = words.replace("<", " ").replace(">", " ").split()
            assert not [number for number in numbers if len(number) == 9 and is_bsn(number)], one.source


class TestExplanation:
    """All there is to say of a rule."""

    def test_every_rule_can_be_explained_without_a_graph(self) -> None:
        for code, rule in RULES.items():
            found = explain(code)
            assert found.demands
            assert bool(found.fails) == any(one.fails for one in cases(code))
            assert bool(found.turtle) or not rule.shape
            json.dumps(found.to_json())

    @pytest.mark.parametrize("lang", ["nl", "en"])
    def test_it_begins_with_what_the_list_of_rules_says(self, lang: str) -> None:
        listed = {str(one["rule"]): one for one in rule_objects(lang)}
        found = explain("cd041", lang=lang).to_json()
        assert list(found)[: len(listed["CD041"])] == list(listed["CD041"])
        assert {key: found[key] for key in listed["CD041"]} == listed["CD041"]
        assert found["message"] == RULES["CD041"].summary(lang)

    def test_related_rules_in_either_direction(self) -> None:
        assert explain("SLIDE-2").rule.follows_from == ("CD041", "CD077")
        assert "SLIDE-2" in explain("CD041").leads_to
        assert explain("CD041").rule.equivalent == ("SLIDE-1",)

    def test_a_rule_without_a_case_that_passes_shows_the_message_as_it_is(self) -> None:
        code = next(code for code in SHAPED if cases(code) and all(one.fails for one in cases(code)))
        found = explain(code)
        assert found.passes is not None
        assert found.passes.source == ""
        assert all(line.change == "same" for fragment in found.passes.fragments for line in fragment.lines)

    def test_a_rule_without_a_shape_says_why(self) -> None:
        code = next(code for code, rule in RULES.items() if rule.kind == "OP" and rule.reason and not rule.shape)
        found = explain(code)
        assert found.reason == RULES[code].reason
        assert f"shape:{code} " in found.turtle
        assert found.fails is found.passes is None

    def test_an_unknown_rule(self) -> None:
        with pytest.raises(GizoError, match="bestaat niet"):
            explain("CD999")

    def test_what_it_touches_has_its_lineage(self, graph: EmbeddedStore) -> None:
        found = explain("CS002", graph)
        bsn = next(one for one in found.touches if one.element.id == "gizo:clientBsn")
        models = {link.target.model for link in bsn.lineage.links}
        assert {"ggm", "ijw", "iwmo"} <= models
        ours = {f"{m}/" for m in RULES["CS002"].messages}
        for link in bsn.lineage.links:
            if link.target.model in ("ijw", "iwmo"):
                assert f"{link.target.id.partition(':')[2].partition('/')[0]}/" in ours

    def test_the_text_tells_it_all(self, graph: EmbeddedStore) -> None:
        text = write(explain("CD077", graph))
        assert text.startswith("CD077: ")
        for part in ("Zo mag het (", "Zo mag het niet (", "<m:Budget>900</m:Budget>", "gizo:toewijzingBudget", "GGM"):
            assert part in text
        assert "shape:CD077 a sh:NodeShape" in text
        assert "gelijkwaardig aan" in text
        english = write(explain("CD077", graph, "en"))
        assert "This is wrong (" in english
        assert "equivalent to" in english

    def test_json_is_the_contract(self) -> None:
        found = explain("CD077")
        assert json.loads(write(found, "json")) == found.to_json()
        with pytest.raises(GizoError, match="kies uit table, json"):
            write(found, "yaml")


def test_the_command_line_explains(tmp_path: Path, capsys: pytest.CaptureFixture[str], graph: EmbeddedStore) -> None:
    from kg.cli import run

    store = str(graph.path.parent)
    assert run(["explain", "tr302", "--store", store]) == 0
    assert capsys.readouterr().out == write(explain("TR302", graph))
    assert run(["explain", "TR302", "--format", "json", "--lang", "en", "--store", store]) == 0
    assert json.loads(capsys.readouterr().out) == explain("TR302", graph, "en").to_json()
    assert run(["explain", "TR999", "--store", str(tmp_path)]) == 2
    assert "TR999" in capsys.readouterr().err
