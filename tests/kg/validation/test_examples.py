"""The cases as data: what they may say, what they are built to, and what is said of one that is wrong."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from lxml import etree

from kg.errors import GizoError
from kg.messages import lift
from kg.schema import message_schema
from kg.sources.lifting import standard_of, supported_messages
from kg.validation.cases import Case, Change, Spot, read_cases
from kg.validation.examples import (
    TODAY,
    all_cases,
    apply,
    base_message,
    build,
    build_together,
    cases,
    examples_folder,
    find,
    leaf_paths,
)
from kg.validation.privacy import is_bsn
from kg.validation.structure import check_structure

TYPES = supported_messages()


def read(text: str) -> list[Case]:
    return list(read_cases("geval.yaml", text.encode()))


def text_of(data: bytes, path: str) -> str | None:
    return find(etree.fromstring(data), path).text


class TestBaseMessages:
    """Our own messages, the ground under every case."""

    def test_there_is_one_of_every_type_and_nothing_else(self) -> None:
        assert {path.stem for path in (examples_folder() / "berichten").iterdir()} == set(TYPES)

    @pytest.mark.parametrize("message_type", TYPES)
    def test_it_is_as_the_schema_says_and_every_element_is_known(self, message_type: str) -> None:
        message = lift(apply(message_type))
        assert (message.type, message.unknown) == (message_type, ())
        assert check_structure(message) == []

    @pytest.mark.parametrize("message_type", TYPES)
    def test_every_element_occurs_in_it(self, message_type: str) -> None:
        """Only the partner of a child would be odd; the partner of the Wmo client is there."""
        used = {path.partition("[")[0] for path in _paths(etree.fromstring(base_message(message_type)))}
        missing = set(message_schema(standard_of(message_type), message_type)) - used
        assert {path for path in missing if not path.startswith("/Bericht/Client/Naam/Partnernaam")} == set()

    @pytest.mark.parametrize("message_type", [name for name in TYPES if name.startswith("JW")])
    def test_it_meets_the_official_schema(self, reference: Path, message_type: str) -> None:
        folder = reference / "istandaarden" / "ijw-3.2" / "xsd"
        schema = etree.XMLSchema(etree.parse(str(folder / f"{message_type}.xsd")))
        schema.assertValid(etree.fromstring(base_message(message_type)))

    @pytest.mark.parametrize("law", ["JW", "WMO"])
    def test_the_messages_of_one_law_are_about_one_client_provider_and_municipality(self, law: str) -> None:
        roots = [etree.fromstring(base_message(name)) for name in TYPES if name.startswith(law)]
        numbers = {bsn.text or "" for root in roots for bsn in root.iter("{*}Bsn")}
        ends = {frozenset(find(root, f"Header/{end}").text for end in ("Afzender", "Ontvanger")) for root in roots}
        assert (len(numbers), len(ends)) == (1, 1)
        assert all(number.startswith("9999") and is_bsn(number) for number in numbers)

    @pytest.mark.parametrize("law", ["JW", "WMO"])
    def test_what_refers_to_an_assignment_refers_to_one_of_the_301(self, law: str) -> None:
        roots = {name: etree.fromstring(base_message(name)) for name in TYPES if name.startswith(law)}
        given = {one.text for one in roots[f"{law}301"].iter("{*}ToewijzingNummer")}
        assert all(one.text in given for root in roots.values() for one in root.iter("{*}ToewijzingNummer"))

    def test_they_are_of_before_the_day_they_are_judged_on(self) -> None:
        days = chain.from_iterable(etree.fromstring(base_message(name)).iter("{*}Dagtekening") for name in TYPES)
        assert max(day.text or "" for day in days) < TODAY.isoformat()


def _paths(element: etree._Element, above: str = "") -> list[str]:
    path = f"{above}/{etree.QName(element).localname}"
    return [path, *(found for child in element for found in _paths(child, path))]


class TestReading:
    """What a file may say."""

    def test_a_case_about_one_message(self) -> None:
        (one,) = read(
            """
- regel: CD041
  berichten: [JW301, WMO301]
  doe:
    - weg: Client/Naam/Voornamen
    - zet: Client/Relaties/Relatie[2]/Nummer
      op: 01
    - {na: Client/Bsn, xml: "<m:X/>"}
  plaats: [Client, ""]
  ook: [SLIDE-1]
"""
        )
        assert (one.rule, one.messages, one.also, one.fails) == ("CD041", ("JW301", "WMO301"), ("SLIDE-1",), True)
        assert one.changes == (
            Change("weg", "Client/Naam/Voornamen"),
            Change("zet", "Client/Relaties/Relatie[2]/Nummer", "01"),
            Change("na", "Client/Bsn", "<m:X/>"),
        )
        assert one.spots == (Spot("", "Client"), Spot("", ""))
        assert one.source == "geval.yaml, regel 2"

    def test_a_case_about_several_messages(self) -> None:
        (one,) = read(
            """
- regel: TR338
  samen: [301, 323, 323#2]
  eerder: [301]
  doe: [{in: 323#2, zet: Declaratie/DeclaratieNummer, op: X}]
  plaats: {323: [Declaratie], 323#2: [""]}
  onbeslist: [TR349]
"""
        )
        assert (one.together, one.earlier, one.messages) == (("301", "323", "323#2"), ("301",), ("JW", "WMO"))
        assert one.changes == (Change("zet", "Declaratie/DeclaratieNummer", "X", "323#2"),)
        assert one.spots == (Spot("323", "Declaratie"), Spot("323#2", ""))
        assert one.undecided == ("TR349",)

    def test_without_a_place_nothing_may_be_said(self) -> None:
        (one,) = read("- {regel: A, berichten: [JW301]}")
        assert (one.spots, one.fails, one.changes) == (None, False, ())

    @pytest.mark.parametrize("text", ["", "# only a comment", "[]"])
    def test_a_file_without_cases(self, text: str) -> None:
        assert read(text) == []

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("regel: A", "verwacht een lijst van gevallen"),
            ("- A", "verwacht een geval"),
            ("- {berichten: [JW301]}", "geen regel; geef de code"),
            ("- {regel: A}", "een van beide"),
            ("- {regel: A, berichten: [JW301], samen: [301]}", "een van beide"),
            ("- {regel: A, berichten: []}", "'berichten' is leeg"),
            ("- {regel: A, berichten: [JW999]}", "'JW999' bestaat niet"),
            ("- {regel: A, berichten: JW301}", "'berichten' is geen lijst"),
            ("- {regel: A, berichten: [[JW301]]}", "geen lijst van teksten"),
            ("- {regel: A, samen: [JW301]}", "geen berichtsoort zonder wet"),
            ("- {regel: A, samen: [301], wet: [WLZ]}", "'WLZ' bestaat niet"),
            ("- {regel: A, samen: [301], eerder: [323]}", "niet in 'samen' staat"),
            ("- {regel: A, berichten: [JW301], waar: [x]}", "onbekende sleutel 'waar'"),
            ("- {regel: A, berichten: [JW301], doe: [{vervang: Client}]}", "begint met een van"),
            ("- {regel: A, berichten: [JW301], doe: [Client]}", "begint met een van"),
            ("- {regel: A, berichten: [JW301], doe: [{zet: Client}]}", "heeft geen 'op'"),
            ("- {regel: A, berichten: [JW301], doe: [{na: Client, op: x}]}", "kent geen 'op'"),
            ("- {regel: A, berichten: [JW301], doe: [{weg: /Bericht/Client}]}", "geen pad onder Bericht"),
            ("- {regel: A, berichten: [JW301], doe: [{weg: 'Client[0]'}]}", "geen pad onder Bericht"),
            ("- {regel: A, berichten: [JW301], doe: [{weg: Client, in: 301}]}", "zeg met 'in'"),
            ("- {regel: A, samen: [301], doe: [{weg: Client}]}", "zeg met 'in'"),
            ("- {regel: A, berichten: [JW301], plaats: Client}", "'plaats' is een lijst van paden"),
            ("- {regel: A, berichten: [JW301], plaats: []}", "'plaats' is leeg"),
            ("- {regel: A, samen: [301], plaats: [Client]}", "per bericht van 'samen'"),
            ("- {regel: A, samen: [301], plaats: {323: [Client]}}", "niet in 'samen' staat"),
            ("- {regel: A, berichten: [JW301", "geen YAML"),
        ],
    )
    def test_what_is_wrong_is_said_with_file_and_line(self, text: str, says: str) -> None:
        with pytest.raises(GizoError, match=r"^geval\.yaml") as raised:
            read(text)
        assert says in str(raised.value)
        assert "\n" not in str(raised.value)

    def test_the_line_is_that_of_the_case(self) -> None:
        with pytest.raises(GizoError, match=r"^geval\.yaml, regel 3 \(B\): "):
            read("- {regel: A, berichten: [JW301]}\n\n- regel: B\n")

    def test_a_folder_is_read_in_the_order_of_its_files(self, tmp_path: Path) -> None:
        (tmp_path / "b.yaml").write_text("- {regel: B, berichten: [JW301]}")
        (tmp_path / "a.yaml").write_text("- {regel: A, berichten: [JW301]}")
        assert [one.rule for one in all_cases(tmp_path)] == ["A", "B"]


class TestBuilding:
    """What a case makes of a message."""

    @pytest.mark.parametrize(
        ("change", "path", "found"),
        [
            (Change("zet", "Client/Geslacht", "1"), "Client/Geslacht", "1"),
            (Change("dubbel", "Client/Bsn", "123"), "Client/Bsn[2]", "123"),
            (Change("na", "Client/Bsn", "<m:Nieuw>ja</m:Nieuw>"), "Client/Nieuw", "ja"),
            (Change("weg", "Client/Relaties/Relatie[1]"), "Client/Relaties/Relatie[1]/Nummer", "R2"),
            (Change("weg_als_er", "Client/Naam/Zoek"), "Client/Geslacht", "2"),
        ],
    )
    def test_each_step_does_what_it_says(self, change: Change, path: str, found: str) -> None:
        assert text_of(apply("JW301", [change]).data, path) == found

    def test_what_is_added_has_the_namespaces_of_the_message(self) -> None:
        data = apply("WMO301", [Change("na", "Client/Bsn", "<b:X/>")]).data
        added = find(etree.fromstring(data), "Client/X")
        assert etree.QName(added).namespace == "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"

    def test_the_base_message_itself_never_changes(self) -> None:
        before = base_message("JW301")
        apply("JW301", [Change("zet", "Client/Geslacht", "9")])
        assert apply("JW301").data == etree.tostring(etree.fromstring(before), encoding="UTF-8", xml_declaration=True)

    @pytest.mark.parametrize(
        "change", [Change("weg", "Client/Zoek"), Change("na", "Client/Bsn", "<m:X>"), Change("zet", "Zoek", "1")]
    )
    def test_a_step_that_does_nothing_is_an_error(self, change: Change) -> None:
        with pytest.raises(GizoError, match=r"^geval\.yaml, regel 1: JW301: "):
            apply("JW301", [change], "geval.yaml, regel 1")

    def test_a_message_that_does_not_exist(self) -> None:
        with pytest.raises(GizoError, match="kies een ondersteunde berichtsoort"):
            apply("JW999")

    def test_messages_together_are_built_together(self) -> None:
        (one,) = read(
            "- {regel: A, samen: [301, 323, 323#2], doe: [{in: 323, zet: Declaratie/DeclaratieNummer, op: X1}]}"
        )
        built = build_together(one, "WMO")
        assert list(built) == ["301", "323", "323#2"]
        assert [document.name for document in built.values()] == ["WMO301.xml", "WMO323.xml", "WMO323-2.xml"]
        number = "Declaratie/DeclaratieNummer"
        assert text_of(built["323"].data, number) == "X1"
        assert text_of(built["323#2"].data, number) == text_of(base_message("WMO323"), number)
        ids = {text_of(document.data, "Header/BerichtIdentificatie/Identificatie") for document in built.values()}
        assert len(ids) == 3
        with pytest.raises(GizoError, match="build_together"):
            build(one, "WMO301")

    @pytest.mark.parametrize("message_type", ["JW301", "WMO323"])
    def test_every_leaf_can_be_found_by_its_path(self, message_type: str) -> None:
        root = etree.fromstring(base_message(message_type))
        assert [find(root, path) for path in leaf_paths(message_type)] == [one for one in root.iter() if not len(one)]

    def test_cases_of_a_rule(self) -> None:
        assert cases("TR302")
        assert {one.rule for one in cases("TR302")} == {"TR302"}
        assert cases("NIETS") == ()
