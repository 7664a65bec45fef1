"""Explains one rule: what it asks, how it is expressed, which elements it touches, and what it lets through and stops.

Pages, API and command line show the same explanation; they only differ in form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import names
from kg.lineage import Lineage, Link, lineage
from kg.resolve import Element, describe
from kg.store import GraphStore
from kg.validation.cases import Case
from kg.validation.difference import Example, example, unchanged
from kg.validation.examples import cases
from kg.validation.rules import Rule
from kg.validation.shapes import Shapes, find_rule, load_shapes
from kg.validation.written import written

_MESSAGES = ("ijw", "iwmo", "ieb")


@dataclass(frozen=True)
class Touched:
    """An element that a rule is about, with what connects it to other models (none without a graph).

    Of messages, only elements of the messages that the rule is about.
    """

    element: Element
    lineage: Lineage

    def to_json(self) -> dict[str, object]:
        """Give it as plain values: the contract of ``gizo lineage``, without the hops of each path."""
        links = [
            {
                "target": {"id": link.target.id, "label": link.target.label, "parent": link.target.parent}
                | {"model": link.target.model},
                "predicate": link.predicate,
                "confidence": round(float(link.confidence), 4),
            }
            for link in self.lineage.links
        ]
        none = [{"model": one.model, "reason": one.reason} for one in self.lineage.none if one.element == self.element]
        element = {"id": self.element.id, "label": self.element.label, "model": self.element.model}
        return {"element": element, "links": links, "noCounterpart": none}


@dataclass(frozen=True)
class Explanation:
    """All there is to say of a rule.

    Attributes:
        rule: the rule.
        lang: language of its texts.
        leads_to: codes of rules that are a consequence of it.
        turtle: its shapes as they are written; empty when it has none.
        touches: the elements it is about.
        passes: an example of what it lets through.
        fails: an example of what it stops; None when there is none.
    """

    rule: Rule
    lang: str
    leads_to: tuple[str, ...]
    turtle: str
    touches: tuple[Touched, ...]
    passes: Example | None
    fails: Example | None

    @property
    def demands(self) -> str:
        """What it asks, in words."""
        return self.rule.summary(self.lang)

    @property
    def reason(self) -> str:
        """Why no shape decides it; empty when one does."""
        return self.rule.reason_text(self.lang)

    def to_json(self) -> dict[str, object]:
        """Give it as plain values: ``gizo rules --format json`` for this rule, and all else after that."""
        rule = self.rule
        return rule.to_json(self.lang) | {
            "message": self.demands,
            "severity": rule.severity,
            "retourcode": rule.return_code,
            "source": rule.source,
            "equivalentTo": list(rule.equivalent),
            "followsFrom": list(rule.follows_from),
            "leadsTo": list(self.leads_to),
            "touches": [touched.to_json() for touched in self.touches],
            "passes": self.passes.to_json() if self.passes else None,
            "fails": self.fails.to_json() if self.fails else None,
            "turtle": self.turtle,
        }


def explain(code: str, graph: GraphStore | None = None, lang: str = "nl", shapes: Shapes | None = None) -> Explanation:
    """Explain a rule.

    Args:
        code: its code, in any case.
        graph: where the lineage of what it touches comes from; without a graph, only their names are given.
        lang: ``nl`` or ``en``.
        shapes: the rules; those of the project when omitted.

    Raises:
        GizoError: when there is no such rule (the message names those that look like it), or the graph cannot be asked.

    >>> explain("slide-1").rule.equivalent
    ('CD041',)
    """
    known = shapes or load_shapes()
    rule = find_rule(code, known)
    own = cases(rule.code)
    failing = _least(one for one in own if one.fails)
    passing = _least((one for one in own if not one.fails), failing)
    fails, passes = (example(case, case.messages[0]) if case else None for case in (failing, passing))
    return Explanation(
        rule=rule,
        lang=lang,
        leads_to=tuple(other.code for other in known.rules.values() if rule.code in other.follows_from),
        turtle=written(rule, known),
        touches=tuple(touched(rule, graph, touched_iris(rule))),
        passes=passes or (unchanged(fails) if fails else None),
        fails=fails,
    )


def _least(candidates: Iterable[Case], like: Case | None = None) -> Case | None:
    """Give the case that changes least: one message before several, and what is most like another case first."""

    def rank(case: Case) -> tuple[bool, int, int]:
        paths = {change.path for change in like.changes} if like else set()
        shared = len(paths.intersection(change.path for change in case.changes))
        return bool(case.together), -shared, len(case.changes)

    return min(candidates, key=rank, default=None)


def touched_iris(rule: Rule) -> tuple[str, ...]:
    """Give the IRIs of the GIZO elements that a rule is about.

    >>> names.gizo_iri("clientBsn") in touched_iris(load_shapes().rules["CS002"])
    True
    """
    return tuple(iri for iri in rule.touches if iri.startswith(names.GIZO))


def touched(rule: Rule, graph: GraphStore | None, iris: Iterable[str]) -> Iterator[Touched]:
    """Give elements that a rule is about with what connects them to other models.

    Args:
        rule: the rule.
        graph: where that is looked up; without a graph, only the names of the elements are given.
        iris: which of the elements; looking up all of a rule about many takes long.

    Raises:
        GizoError: when the graph cannot be asked.
    """
    iris = list(iris)
    known = describe(graph, iris) if graph is not None else {}
    for iri in iris:
        element = known.get(iri) or Element(iri, names.curie(iri).partition(":")[2], "gizo")
        found = lineage(graph, element) if graph is not None and iri in known else Lineage(element, (), ())
        links = tuple(link for link in found.links if _belongs(link, rule))
        yield Touched(element, Lineage(element, links, found.none))


def _belongs(link: Link, rule: Rule) -> bool:
    if link.target.model not in _MESSAGES:
        return True
    message = link.target.id.partition(":")[2].partition("/")[0]
    return message in rule.messages or not rule.messages
