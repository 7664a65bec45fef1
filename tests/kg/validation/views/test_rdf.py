"""Turtle: a report that a SHACL tool understands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import names
from kg.messages import Message
from kg.resources import data_path
from kg.validation.formats import render
from kg.validation.report import validate
from kg.validation.results import Report
from kg.validation.rules import Node, ShapeIndex
from kg.validation.shapes import Shapes

OMVANG = "        <b:Omvang>\n          <s:Volume>3</s:Volume>\n"


def read(report: Report) -> ShapeIndex:
    return ShapeIndex(quad.triple for quad in parse(render(report, "ttl"), format=RdfFormat.TURTLE))


def report_of(index: ShapeIndex) -> Node:
    (node,) = [
        node for node in index.subjects() if names.SH + "ValidationReport" in index.iris(node, names.RDF + "type")
    ]
    return node


def test_it_is_a_shacl_report(wrong: Report) -> None:
    index = read(wrong)
    report = report_of(index)
    assert index.text(report, names.SH + "conforms") == "false"
    results = index.objects(report, names.SH + "result")
    assert len(results) == len(wrong.results)
    required = ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape", "resultMessage")
    for result in results:
        assert index.iris(result, names.RDF + "type") == [names.SH + "ValidationResult"]
        assert [len(index.objects(result, names.SH + name)) for name in required] == [1] * len(required)
    bsn = next(result for result in results if index.text(result, names.DCT + "identifier") == "RS037")
    assert index.iris(bsn, names.SH + "resultPath") == [names.GIZO + "clientBsn"]
    assert index.objects(bsn, names.SH + "value") == [Literal("*****001")]
    assert index.iris(bsn, names.SH + "sourceShape") == [names.SHAPES + "RS037-bsn"]
    facts = ("xpath", "regelnummer", "berichtidentificatie", "herstelDoor")
    assert [index.text(bsn, names.V + name) for name in facts] == [
        "/Bericht/Client/Bsn", "19", "UTR000000001", "gemeente",
    ]  # fmt: skip
    omvang = next(result for result in results if index.text(result, names.DCT + "identifier") == "CD041")
    assert index.text(omvang, names.V + "overToewijzing") == "1001"


def test_it_copies_a_path_of_more_than_one_step_once(broken: Callable[..., Message], small: Shapes) -> None:
    found = validate([broken((OMVANG, "        <b:Budget>1</b:Budget>\n" + OMVANG))], shapes=small)
    index = read(replace(found, results=found.results * 2))
    paths = [path for node in index.subjects() for path in index.objects(node, names.SH + "resultPath")]
    assert len(paths) == 2
    for path in paths:
        assert index.members(path) == [
            NamedNode(names.GIZO + "toewijzingBevatToegewezenProduct"),
            NamedNode(names.GIZO + "toegewezenProductProductcode"),
        ]
        assert len(index.objects(path, names.RDF + "rest")) == 1


def test_it_says_what_was_not_read_and_not_decided_in_terms_of_the_vocabulary(partly: Report) -> None:
    index = read(partly)
    report = report_of(index)
    (unread,) = index.objects(report, names.V + "nietGelezen")
    assert (index.text(unread, names.V + "bestand"), index.text(unread, names.V + "regelnummer")) == ("stuk.xml", "7")
    undecided = index.objects(report, names.V + "nietBeslist")
    assert [index.text(node, names.DCT + "identifier") for node in undecided] == ["TR056", "TR381", "TR307"]
    vocabulary = (data_path("ontology") / "vocabulary.ttl").read_bytes()
    known = {quad.subject for quad in parse(vocabulary, format=RdfFormat.TURTLE)}
    used = {NamedNode(predicate) for node in index.subjects() for predicate, _ in index.about(node)}
    assert {term for term in used if term.value.startswith(names.V)} <= known
