"""Makes the results of one message: each fault once, at its place in the XML, for who can repair it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from pyoxigraph import Literal

from kg.messages import Message, Place
from kg.names import curie
from kg.validation.checked import describe
from kg.validation.engine import Finding
from kg.validation.places import Places
from kg.validation.privacy import Mask
from kg.validation.responsibility import assignment_at, repairer
from kg.validation.results import Checked, Result, around, group
from kg.validation.rules import DUPLICATE, STRUCTURE, XSD, Rule
from kg.validation.shapes import Shapes
from kg.validation.structure import Fault, check_structure

_COUNTS = {"MinCount": "missing", "QualifiedMinCount": "missing", "MaxCount": "excess"}
_UNREAD = ("namespace", "children")
"""Faults by which an element that is there gives no value: that it misses is not said as well."""
_IN_SCHEMA = ("RS", "codelijst", "CS")
"""Kinds of rule that the official schema repeats, most likely first."""


class MessageResults:
    """Turns what was found in one message into its results."""

    def __init__(self, message: Message, shapes: Shapes, lang: str) -> None:
        """Know the message, the rules and the language."""
        self.message, self.shapes, self.lang = message, shapes, lang
        self.places = Places(message)
        self.mask = Mask.of(message.values)

    @property
    def checked(self) -> Checked:
        """What the message is."""
        return describe(self.message.name, self.message.type, self.message.iri, self.message.triples, self.mask)

    def results(self, findings: Iterable[Finding], official: Sequence[Fault] = ()) -> list[Result]:
        """Give the results, in document order; what the official schema says comes first.

        Args:
            findings: what the rules say.
            official: what the official schema says, where someone has it.
        """
        found = {(result.rule, result.xpath, result.value): result for result in map(self.result, first(findings))}
        faults = check_structure(self.message)
        results = _readable(group(found.values(), self.shapes), faults)
        said = _Said(results, self.shapes, self.places)
        same = [(fault, said.by_rule(fault)) for fault in faults]
        results = self._in_words_of_xml(results, same)
        results.extend(self._of_fault(fault, STRUCTURE) for fault, result in same if result is None)
        results = self._with_official(results, official)
        if self.message.duplicate:
            results.append(self._built_in(self.shapes.rules[DUPLICATE], self.places.missing("/Bericht")))
        return sorted(map(self.finished, results), key=_order)

    def result(self, finding: Finding) -> Result:
        """Make a result of one finding; who must repair it is not filled in yet."""
        rule = self.shapes.rules[finding.rule]
        place = self.places.of(finding)
        made = result_of(finding, rule, self.shapes, self.lang, self.mask)
        return replace(
            made,
            file=self.mask.file(self.message.name),
            xpath=place.xpath,
            line=place.line,
            about=self.message.iri,
        )

    def finished(self, result: Result) -> Result:
        """Fill in who must repair it and which toewijzing it is about; an unknown element may be named after a bsn."""
        return replace(
            result,
            xpath=self.mask.text(result.xpath),
            toewijzing=result.toewijzing or self.mask.name(assignment_at(self.message.root, result.xpath)),
            repair=result.repair or repairer(self.shapes.rules[result.rule], result.xpath, self.message.type),
        )

    def _in_words_of_xml(self, results: Iterable[Result], same: Iterable[tuple[Fault, Result | None]]) -> list[Result]:
        """Let STRUCTUUR name the element, as who looks at the XML knows it, rather than the property in GIZO."""
        words = {
            id(result): self.mask.text(fault.texts.get(self.lang, fault.texts["nl"]))
            for fault, result in same
            if result is not None and result.rule == STRUCTURE
        }
        return [replace(result, message=words.get(id(result), result.message)) for result in results]

    def _with_official(self, results: list[Result], official: Sequence[Fault]) -> list[Result]:
        """Join what the official schema says with what the rules say at the same place.

        A published rule has the better words and the return code, so it stays; our own reading of the schema
        (``STRUCTUUR``) gives way to the schema itself.
        """
        said = _Said(results, self.shapes, self.places)
        joined: dict[int, Result] = {}
        alone: list[Result] = []
        for fault in official:
            same = said.at(fault)
            if same is None:
                alone.append(self._of_fault(fault, XSD))
            elif same.rule == STRUCTURE:
                joined[id(same)] = self._official(same, fault)
            else:
                joined[id(same)] = replace(same, related=tuple(sorted({*same.related, XSD})))
        return [*(joined.get(id(result), result) for result in results), *alone]

    def _official(self, result: Result, fault: Fault) -> Result:
        """Put a result of STRUCTUUR under the code of the official schema; what a shape said of a value stays."""
        made = replace(self._of_fault(fault, XSD), related=tuple(sorted({*result.related, STRUCTURE})))
        if not result.shape:
            return made
        return replace(
            made,
            message=result.message,
            focus_node=result.focus_node,
            path=result.path,
            value=result.value,
            term=result.term,
        )

    def _of_fault(self, fault: Fault, code: str) -> Result:
        result = self._built_in(self.shapes.rules[code], fault.place)
        path = next(iter(sorted(map(curie, self.places.terms(fault.place.xpath)))), "")
        return replace(
            result,
            message=self.mask.text(fault.texts.get(self.lang, fault.texts["nl"])),
            value=None if fault.value is None else self.mask.value(fault.value, path),
        )

    def _built_in(self, rule: Rule, place: Place) -> Result:
        return Result(
            rule=rule.code,
            severity=rule.severity,
            message=rule.text(self.lang),
            focus_node=self.mask.name(self._nearest(place.xpath)),
            path="",
            value=None,
            file=self.mask.file(self.message.name),
            xpath=place.xpath,
            line=place.line,
            return_code=rule.return_code,
            about=self.message.iri,
        )

    @cached_property
    def _nodes(self) -> dict[str, str]:
        return {place.xpath: node for node, place in self.message.nodes.items()}

    def _nearest(self, xpath: str) -> str:
        """Give the IRI of the lifted node that holds a place."""
        here = xpath
        while here not in self._nodes and "/" in here:
            here = here.rpartition("/")[0]
        return self._nodes.get(here, self.message.iri)


def result_of(finding: Finding, rule: Rule, shapes: Shapes, lang: str, mask: Mask) -> Result:
    """Make a result of a finding, bsn's masked, without a place."""
    term = finding.value
    if isinstance(term, Literal):
        shown = mask.value(term.value, finding.path)
        term = term if shown == term.value else Literal(shown)
    value = None if term is None else mask.name(term.value)
    return Result(
        rule=rule.code,
        severity=finding.severity,
        message=shapes.text(finding.shape, rule, lang, value or ""),
        focus_node=mask.name(finding.focus),
        path=finding.path,
        value=value,
        file="",
        xpath="",
        line=0,
        return_code=rule.return_code,
        shape=finding.shape,
        component=finding.component,
        term=term,
    )


def first(findings: Iterable[Finding]) -> list[Finding]:
    """Order findings so that, of several about the same value, it is always the same one that counts."""
    return sorted(findings, key=lambda finding: (finding.key, str(finding.value), finding.component), reverse=True)


def _order(result: Result) -> tuple[bool, int, str, str, str]:
    by_schema = result.rule == XSD or XSD in result.related
    return not by_schema, result.line, result.xpath, result.rule, result.value or ""


def _readable(results: Iterable[Result], faults: Iterable[Fault]) -> list[Result]:
    """Leave out what follows from a fault in the structure that is reported in more precise words."""
    at = {kind: [fault.place.xpath for fault in faults if fault.kind == kind] for kind in ("missing", "excess")}
    unread = {fault.place.xpath for fault in faults if fault.kind in _UNREAD}
    unclear, crowded = ({xpath.rpartition("/")[0] for xpath in at[kind]} for kind in ("missing", "excess"))

    def follows(result: Result) -> bool:
        if result.rule != STRUCTURE:
            return False
        if _COUNTS.get(result.component) == "missing":
            return result.xpath in unclear or not unread.isdisjoint(around(result.xpath))
        return result.component == "QualifiedMaxCount" and result.xpath in crowded

    return [result for result in results if not follows(result)]


class _Said:
    """Tells which results already say what a fault in the structure says."""

    def __init__(self, results: Iterable[Result], shapes: Shapes, places: Places) -> None:
        self.shapes, self.places = shapes, places
        self.counts: dict[tuple[str, str], Result] = {}
        self.conditions: dict[str, list[Result]] = {}
        self.here: dict[str, list[Result]] = {}
        for result in results:
            self.here.setdefault(result.xpath, []).append(result)
            kind = _COUNTS.get(result.component)
            for place in around(result.xpath) if kind else ():
                self.counts.setdefault((kind or "", place), result)
            if shapes.rules[result.rule].kind == "CD" and result.value is None:
                self.conditions.setdefault(result.xpath, []).append(result)

    def by_rule(self, fault: Fault) -> Result | None:
        """Give the result that already reports an element that is missing or too many.

        Either it is about that element, or it is a condition (CD) on an element around it that asks for it.
        """
        counted = self.counts.get((fault.kind, fault.place.xpath))
        if counted is not None or fault.kind != "missing":
            return counted
        terms = self.places.terms(fault.place.xpath)
        conditions = (result for place in around(fault.place.xpath)[1:] for result in self.conditions.get(place, ()))
        return next(
            (result for result in conditions if not terms.isdisjoint(self.shapes.rules[result.rule].touches)), None
        )

    def at(self, fault: Fault) -> Result | None:
        """Give the result that says the same as the official schema: of a rule about one value, or of STRUCTUUR."""
        counted = self.by_rule(fault)
        if counted is not None:
            return counted
        kinds = [*_IN_SCHEMA, self.shapes.rules[STRUCTURE].kind]
        same = [
            result
            for result in self.here.get(fault.place.xpath, ())
            if self.shapes.rules[result.rule].kind in kinds and result.rule not in (XSD, DUPLICATE)
        ]
        return min(same, key=lambda result: kinds.index(self.shapes.rules[result.rule].kind), default=None)
