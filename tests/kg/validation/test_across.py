"""The check across messages: what counts as given, where results point, what is undecided, and what never comes out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.document import Document
from kg.errors import GizoError
from kg.messages import lift, lift_all
from kg.names import RDF, SH, V
from kg.validation.across import Across
from kg.validation.constraints import constraints
from kg.validation.engine import get_engine
from kg.validation.examples import all_cases, build_together
from kg.validation.rules import ShapeIndex
from kg.validation.shapes import load_shapes, read_shapes
from tests.across_cases import Said, across, faults, outcome, said, undecided
from tests.messages_builder import build, drop, put

CLIENT = "Declaratie/Clienten/Client[1]"
P1, P2, P4 = (f"{CLIENT}/Prestaties/Prestatie[{n}]" for n in (1, 2, 4))
T1 = "Client/ToegewezenProducten/ToegewezenProduct[1]"
UNKNOWN = put(f"{P1}/ToewijzingNummer", "999")
SECOND = (
    put("Header/BerichtIdentificatie/Identificatie", "TWEEDE"),
    put("Header/BerichtIdentificatie/Dagtekening", "2026-07-03"),
)


def test_results_point_at_the_element_with_the_value() -> None:
    (result,) = outcome([said("JW301"), said("JW323", put(f"{P1}/ProductCode", "99X99"))]).results
    assert (result.rule, result.file, result.value) == ("TR340", "1.xml", "99X99")
    assert result.xpath == f"/Bericht/{P1}/ProductCode"
    lines = build("JW323", put(f"{P1}/ProductCode", "99X99")).data.decode().splitlines()
    assert "99X99" in lines[result.line - 1]
    assert (result.toewijzing, result.repair, result.return_code) == ("521", "aanbieder", "9340")
    assert "99X99" in result.message


def test_a_result_about_a_period_or_a_client_knows_its_toewijzing_if_there_is_one() -> None:
    found = outcome([said("JW301"), said("JW323", put(f"{P2}/ProductPeriode/Begindatum", "2026-05-02"))])
    assert [result.toewijzing for result in found.results] == ["522"]
    found = outcome([said("JW301"), said("JW323", put(f"{CLIENT}/Bsn", "999990020"))])
    assert [(result.rule, result.toewijzing) for result in found.results] == [("TR304", "")]


def test_no_bsn_comes_out() -> None:
    given = [said("JW301"), said("JW323", put(f"{CLIENT}/Bsn", "999990020")), said("JW325"), said("JW317")]
    for lang in ("nl", "en"):
        found = outcome(given, lang=lang)
        shown = repr(found.results) + repr(found.undecided)
        assert found.results and found.undecided
        assert not re.search("999990019|999990020", shown)


def test_the_common_graph_holds_no_names_or_addresses() -> None:
    text = (serialize(across([said("JW301")]).graph(), format=RdfFormat.N_TRIPLES) or b"").decode()
    for private in ("Zeegras", "Kwelderpad", "9998ZY", "2011-09-01", "Bellen na 16 uur", "Start in overleg"):
        assert private in build("JW301").data.decode()
        assert private not in text


def test_results_are_only_about_given_messages() -> None:
    wrong = said("JW323", UNKNOWN)
    assert faults(outcome([said("JW301"), wrong])) == {("TR338", "1.xml", f"{P1}/ToewijzingNummer")}
    assert faults(outcome([said("JW325")], history=[said("JW301"), wrong])) == set()


def test_a_message_that_is_given_and_earlier_counts_once() -> None:
    history = [said("JW301"), said("JW323"), said("JW325")]
    assert faults(outcome(history, history)) == set()
    assert faults(outcome([said("JW323")], history)) == set()


def test_of_two_given_copies_one_counts_but_their_identification_is_not_unique() -> None:
    found = outcome([said("JW301"), said("JW323"), said("JW323")])
    where = "Header/BerichtIdentificatie/Identificatie"
    assert faults(found) == {("TR056", "1.xml", where), ("TR056", "2.xml", where)}


def test_return_messages_are_passed_over() -> None:
    found = outcome([said("JW302"), said("JW318"), said("JW320")])
    assert (found.results, found.undecided) == ((), ())


def test_the_order_in_which_messages_are_given_does_not_matter() -> None:
    set_ = [said("WMO301"), said("WMO323", UNKNOWN), said("WMO325")]
    forward, backward = outcome(set_), outcome(set_[::-1])
    assert {fault[::2] for fault in faults(forward)} == {fault[::2] for fault in faults(backward)} != set()
    assert undecided(forward) == undecided(backward)


@pytest.mark.parametrize(
    ("place", "code"), [("Header/Afzender", "0014"), ("Header/Ontvanger", "73739999")], ids=["gemeente", "aanbieder"]
)
def test_a_number_alone_ties_nothing(place: str, code: str) -> None:
    """The same numbers of another gemeente, or for another aanbieder: not known, so not decided."""
    found = outcome([said("JW301", put(place, code)), said("JW323")])
    assert found.results == ()
    assert {"TR307", "TR338", "TR339", "TR321"} <= undecided(found).keys()
    assert "521, 522, 523" in undecided(found)["TR338"]


def test_the_laws_do_not_meet() -> None:
    """A gemeente and an aanbieder may do both laws, and use a number in each."""
    same = (put("Header/Afzender", "0518"), put("Header/Ontvanger", "73739991"))
    numbers = [put(f"Client/ToegewezenProducten/ToegewezenProduct[{n}]/ToewijzingNummer", f"52{n}") for n in (1, 2, 3)]
    found = outcome([said("WMO301", *same, *numbers), said("JW323"), said("JW301")])
    assert found.results == ()
    assert "TR338" not in undecided(found)
    assert "TR338" in undecided(outcome([said("WMO301", *same, *numbers), said("JW323")]))


def test_what_is_missing_is_said_in_one_line_in_both_languages() -> None:
    for lang, words in (("nl", "toewijzing met nummer"), ("en", "assignment with number")):
        found = outcome([said("JW323"), said("JW323", *SECOND)], lang=lang)
        needs = undecided(found)["TR307"]
        assert words in needs and "521, 522, 523" in needs and "--history" in needs and "\n" not in needs
        assert next(one.count for one in found.undecided if one.rule == "TR307") == 2


def test_at_most_three_numbers_are_shown() -> None:
    changes = [put(f"{P1}/ToewijzingNummer", "11"), put(f"{P4}/ToewijzingNummer", "9")]
    assert "9, 11, 522 en nog 1" in undecided(outcome([said("JW323", *changes)]))["TR338"]


def test_a_rule_is_undecided_only_for_what_was_given() -> None:
    codes = undecided(outcome([said("JW301")])).keys()
    assert {"TR332", "TR056"} <= codes
    assert not codes & {"TR338", "TR314", "TR337"}


def test_with_history_the_unique_numbers_are_decided() -> None:
    history = [said("JW301"), said("JW323"), said("JW325")]
    claim = said("JW323", *SECOND, drop(P4))
    assert {"TR056", "TR314", "TR333", "TR389"} <= undecided(outcome([said("JW301"), claim])).keys()
    assert not undecided(outcome([claim], history)).keys() & {"TR056", "TR314", "TR333", "TR389"}


def test_euros_per_week_between_the_two_ways_of_counting_are_undecided() -> None:
    """From 6 to 30 April are four weeks, but three Sundays."""
    euros = [put(f"{T1}/Omvang/Eenheid", "83")]
    period = [put(f"{P1}/ProductPeriode/Begindatum", "2026-04-06"), put(f"{P1}/ProductPeriode/Einddatum", "2026-04-30")]
    for volume, rules, open_ in (("18", set(), False), ("24", set(), True), ("25", {"TR321"}, False)):
        claim = said("JW323", drop(P4), put(f"{P1}/Eenheid", "83"), *period, put(f"{P1}/GeleverdVolume", volume))
        found = outcome([said("JW301", *euros), claim])
        assert {rule for rule, _, _ in faults(found)} == rules, volume
        assert ("inspannings- of outputgericht" in undecided(found).get("TR321", "")) == open_, volume


def test_an_across_rule_must_be_a_select_on_a_class() -> None:
    head = b"""@prefix shape: <https://w3id.org/gizo/shapes/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
      @prefix dct: <http://purl.org/dc/terms/> . @prefix v: <https://w3id.org/gizo/def/v/> .
      shape:X a sh:NodeShape ; dct:identifier "X" ; v:controleniveau "berichtoverstijgend" ; """
    for rest in (b"sh:nodeKind sh:IRI .", b'sh:sparql [ sh:select "SELECT $this WHERE { }" ] .'):
        with pytest.raises(GizoError, match=r"^shapes: .*;"):
            list(constraints(read_shapes([("x.ttl", head + rest)])))


def test_what_can_be_missing_is_said_once() -> None:
    """Two files that describe the same lack would make one that asks neither."""
    index = load_shapes().index
    lacks = [node for node in index.subjects() if V + "Ontbrekend" in index.iris(node, RDF + "type")]
    assert lacks
    for node in lacks:
        assert len(index.objects(node, SH + "select")) == 1, node
        assert len(index.objects(node, SH + "message")) == len(index.texts(node, SH + "message")) == 2, node
    used = {node for shape in index.subjects() for node in index.objects(shape, V + "nietBeslistAls")}
    assert used == set(lacks)


def test_across_rules_do_not_run_on_one_message() -> None:
    across_only = {found.shape.encode() for found in constraints(load_shapes())}
    lines = load_shapes().compiled("JW323").data.splitlines()
    targets = {line.split()[0].strip(b"<>") for line in lines if b"#targetClass>" in line}
    assert across_only and targets and not across_only & targets


def _findings(check: Across) -> set[tuple[str, str, str]]:
    """What the reference engine finds in the linked graph: shape, focus node and value, if it is not the node."""
    data = serialize(check.graph(), format=RdfFormat.N_TRIPLES) or b""
    report = ShapeIndex(get_engine("pyshacl").report(load_shapes().across().data, data))
    found: set[tuple[str, str, str]] = set()
    for node in report.subjects():
        for result in report.objects(node, SH + "result"):
            shape = next(iter(report.iris(result, SH + "sourceShape")))
            focus = next(iter(report.iris(result, SH + "focusNode")))
            value = next(iter(report.objects(result, SH + "value")), None)
            found.add((shape, focus, str(None if value == NamedNode(focus) else value)))
    return found


def _messages(documents: Iterable[Document], earlier: set[str]) -> Across:
    messages = list(lift_all(documents))
    check = Across(message.triples for message in messages if message.name in earlier)
    for message in messages:
        if message.name not in earlier:
            check.add(message)
    return check


@pytest.mark.slow
def test_the_shapes_are_standard_shacl() -> None:
    """Asked at once on our store, or by a SHACL engine per focus node: the same answers, in every case."""
    for one in (case for case in all_cases() if case.together):
        built = build_together(one, one.messages[0])
        check = _messages(built.values(), {built[name].name for name in one.earlier})
        ours = {
            (found.finding.shape, found.finding.focus, str(found.finding.value))
            for found in check.check(load_shapes()).findings
        }
        assert _findings(check) == ours, one.source


def test_a_large_set_takes_time_in_proportion(tmp_path: Path) -> None:
    """Many claims between the same parties, each with numbers of its own: only their own numbers tie them."""
    given: list[Said] = [said("JW301")]
    for place in range(60):
        given.append(
            said(
                "JW323",
                put("Header/BerichtIdentificatie/Identificatie", f"ID{place}"),
                put("Declaratie/DeclaratieNummer", f"D{place}"),
                *(
                    put(f"{CLIENT}/Prestaties/Prestatie[{n}]/ProductReferentie/ReferentieNummer", f"R{place}-{n}")
                    for n in (1, 2, 3, 4)
                ),
                put(f"{P4}/ProductReferentie/VorigReferentieNummer", f"R{place - 1}-1"),
            )
        )
    graph = across(given).graph()
    extra = [triple for triple in graph if triple.predicate.value.endswith(("/crediteert", "/verwijstNaar"))]
    assert len(extra) <= 61 * 6


def test_the_iri_of_a_given_message_stays_what_it_is() -> None:
    message = lift(build("JW323", UNKNOWN))
    check = Across([message.triples, lift(build("JW301")).triples])
    check.add(lift(build("JW323", UNKNOWN, put("Declaratie/DeclaratieNummer", "ANDERS"))))
    found = check.check(load_shapes())
    assert {located.message for located in found.findings} == {message.iri}
    assert {"TR056", "TR314", "TR338"} <= {located.finding.rule for located in found.findings}
