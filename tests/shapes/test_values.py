"""Whatever the schema of a message rejects in an element, some rule reports, and what it accepts none does.

For every message type: each element is left out, repeated and given values that do not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from kg.document import Document
from kg.messages import Message, lift
from kg.schema import message_schema
from kg.sources.lifting import standard_of
from kg.validation.engine import Finding, check
from kg.validation.inventory import published_rules
from kg.validation.places import Places
from kg.validation.shapes import load_shapes
from kg.validation.structure import check_structure
from tests.messages_builder import EVERY, build, drop, put

IJW = tuple(message for message in EVERY if message.startswith("JW"))
ABOUT_FORM = ("RS", "codelijst", "structuur")
FIXED = ("CS015", "CS025", "CS319")
"""Constraints on one value that the schema has too."""

BAD = {
    "RS001": "-1", "RS031": " ", "RS033": "", "RS032": "2026-02-01Z", "RS034": "09:05:00+01:00", "RS035": "518",
    "RS036": "7373999A", "RS037": "99999001", "RS045": "M.J.", "RS046": "06-12", "RS047": "999", "RS048": "1.0",
}  # fmt: skip
"""A value that breaks a restriction, where its limit does not say one."""

VALUES = (
    "", " ", "x", "ZZ", "0", "-1", "+3", "007", "1.5", "99", "100000", "999999999", "1000000000", "9" * 13, "a" * 9,
    "a" * 21, "a" * 65, "a" * 201, "é", "A\nB", "2026-02-30", "2026-01-01", "2026-01-01Z", "01-01-2026",
    "2026-01-01T00:00:00", "24:00:01", "12:00:00", "12:00:00Z", "1.0.0", "01.0.0",
)  # fmt: skip


SHARE = 6
"""Each element gets one in so many of the values, each another lot: together they get all of them."""


@cache
def root(message_type: str) -> etree._Element:
    parser = etree.XMLParser(remove_comments=True)
    return etree.fromstring(build(message_type).data, parser)


@cache
def leaves(message_type: str) -> dict[str, str]:
    """Give an element with text for each path of the schema that our message fills: its path below Bericht."""
    found: dict[str, str] = {}
    for leaf in lift(build(message_type)).leaves:
        found.setdefault(re.sub(r"\[\d+\]", "", leaf.place.xpath), leaf.place.xpath.removeprefix("/Bericht/"))
    return found


def findings(documents: Iterable[Document], per: int = 100) -> Iterator[tuple[Message, set[Finding]]]:
    """Judge messages, many at a time: they do not touch each other."""
    todo = list(documents)
    for start in range(0, len(todo), per):
        seen: set[str] = set()
        messages = [lift(document, seen) for document in todo[start : start + per]]
        found: dict[str, set[Finding]] = {message.iri: set() for message in messages}
        for finding in check((triple for message in messages for triple in message.triples), load_shapes()):
            found[finding.focus.partition("#")[0] + "#"].add(finding)
        yield from ((message, found[message.iri]) for message in messages)


def bad_value(code: str, facets: str) -> str:
    """Give a value that breaks a restriction on an element of this datatype."""
    if code in BAD:
        return BAD[code]
    limit = re.search(r"max(Length|Inclusive)=(\d+)", facets)
    assert limit is not None, code
    return str(int(limit[2]) + 1) if limit[1] == "Inclusive" else "1" * (int(limit[2]) + 1)


@pytest.mark.slow
@pytest.mark.parametrize("message_type", EVERY)
def test_every_published_restriction_stops_what_breaks_it(message_type: str) -> None:
    """On every element that the inventory names it for, at that element."""
    schema = message_schema(standard_of(message_type), message_type)
    rules = [rule for rule in published_rules().values() if rule.kind == "RS"]
    cases = [
        (rule.code, leaves(message_type)[path], bad_value(rule.code, schema[path].pattern))
        for rule in rules
        for path in rule.elements(message_type)
        if path in leaves(message_type)
    ]
    assert cases
    documents = (build(message_type, put(path, value)) for _, path, value in cases)
    for (code, path, value), (message, found) in zip(cases, findings(documents), strict=True):
        places = {Places(message).of(finding).xpath for finding in found if finding.rule == code}
        assert places == {f"/Bericht/{path}"}, (code, path, value)


@pytest.mark.slow
@pytest.mark.parametrize("message_type", EVERY)
def test_what_is_missing_is_missed_in_the_graph_too(message_type: str) -> None:
    """But for what a graph does not show: groups that are no node, and what tells two places of one class apart."""
    schema = message_schema(standard_of(message_type), message_type)
    wanted = [
        leaf
        for path, leaf in leaves(message_type).items()
        if schema[path].minimum and not path.startswith(UNSEEN) and "RetourCode" not in path
        if schema[path.rpartition("/")[0]].minimum or not alone(message_type, leaf)
    ]
    documents = (build(message_type, drop(leaf)) for leaf in wanted)
    for leaf, (_, found) in zip(wanted, findings(documents), strict=True):
        assert {finding.rule for finding in found} >= {"STRUCTUUR"}, leaf


def alone(message_type: str, leaf: str) -> bool:
    """Whether an element is all there is in its group."""
    group = f"/Bericht/{leaf.rpartition('/')[0]}/"
    return sum(one.place.xpath.startswith(group) for one in lift(build(message_type)).leaves) == 1


UNSEEN = (
    "/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/ToewijzingNummer",
    "/Bericht/Antwoord/Woonplaatsbeginsel/Gemeente",
)


@pytest.mark.slow
@pytest.mark.parametrize("message_type", IJW)
def test_the_published_schema_and_we_reject_the_same(reference: Path, message_type: str) -> None:
    schema = etree.XMLSchema(etree.parse(reference / "istandaarden" / "ijw-3.2" / "xsd" / f"{message_type}.xsd"))
    assert schema.validate(root(message_type))
    changed = list(mutations(message_type))
    assert len(changed) > 100
    documents = [Document(f"{message_type}.xml", etree.tostring(one)) for _, one in changed]
    shapes = load_shapes()
    for (what, one), (message, found) in zip(changed, findings(documents), strict=True):
        rules = {finding.rule for finding in found}
        about = {code for code in rules if shapes.rules[code].kind in ABOUT_FORM or code in FIXED}
        rejected = bool(about) or bool(check_structure(message))
        assert rejected == (not schema.validate(one)), (what, about)


def mutations(message_type: str) -> Iterator[tuple[str, etree._Element]]:
    """Give the message with one element left out, repeated or given another value: the first of each path."""
    base, done = etree.tostring(root(message_type)), set()
    tree = root(message_type).getroottree()
    for element in root(message_type).iterdescendants():
        path = tree.getelementpath(element)
        bare = re.sub(r"\[\d+\]", "", path)
        if bare in done:
            continue
        done.add(bare)
        for value in () if len(element) else VALUES[len(done) % SHARE :: SHARE]:
            changed = etree.fromstring(base)
            _find(changed, path).text = value
            yield f"{bare}={value!r}", changed
        less, more = etree.fromstring(base), etree.fromstring(base)
        gone, again = _find(less, path), _find(more, path)
        parent = gone.getparent()
        assert parent is not None
        parent.remove(gone)
        yield f"{bare} weg", less
        again.addnext(etree.fromstring(etree.tostring(again)))
        yield f"{bare} dubbel", more


def _find(where: etree._Element, path: str) -> etree._Element:
    found = where.find(path)
    assert found is not None
    return found
