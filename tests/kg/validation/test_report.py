"""The report: each fault once, at its place, in the reader's language, without a bsn."""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from kg.errors import GizoError
from kg.intake import Document, Refused, documents
from kg.messages import Message, lift, lift_all
from kg.validation.across import Across
from kg.validation.formats import FORMATS, VIEWS, render
from kg.validation.reading import Offer, read
from kg.validation.report import validate
from kg.validation.results import Report
from kg.validation.rules import DUPLICATE
from kg.validation.shapes import Shapes, read_shapes

Broken = Callable[..., Message]
DATA = Path(__file__).resolve().parents[2] / "data" / "voorbeeld"
FIRST = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"
SECOND = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]"
OMVANG = """        <b:Omvang>
          <s:Volume>3</s:Volume>
          <s:Eenheid>04</s:Eenheid>
          <s:Frequentie>2</s:Frequentie>
        </b:Omvang>
"""


def rows(report: Report) -> list[tuple[str, str]]:
    return [(result.rule, result.xpath) for result in report.results]


def line_of(text: str, mark: str) -> int:
    return text[: text.index(mark)].count("\n") + 1


def test_a_right_message_conforms(broken: Broken, small: Shapes) -> None:
    report = validate([broken()], shapes=small)
    assert (report.conforms, report.complete, report.files, len(report.checked)) == (True, True, 1, 1)
    assert report.results == ()


def test_a_wrong_value_is_at_its_own_element_and_line(broken: Broken, small: Shapes, jw301: str) -> None:
    (result,) = validate([broken((">45<", ">99<"))], shapes=small).results
    assert (result.rule, result.value, result.xpath) == ("JZ020", "99", f"{FIRST}/Product/Categorie")
    assert result.line == line_of(jw301, "<s:Categorie>45")
    assert result.file == "JW301.xml"
    assert result.message == "Categorie 99 staat niet in JZ020; kies er een uit de lijst."


def test_a_missing_value_is_at_its_parent_with_the_name_added(broken: Broken, small: Shapes, jw301: str) -> None:
    (result,) = validate([broken(("<b:ToewijzingNummer>1002</b:ToewijzingNummer>", ""))], shapes=small).results
    assert (result.rule, result.xpath) == ("STRUCTUUR", f"{SECOND}/ToewijzingNummer")
    second = jw301.index("<b:ToegewezenProduct>", jw301.index("</b:ToegewezenProduct>"))
    assert result.line == jw301[:second].count("\n") + 1


@pytest.mark.parametrize(
    ("changes", "xpath"),
    [
        ([("<s:Datum>2014-09-30</s:Datum>", "")], "/Bericht/Client/Geboortedatum/Datum"),
        (
            [("<b:Geboortedatum>\n      <s:Datum>2014-09-30</s:Datum>\n    </b:Geboortedatum>", "")],
            "/Bericht/Client/Geboortedatum",
        ),
    ],
)
def test_the_first_element_that_is_missing_is_named_and_the_schema_does_not_say_it_again(
    changes: list[tuple[str, str]], xpath: str, broken: Broken, small: Shapes
) -> None:
    assert rows(validate([broken(*changes)], shapes=small)) == [("STRUCTUUR", xpath)]


def test_one_too_many_is_reported_once_by_rule_or_schema(broken: Broken, small: Shapes) -> None:
    other = broken(("<b:Bsn>999990019</b:Bsn>", "<b:Bsn>999990019</b:Bsn><b:Bsn>111222333</b:Bsn>"))
    same = broken(("<b:Bsn>999990019</b:Bsn>", "<b:Bsn>999990019</b:Bsn><b:Bsn>999990019</b:Bsn>"))
    for message in (other, same):
        assert rows(validate([message], shapes=small)) == [("STRUCTUUR", "/Bericht/Client/Bsn[2]")]


def test_a_condition_that_asks_for_an_element_speaks_for_the_schema() -> None:
    """CD025 of the project asks for the house number that the schema wants too."""
    text = (DATA / "JW301.xml").read_text(encoding="utf-8").replace("<s:Huisnummer>14</s:Huisnummer>", "", 1)
    report = validate([lift(Document("a.xml", text.encode()))])
    assert [(result.rule, result.xpath.rpartition("/")[2]) for result in report.results] == [("CD025", "Adres")]


def test_a_part_that_is_missing_as_a_whole_is_said_once(jw301: str) -> None:
    root = etree.fromstring(jw301.encode())
    root.remove(root[1])
    report = validate([lift(Document("a.xml", etree.tostring(root)))])
    assert rows(report) == [("STRUCTUUR", "/Bericht/Client")]


def test_what_no_rule_says_the_schema_says(broken: Broken, small: Shapes) -> None:
    message = broken(("<s:Volume>3</s:Volume>", "<s:Volume>3</s:Volume><s:Volume>3</s:Volume><s:Extra/>"))
    report = validate([message], shapes=small)
    assert rows(report) == [("STRUCTUUR", f"{FIRST}/Omvang/Extra"), ("STRUCTUUR", f"{FIRST}/Omvang/Volume[2]")]
    assert all(result.focus_node.endswith("ToegewezenProduct%5B1%5D/Omvang") for result in report.results)


@pytest.mark.parametrize(
    "changes",
    [
        [("<b:Bsn>", '<x:Bsn xmlns:x="urn:x">'), ("</b:Bsn>", "</x:Bsn>")],
        [("999990019", "<b:Nummer>999990019</b:Nummer>")],
    ],
)
def test_an_element_that_is_there_but_cannot_be_read_is_not_called_missing_as_well(
    changes: list[tuple[str, str]], broken: Broken, small: Shapes
) -> None:
    report = validate([broken(*changes)], shapes=small)
    assert rows(report) == [("STRUCTUUR", "/Bericht/Client/Bsn")]
    assert "ontbreekt" not in report.results[0].message


def test_related_rules_at_one_place_are_one_fault_under_the_published_code(broken: Broken, small: Shapes) -> None:
    (result,) = validate([broken((OMVANG, "        <b:Budget>100</b:Budget>\n"))], shapes=small).results
    assert (result.rule, result.related) == ("CD041", ("SLIDE-1", "SLIDE-2"))
    assert (result.xpath, result.return_code) == (FIRST, "0233")


def test_related_rules_at_different_places_stay_apart(broken: Broken, small: Shapes) -> None:
    message = broken(
        (OMVANG, ""), ("<s:Categorie>50</s:Categorie>", "<s:Categorie>50</s:Categorie><s:Code>50A01</s:Code>")
    )
    report = validate([message], shapes=small)
    assert [(result.rule, result.related) for result in report.results] == [
        ("CD041", ("SLIDE-1",)),
        ("CD041", ("SLIDE-1", "SLIDE-2")),
    ]


def test_warnings_and_infos_do_not_fail(broken: Broken, small: Shapes) -> None:
    report = validate([broken(("1.0.0</s:BerichtXsd", "1.0</s:BerichtXsd"))], shapes=small)
    assert [result.severity for result in report.results] == ["Info"]
    assert report.conforms


def test_the_reader_chooses_the_language(broken: Broken, small: Shapes) -> None:
    message = broken(("<b:Geslacht>2", "<b:Extra/><b:Geslacht>7"))
    texts = [result.message for result in validate([message], shapes=small, lang="en").results]
    assert texts == [
        "Element Extra does not belong here according to the schema of JW301; remove it or correct its name.",
        "The code 7 is not in code list COD046 (Geslacht); choose a code from that list.",
    ]


def test_no_result_shows_a_bsn(broken: Broken, small: Shapes) -> None:
    message = broken(
        ("999990019", "99999001A"),
        ("<s:Taal>Pools</s:Taal>", "<s:Taal>111222333</s:Taal>"),
        ("<b:Geslacht>2", "<b:Geslacht>111222333"),
    )
    report = validate([message], shapes=small)
    shown = repr(report.results)
    assert [result.value for result in report.results] == ["******01A", "******333"]
    assert "99999001A" not in shown
    assert "111222333" not in shown


def test_a_bsn_as_identification_of_the_message_is_not_shown_either(broken: Broken, small: Shapes) -> None:
    messages = [broken(("UTR0000000", "999990019"), (">45<", ">99<"))]
    report = validate(messages, shapes=small)
    (result,) = report.results
    assert "/******019" in result.focus_node
    shown = [render(report, form) for form in FORMATS if not VIEWS[form].binary]
    assert not any("999990019" in text for text in shown)
    assert all("JZ020" in text for text in shown), "the result is still found with its message"


def test_a_second_client_is_one_result(broken: Broken) -> None:
    results = validate([broken(("</b:Client>", "</b:Client><b:Client/>"))]).results
    assert [result.xpath for result in results if result.xpath in ("/Bericht", "/Bericht/Client[2]")] == [
        "/Bericht/Client[2]"
    ]


def test_a_group_in_another_namespace_is_not_missing_too(broken: Broken) -> None:
    message = broken(("<s:Geslachtsnaam>", "<b:Geslachtsnaam>"), ("</s:Geslachtsnaam>", "</b:Geslachtsnaam>"))
    results = validate([message]).results
    assert {result.xpath.partition("/Naam/")[2] for result in results} == {"Geslachtsnaam"}


def test_a_second_message_with_the_same_identity_is_reported_and_kept_apart(jw301: str, small: Shapes) -> None:
    wrong = jw301.replace(">45<", ">99<")
    pair = lift_all([Document("een.xml", jw301.encode()), Document("twee.xml", wrong.encode())])
    report = validate(pair, shapes=small)
    assert [(result.rule, result.severity, result.file) for result in report.results] == [
        (DUPLICATE, "Warning", "twee.xml"),
        ("JZ020", "Violation", "twee.xml"),
    ]
    assert len({checked.iri for checked in report.checked}) == 2


def test_chunks_make_no_difference_and_messages_are_not_kept(jw301: str, small: Shapes) -> None:
    made: list[weakref.ref[Message]] = []
    most = 0

    def messages() -> Iterator[Message]:
        nonlocal most
        for number in range(12):
            text = jw301.replace("UTR000000001", f"N{number}").replace(">45<", ">99<" if number % 2 else ">45<")
            message = lift(Document(f"{number}.xml", text.encode()))
            made.append(weakref.ref(message))
            gc.collect()
            most = max(most, sum(reference() is not None for reference in made))
            yield message

    whole = validate(messages(), shapes=small, chunk=100)
    assert most == 12
    most = 0
    parts = validate(messages(), shapes=small, chunk=2)
    assert most <= 5, "two in hand, two of the chunk before, one on its way"
    assert whole.results == parts.results
    assert [result.file for result in parts.results] == [f"{number}.xml" for number in range(1, 12, 2)]


def test_reading_keeps_no_messages_either(jw301: str, small: Shapes) -> None:
    """From bytes to report, also with the faults of the files that cannot be read in between."""
    alive: list[weakref.ref[object]] = []
    most = 0

    def documents() -> Iterator[Document]:
        for number in range(12):
            text = jw301.replace("UTR000000001", f"N{number}") if number % 3 else "<a>"
            yield Document(f"{number}.xml", text.encode())

    def watched() -> Iterator[Offer]:
        nonlocal most
        for offer in read(documents()):
            alive.append(weakref.ref(offer))
            gc.collect()
            most = max(most, sum(reference() is not None for reference in alive if _is_message(reference())))
            yield offer
            del offer

    report = validate(watched(), shapes=small, chunk=2)
    assert (len(report.checked), len(report.unreadable)) == (8, 4)
    assert most <= 5


def _is_message(offer: object) -> bool:
    return isinstance(offer, Message)


@pytest.mark.slow
def test_one_message_takes_less_than_a_second_with_start_up() -> None:
    """Counted in processor time, so that what else the machine does makes no difference."""
    code = "import sys; from kg.cli import main; sys.exit(main())"

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-c", code, "validate", str(DATA / "JW301.xml")]
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(3)) < 1


def test_rules_across_messages_are_undecided_only_when_asked_for(broken: Broken, small: Shapes) -> None:
    assert validate([broken()], shapes=small).complete
    report = validate([broken()], shapes=small, across=Across())
    assert [(rule.rule, rule.needs, rule.count) for rule in report.undecided] == [
        ("TR056", "eerdere berichten van dezelfde afzender", 1)
    ]
    assert not report.complete
    assert report.conforms


def test_the_check_across_gets_every_message_and_its_findings_come_back_placed(jw301: str) -> None:
    """The toewijzingnummer of the second message is taken already: TR332 of the project says so."""
    again = jw301.replace("UTR000000001", "UTR000000002").replace(
        "2026-05-11</s:Dagtekening", "2026-05-12</s:Dagtekening"
    )
    again = again.replace("73731234", "73735678")
    offers = read(
        [Document("een.xml", jw301.encode()), Document("stuk.xml", b"<a>"), Document("twee.xml", again.encode())]
    )
    report = validate(offers, across=Across())
    found = [result for result in report.results if result.rule == "TR332"]
    assert found
    for result in found:
        checked = next(checked for checked in report.checked if checked.iri == result.about)
        assert (result.file, result.repair) == (checked.file, "gemeente")
        assert result.toewijzing in ("1001", "1002")
        assert result.xpath.startswith("/Bericht/Client/ToegewezenProducten/ToegewezenProduct[")
        assert result.line
    positions = [[checked.iri for checked in report.checked].index(result.about) for result in report.results]
    assert positions == sorted(positions), "results stand in the order of their messages"


def test_a_file_that_cannot_be_read_is_reported_among_the_others(jw301: str, small: Shapes) -> None:
    texts = {"999990019.xml": "<a>", "goed.xml": jw301, "leeg.xml": "", "fout.xml": jw301.replace(">45<", ">99<")}
    for lang, word in (("nl", "welgevormde"), ("en", "well-formed")):
        documents = [Document(name, text.encode()) for name, text in texts.items()]
        report = validate(read([Refused("dicht.zip", "op slot", "locked"), *documents], lang), shapes=small, lang=lang)
        assert [unread.file for unread in report.unreadable] == ["dicht.zip", "******019.xml", "leeg.xml"]
        assert report.unreadable[0].reason == {"nl": "op slot", "en": "locked"}[lang]
        assert (report.unreadable[1].line, word in report.unreadable[1].reason) == (1, True)
        assert [checked.file for checked in report.checked] == ["goed.xml", "fout.xml"]
        assert not report.complete


def test_nothing_but_unreadable_files_is_a_report_too(small: Shapes) -> None:
    report = validate(read([Document("a.xml", b"")]), shapes=small)
    assert (report.checked, report.conforms, len(report.unreadable)) == ((), True, 1)


def test_rules_know_what_day_it_is(broken: Broken) -> None:
    text = b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix v: <https://w3id.org/gizo/def/v/> . @prefix shape: <https://w3id.org/gizo/shapes/> .
    shape:DAG a sh:NodeShape ; dct:identifier "DAG" ; v:regelsoort "TR" ; sh:message "na vandaag"@nl ;
      sh:targetClass v:Bericht ; sh:property shape:DAG-1 .
    shape:DAG-1 a sh:PropertyShape ; sh:path v:dagtekening ; sh:lessThanOrEquals v:vandaag ."""
    shapes = read_shapes([("x.ttl", text)])
    for today, expected in ((date(2026, 5, 10), ["DAG"]), (date(2026, 5, 11), []), (date(2026, 5, 12), [])):
        report = validate([broken()], shapes=shapes, today=today)
        assert [result.rule for result in report.results] == expected
        assert report.today == today
    assert validate([broken()], shapes=shapes).today == date.today()


def test_every_result_says_which_toewijzing_it_is_about_and_who_repairs_it(broken: Broken, small: Shapes) -> None:
    message = broken(
        ("<s:Categorie>50", "<s:Categorie>99"), ("<b:Geslacht>2", "<b:Geslacht>7"), ("</b:Header>", "<b:X/></b:Header>")
    )
    found = {result.rule: (result.toewijzing, result.repair) for result in validate([message], shapes=small).results}
    assert found == {
        "JZ020": ("1002", "gemeente"),
        "COD046": ("", "gemeente"),
        "STRUCTUUR": ("", "softwareleverancier"),
    }


def test_a_message_is_known_by_its_number_and_parties(jw301: str, small: Shapes) -> None:
    (checked,) = validate([lift(Document("a.xml", jw301.encode()))], shapes=small).checked
    assert (checked.identification, checked.date) == ("UTR000000001", "2026-05-11")
    assert (checked.sender, checked.receiver) == ("0344", "73731234")


def test_a_return_message_is_known_by_its_own_number_and_sender() -> None:
    """Its header repeats the sender of what it answers."""
    text = """<Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw302/schema"
      xmlns:s="http://www.istandaarden.nl/ijw/3_2/basisschema/schema"><Header><BerichtCode>437</BerichtCode>
      <Afzender>0344</Afzender><Ontvanger>73731234</Ontvanger><BerichtIdentificatie>
      <s:Identificatie>HEEN1</s:Identificatie><s:Dagtekening>2026-05-11</s:Dagtekening></BerichtIdentificatie>
      <IdentificatieRetour>RETOUR1</IdentificatieRetour><DagtekeningRetour>2026-05-12</DagtekeningRetour>
      </Header></Bericht>"""
    (checked,) = validate([lift(Document("a.xml", text.encode()))]).checked
    assert (checked.type, checked.identification, checked.date) == ("JW302", "RETOUR1", "2026-05-12")
    assert (checked.sender, checked.receiver) == ("73731234", "0344")


def test_a_message_that_is_there_twice_is_told_once_by_the_published_rule(jw301: str) -> None:
    twice = [Document("a.xml", jw301.encode()), Document("b.xml", jw301.encode())]
    alone = [(result.file, result.rule) for result in validate(lift_all(twice)).results]
    asked = [
        (result.file, result.rule, result.related) for result in validate(lift_all(twice), across=Across()).results
    ]
    assert alone == [("b.xml", "DUBBEL")]
    assert asked == [("a.xml", "TR056", ()), ("b.xml", "TR056", ("DUBBEL",))]


def test_nothing_is_reported_when_a_document_cannot_be_read(jw301: str, small: Shapes) -> None:
    with pytest.raises(GizoError, match=r"stuk\.xml"):
        validate(lift_all([Document("goed.xml", jw301.encode()), Document("stuk.xml", b"<a>")]), shapes=small)


def test_a_shape_that_looks_outside_the_messages_is_an_error(broken: Broken) -> None:
    text = b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .
    <urn:s> a sh:NodeShape ; dct:identifier "X" ; sh:targetNode <urn:elders> ; sh:class <urn:c> ."""
    with pytest.raises(GizoError, match="urn:elders"):
        validate([broken()], shapes=read_shapes([("x.ttl", text)]))


def test_the_published_messages_meet_the_rules_of_the_project(reference: Path) -> None:
    files = [
        reference / "istandaarden" / "ijw-3.2" / "berichten" / "JW301.xml",
        reference / "istandaarden" / "iwmo-3.2" / "berichten" / "WMO301.xml",
    ]
    report = validate(lift_all(documents(files)))
    assert [(result.rule, result.xpath) for result in report.results] == []


def test_our_own_messages_meet_the_rules_of_the_project(jw301: str, wmo301: str) -> None:
    report = validate(lift_all([Document("j.xml", jw301.encode()), Document("w.xml", wmo301.encode())]))
    assert rows(report) == []
