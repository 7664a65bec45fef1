"""What is written is Turtle that says what the tables say, and what does not fit is an error, not a guess."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg import names
from kg.errors import GizoError
from kg.validation.generate import form, header, lists, relations, structure, values, words
from kg.validation.generate.turtle import Part, Stated, both, document
from kg.validation.generate.uses import Uses, all_uses
from kg.validation.inventory import published_rules
from kg.validation.rules import ShapeIndex

SH, GIZO, V = names.SH, names.GIZO, names.V


def read(text: str) -> ShapeIndex:
    return ShapeIndex(quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE))


def shape(name: str) -> NamedNode:
    return NamedNode(names.SHAPES + name)


@pytest.mark.parametrize("text", [structure.text, form.text, lists.text, header.text])
def test_a_file_is_turtle_in_lines_people_read(text: object) -> None:
    assert callable(text)
    made = text()
    assert list(read(made).subjects())
    assert not re.search(r"[ \t]$", made, re.M) and made.endswith(".\n")
    assert "\n\n\n" not in made


def test_a_part_for_fewer_messages_than_its_rule_says_so() -> None:
    rule = Stated("RS999", "RS", "eigen", ("JW301", "WMO305"), ("A. B.", "A. B."), (
        Part("RS999-een", "gizo:clientBsn", "sh:maxLength 9", ("sh:targetSubjectsOf gizo:clientBsn",), ("JW301",)),
        Part("RS999-alle", "gizo:clientBsn", "sh:maxLength 9"),
    ), follows=("RS001",))  # fmt: skip
    index = read(document(["Test."], [both(rule), "shape:RS001 a sh:NodeShape ."]))
    types = V + "geldtVoor"
    assert len(index.iris(shape("RS999"), types)) == 2
    assert index.iris(shape("RS999-een"), types) == [names.message_iri("ijw", "JW301")]
    assert not index.has(shape("RS999-alle"), types)
    assert index.iris(shape("RS999"), SH + "property") == [shape("RS999-een").value, shape("RS999-alle").value]
    assert index.iris(shape("RS999"), V + "volgtUit") == [shape("RS001").value]


def test_what_a_published_rule_asks_for_is_not_asked_again() -> None:
    """A client in a 301 has contact details: TR061. A 302 has no such rule, but the same schema."""
    index = read(structure.text())
    (needed,) = (
        one for one in index.subjects()
        if index.iris(one, SH + "path") == [GIZO + "clientHeeftContactgegevens"] and index.has(one, SH + "minCount")
    )  # fmt: skip
    types = {iri.rsplit("/", 1)[-1] for iri in index.iris(needed, V + "geldtVoor")}
    assert types == {"JW302", "WMO302"}
    assert not types & set(published_rules()["TR061"].messages)


def test_a_restriction_nobody_described_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "restricted", lambda: {"RS999": {}})
    with pytest.raises(GizoError, match=r"RS999 is nieuw; zeg in generate/form\.py"):
        form.text()


def test_a_limit_on_which_datatypes_disagree_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    mixed = {code: dict(each) for code, each in form.restricted().items()}
    mixed["RS015"] |= mixed["RS012"]
    monkeypatch.setattr(form, "restricted", lambda: mixed)
    with pytest.raises(GizoError, match="RS015 heeft niet overal dezelfde maxLength"):
        form.text()


def test_a_relation_to_a_class_that_gizo_does_not_have_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "reach", lambda _: GIZO + "Adres")
    with pytest.raises(GizoError, match="dat past niet in GIZO"):
        list(relations.relation_parts(all_uses()))


def test_two_shapes_of_one_name_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = [*values.value_parts(all_uses())] * 2
    monkeypatch.setattr(structure, "value_parts", lambda _: twice)
    with pytest.raises(GizoError, match="ontstaat twee keer"):
        structure.text()


def test_a_term_without_a_name_is_an_error() -> None:
    with pytest.raises(GizoError, match="heeft geen naam in nl en en"):
        words.label(GIZO + "bestaatNiet")


def test_no_uses_give_no_parts() -> None:
    nothing = [Uses("JW301", (), (), (), ())]
    assert not list(values.value_parts(nothing)) and not list(relations.relation_parts(nothing))


def test_a_list_is_of_one_law_or_of_both() -> None:
    index = read(lists.text())
    assert index.iris(shape("JZ588"), SH + "targetNode") == [
        names.message_iri("ijw", message) for message in ("JW307", "JW308")
    ]
    assert not index.has(shape("COD046"), SH + "targetNode")


def test_every_message_type_has_one_code_of_its_own() -> None:
    index = read(header.text())
    codes = [
        index.members(index.objects(one, SH + "in")[0])[0]
        for one in index.subjects()
        if isinstance(one, NamedNode) and one.value.endswith("-code")
    ]
    assert len(codes) == len(set(codes)) == len(all_uses())
