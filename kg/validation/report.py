"""Makes one report of what rules and schema say about messages: each fault once, at its place, no bsn in sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from pyoxigraph import Literal

from kg.errors import GizoError
from kg.messages import Message, Place
from kg.validation.engine import DEFAULT_ENGINE, Finding, check
from kg.validation.places import Places
from kg.validation.privacy import Mask
from kg.validation.results import Checked, Report, Result, Undecided, group, printable
from kg.validation.rules import DUPLICATE, STRUCTURE, Rule
from kg.validation.shapes import Shapes, load_shapes
from kg.validation.structure import Fault, check_structure

CHUNK = 100
"""Messages checked at a time: enough for speed, few enough to keep memory flat."""

_COUNTS = {"MinCount": ("missing",), "QualifiedMinCount": ("missing",), "MaxCount": ("excess",)}
_UNREAD = ("namespace", "children")
"""Faults by which an element that is there gives no value: that it misses is not said as well."""


def validate(
    messages: Iterable[Message],
    *,
    engine: str = DEFAULT_ENGINE,
    lang: str = "nl",
    shapes: Shapes | None = None,
    across: bool = False,
    chunk: int = CHUNK,
) -> Report:
    """Validate messages and report.

    Args:
        messages: lifted messages; they are taken a chunk at a time and not kept.
        engine: one of :data:`kg.validation.engine.ENGINES`.
        lang: ``nl`` or ``en``, the language of the messages.
        shapes: the rules; those of the project when omitted.
        across: also ask for the rules that need more than one message or a source outside it; those that no
            shape decides yet are listed as undecided.
        chunk: number of messages per chunk.

    Raises:
        GizoError: for a document that is no message, or an unknown engine.

    >>> validate([]).conforms
    True
    """
    rules = shapes or load_shapes()
    checked: list[Checked] = []
    results: list[Result] = []
    stream = iter(messages)
    while batch := tuple(islice(stream, chunk)):
        checked.extend(Checked(printable(message.name), message.type, message.iri) for message in batch)
        results.extend(_batch(batch, rules, engine, lang))
    types = {message.type for message in checked}
    return Report(
        lang=lang,
        checked=tuple(checked),
        results=tuple(results),
        undecided=tuple(_undecided(rules, types)) if across else (),
        shapes=rules,
    )


def _undecided(shapes: Shapes, types: Iterable[str]) -> Iterator[Undecided]:
    for code, rule in shapes.rules.items():
        if rule.status in ("needs-messages", "needs-source") and any(map(rule.applies_to, types)):
            yield Undecided(code, rule.reason or rule.status)


def _batch(messages: tuple[Message, ...], shapes: Shapes, engine: str, lang: str) -> Iterator[Result]:
    findings: dict[str, list[Finding]] = {message.iri: [] for message in messages}
    for finding in check((triple for message in messages for triple in message.triples), shapes, engine):
        iri = finding.focus.partition("#")[0] + "#"
        if iri not in findings:
            raise GizoError(
                f"shapes: {finding.shape} kijkt naar {finding.focus}, buiten de berichten; pas het doel aan"
            )
        findings[iri].append(finding)
    for message in messages:
        yield from _Reporter(message, shapes, lang).results(findings[message.iri])


class _Reporter:
    """Turns what was found in one message into its results."""

    def __init__(self, message: Message, shapes: Shapes, lang: str) -> None:
        self.message, self.shapes, self.lang = message, shapes, lang
        self.places = Places(message)
        self.mask = Mask.of(message.values)

    def results(self, findings: Iterable[Finding]) -> list[Result]:
        found = {
            (result.rule, result.xpath, result.value): result for result in map(self._of_finding, _first(findings))
        }
        results = group(found.values(), self.shapes)
        faults = check_structure(self.message)
        unread = tuple(f"{fault.place.xpath}/" for fault in faults if fault.kind in _UNREAD)
        unclear = {fault.place.xpath.rpartition("/")[0] for fault in faults if fault.kind == "missing"}
        crowded = {fault.place.xpath.rpartition("/")[0] for fault in faults if fault.kind == "excess"}
        results = [
            result
            for result in results
            if not (_is_missing(result) and (result.xpath in unclear or f"{result.xpath}/".startswith(unread)))
            and not (result.component == "QualifiedMaxCount" and result.rule == STRUCTURE and result.xpath in crowded)
        ]
        unsaid = [fault for fault in faults if not any(self._says(result, fault) for result in results)]
        results.extend(map(self._of_fault, unsaid))
        if self.message.duplicate:
            results.append(self._built_in(self.shapes.rules[DUPLICATE], self.places.missing("/Bericht")))
        return sorted(results, key=lambda result: (result.line, result.xpath, result.rule, result.value or ""))

    def _says(self, result: Result, fault: Fault) -> bool:
        """Tell whether a result already reports an element that is missing or too many.

        Either it is about that element, or it is a condition (CD) on an element around it that asks for it.
        """
        if fault.kind in _COUNTS.get(result.component, ()):
            return f"{result.xpath}/".startswith(f"{fault.place.xpath}/")
        rule = self.shapes.rules[result.rule]
        asks = fault.kind == "missing" and rule.kind == "CD" and result.value is None
        return (
            asks
            and fault.place.xpath.startswith(f"{result.xpath}/")
            and not self.places.terms(fault.place.xpath).isdisjoint(rule.touches)
        )

    def _of_finding(self, finding: Finding) -> Result:
        rule = self.shapes.rules[finding.rule]
        place = self.places.of(finding)
        term = finding.value
        if isinstance(term, Literal):
            shown = self.mask.value(term.value, finding.path)
            term = term if shown == term.value else Literal(shown)
        value = term.value if term is not None else None
        message = self.shapes.text(finding.shape, rule, self.lang, value or "")
        return Result(
            rule=rule.code,
            severity=finding.severity,
            message=self.mask.text(message),
            focus_node=self.mask.name(finding.focus),
            path=finding.path,
            value=value,
            file=printable(self.message.name),
            xpath=place.xpath,
            line=place.line,
            return_code=rule.return_code,
            shape=finding.shape,
            component=finding.component,
            term=term,
            about=self.message.iri,
        )

    def _of_fault(self, fault: Fault) -> Result:
        rule = self.shapes.rules[STRUCTURE]
        result = self._built_in(rule, fault.place)
        return replace(result, message=fault.texts.get(self.lang, fault.texts["nl"]))

    def _built_in(self, rule: Rule, place: Place) -> Result:
        return Result(
            rule=rule.code,
            severity=rule.severity,
            message=rule.text(self.lang),
            focus_node=self.mask.name(self._nearest(place.xpath)),
            path="",
            value=None,
            file=printable(self.message.name),
            xpath=place.xpath,
            line=place.line,
            return_code=rule.return_code,
            about=self.message.iri,
        )

    def _nearest(self, xpath: str) -> str:
        """Give the IRI of the lifted node that holds a place."""
        here = xpath
        nodes = {place.xpath: node for node, place in self.message.nodes.items()}
        while here not in nodes and "/" in here:
            here = here.rpartition("/")[0]
        return nodes.get(here, self.message.iri)


def _first(findings: Iterable[Finding]) -> list[Finding]:
    """Order findings so that, of several about the same value, it is always the same one that counts."""
    return sorted(findings, key=lambda finding: (finding.key, str(finding.value), finding.component), reverse=True)


def _is_missing(result: Result) -> bool:
    return result.rule == STRUCTURE and "missing" in _COUNTS.get(result.component, ())
