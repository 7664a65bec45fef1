"""Validation against official schemas: what is found where, in whose words, and which faults are one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import GizoError
from kg.intake import Document
from kg.messages import Message, lift
from kg.validation.report import validate
from kg.validation.rules import STRUCTURE, XSD
from kg.validation.shapes import Shapes, read_shapes
from kg.validation.xsd import Schemas

Broken = Callable[..., Message]
FOLDER = Path(__file__).resolve().parents[2] / "data" / "xsd"
BASE = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x"/>'

FAULTS = [
    ([("999990019", "99999001X")], "value", "/Bericht/Client/Bsn", ("[0-9]{9}",)),
    ([("<b:Geslacht>2", "<b:Geslacht>7")], "value", "/Bericht/Client/Geslacht", ("0, 2",)),
    ([("<b:Geslacht>2", "<b:Geslacht>7777")], "value", "/Bericht/Client/Geslacht", ("0, 2",)),
    ([(">2014-09-30", ">2014-09-31")], "value", "/Bericht/Client/Geboortedatum/Datum", ("date",)),
    ([("<b:Bsn>999990019</b:Bsn>", "")], "missing", "/Bericht/Client/Bsn", ("Bsn",)),
    ([("<s:Datum>2014-09-30</s:Datum>", "")], "missing", "/Bericht/Client/Geboortedatum/Datum", ("Datum",)),
    ([("<b:Bsn>", "<b:Bsn>999990019</b:Bsn><b:Bsn>")], "excess", "/Bericht/Client/Bsn[2]", ("Bsn",)),
    ([("<b:Bsn>", "<b:Extra/><b:Bsn>")], "unknown", "/Bericht/Client/Extra", ("Extra",)),
    ([("<b:Bsn>", "<s:Bsn>"), ("</b:Bsn>", "</s:Bsn>")], "namespace", "/Bericht/Client/Bsn", ("Bsn",)),
    ([("<b:Bsn>", '<b:Bsn x="1">')], "attribute", "/Bericht/Client/Bsn", ("Bsn",)),
    ([("999990019", "<b:Nummer/>")], "children", "/Bericht/Client/Bsn", ("Bsn",)),
    ([("<b:Client>", "<b:Client>tekst")], "text", "/Bericht/Client", ("Client",)),
    (
        [("<b:Geslacht>2</b:Geslacht>", ""), ("<b:Bsn>", "<b:Geslacht>2</b:Geslacht><b:Bsn>")],
        "order",
        "/Bericht/Client/Geslacht",
        ("Geslacht",),
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    """The small schemas of tests/data/xsd."""
    return Schemas(FOLDER)


@pytest.fixture(scope="module")
def none() -> Shapes:
    """No rules but those the library decides itself."""
    return read_shapes([])


def test_a_right_message_has_no_faults(broken: Broken, schemas: Schemas) -> None:
    assert schemas.check(broken()) == []


@pytest.mark.parametrize(("changes", "kind", "xpath", "words"), FAULTS, ids=[f"{case[1]}-{case[2]}" for case in FAULTS])
def test_each_kind_of_fault_has_its_place_and_words(
    changes: list[tuple[str, str]], kind: str, xpath: str, words: tuple[str, ...], broken: Broken, schemas: Schemas
) -> None:
    (fault,) = schemas.check(broken(*changes))
    assert (fault.kind, fault.place.xpath) == (kind, xpath)
    assert fault.place.line > 1
    for text in fault.texts.values():
        assert all(word in text for word in words)
        assert "Element '" not in text, "the words of the validator are not ours"
    assert set(fault.texts) == {"nl", "en"}


def test_a_fault_of_structure_and_schema_is_one_under_the_schema(
    broken: Broken, schemas: Schemas, none: Shapes
) -> None:
    message = broken(("<b:Bsn>999990019</b:Bsn>", ""))
    (result,) = validate([message], shapes=none, xsd=schemas).results
    assert (result.rule, result.related) == (XSD, (STRUCTURE,))
    (without,) = validate([message], shapes=none).results
    assert (without.rule, without.related, without.xpath) == (STRUCTURE, (), result.xpath)


def test_a_published_rule_about_the_same_value_keeps_its_code_and_words(
    broken: Broken, schemas: Schemas, small: Shapes
) -> None:
    message = broken(("999990019", "99999001X"), ("<b:Geslacht>2", "<b:Geslacht>7"))
    found = {result.rule: result for result in validate([message], shapes=small, xsd=schemas).results}
    assert {rule: result.related for rule, result in found.items()} == {"RS037": (XSD,), "COD046": (XSD,)}
    assert found["RS037"].return_code == "0001"


def test_what_only_the_schema_sees_is_reported_and_comes_first(broken: Broken, schemas: Schemas, small: Shapes) -> None:
    message = broken(("<b:Geslacht>2", "<b:Geslacht>1"), ("1.0.0</s:Basis", "1</s:Basis"), ("1.0.0</s:B", "1</s:B"))
    results = validate([message], shapes=small, xsd=schemas).results
    assert [result.rule for result in results] == [XSD, "RS048"], "RS048 is earlier in the file, but level 2"
    assert (results[0].value, results[0].repair) == ("1", "softwareleverancier")


def test_a_bsn_is_masked_in_what_the_schema_says(broken: Broken, schemas: Schemas, none: Shapes) -> None:
    report = validate([broken(("999990019", "9999900191"))], shapes=none, xsd=schemas)
    (result,) = report.results
    assert (result.rule, result.value) == (XSD, "*******191")
    assert "9999900191" not in repr(report.results)


def test_a_message_without_schema_is_undecided(broken: Broken, schemas: Schemas, none: Shapes, wmo301: str) -> None:
    other = lift(Document("w.xml", wmo301.encode()))
    for lang in ("nl", "en"):
        report = validate([broken(), other], shapes=none, xsd=schemas, lang=lang)
        (undecided,) = report.undecided
        assert (undecided.rule, undecided.count, "WMO301" in undecided.needs) == (XSD, 1, True)
        assert "JW301" not in undecided.needs
        assert not report.complete


def test_files_may_be_nested_and_called_otherwise(broken: Broken, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    shutil.copy(FOLDER / "JW301.xsd", tmp_path / "a" / "jw301_v2.XSD")
    shutil.copy(FOLDER / "basisschema.xsd", tmp_path / "a" / "b" / "BasisSchema.XSD")
    (tmp_path / "kapot.xsd").write_text("<geen schema")
    schemas = Schemas(tmp_path)
    assert [fault.kind for fault in schemas.check(broken(("999990019", "1")))] == ["value"]


def test_of_two_base_schemas_the_one_beside_it_is_taken(broken: Broken, tmp_path: Path) -> None:
    for name in ("aaa", "ijw"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "basisschema.xsd").write_text(BASE)
    for name in ("JW301.xsd", "basisschema.xsd"):
        shutil.copy(FOLDER / name, tmp_path / "ijw" / name)
    assert Schemas(tmp_path).check(broken()) == []


def test_a_folder_without_schemas_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(GizoError, match="geen XML-schema's") as caught:
        Schemas(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_a_schema_that_misses_another_one_says_which(broken: Broken, tmp_path: Path) -> None:
    shutil.copy(FOLDER / "JW301.xsd", tmp_path)
    with pytest.raises(GizoError, match=r"JW301\.xsd: het schema verwijst naar basisschema\.xsd"):
        Schemas(tmp_path).check(broken())


def test_a_schema_that_is_wrong_is_one_clear_line(broken: Broken, tmp_path: Path) -> None:
    text = (FOLDER / "JW301.xsd").read_text().replace('type="s:Negen"', 'type="s:Tien"')
    (tmp_path / "JW301.xsd").write_text(text)
    shutil.copy(FOLDER / "basisschema.xsd", tmp_path)
    with pytest.raises(GizoError, match="geen bruikbaar XML-schema") as caught:
        Schemas(tmp_path).check(broken())
    assert "\n" not in str(caught.value)


def test_a_schema_never_reaches_outside_its_folder(broken: Broken, tmp_path: Path) -> None:
    outside = tmp_path / "buiten.xsd"
    outside.write_text(BASE.replace("urn:x", "http://www.istandaarden.nl/ijw/3_2/basisschema/schema"))
    inside = tmp_path / "map"
    inside.mkdir()
    for location in (outside.as_uri(), "http://127.0.0.1:9/buiten.xsd"):
        text = (FOLDER / "JW301.xsd").read_text().replace('"basisschema.xsd"', f'"{location}"')
        (inside / "JW301.xsd").write_text(text)
        with pytest.raises(GizoError, match=r"verwijst naar buiten\.xsd"):
            Schemas(inside).check(broken())


@pytest.mark.parametrize(("changes", "kind", "xpath", "words"), FAULTS, ids=[f"{case[1]}-{case[2]}" for case in FAULTS])
def test_with_the_published_schemas_every_fault_is_reported_once(
    changes: list[tuple[str, str]], kind: str, xpath: str, words: object, broken: Broken, reference: Path
) -> None:
    message = broken(*changes)
    official = Schemas(reference / "istandaarden" / "ijw-3.2" / "xsd")
    report = validate([message], xsd=official)
    (result,) = report.results
    assert result.xpath == xpath
    assert XSD in (result.rule, *result.related)


def test_our_own_message_meets_the_published_schema(broken: Broken, reference: Path) -> None:
    assert Schemas(reference / "istandaarden" / "ijw-3.2" / "xsd").check(broken()) == []
