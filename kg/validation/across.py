"""Checks the rules across messages: given messages and earlier ones in one graph, linked first, then asked.

Results are only ever about given messages; earlier ones are context. A rule that cannot be decided with what is
known is listed as undecided with what is missing: nothing is guessed (``docs/decisions/0014``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from kg import names
from kg.messages import Message, Place
from kg.validation.constraints import Missing, constraints, missing
from kg.validation.engine import Finding
from kg.validation.history import Known, known, relevant
from kg.validation.linking import REFERENCE, link
from kg.validation.of_message import first, result_of
from kg.validation.privacy import Mask
from kg.validation.responsibility import repairer
from kg.validation.results import Result, Undecided, group
from kg.validation.shapes import Shapes

KINDS = frozenset({"301", "305", "307", "315", "317", "319", "323", "325"})
"""Kinds of message that rules across messages are about; return messages only repeat them."""

EXAMPLES = 3
"""How many numbers the text of an undecided rule shows."""

_SENDER = "/Header/Afzender"
_Term = NamedNode | Literal | None


@dataclass(frozen=True, slots=True)
class Located:
    """A finding, and the IRI of the message it is in."""

    message: str
    finding: Finding


@dataclass(frozen=True)
class AcrossOutcome:
    """What the check across messages found, and which rules could not be decided.

    Attributes:
        results: finished results (place, toewijzing and who repairs it filled in, bsn's masked), each fault once,
            in the order of the messages as they were added and of their elements; ``about`` is the IRI of the message.
        undecided: per rule what is missing, and for how many messages.
        findings: what the results were made of, rule by rule.
    """

    results: tuple[Result, ...]
    undecided: tuple[Undecided, ...]
    findings: tuple[Located, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of a given message to place findings: not its XML."""

    name: str
    type: str
    nodes: Mapping[str, Place]
    values: Mapping[tuple[str, str, str], Place]


class Across:
    """Collects messages and checks them against each other.

    Give the earlier messages at the start, then :meth:`add` each message that is checked, then :meth:`check` once.
    A message that is both given and earlier counts once, as given; of two given copies only the first counts,
    except that their identification is not unique.
    """

    def __init__(self, history: Iterable[Sequence[Triple]] = ()) -> None:
        """Start with earlier messages.

        Args:
            history: the graph of each earlier message, as :func:`kg.validation.history.read_history` gives them.

        Raises:
            GizoError: when an earlier message cannot be read.
        """
        self._store = Store()
        self._known: dict[str, Known] = {}
        self._marks: dict[str, str] = {}
        self._kept: dict[str, _Kept] = {}
        self._linked = False
        for count, triples in enumerate(history):
            self._remember(triples, count)

    def _remember(self, triples: Sequence[Triple], count: int) -> None:
        message = known(triples, given=False)
        if message.kind not in KINDS or message.mark in self._marks:
            return
        # A name of its own: a given message may have the same identity and say something else.
        base = f"{message.iri.removesuffix('#')}~eerder{count}#"
        renamed = [_renamed(triple, message.iri, base) for triple in relevant(triples)]
        self._marks[message.mark] = base
        self._known[base] = known(renamed, given=False)
        self._load(renamed)

    def add(self, message: Message, context: Iterable[Triple] = ()) -> None:
        """Add a message that is checked; return messages are passed over.

        Args:
            message: the lifted message. Its places are kept, its XML and its personal data are not.
            context: what a source outside the message says about its nodes.
        """
        facts = known(message.triples, given=True)
        if facts.kind not in KINDS:
            return
        triples = relevant(message.triples)
        earlier = self._marks.get(facts.mark)
        if earlier in self._kept:
            heads = {message.iri, message.iri.removesuffix("#") + f"#{_SENDER}"}
            triples = [triple for triple in triples if getattr(triple.subject, "value", "") in heads]
            facts = known(triples, given=True)
        elif earlier is not None:
            for triple in triples:
                self._store.remove(Quad(*_renamed(triple, message.iri, earlier)))
            del self._known[earlier]
        if earlier not in self._kept:
            self._marks[facts.mark] = message.iri
        self._known[message.iri] = facts
        self._kept[message.iri] = _Kept(message.name, message.type, message.nodes, message.values)
        self._load((*triples, *context))

    def _load(self, triples: Iterable[Triple]) -> None:
        self._store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)

    def graph(self) -> list[Triple]:
        """Give the linked graph: what is known of all messages, and what ties them together."""
        if not self._linked:
            self._load(link(self._known.values()))
            self._linked = True
        return [quad.triple for quad in self._store.quads_for_pattern(None, None, None, None)]

    def check(self, shapes: Shapes, lang: str = "nl") -> AcrossOutcome:
        """Check the rules across messages.

        Args:
            shapes: the rules.
            lang: ``nl`` or ``en``, the language of what undecided rules need.

        Raises:
            GizoError: when a shape across messages is not made as it should be.

        >>> from kg.validation.shapes import load_shapes
        >>> Across().check(load_shapes())
        AcrossOutcome(results=(), undecided=(), findings=())
        """
        if not self._linked:
            self._load(link(self._known.values()))
            self._linked = True
        findings = frozenset(self._findings(shapes))
        return AcrossOutcome(
            results=tuple(self._results(findings, shapes, lang)),
            undecided=tuple(self._undecided(shapes, lang)),
            findings=tuple(Located(_message_of(found.focus), found) for found in first(findings)),
        )

    def _findings(self, shapes: Shapes) -> Iterator[Finding]:
        for constraint in constraints(shapes):
            for focus, path, value in self._select(constraint.query, "path", "value"):
                message = self._kept.get(_message_of(focus))
                if message is None or not constraint.rule.applies_to(message.type):
                    continue
                yield Finding(
                    rule=constraint.rule.code,
                    focus=focus,
                    path=names.curie(path.value) if isinstance(path, NamedNode) else "",
                    value=value,
                    severity=shapes.severity(constraint.shape, constraint.rule),
                    shape=constraint.shape,
                    component="SPARQL",
                    message_type=message.type,
                )

    def _results(self, findings: Iterable[Finding], shapes: Shapes, lang: str) -> Iterator[Result]:
        by_message: dict[str, dict[tuple[str, str, str | None], Result]] = {iri: {} for iri in self._kept}
        for finding in first(findings):
            result = self._result(finding, shapes, lang)
            by_message[result.about][result.rule, result.xpath, result.value] = result
        for results in by_message.values():
            yield from sorted(group(results.values(), shapes), key=lambda one: (one.line, one.xpath, one.rule))

    def _result(self, finding: Finding, shapes: Shapes, lang: str) -> Result:
        iri = _message_of(finding.focus)
        kept = self._kept[iri]
        mask = Mask.of(kept.values)
        place = self._place(finding, kept)
        rule = shapes.rules[finding.rule]
        return replace(
            result_of(finding, rule, shapes, lang, mask),
            file=mask.file(kept.name),
            xpath=place.xpath,
            line=place.line,
            about=iri,
            toewijzing=mask.name(self._toewijzing(finding.focus)),
            repair=repairer(rule, place.xpath, kept.type),
        )

    @staticmethod
    def _place(finding: Finding, kept: _Kept) -> Place:
        focus = kept.nodes.get(finding.focus, Place(names.instance_xpath(finding.focus), 0))
        if isinstance(finding.value, Literal) and finding.path:
            return kept.values.get((finding.focus, names.expand(finding.path), finding.value.value), focus)
        return focus

    def _toewijzing(self, focus: str) -> str:
        """Give the number of the toewijzing that a node is about: its own, or that of what it is part of."""
        message = self._known[_message_of(focus)]
        part = message.at(focus)
        while part is not None:
            if "gizo:toewijzingnummer" in part.values:
                return " ".join(part.get("gizo:toewijzingnummer").split())
            if part.cls == "gizo:VerzoekOmWijziging":
                break  # it is about several
            about = next((other for link in REFERENCE if (other := message.follow(part, link))), None)
            if part.cls == "gizo:AangevraagdProduct":
                inside = (other for other in message.all("gizo:Toewijzing") if other.get("v:onderdeelVan") == part.iri)
                about = next(inside, None)
            part = about or message.follow(part, "v:onderdeelVan")
        return ""

    def _select(self, query: str, *others: str) -> Iterator[tuple[str, _Term, _Term]]:
        answers = self._store.query(query)
        assert isinstance(answers, QuerySolutions)
        variables = {variable.value for variable in answers.variables}
        for answer in answers:
            this, one, other = (answer[name] if name in variables else None for name in ("this", *others))
            assert isinstance(this, NamedNode)
            yield this.value, _shown(one), _shown(other)

    def _undecided(self, shapes: Shapes, lang: str) -> Iterator[Undecided]:
        needs: dict[str, list[str]] = {}
        about: dict[str, set[str]] = {}
        for lack in missing(shapes):
            numbers: set[str] = set()
            messages: set[str] = set()
            for focus, nodig, _ in self._select(lack.query, "nodig", "nodig"):
                message = _message_of(focus)
                kept = self._kept.get(message)
                if kept is not None and lack.rule.applies_to(kept.type):
                    messages.add(message)
                    if nodig is not None:
                        numbers.add(Mask.of(kept.values).name(nodig.value))
            if messages:
                needs.setdefault(lack.rule.code, []).append(_needs(lack, lang, numbers))
                about.setdefault(lack.rule.code, set()).update(messages)
        for code, texts in sorted(needs.items()):
            yield Undecided(code, "; ".join(dict.fromkeys(texts)), len(about[code]))


def _renamed(triple: Triple, old: str, new: str) -> Triple:
    def name(term: object) -> object:
        if isinstance(term, NamedNode) and term.value.startswith(old):
            return NamedNode(new + term.value[len(old) :])
        return term

    return Triple(name(triple.subject), triple.predicate, name(triple.object))  # type: ignore[arg-type]


def _message_of(node: str) -> str:
    return node.partition("#")[0] + "#"


def _shown(term: object) -> _Term:
    return term if isinstance(term, NamedNode | Literal) else None


def _needs(lack: Missing, lang: str, numbers: set[str]) -> str:
    """Fill in the numbers: some of them, shortest first, and how many more there are.

    >>> from kg.validation.rules import Rule
    >>> _needs(Missing(Rule("A", "TR"), "", {"nl": "toewijzing {?nodig}"}), "nl", {"7", "12", "3", "9", "40"})
    'toewijzing 3, 7, 9 en nog 2'
    """
    text = lack.texts.get(lang) or lack.texts.get("nl", "")
    ordered = sorted(numbers, key=lambda number: (len(number), number))
    shown, rest = ordered[:EXAMPLES], len(ordered) - EXAMPLES
    more = {"nl": f" en nog {rest}", "en": f" and {rest} more"}[lang] if rest > 0 else ""
    return re.sub(r"\s?\{[?$]nodig\}", lambda _: f" {', '.join(shown)}{more}" if shown else "", text)
