"""Data in RDF: read with care, judged by the same rules, reported by XPath where it has one."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from kg import names
from kg.convert import FORMATS, serialise
from kg.document import RDF, CannotRead, Document
from kg.messages import Message
from kg.validation.across import Across
from kg.validation.formats import FORMATS as FORMS
from kg.validation.formats import write
from kg.validation.instances import read_instances
from kg.validation.reading import read
from kg.validation.report import validate
from kg.validation.results import Report
from kg.validation.rules import DUPLICATE
from kg.validation.shapes import Shapes

Broken = Callable[..., Message]
PREFIXES = f"@prefix gizo: <{names.GIZO}> . @prefix v: <{names.V}> . @prefix xsd: <{names.XSD}> .\n"
WRONG = ((">45<", ">99<"), ("<b:ToewijzingNummer>1002</b:ToewijzingNummer>", ""), ("<b:Geslacht>2", "<b:Geslacht>7"))


def rows(report: Report) -> set[tuple[str, str, str | None, str, str]]:
    return {(result.rule, result.xpath, result.value, result.toewijzing, result.message) for result in report.results}


def turtle(text: str, name: str = "a.ttl") -> Document:
    return Document(name, (PREFIXES + text).encode(), "ttl")


def document(message: Message, form: str = "ttl") -> Document:
    return Document(f"a.{form}", serialise([message], form), form)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_message_as_rdf_gives_the_results_of_the_message(form: str, broken: Broken, small: Shapes) -> None:
    message = broken(*WRONG)
    as_xml, as_rdf = (validate(offers, shapes=small) for offers in ([message], read([document(message, form)])))
    assert _without_words_of_xml(as_rdf) == _without_words_of_xml(as_xml)
    assert {result.line for result in as_rdf.results} == {0}
    (xml,), (rdf,) = as_xml.checked, as_rdf.checked
    assert (rdf.type, rdf.identification, rdf.sender, rdf.receiver, rdf.date) == (
        xml.type, xml.identification, xml.sender, xml.receiver, xml.date,
    )  # fmt: skip


def _without_words_of_xml(report: Report) -> set[tuple[object, ...]]:
    """The results without what STRUCTUUR says: on XML it names the element, on a graph the property."""
    return {row[:-1] if row[0] == "STRUCTUUR" else row for row in rows(report)}


def test_every_form_of_rdf_is_read(broken: Broken, small: Shapes) -> None:
    graph = [ox.Quad(*triple) for triple in broken(*WRONG).triples]
    forms = {
        "ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD,
        "rdfxml": ox.RdfFormat.RDF_XML, "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS,
    }  # fmt: skip
    assert set(forms) == set(RDF)
    found = [
        rows(validate(read([Document("a", ox.serialize(graph, format=kind) or b"", form)]), shapes=small))
        for form, kind in forms.items()
    ]
    assert len(found[0]) == 3
    assert all(other == found[0] for other in found)


def test_several_messages_in_one_file_are_reported_apart(broken: Broken, small: Shapes) -> None:
    pair = [broken(WRONG[0]), broken(WRONG[0], ("UTR000000001", "UTR000000002"))]
    report = validate(read([Document("a.ttl", serialise(pair, "ttl"), "ttl")]), shapes=small)
    assert {checked.identification for checked in report.checked} == {"UTR000000001", "UTR000000002"}
    assert [result.rule for result in report.results] == ["JZ020", "JZ020"]
    assert {result.about for result in report.results} == {checked.iri for checked in report.checked}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_same_message_as_xml_and_as_rdf_is_noticed(order: tuple[int, int], broken: Broken, jw301: str) -> None:
    pair = [Document("a.xml", jw301.encode()), document(broken())]
    report = validate(read(pair[number] for number in order))
    assert [(result.rule, result.file) for result in report.results] == [(DUPLICATE, pair[order[1]].name)]
    assert len({checked.iri for checked in report.checked}) == 2


def test_data_of_another_make_is_judged_too_and_named_by_its_iri(small: Shapes) -> None:
    text = """<urn:t> a gizo:Toewijzing ; gizo:toewijzingnummer 7 ; gizo:toewijzingDatum "2026-05-01"^^xsd:date ;
      gizo:toewijzingBevatToegewezenProduct [ a gizo:ToegewezenProduct ; gizo:toegewezenProductProductcategorie "99" ] .
      <urn:c> a gizo:Client ; gizo:clientBsn "99999001A" ; gizo:clientGeboortedatum "2014-09-30"^^xsd:date ;
      gizo:clientHeeftNaamgegevens <urn:n> ."""
    report = validate(read([turtle(text)]), shapes=small)
    found = {result.rule: result for result in report.results}
    assert set(found) == {"STRUCTUUR", "JZ020", "RS037"}
    assert (found["STRUCTUUR"].focus_node, found["STRUCTUUR"].toewijzing) == ("urn:t", "7")
    assert found["JZ020"].focus_node.startswith(names.ID), "a node without a name gets one"
    assert found["RS037"].value == "******01A"
    assert {result.xpath for result in report.results} == {""}
    assert [(checked.type, checked.file) for checked in report.checked] == [("", "a.ttl")]
    for form in FORMS:
        shown = write(report, form).body
        assert b"99999001A" not in shown
        assert b"urn:t" in shown or write(report, form).binary


def test_related_rules_at_different_nodes_stay_apart(small: Shapes) -> None:
    product = 'gizo:toegewezenProductProductcategorie "45" ; gizo:toegewezenProductProductcode "45A01"'
    text = "".join(
        f'<urn:t{n}> a gizo:Toewijzing ; gizo:toewijzingnummer {n} ; gizo:toewijzingDatum "2026-05-01"^^xsd:date ; '
        f'gizo:toewijzingIngangsdatum "2026-05-01"^^xsd:date ; gizo:toewijzingBevatToegewezenProduct <urn:p{n}> . '
        f"<urn:p{n}> a gizo:ToegewezenProduct ; {product} ."
        for n in (1, 2)
    )
    report = validate(read([turtle(text)]), shapes=small)
    assert sorted((result.rule, result.focus_node) for result in report.results) == [
        ("CD041", "urn:t1"), ("CD041", "urn:t2"), ("SLIDE-1", "urn:p1"), ("SLIDE-1", "urn:p2"),
    ]  # fmt: skip


def test_blank_nodes_get_the_same_names_each_time() -> None:
    text = "[] a gizo:Client . [] a gizo:Toewijzing ."
    once, twice = (read_instances(turtle(text)).triples for _ in range(2))
    assert once == twice
    assert len({triple.subject for triple in once}) == 2


def test_the_reference_to_a_toewijzing_tells_which_one_a_node_is_about(small: Shapes) -> None:
    text = """<urn:m#> a v:Bericht ; v:berichtsoort <https://w3id.org/gizo/id/bericht/ijw/3.2/JW305> .
      <urn:m#l> a gizo:Levering ; v:inBericht <urn:m#> ; gizo:leveringBetreftProduct <urn:m#p> .
      <urn:m#t> a gizo:Toewijzing ; v:inBericht <urn:m#> ; v:onderdeelVan <urn:m#l> ; gizo:toewijzingnummer 12 .
      <urn:m#p> a gizo:ToegewezenProduct ; v:inBericht <urn:m#> ; v:onderdeelVan <urn:m#l> ;
        gizo:toegewezenProductProductcategorie "45" ; gizo:toegewezenProductProductcode "45A01" ."""
    found = {result.rule: result.toewijzing for result in validate(read([turtle(text)]), shapes=small).results}
    assert found["SLIDE-1"] == "12"


def test_messages_in_rdf_take_part_in_the_check_across(broken: Broken, jw301: str) -> None:
    again = broken(("UTR000000001", "UTR000000002"), ("73731234", "73735678"))
    report = validate(read([document(again), Document("b.xml", jw301.encode())]), across=Across())
    assert "TR332" in {result.rule for result in report.results}


@pytest.mark.parametrize(
    ("data", "form", "words"),
    [
        (b"", "ttl", "leeg bestand"),
        (b"<urn:a> <urn:b>", "ttl", "geen geldige Turtle"),
        (b"\xff\xfe<\x00", "ttl", "geen geldige Turtle"),
        (b'{"@context": "http://127.0.0.1:9/c"}', "jsonld", "geen geldige JSON-LD"),
        (b"{" * 100_000, "jsonld", "geen geldige JSON-LD"),
        (b"<a>", "rdfxml", "geen geldige RDF/XML"),
        (b'<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>', "rdfxml", "DOCTYPE"),
        (b"<urn:a> <urn:b> <urn:c> .", "nt", "geen gegevens in termen van GIZO"),
        (f"<urn:m> <{names.V}berichtsoort> <urn:x/JW999> .".encode(), "nt", "JW999 is onbekend"),
        (b"<urn:a> <urn:b> 999990019x .", "ttl", "geen geldige Turtle"),
    ],
)
def test_what_is_no_data_of_ours_is_one_clear_line(data: bytes, form: str, words: str) -> None:
    with pytest.raises(CannotRead, match=r"^a\.x") as caught:
        read_instances(Document("a.x", data, form))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "999990019" not in str(caught.value)


def test_a_byte_order_mark_and_other_line_ends_are_no_fault() -> None:
    text = PREFIXES + "<urn:c> a gizo:Client .\n"
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert read_instances(Document("a.ttl", data, "ttl")).loose
