"""Generated messages: what is right passes, and of what is wrong in one way exactly the declared rules speak.

Messages are made from the element tables, code lists and the inventory of rules; nothing here knows the shapes.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kg.document import Document
from kg.messages import lift, lift_all, namespaces
from kg.names import MESSAGE_RELEASES
from kg.schema import Part
from kg.sources.lifting import standard_of, supported_messages
from kg.validation.cases import Change
from kg.validation.codelists import read_code_lists
from kg.validation.examples import TODAY, apply, base_message, find
from kg.validation.report import validate
from kg.validation.rules import STRUCTURE
from kg.validation.shapes import load_shapes
from kg.validation.structure import check_structure
from tests.declared import codes_of, declared, facet, leaves, listed, schema
from tests.messages_builder import codes, judge

TYPES = supported_messages()
FORMAL = ("RS", "codelijst", "structuur")
"""Kinds of rules about the form of a message; the others are about what it says."""

QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
THOROUGH = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))

LETTERS = st.text(string.ascii_letters + "éëïÀç", min_size=1)
WORDS = st.text(string.ascii_letters + string.digits + " .,'-/&<>éëïü", min_size=1).filter(lambda text: text.strip())
DIGITS = st.text(string.digits, min_size=1)
BSNS = ("999990019", "999990020", "999992132")


def text_for(part: Part, message_type: str) -> st.SearchStrategy[str]:
    """Give texts that the schema and its code lists allow at an element."""
    if allowed := codes_of(part, message_type):
        return st.sampled_from(allowed)
    if "CBS_Gemeentecodes" in listed(part):
        return st.sampled_from(read_code_lists()["CBS_Gemeentecodes"].of(standard_of(message_type)))
    base, pattern = facet(part, "base"), facet(part, "pattern")
    if base == "date":
        return st.dates().map(str).filter(lambda text: text >= "1000")
    if base == "time":
        return st.times(timezones=st.none()).map(str)
    if base == "integer":
        low, high = (int(facet(part, name)) for name in ("minInclusive", "maxInclusive"))
        return st.just(pattern) if pattern else st.integers(low, high).map(str)
    longest = int(facet(part, "maxLength") or 60)
    if part.datatype == "LDT_BurgerServicenummer":
        return st.sampled_from(BSNS)
    if pattern in ("", r".*[^\s].*", r"([.\s]*\S+[.\s]*)+"):
        # A comment is matched against a pattern of dots and blanks around one word.
        words = DIGITS if pattern.startswith("(") else WORDS
        return words.map(lambda text: text[:longest].strip() or "x")
    known = {r"[0-9]*": DIGITS, r"([a-zA-ZÀ-ỳ])+": LETTERS, r"([a-zA-Z0-9])+": DIGITS}
    if pattern in known:
        return known[pattern].map(lambda text: text[:longest])
    return st.from_regex(pattern, fullmatch=True).filter(lambda text: len(text) <= longest and text.isascii())


@st.composite
def messages(draw: st.DrawFn, message_type: str) -> Document:
    """Make a message: any choice of what may be left out or repeated, any text that is allowed."""
    parts = schema(message_type)
    standard = standard_of(message_type)
    own, shared = namespaces(standard, message_type, MESSAGE_RELEASES[standard])

    def fill(element: etree._Element, path: str) -> None:
        holder = parts.get(path)
        space = shared if holder is not None and holder.datatype.startswith("CDT_") else own
        below = [part for part in parts.values() if part.path.rpartition("/")[0] == path]
        for part in sorted(below, key=lambda part: part.order):
            most = 2 if part.maximum is None else part.maximum
            for _ in range(draw(st.integers(part.minimum, most))):
                child = etree.SubElement(element, f"{{{space}}}{part.path.rpartition('/')[2]}")
                fill(child, part.path)
        if not below and holder is not None:
            element.text = draw(text_for(holder, message_type))

    root = etree.Element(f"{{{own}}}Bericht", nsmap={"m": own, "b": shared})
    fill(root, "/Bericht")
    return Document(f"{message_type}.xml", etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def formal(document: Document) -> set[str]:
    """Give the rules about form that speak of a message."""
    rules = load_shapes().rules
    return {code for code in codes(judge([document])[0]) if rules[code].kind in FORMAL}


def a_message_as_the_tables_say_passes(document: Document) -> None:
    message = lift(document)
    assert message.unknown == ()
    assert check_structure(message) == []
    assert formal(document) == set()


@QUICK
@given(st.sampled_from(TYPES).flatmap(messages))
def test_a_message_as_the_tables_say_passes(document: Document) -> None:
    a_message_as_the_tables_say_passes(document)


@pytest.mark.slow
@THOROUGH
@given(st.sampled_from(TYPES).flatmap(messages))
def test_many_messages_as_the_tables_say_pass(document: Document) -> None:
    a_message_as_the_tables_say_passes(document)


FREE = frozenset(
    f"LDT_{name}"
    for name in (
        *("Naam", "Voornamen", "Voorvoegsel", "Voorletters", "NaamVerwijzer", "Organisatienaam", "Straatnaam"),
        *("Plaatsnaam", "Huisnummer", "Huisletter", "HuisnummerToevoeging", "Emailadres", "Telefoonnummer"),
        *("Landnummer", "Taal", "Commentaar", "IdentificatieBericht"),
    )
)
"""Types of the elements whose text no rule compares with another."""


@st.composite
def varied(draw: st.DrawFn) -> Document:
    """Give a base message with other texts where that harms nothing."""
    message_type = draw(st.sampled_from(TYPES))
    free = {path: part for path, part in leaves(message_type).items() if part.datatype in FREE}
    paths = draw(st.lists(st.sampled_from(sorted(free)), unique=True, min_size=1))
    changes = [Change("zet", path, draw(text_for(free[path], message_type))) for path in paths]
    return apply(message_type, changes)


@QUICK
@given(varied())
def test_other_harmless_texts_break_no_rule(document: Document) -> None:
    assert validate([lift(document)], today=TODAY).results == ()


@pytest.mark.slow
@THOROUGH
@given(varied())
def test_many_harmless_texts_break_no_rule(document: Document) -> None:
    assert validate([lift(document)], today=TODAY).results == ()


NAMING = ("LDT_Nummer", "LDT_Referentie", "LDT_ReferentieNummer", "LDT_IdentificatieDeclaratie")
"""Types of the elements that tell one thing in a message from another: twice the same would be a second fault."""


ALSO = {
    ("JW319", "Antwoord/Woonplaatsbeginsel/Gemeente"): "TR377",
    ("JW325", "DeclaratieAntwoord/RetourCodes/RetourCode"): "TR342",
    ("WMO325", "DeclaratieAntwoord/RetourCodes/RetourCode"): "TR342",
}
"""Where a rule on what a message says may speak as well: the group that it asks for is there but holds nothing, and
a return code that is in no list may be one that rejects."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a base message, and the rules that must notice."""

    message_type: str
    change: Change
    rules: frozenset[str]

    def document(self) -> Document:
        return apply(self.message_type, [self.change])


def bad_texts(part: Part, here: str) -> st.SearchStrategy[str]:
    """Give texts that break the type of an element: too long, another form, no code of its list, impossible.

    ``here`` is its text in the base message: with a time zone it is still that day.
    """
    base = facet(part, "base")
    if base == "integer":
        most = int(facet(part, "maxInclusive"))
        return st.sampled_from(["-1", str(-most), str(most + 1), f"{most}0", "1.5", "twee", "0x1", "1e3", ""])
    if base in ("date", "time"):
        zoned = f"{here}Z" if base == "date" else f"{here}+01:00"
        return st.sampled_from(
            ["2021-02-29", "2021-13-01", "1-1-2021", "20210101", "25:00:00", "9:00", zoned, "nu", ""]
        )
    longest = int(facet(part, "maxLength") or 0)
    too_long = st.text(string.digits, min_size=longest + 1, max_size=longest + 20) if longest else st.nothing()
    other = st.sampled_from(["", " ", "x", "1", "ZZ", "0", "é", "!", "00", "-"])
    return st.one_of(too_long, other)


@st.composite
def bad_values(draw: st.DrawFn) -> Fault:
    """Give a text that an element must not have."""
    message_type = draw(st.sampled_from(TYPES))
    path = draw(st.sampled_from(sorted(leaves(message_type))))
    part = leaves(message_type)[path]
    here = find(etree.fromstring(base_message(message_type)), path).text or ""
    text = draw(bad_texts(part, here).filter(lambda text: bool(declared(message_type, part, text))))
    return Fault(message_type, Change("zet", path, text), frozenset(declared(message_type, part, text)))


@st.composite
def bad_structures(draw: st.DrawFn) -> Fault:
    """Give something that must not be there, is there too often, or is not there and must be."""
    message_type = draw(st.sampled_from(TYPES))
    of = leaves(message_type)
    kind = draw(st.sampled_from(["weg", "dubbel", "na"]))
    fitting = {
        "weg": [path for path, part in of.items() if part.minimum and part.maximum == 1],
        "dubbel": [path for path, part in of.items() if part.maximum == 1],
        "na": list(of),
    }
    path = draw(st.sampled_from(sorted(fitting[kind])))
    text = "<m:Onbekend>x</m:Onbekend>" if kind == "na" else None
    if kind == "dubbel" and of[path].datatype in NAMING:
        text = "7"
    return Fault(message_type, Change(kind, path, text), frozenset({STRUCTURE}))


def every_fault_is_reported_as_declared(faults: Sequence[Fault]) -> None:
    """Judge many messages in one run, as people do, and look at the report."""
    lifted = list(lift_all(fault.document() for fault in faults))
    found: dict[str, set[str]] = {message.iri: set() for message in lifted}
    for result in validate(lifted, today=TODAY).results:
        if result.rule != "DUBBEL":
            found[result.about].update((result.rule, *result.related))
    for fault, message in zip(faults, lifted, strict=True):
        also = {ALSO.get((fault.message_type, fault.change.path), "")}
        assert found[message.iri] - also == fault.rules, fault


@QUICK
@given(st.lists(bad_values(), min_size=1, max_size=10))
def test_a_bad_value_is_reported_as_exactly_the_declared_rules(faults: list[Fault]) -> None:
    every_fault_is_reported_as_declared(faults)


@QUICK
@given(st.lists(bad_structures(), min_size=1, max_size=10))
def test_a_bad_structure_is_reported_as_exactly_that(faults: list[Fault]) -> None:
    every_fault_is_reported_as_declared(faults)


@pytest.mark.slow
@THOROUGH
@given(st.lists(st.one_of(bad_values(), bad_structures()), min_size=5, max_size=20))
def test_many_faults_are_reported_as_exactly_the_declared_rules(faults: list[Fault]) -> None:
    every_fault_is_reported_as_declared(faults)
