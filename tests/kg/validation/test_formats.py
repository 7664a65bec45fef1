"""Every form of the report: a view of the same results, in its own grammar, safe for what reads it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from lxml import etree, html
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import names
from kg.errors import GizoError
from kg.intake import Document
from kg.messages import Message, lift
from kg.validation.formats import COLUMNS, FORMATS, render
from kg.validation.report import validate
from kg.validation.results import Report
from kg.validation.rules import ShapeIndex
from kg.validation.shapes import Shapes

Broken = Callable[..., Message]
FIRST = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"
IRI = "https://w3id.org/gizo/id/instantie/436/0344/UTR000000001#/Client"
OMVANG = """        <b:Omvang>
          <s:Volume>3</s:Volume>
          <s:Eenheid>04</s:Eenheid>
          <s:Frequentie>2</s:Frequentie>
        </b:Omvang>
"""


@pytest.fixture
def wrong(broken: Broken, small: Shapes, jw301: str) -> Report:
    """A message with a violation with a value, a group, a note and a fault of structure, and a right one."""
    message = broken(
        ("<b:Bsn>999990019", "<b:Bsn>99999001"),
        (OMVANG, "        <b:Budget>100</b:Budget>\n"),
        ("1.0.0</s:BerichtXsd", "1.0</s:BerichtXsd"),
        ("<b:Geslacht>2", "<b:Extra/><b:Geslacht>2"),
        name="map met spatie/<fout>.xml",
    )
    right = lift(Document("goed.xml", jw301.replace("UTR000000001", "UTR000000009").encode()))
    return validate([message, right], shapes=small)


def test_json_is_the_contract(wrong: Report) -> None:
    data = json.loads(render(wrong, "json"))
    assert list(data) == ["conforms", "complete", "files", "messages", "undecided", "results"]
    assert (data["conforms"], data["complete"], data["files"], data["messages"]) == (False, True, 2, 2)
    assert data["undecided"] == []
    assert all(list(result) == list(COLUMNS) for result in data["results"])
    by_rule = {result["rule"]: result for result in data["results"]}
    assert by_rule["RS037"] == {
        "rule": "RS037",
        "severity": "Violation",
        "message": "Het bsn *****001 heeft geen negen cijfers; verbeter het.",
        "focusNode": IRI,
        "path": "gizo:clientBsn",
        "value": "*****001",
        "file": "map met spatie/<fout>.xml",
        "xpath": "/Bericht/Client/Bsn",
        "line": 19,
        "retourcode": "0001",
        "related": [],
    }
    group = by_rule["CD041"]
    assert (group["related"], group["path"], group["value"]) == (["SLIDE-1", "SLIDE-2"], None, None)
    assert by_rule["STRUCTUUR"]["xpath"] == "/Bericht/Client/Extra"


def test_json_names_what_is_undecided(broken: Broken, small: Shapes) -> None:
    data = json.loads(render(validate([broken()], shapes=small, across=True), "json"))
    assert data["complete"] is False
    assert data["undecided"] == [{"rule": "TR056", "needs": "eerdere berichten van dezelfde afzender"}]


def test_csv_has_a_row_per_result(wrong: Report) -> None:
    table = list(csv.DictReader(io.StringIO(render(wrong, "csv"))))
    assert [row["rule"] for row in table] == [result.rule for result in wrong.results]
    assert {row["related"] for row in table} == {"", "SLIDE-1|SLIDE-2"}
    assert set(table[0]) == set(COLUMNS)


def test_csv_runs_no_formula(broken: Broken, small: Shapes) -> None:
    report = validate([broken((">45<", ">=HYPERLINK(1)<"))], shapes=small)
    (row,) = csv.DictReader(io.StringIO(render(report, "csv")))
    assert row["value"] == "'=HYPERLINK(1)"


def test_turtle_is_a_shacl_report(wrong: Report) -> None:
    index = ShapeIndex(quad.triple for quad in parse(render(wrong, "ttl"), format=RdfFormat.TURTLE))
    reports = [
        node for node in index.subjects() if names.SH + "ValidationReport" in index.iris(node, names.RDF + "type")
    ]
    assert len(reports) == 1
    assert index.text(reports[0], names.SH + "conforms") == "false"
    results = index.objects(reports[0], names.SH + "result")
    assert len(results) == len(wrong.results)
    required = ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape", "resultMessage")
    for result in results:
        assert index.iris(result, names.RDF + "type") == [names.SH + "ValidationResult"]
        assert [len(index.objects(result, names.SH + name)) for name in required] == [1] * len(required)
    bsn = next(result for result in results if index.text(result, names.DCT + "identifier") == "RS037")
    assert index.iris(bsn, names.SH + "resultPath") == [names.GIZO + "clientBsn"]
    assert index.objects(bsn, names.SH + "value") == [Literal("*****001")]
    assert index.iris(bsn, names.SH + "sourceShape") == [names.SHAPES + "RS037-bsn"]
    assert index.text(bsn, names.V + "xpath") == "/Bericht/Client/Bsn"
    assert index.text(bsn, names.V + "regelnummer") == "19"


def test_turtle_copies_a_path_of_more_than_one_step(broken: Broken, small: Shapes) -> None:
    report = validate([broken((OMVANG, OMVANG + "<b:Budget>1</b:Budget>"))], shapes=small)
    index = ShapeIndex(quad.triple for quad in parse(render(report, "ttl"), format=RdfFormat.TURTLE))
    (path,) = [path for node in index.subjects() for path in index.objects(node, names.SH + "resultPath")]
    assert index.members(path) == [
        NamedNode(names.GIZO + "toewijzingBevatToegewezenProduct"),
        NamedNode(names.GIZO + "toegewezenProductProductcode"),
    ]


def test_html_stands_alone_and_is_readable_without_colour(wrong: Report) -> None:
    text = render(wrong, "html")
    page = html.document_fromstring(text)
    assert page.get("lang") == "nl"
    assert page.findtext(".//title") == "Validatierapport"
    assert not [name for name in ("script", "link", "img", "iframe") if page.findall(f".//{name}")]
    assert "url(" not in text
    assert "src=" not in text
    assert len(page.findall(".//table")) == len(page.findall(".//table/caption")) == 1
    assert all(cell.get("scope") in ("col", "row") for cell in page.findall(".//th"))
    severities = [row.findtext("td[1]") for row in page.findall(".//tbody/tr")]
    words = {"Violation": "overtreding", "Info": "melding"}
    assert severities == [words[result.severity] for result in wrong.results]
    first, second = page.findall(".//section")
    assert first.findtext("h2") == "map met spatie/<fout>.xml "
    assert second.findtext("p") == "in orde"


def test_html_in_english(broken: Broken, small: Shapes) -> None:
    page = html.document_fromstring(render(validate([broken()], shapes=small, lang="en"), "html"))
    assert (page.get("lang"), page.findtext(".//h1")) == ("en", "Validation report")


def test_sarif_has_what_the_schema_requires(wrong: Report) -> None:
    data = json.loads(render(wrong, "sarif"))
    assert (data["version"], data["$schema"].endswith("sarif-2.1.0.json")) == ("2.1.0", True)
    (run,) = data["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "gizo-kg"
    assert len(run["results"]) == len(wrong.results)
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "map%20met%20spatie/%3Cfout%3E.xml"
        assert physical["region"]["startLine"] >= 1
    levels = {result["ruleId"]: result["level"] for result in run["results"]}
    assert (levels["RS048"], levels["RS037"]) == ("note", "error")


def test_junit_has_a_suite_per_message_and_fails_on_violations_only(wrong: Report) -> None:
    root = etree.fromstring(render(wrong, "junit").encode())
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["map met spatie/<fout>.xml", "goed.xml"]
    for suite in suites:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
    violations = sum(result.severity == "Violation" for result in wrong.results)
    assert int(root.get("failures", "")) == violations == len(wrong.results) - 1
    assert int(root.get("tests", "")) == len(wrong.results) + 1


def test_the_table_tells_who_must_fix_it_what_and_where(wrong: Report) -> None:
    text = render(wrong, "table", width=120)
    assert "map met spatie/<fout>.xml · JW301" in text
    assert "goed.xml" not in text, "a message in which all is right takes no room"
    assert "/Bericht/Client/Bsn, regel 19" in text
    assert "Element Extra hoort hier niet" in text
    assert "(ook SLIDE-1, SLIDE-2)" in text
    last = text.rstrip().splitlines()[-1]
    assert last == "2 berichten gecontroleerd; 3 overtredingen; 1 melding. Niet alles is in orde."
    assert "\x1b" not in text
    assert "\x1b[" in render(wrong, "table", colour=True)


def test_the_table_of_a_right_message_is_one_line(broken: Broken, small: Shapes) -> None:
    text = render(validate([broken()], shapes=small, lang="en"), "table")
    assert text == "1 message checked. No violations found.\n"


def test_a_file_name_cannot_steer_the_terminal(broken: Broken, small: Shapes) -> None:
    report = validate([broken((">45<", ">99<"), name="a\x1b[2J\nb.xml")], shapes=small)
    for form in FORMATS:
        assert "\x1b" not in render(report, form)


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_shows_a_bsn_and_all_take_an_empty_report(form: str, wrong: Report, small: Shapes) -> None:
    assert "99999001" not in render(wrong, form)
    assert render(validate([], shapes=small), form)


def test_an_unknown_form_is_an_error_that_lists_the_known_ones(small: Shapes) -> None:
    with pytest.raises(GizoError, match="table, json, csv, ttl, html, sarif, junit"):
        render(validate([], shapes=small), "pdf")
