"""Says what a fault is and what a report holds, and joins what several rules say about one fault.

Rules overlap by nature. Results of related rules (``v:gelijkwaardigAan``, ``v:volgtUit``) at the same place
are one fault: it goes by the code of a published standard rule, and ``related`` lists the other codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

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


@dataclass(frozen=True)
class Checked:
    """A message that was checked: file, type, and IRI of its message node."""

    file: str
    type: str
    iri: str


@dataclass(frozen=True)
class Undecided:
    """A rule that could not be decided, and what it needs."""

    rule: str
    needs: str


@dataclass(frozen=True)
class Report:
    """What was checked and what was found.

    ``conforms`` is false only when there is a Violation; ``complete`` tells whether every rule that was asked
    for could be decided.
    """

    lang: str
    checked: tuple[Checked, ...]
    results: tuple[Result, ...]
    undecided: tuple[Undecided, ...]
    shapes: Shapes = field(repr=False, compare=False)

    @property
    def conforms(self) -> bool:
        """Whether no result is a Violation."""
        return not any(result.severity == "Violation" for result in self.results)

    @property
    def complete(self) -> bool:
        """Whether every rule that was asked for was decided."""
        return not self.undecided

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the results go by or are related to."""
        used = {code for result in self.results for code in (result.rule, *result.related)}
        return tuple(rule for code, rule in self.shapes.rules.items() if code in used)

    @property
    def files(self) -> int:
        """The number of files the messages came from."""
        return len({checked.file for checked in self.checked})


def printable(text: str, keep: str = "") -> str:
    r"""Give a text without characters that would steer a terminal (a file name may hold any).

    >>> printable("a\x1b[31mb")
    'a?[31mb'
    """
    return "".join(character if character.isprintable() or character in keep else "?" for character in text)


def by_message(report: Report) -> list[tuple[Checked, list[Result]]]:
    """Give each checked message with its results, in the order in which they were checked."""
    found: dict[str, list[Result]] = {checked.iri: [] for checked in report.checked}
    for result in report.results:
        found[result.about].append(result)
    return [(checked, found[checked.iri]) for checked in report.checked]


def group(results: Iterable[Result], shapes: Shapes) -> list[Result]:
    """Join results of related rules at the same place into one fault each.

    The same place is the same element or one inside the other. The fault goes by a published rule rather
    than a slide, by a cause rather than its consequence, then by the first code.
    """
    groups: list[list[Result]] = []
    for result in sorted(results, key=lambda result: (result.xpath, result.rule)):
        near = [members for members in groups if any(_same_fault(result, other, shapes) for other in members)]
        for members in near:
            groups.remove(members)
        groups.append([result, *(other for members in near for other in members)])
    return [_joined(members, shapes) for members in groups]


def _same_fault(one: Result, other: Result, shapes: Shapes) -> bool:
    if one.rule == other.rule:
        return False
    a, b = shapes.rules[one.rule], shapes.rules[other.rule]
    related = b.code in (*a.equivalent, *a.follows_from) or a.code in (*b.equivalent, *b.follows_from)
    return related and _near(one.xpath, other.xpath)


def _near(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _joined(members: list[Result], shapes: Shapes) -> Result:
    def rank(result: Result) -> tuple[bool, int, bool, str]:
        rule = shapes.rules[result.rule]
        return rule.kind == "slide", SEVERITIES.index(result.severity), bool(rule.follows_from), rule.code

    primary = min(members, key=rank)
    related = sorted({other.rule for other in members} - {primary.rule})
    worst = min((other.severity for other in members), key=SEVERITIES.index)
    return replace(primary, related=tuple(related), severity=worst)
