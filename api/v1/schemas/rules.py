"""The JSON of ``/v1/regels``: the list of rules, and all there is to say of one."""

from __future__ import annotations

from collections.abc import Iterable

from api import urls
from api.v1.schemas.base import Out
from api.v1.schemas.elements import ElementRef, reference
from kg import names
from kg.search import Index
from kg.validation.explanation import Explanation, Touched


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


class TouchedPage(Out):
    """One page of the elements that a rule touches."""

    total: int
    page: int
    limit: int
    items: list[TouchedOut]
    links: dict[str, str]


class XmlLineOut(Out):
    """A line of XML: ``same``, ``removed`` or ``added``."""

    change: str
    text: str


class FragmentOut(Out):
    """A piece of a message, with the element it starts in."""

    message: str
    place: str
    lines: list[XmlLineOut]


class ExampleOut(Out):
    """A message, or several together, that a rule lets through or stops; a bsn is masked."""

    messages: list[str]
    earlier: list[str]
    products: list[str]
    source: str
    reported_at: list[dict[str, str]]
    fragments: list[FragmentOut]


class RuleExplanation(RuleSummary):
    """All there is to say of a rule; ``links.elements`` says how the elements it touches hang together with others."""

    severity: str
    retourcode: str
    source: str
    equivalent_to: list[str]
    follows_from: list[str]
    leads_to: list[str]
    touches: list[ElementRef]
    passes: ExampleOut | None
    fails: ExampleOut | None


def rule(found: dict[str, object], message: str) -> RuleSummary:
    """Write a rule as the list shows it, from what :func:`kg.validation.listing.rule_objects` says of it."""
    return RuleSummary.model_validate({**found, "message": message, "links": _rule_links(str(found["rule"]))})


def explanation(found: Explanation, index: Index) -> RuleExplanation:
    """Write all there is to say of a rule."""
    touched = [entry for iri in found.rule.touches if (entry := index.get(iri))]
    code = found.rule.code
    more = {"elements": f"{urls.api_rule(code)}/elementen"} if touched else {}
    more |= {"shape": f"{urls.api_rule(code)}?formaat=ttl"} if found.turtle else {}
    return RuleExplanation.model_validate(
        {
            **found.to_json(),
            "touches": [reference(entry, index, found.lang) for entry in touched],
            "links": _rule_links(code) | more,
        }
    )


def touched(code: str, found: Iterable[Touched], total: int, page: int, limit: int) -> TouchedPage:
    """Write one page of the elements that a rule touches, with links to the others."""
    address, last = f"{urls.api_rule(code)}/elementen", max(1, -(-total // limit))

    def at(number: int) -> str:
        return f"{address}?page={number}&limit={limit}"

    links = {"self": at(page), "first": at(1), "last": at(last), "rule": urls.api_rule(code)}
    links |= {"prev": at(page - 1)} if 1 < page <= last else {}
    links |= {"next": at(page + 1)} if page < last else {}
    items = [TouchedOut.model_validate(one.to_json()) for one in found]
    return TouchedPage(total=total, page=page, limit=limit, items=items, links=links)


def _rule_links(code: str) -> dict[str, str]:
    return {"self": urls.api_rule(code), "page": urls.document(names.SHAPES + code)}
