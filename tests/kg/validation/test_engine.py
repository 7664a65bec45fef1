"""All engines give the same findings on the same graphs, and know a message from a loose graph."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from kg import names
from kg.errors import GizoError
from kg.intake import Document
from kg.messages import Message, lift
from kg.validation.engine import ENGINES, Finding, check
from kg.validation.shapes import Shapes, load_shapes

Broken = Callable[..., Message]
CLIENT = "/Bericht/Client"
FIRST = f"{CLIENT}/ToegewezenProducten/ToegewezenProduct[1]"

OMVANG = """        <b:Omvang>
          <s:Volume>3</s:Volume>
          <s:Eenheid>04</s:Eenheid>
          <s:Frequentie>2</s:Frequentie>
        </b:Omvang>
"""

CASES: dict[str, tuple[tuple[tuple[str, str], ...], set[tuple[str, str, str]]]] = {
    "goed": ((), set()),
    "waarde ontbreekt": (
        (("<b:ToewijzingNummer>1001</b:ToewijzingNummer>", ""),),
        {("STRUCTUUR", FIRST, "gizo:toewijzingnummer")},
    ),
    "waarde te vaak": (
        (("<b:Bsn>999990019</b:Bsn>", "<b:Bsn>999990019</b:Bsn><b:Bsn>999990020</b:Bsn>"),),
        {("STRUCTUUR", CLIENT, "gizo:clientBsn")},
    ),
    "knoop ontbreekt": (
        (("<b:Naam>", "<b:Nam>"), ("</b:Naam>", "</b:Nam>")),
        {("STRUCTUUR", CLIENT, "gizo:clientHeeftNaamgegevens")},
    ),
    "dag bestaat niet": (
        (("2026-06-01", "2026-06-31"),),
        {
            ("STRUCTUUR", FIRST, "gizo:toewijzingIngangsdatum"),
            ("KLEIN-3", FIRST, "gizo:toewijzingIngangsdatum"),
        },
    ),
    "te vroeg": ((("2026-06-01", "2026-05-11"),), {("KLEIN-4", FIRST, "")}),
    "geen getal": ((("1001", "duizend"),), {("STRUCTUUR", FIRST, "gizo:toewijzingnummer")}),
    "leeg element": (
        (("<b:ToewijzingNummer>1001</b:ToewijzingNummer>", "<b:ToewijzingNummer/>"),),
        {("STRUCTUUR", FIRST, "gizo:toewijzingnummer")},
    ),
    "nul ervoor blijft staan": (
        (
            (
                "<b:ToewijzingNummer>1001</b:ToewijzingNummer>",
                "<b:ToewijzingNummer>1</b:ToewijzingNummer><b:ToewijzingNummer>01</b:ToewijzingNummer>",
            ),
        ),
        {("STRUCTUUR", FIRST, "gizo:toewijzingnummer")},
    ),
    "bsn te kort": ((("999990019", "99999001"),), {("RS037", CLIENT, "gizo:clientBsn")}),
    "code niet in de lijst": (
        ((">45<", ">99<"),),
        {("JZ020", f"{FIRST}/Product", "gizo:toegewezenProductProductcategorie")},
    ),
    "lijst zonder eigen regel": (
        (("<b:Geslacht>2", "<b:Geslacht>7"),),
        {("COD046", CLIENT, "gizo:clientGeslacht")},
    ),
    "omvang ontbreekt": (
        ((OMVANG, ""),),
        {("CD041", FIRST, ""), ("SLIDE-1", f"{FIRST}/Product", "")},
    ),
    "pad van twee stappen": (
        ((OMVANG, OMVANG + "<b:Budget>100</b:Budget>"),),
        {("SLIDE-2", FIRST, "gizo:toewijzingBevatToegewezenProduct/gizo:toegewezenProductProductcode")},
    ),
    "datums vergeleken met SPARQL": (
        (("2026-11-30", "2026-05-10"),),
        {
            ("KLEIN-2", FIRST, "gizo:toewijzingEinddatum"),
            ("KLEIN-3", FIRST, "gizo:toewijzingIngangsdatum"),
        },
    ),
    "kop": ((("1.0.0</s:BerichtXsd", "1.0</s:BerichtXsd"),), {("RS048", "/Bericht", "v:berichtXsdVersie")}),
}


def places(findings: frozenset[Finding]) -> set[tuple[str, str, str]]:
    return {(finding.rule, names.instance_xpath(finding.focus), finding.path) for finding in findings}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_finds_exactly_what_is_wrong(engine: str, case: str, broken: Broken, small: Shapes) -> None:
    changes, expected = CASES[case]
    assert places(check(broken(*changes).triples, small, engine)) == expected


TOGETHER = (
    ("waarde te vaak", "code niet in de lijst", "datums vergeleken met SPARQL", "kop"),
    ("waarde ontbreekt", "bsn te kort", "omvang ontbreekt", "lijst zonder eigen regel"),
    ("dag bestaat niet", "leeg element", "pad van twee stappen", "knoop ontbreekt"),
)


@pytest.mark.slow
@pytest.mark.parametrize("written", ["999990018\n", "999990019\n", "999990018"])
def test_the_end_of_a_pattern_is_the_very_end_for_every_engine(written: str, broken: Broken) -> None:
    triples = broken(("999990019", written)).triples
    found = {engine: {finding.key for finding in check(triples, load_shapes(), engine)} for engine in ENGINES}
    assert {rule for rule, _, _ in found["pyshifty"]} == ({"CS002"} if written == "999990018" else {"RS015", "RS037"})
    assert found["pyshacl"] == found["pyshifty"]


@pytest.mark.slow
def test_all_engines_agree_under_the_rules_of_the_project(jw301: str, wmo301: str) -> None:
    """Several faults in each message, iJw and iWmo side by side in one graph."""
    messages = []
    for number, (text, cases) in enumerate(zip((jw301, wmo301, jw301), TOGETHER, strict=True)):
        for old, new in chain.from_iterable(CASES[case][0] for case in cases):
            text = text.replace(old, new)
        messages.append(lift(Document(f"{number}.xml", text.replace("UTR0000000", f"N{number}-").encode())))
    triples = list(chain.from_iterable(message.triples for message in messages))
    shapes = load_shapes()
    found = {engine: {finding.key for finding in check(triples, shapes, engine)} for engine in ENGINES}
    assert len(found["pyshifty"]) > 15
    assert found["pyshifty"] == found["pyshacl"]


def test_each_message_is_judged_by_the_rules_of_its_own_type(jw301: str, wmo301: str, small: Shapes) -> None:
    wrong_for_both = [(">45<", ">99<"), (">01</s:Cat", ">99</s:Cat")]
    messages = []
    for text in (jw301, wmo301):
        for old, new in wrong_for_both:
            text = text.replace(old, new)
        messages.append(lift(Document("x.xml", text.encode())))
    found = check(chain.from_iterable(message.triples for message in messages), small)
    assert {(finding.rule, finding.message_type) for finding in found} == {("JZ020", "JW301")}


def test_a_loose_graph_is_judged_by_all_rules(small: Shapes) -> None:
    client = NamedNode("https://example.org/client")
    found = check([Triple(client, NamedNode(names.RDF + "type"), NamedNode(names.GIZO + "Client"))], small)
    assert {finding.key for finding in found} == {
        ("STRUCTUUR", client.value, f"gizo:{name}")
        for name in ("clientBsn", "clientGeboortedatum", "clientHeeftNaamgegevens")
    }


def test_an_unknown_engine_is_an_error_that_lists_the_known_ones(small: Shapes) -> None:
    with pytest.raises(GizoError, match="pyshifty, pyshacl"):
        check([], small, "topbraid")


def test_the_reference_engine_leaves_rdflib_as_it_was(broken: Broken, small: Shapes) -> None:
    import logging

    import rdflib

    def settings() -> tuple[object, ...]:
        return rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib.term").level, rdflib.Literal.__le__

    before = settings()
    check(broken(("1001", "x")).triples, small, "pyshacl")
    assert settings() == before


def test_the_fast_path_loads_no_slow_library() -> None:
    message = Path(__file__).resolve().parents[2] / "data" / "voorbeeld" / "JW301.xml"
    slow = ("rdflib", "pyshacl", "curies", "fastapi", "owlrl", "jinja2")
    script = f"""
import sys
from pathlib import Path
from kg.intake import documents
from kg.messages import lift_all
from kg.validation.formats import render
from kg.validation.report import validate
render(validate(lift_all(documents([Path({str(message)!r})]))), "json")
print([name for name in {slow!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
