"""The inventory: every published rule is stated in the project, for the same messages and with the same return code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import GizoError
from kg.schema import message_schema
from kg.sources.lifting import standard_of
from kg.sources.regels import RETURN_TYPES
from kg.validation import inventory
from kg.validation.codelists import read_code_lists
from kg.validation.inventory import PublishedRule, elements_of, keys_of, published_rules, rules_of
from kg.validation.rules import Rule
from kg.validation.shapes import load_shapes

CODES = sorted(published_rules())
CHECKED_KINDS = {"TR", "CD", "CS", "RS"}
"""Kinds with a level of control of their own; the sources give OP, IV and slide rules none."""


def without_returns(messages: tuple[str, ...]) -> set[str]:
    return {message for message in messages if message[-3:] not in RETURN_TYPES}


def rule(code: str) -> Rule:
    rules = load_shapes().rules
    assert code in rules, f"{code} heeft geen shape en geen v:Regel in shapes/zonder-shape.ttl"
    return rules[code]


@pytest.mark.parametrize("code", CODES)
def test_every_published_rule_is_stated(code: str) -> None:
    assert rule(code).kind == published_rules()[code].kind


@pytest.mark.parametrize("code", CODES)
def test_a_rule_is_for_the_published_messages(code: str) -> None:
    assert without_returns(rule(code).messages) == without_returns(published_rules()[code].messages)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_the_published_return_code(code: str) -> None:
    assert rule(code).return_code == published_rules()[code].return_code


@pytest.mark.parametrize("code", [code for code in CODES if published_rules()[code].kind in CHECKED_KINDS])
def test_a_rule_is_checked_at_the_published_level(code: str) -> None:
    assert rule(code).level == published_rules()[code].level


def test_no_rule_is_made_up() -> None:
    kinds = {*CHECKED_KINDS, "OP", "IV", "slide"}
    stated = {code for code, one in load_shapes().rules.items() if one.kind in kinds}
    assert stated <= set(CODES)


def test_the_inventory_is_as_large_as_what_was_published() -> None:
    kinds = [one.kind for one in published_rules().values()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "TR": 80, "CD": 22, "CS": 19, "RS": 36, "OP": 15, "IV": 5, "slide": 3,
    }  # fmt: skip


@pytest.mark.parametrize("one", published_rules().values(), ids=lambda one: one.code)
def test_every_place_is_an_element_of_its_message(one: PublishedRule) -> None:
    assert one.kind in {"TR", "OP", "IV", "slide"} or one.places
    assert {place.message for place in one.places} in (set(), set(one.messages))
    for place in one.places:
        assert place.path in message_schema(standard_of(place.message), place.message)


def test_the_code_lists_are_those_of_the_schema() -> None:
    listed = [place for one in published_rules().values() for place in one.places if place.code_list]
    assert len(listed) > 50
    for place in listed:
        assert place.code_list in read_code_lists()
        part = message_schema(standard_of(place.message), place.message)[place.path]
        assert f"codelijst:{place.code_list}" in part.code_lists, place


def test_the_two_laws_have_the_same_rules_on_the_elements_they_share() -> None:
    for number in ("301", "305", "307", "315", "317", "319", "323", "325"):
        jw, wmo = rules_of(f"JW{number}"), rules_of(f"WMO{number}")
        shared = set(message_schema("ijw", f"JW{number}")) & set(message_schema("iwmo", f"WMO{number}"))
        spread = {"CS338"}  # iJw hangs it on the parts of Omvang, iWmo on Omvang itself
        assert {path: set(jw.get(path, ())) - spread for path in shared} == {
            path: set(wmo.get(path, ())) - spread for path in shared
        }


def test_a_key_is_one_or_more_elements_of_its_class() -> None:
    assert keys_of("JW317") == {
        "/Bericht/Client": ("/Bericht/Client/Bsn",),
        "/Bericht/Client/Verzoek": ("/Bericht/Client/Verzoek/ReferentieAanbieder",),
        "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct": (
            "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct/GewensteIngangsdatum",
            "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct/Product/Categorie",
            "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct/Product/Code",
        ),
        "/Bericht/Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct": (
            "/Bericht/Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct/ToewijzingNummer",
        ),
        "/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct": (
            "/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/ToewijzingNummer",
        ),
    }
    assert keys_of("JW302") == {}


def test_what_is_not_published_has_no_elements() -> None:
    assert elements_of("TR302", "JW301") == ()
    assert elements_of("XX999", "JW301") == ()
    assert elements_of("CD041", "JW323") == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (None, "niet te lezen"),
        ("code,kind\nTR901,TR\n", "kolom 'level' ontbreekt"),
        (
            "code,kind,level,return_code,message,path,key,code_list\n"
            "TR901,TR,bericht,0001,JW301,,,\nTR901,TR,bericht,0002,JW305,,,\n",
            "TR901 spreekt zichzelf tegen",
        ),
    ],
)
def test_a_table_that_is_no_inventory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, complaint: str
) -> None:
    if text is not None:
        (tmp_path / "inventaris.csv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(inventory, "data_path", lambda name: tmp_path)
    published_rules.cache_clear()
    try:
        with pytest.raises(GizoError, match=re.escape(complaint)):
            published_rules()
    finally:
        published_rules.cache_clear()
