"""The JSON of ``/v1/regels``: the list of rules, and all there is to say of one."""

from __future__ import annotations

from api import urls
from api.v1.schemas.base import Out
from kg import names
from kg.validation.explanation import Explanation


class RuleSummary(Out):
    """A rule as the list shows it: the contract of ``gizo rules --format json``, its message and its addresses."""

    rule: str
    type: str
    level: str
    messages: list[str]
    status: str
    reason: str
    shape: str
    message: str
    links: dict[str, str]


class RuleList(Out):
    """The rules, or those that were asked for."""

    total: int
    items: list[RuleSummary]


class Target(Out):
    """An element of another model that an element is connected to."""

    id: str
    label: str
    parent: str
    model: str


class TouchedLink(Out):
    """How an element is connected to one of another model; the predicate is that of the weakest step."""

    target: Target
    predicate: str
    confidence: float


class TouchedOut(Out):
    """An element that a rule touches, with its lineage."""

    element: dict[str, str]
    links: list[TouchedLink]
    no_counterpart: list[dict[str, str]]


class LineOut(Out):
    """A line of XML: ``same``, ``removed`` or ``added``."""

    change: str
    text: str


class FragmentOut(Out):
    """A piece of a message, with the element it starts in."""

    message: str
    place: str
    lines: list[LineOut]


class ExampleOut(Out):
    """A message, or several together, that a rule lets through or stops; a bsn is masked."""

    messages: list[str]
    earlier: list[str]
    products: list[str]
    source: str
    reported_at: list[dict[str, str]]
    fragments: list[FragmentOut]


class RuleExplanation(RuleSummary):
    """All there is to say of a rule."""

    severity: str
    retourcode: str
    source: str
    equivalent_to: list[str]
    follows_from: list[str]
    leads_to: list[str]
    touches: list[TouchedOut]
    passes: ExampleOut | None
    fails: ExampleOut | None
    turtle: str


def rule(found: dict[str, object], message: str) -> RuleSummary:
    """Write a rule as the list shows it, from what :func:`kg.validation.listing.rule_objects` says of it."""
    return RuleSummary.model_validate({**found, "message": message, "links": _rule_links(str(found["rule"]))})


def explanation(found: Explanation) -> RuleExplanation:
    """Write all there is to say of a rule."""
    return RuleExplanation.model_validate({**found.to_json(), "links": _rule_links(found.rule.code)})


def _rule_links(code: str) -> dict[str, str]:
    return {"self": urls.api_rule(code), "page": urls.document(names.SHAPES + code)}
