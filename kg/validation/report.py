"""Makes one report of what rules and schema say about messages: each fault once, at its place, no bsn in sight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.errors import GizoError
from kg.messages import Message
from kg.validation.engine import DEFAULT_ENGINE, Finding, check
from kg.validation.instances import Instances
from kg.validation.of_data import DataResults
from kg.validation.of_message import MessageResults
from kg.validation.reading import Offer
from kg.validation.results import Checked, Report, Result, Undecided, Unreadable
from kg.validation.rules import DUPLICATE, XSD
from kg.validation.shapes import Shapes, load_shapes

if TYPE_CHECKING:
    from kg.validation.across import Across
    from kg.validation.products import ProductList
    from kg.validation.xsd import Schemas

CHUNK = 100
"""Messages checked at a time: enough for speed, few enough to keep memory flat."""

UNIQUE_MESSAGE = "TR056"
"""The published rule that no two messages share an identity."""
_WAITING = ("needs-messages", "needs-source")
_NOT_LISTED = ("OP", "IV", "structuur")
"""Kinds of rule about how people work together, or that the program decides; a report does not list them one by one."""
_TODAY = NamedNode(names.V + "vandaag")
_DATE = NamedNode(names.XSD + "date")
_NO_SCHEMA = {
    "nl": "het officiële XML-schema van {types} in de map met schema's",
    "en": "the official XML schema of {types} in the folder with schemas",
}
_NO_XML = {"nl": "het bericht als XML in plaats van als RDF", "en": "the message as XML instead of RDF"}


def validate(
    messages: Iterable[Offer],
    *,
    engine: str = DEFAULT_ENGINE,
    lang: str = "nl",
    shapes: Shapes | None = None,
    across: Across | None = None,
    today: date | None = None,
    products: ProductList | None = None,
    xsd: Schemas | None = None,
    chunk: int = CHUNK,
) -> Report:
    """Validate messages and report.

    Args:
        messages: messages, data in RDF and what could not be read (:func:`kg.validation.reading.read`); they
            are taken a chunk at a time and not kept.
        engine: one of :data:`kg.validation.engine.ENGINES`.
        lang: ``nl`` or ``en``, the language of the report.
        shapes: the rules; those of the project when omitted.
        across: also check the messages together, with the earlier ones it knows; what cannot be decided is
            listed as such.
        today: the date that rules about today go by; that of the clock when omitted.
        products: a municipality's own list of product codes.
        xsd: the official schemas, to validate against as well.
        chunk: number of messages per chunk.

    Raises:
        GizoError: for an unknown engine, or a schema that cannot be used.

    >>> validate([]).conforms
    True
    """
    run = _Run(shapes or load_shapes(), engine, lang, today or date.today(), across, products, xsd)
    stream = iter(messages)
    while batch := tuple(islice(stream, chunk)):
        run.take(batch)
        del batch
    return run.report()


def _once(results: Iterable[Result]) -> list[Result]:
    """Let a message that stands there twice be reported by the published rule alone, where that was asked for."""
    known = list(results)
    twice = {result.about for result in known if result.rule == DUPLICATE}
    said = {result.about for result in known if result.rule == UNIQUE_MESSAGE}
    return [
        replace(result, related=(*result.related, DUPLICATE))
        if result.rule == UNIQUE_MESSAGE and result.about in twice
        else result
        for result in known
        if not (result.rule == DUPLICATE and result.about in said)
    ]


@dataclass
class _Run:
    """Validates a stream of messages, a batch at a time, and keeps only what the report says."""

    shapes: Shapes
    engine: str
    lang: str
    today: date
    across: Across | None
    products: ProductList | None
    xsd: Schemas | None
    checked: list[Checked] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    unschemed: Counter[str] = field(default_factory=Counter)

    def take(self, batch: Sequence[Offer]) -> None:
        """Validate one batch."""
        findings = self._findings([offer for offer in batch if isinstance(offer, Message)])
        for offer in batch:
            if isinstance(offer, Unreadable):
                self.unreadable.append(offer)
            elif isinstance(offer, Message):
                self._message(offer, findings[offer.iri])
            else:
                self._data(offer)

    def report(self) -> Report:
        """Make the report of all that was taken."""
        undecided = list(self._without_schema())
        results = self.results
        if self.across is not None:
            outcome = self.across.check(self.shapes, self.lang)
            results = _once([*results, *outcome.results])
            undecided.extend(self._undecided(outcome.undecided))
        order = {checked.iri: number for number, checked in enumerate(self.checked)}
        return Report(
            lang=self.lang,
            checked=tuple(self.checked),
            results=tuple(sorted(results, key=lambda result: order[result.about])),
            undecided=tuple(undecided),
            shapes=self.shapes,
            unreadable=tuple(self.unreadable),
            today=self.today,
        )

    def _findings(self, messages: Sequence[Message]) -> dict[str, list[Finding]]:
        """Check messages together, and give what was found by message."""
        found: dict[str, list[Finding]] = {message.iri: [] for message in messages}
        triples = (triple for message in messages for triple in (*message.triples, *self._context(message)))
        for finding in check(triples, self.shapes, self.engine):
            iri = finding.focus.partition("#")[0] + "#"
            if iri not in found:
                raise GizoError(
                    f"shapes: {finding.shape} kijkt naar {finding.focus}, buiten de berichten; pas het doel aan"
                )
            found[iri].append(finding)
        return found

    def _message(self, message: Message, findings: Iterable[Finding]) -> None:
        made = MessageResults(message, self.shapes, self.lang)
        self.seen.add(message.iri)
        self.checked.append(made.checked)
        official = self.xsd.check(message) if self.xsd is not None else ()
        if self.xsd is not None and not self.xsd.has(message):
            self.unschemed[message.type] += 1
        self.results.extend(made.results(findings, official))
        self._remember(message)

    def _remember(self, message: Message) -> None:
        """Let the check across messages know a message."""
        if self.across is not None:
            self.across.add(message, self._context(message))

    def _data(self, data: Instances) -> None:
        made = DataResults(data, self.shapes, self.lang, self.seen)
        self.checked.extend(made.checked())
        # What is made by hand rather than converted has no names by which messages could be told apart.
        messages = [data.message(iri) for iri in data.types if names.instance_xpath(iri)]
        dated = (self._dated(iri) for iri in data.types)
        context = (triple for message in messages for triple in self._products(message))
        self.results.extend(made.results(check((*data.triples, *dated, *context), self.shapes, self.engine)))
        for message in messages:
            if message.iri not in made.again:
                self._remember(message)
        if self.xsd is not None:
            self.unschemed[""] += max(len(data.types), 1)

    def _context(self, message: Message) -> Iterator[Triple]:
        """Give what rules about a message need and the message does not say."""
        yield self._dated(message.iri)
        yield from self._products(message)

    def _products(self, message: Message) -> Iterable[Triple]:
        return self.products.triples(message) if self.products is not None else ()

    def _dated(self, message: str) -> Triple:
        return Triple(NamedNode(message), _TODAY, Literal(self.today.isoformat(), datatype=_DATE))

    def _undecided(self, across: Iterable[Undecided]) -> Iterator[Undecided]:
        """Give the rules that were asked for and not decided: for want of other messages, or for want of a shape."""
        known = tuple(across)
        yield from known
        named = {rule.rule for rule in known}
        types = Counter(checked.type for checked in self.checked if checked.type)
        for code, rule in self.shapes.rules.items():
            waiting = rule.status in _WAITING and rule.kind not in _NOT_LISTED and code not in named
            if waiting and (count := sum(number for kind, number in types.items() if rule.applies_to(kind))):
                yield Undecided(code, rule.reason_text(self.lang) or rule.status, count)

    def _without_schema(self) -> Iterator[Undecided]:
        loose = self.unschemed.pop("", 0)
        if self.unschemed:
            needs = _NO_SCHEMA[self.lang].format(types=", ".join(sorted(self.unschemed)))
            yield Undecided(XSD, needs, self.unschemed.total())
        if loose:
            yield Undecided(XSD, _NO_XML[self.lang], loose)
