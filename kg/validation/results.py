"""Says what a fault is and what a report holds, and joins what several rules say about one fault.

Rules overlap by nature. Results of related rules (``v:gelijkwaardigAan``, ``v:volgtUit``) at the same place
are one fault: it goes by the code of a published standard rule, and ``related`` lists the other codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.validation.rules import SEVERITIES, Rule
from kg.validation.shapes import Shapes


@dataclass(frozen=True)
class Result:
    """One fault in one message.

    Attributes:
        rule: code of the rule it goes by.
        severity: ``Violation``, ``Warning`` or ``Info``.
        message: what is wrong and what to do, in the language of the report.
        focus_node: IRI of the node the rule is about, a bsn in it masked.
        path: path in SPARQL notation with CURIEs, empty when the rule is about the node as a whole.
        value: the offending value, bsn's masked; None when no value offends.
        file: file the message came from.
        xpath: place of the value, or where an element is missing.
        line: line of that place (of the parent when it is missing), 0 when unknown.
        return_code: code the standard answers with, empty when it has none.
        related: other codes of the same fault.
        shape: IRI of the source shape, empty for what no shape decides.
        component: local name of the constraint component.
        term: the value as an RDF term (a masked one is a plain string).
        about: IRI of the message, which keeps the results of one message together; never shown.
        toewijzing: toewijzingnummer the fault is about, as the message has it; empty when it is about none.
        repair: who can repair it: ``gemeente``, ``aanbieder`` or ``softwareleverancier`` (that of the sender).
    """

    rule: str
    severity: str
    message: str
    focus_node: str
    path: str
    value: str | None
    file: str
    xpath: str
    line: int
    return_code: str = ""
    related: tuple[str, ...] = ()
    shape: str = ""
    component: str = ""
    term: NamedNode | Literal | None = field(default=None, repr=False)
    about: str = field(default="", repr=False)
    toewijzing: str = ""
    repair: str = ""

    @property
    def where(self) -> str:
        """The XPath; the IRI of the node for data that never was XML."""
        return self.xpath or self.focus_node


@dataclass(frozen=True)
class Checked:
    """A message that was checked.

    Attributes:
        file: file it came from.
        type: message type such as ``JW301``.
        iri: IRI of its message node.
        identification: its number (BerichtIdentificatie), by which sender and receiver know it.
        sender: code of the sender.
        receiver: code of the receiver.
        date: its Dagtekening, as the message has it.
    """

    file: str
    type: str
    iri: str
    identification: str = ""
    sender: str = ""
    receiver: str = ""
    date: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A file that could not be read as a message: why, in one line without the file name, and where if known."""

    file: str
    reason: str
    line: int = 0


@dataclass(frozen=True)
class Undecided:
    """A rule that could not be decided, what it needs for that, and for how many messages."""

    rule: str
    needs: str
    count: int = 1


@dataclass(frozen=True)
class Report:
    """What was checked and what was found.

    ``conforms`` is false only when there is a Violation; ``complete`` tells whether every file could be read
    and every rule that was asked for could be decided. ``today`` is the date that rules about today went by.
    """

    lang: str
    checked: tuple[Checked, ...]
    results: tuple[Result, ...]
    undecided: tuple[Undecided, ...]
    shapes: Shapes = field(repr=False, compare=False)
    unreadable: tuple[Unreadable, ...] = ()
    today: date | None = None

    @property
    def conforms(self) -> bool:
        """Whether no result is a Violation."""
        return not any(result.severity == "Violation" for result in self.results)

    @property
    def complete(self) -> bool:
        """Whether every file was read and every rule that was asked for was decided."""
        return not self.undecided and not self.unreadable

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the results go by or are related to."""
        used = {code for result in self.results for code in (result.rule, *result.related)}
        return tuple(rule for code, rule in self.shapes.rules.items() if code in used)

    @property
    def files(self) -> int:
        """The number of files that were looked at, readable or not; each holds one message."""
        return len(self.checked) + len(self.unreadable)


def by_message(report: Report) -> list[tuple[Checked, list[Result]]]:
    """Give each checked message with its results, in the order in which they were checked.

    A result about a message that is not among them (one of the history) comes last, under its own file.
    """
    messages = {checked.iri: checked for checked in report.checked}
    found: dict[str, list[Result]] = {iri: [] for iri in messages}
    for result in report.results:
        messages.setdefault(result.about, Checked(result.file, "", result.about))
        found.setdefault(result.about, []).append(result)
    return [(messages[iri], results) for iri, results in found.items()]


def by_assignment(results: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """Give the results of one message by toewijzingnummer: first what is about none, then as the message has them.

    >>> by_assignment([])
    []
    """
    found: dict[str, list[Result]] = {"": []}
    for result in results:
        found.setdefault(result.toewijzing, []).append(result)
    return [(number, members) for number, members in found.items() if members]


def group(results: Iterable[Result], shapes: Shapes) -> list[Result]:
    """Join results of related rules at the same place into one fault each.

    The same place is the same element or one inside the other. The fault goes by a published rule rather
    than a slide, by a cause rather than its consequence, then by the first code.
    """
    ordered = sorted(results, key=lambda result: (result.xpath, result.rule))
    places: dict[str, list[int]] = {}
    for number, result in enumerate(ordered):
        places.setdefault(result.xpath, []).append(number)
    leader = list(range(len(ordered)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    for number, result in enumerate(ordered):
        for other in (other for place in around(result.xpath) for other in places.get(place, ())):
            if _related(result, ordered[other], shapes):
                leader[lead(number)] = lead(other)
    groups: dict[int, list[Result]] = {}
    for number, result in enumerate(ordered):
        groups.setdefault(lead(number), []).append(result)
    return [_joined(members, shapes) for members in groups.values()]


def around(xpath: str) -> list[str]:
    """Give a place and every place around it, itself first.

    >>> around("/Bericht/Client")
    ['/Bericht/Client', '/Bericht']
    """
    found = []
    while xpath:
        found.append(xpath)
        xpath = xpath.rpartition("/")[0]
    return found


def _related(one: Result, other: Result, shapes: Shapes) -> bool:
    if one.rule == other.rule:
        return False
    a, b = shapes.rules[one.rule], shapes.rules[other.rule]
    return b.code in (*a.equivalent, *a.follows_from) or a.code in (*b.equivalent, *b.follows_from)


def _joined(members: list[Result], shapes: Shapes) -> Result:
    def rank(result: Result) -> tuple[bool, int, bool, str]:
        rule = shapes.rules[result.rule]
        return rule.kind == "slide", SEVERITIES.index(result.severity), bool(rule.follows_from), rule.code

    primary = min(members, key=rank)
    related = sorted({other.rule for other in members} - {primary.rule})
    worst = min((other.severity for other in members), key=SEVERITIES.index)
    return replace(primary, related=tuple(related), severity=worst)
