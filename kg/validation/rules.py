"""Says what a rule is: the one place that reads code, severity, texts and relations of a rule from its shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg import names
from kg.errors import GizoError

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple

STRUCTURE = "STRUCTUUR"
"""Code of the rule for structure, datatype and multiplicity that no published rule names."""

DUPLICATE = "DUBBEL"
"""Code of the rule that two messages in one run do not share an identity."""

XSD = "XSD"
"""Code of the rule that a message meets the official schema, where someone has it."""

ACROSS = "berichtoverstijgend"
"""Level of the rules that compare messages with each other."""

SEVERITIES = ("Violation", "Warning", "Info")

EXPRESSED = ("core", "sparql")
"""Statuses of a rule that a shape decides, from simple to complex."""

UNDECIDED = ("needs-messages", "needs-source", "outside")
"""Statuses of a rule that no shape decides: other messages would, another source would, or nothing in GIZO.

Two of :data:`BUILT_IN` are among them: the program decides those, when it has the messages or the source.
"""


@dataclass(frozen=True)
class Rule:
    """A rule that messages must meet.

    Attributes:
        code: ``SLIDE-1``, ``TR302``, ``COD046``, …
        kind: ``TR``, ``CD``, ``CS``, ``RS``, ``OP``, ``IV``, ``slide``, ``codelijst`` or ``structuur``.
        level: what it looks at: ``bericht``, ``berichtoverstijgend`` or ``extern``.
        severity: ``Violation``, ``Warning`` or ``Info``.
        texts: message by language (``nl``, ``en``): what is wrong and what to do.
        return_code: code the standard answers with, empty when it has none.
        source: where the rule was published.
        messages: message types it applies to; empty means all.
        touches: IRIs of the GIZO elements it is about.
        equivalent: codes of rules that say the same.
        follows_from: codes of rules it is a consequence of.
        shape: IRI of its (first) shape; empty when it has none.
        shapes: IRIs of all its node shapes.
        status: ``core`` or ``sparql`` when a shape decides it (its own, or that of a rule it is equivalent to or
            follows from), else ``needs-messages``, ``needs-source`` or ``outside``.
        reasons: why no shape decides it, or what its shape leaves undecided, by language.
    """

    code: str
    kind: str
    level: str = "bericht"
    severity: str = "Violation"
    texts: Mapping[str, str] = field(default_factory=dict)
    return_code: str = ""
    source: str = ""
    messages: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    equivalent: tuple[str, ...] = ()
    follows_from: tuple[str, ...] = ()
    shape: str = ""
    shapes: tuple[str, ...] = ()
    status: str = "core"
    reasons: Mapping[str, str] = field(default_factory=dict)

    def text(self, lang: str) -> str:
        """Give the message in a language, in Dutch when that language is missing.

        >>> Rule("TR1", "TR", texts={"nl": "vul de datum in"}).text("en")
        'vul de datum in'
        """
        return self.texts.get(lang) or self.texts.get("nl", "")

    def summary(self, lang: str) -> str:
        """Give the message without a value filled in, for a list of rules.

        >>> Rule("TR1", "TR", texts={"nl": "de code {?value} bestaat niet"}).summary("nl")
        'de code … bestaat niet'
        """
        return self.text(lang).replace("{?value}", "…")

    @property
    def reason(self) -> str:
        """Why no shape decides it, or not all of it, in Dutch; empty when nothing is left undecided."""
        return self.reason_text("nl")

    def reason_text(self, lang: str) -> str:
        """Say why no shape decides it, or not all of it, in a language; in Dutch when that language is missing.

        >>> Rule("OP1", "OP", status="outside", reasons={"nl": "werkafspraak"}).reason_text("en")
        'werkafspraak'
        """
        return self.reasons.get(lang) or self.reasons.get("nl", "")

    def applies_to(self, message_type: str) -> bool:
        """Tell whether the rule is about messages of this type; about any type when it names none.

        >>> Rule("TR1", "TR", messages=("JW301",)).applies_to("WMO301")
        False
        """
        return not self.messages or not message_type or message_type in self.messages

    def to_json(self, lang: str = "nl") -> dict[str, object]:
        """Give the rule as ``gizo rules --format json`` shows it.

        >>> Rule("TR1", "TR", messages=("JW301",), shape="urn:s").to_json()["messages"]
        ['JW301']
        """
        return {
            "rule": self.code,
            "type": self.kind,
            "level": self.level,
            "messages": list(self.messages),
            "status": self.status,
            "reason": self.reason_text(lang),
            "shape": self.shape,
        }


BUILT_IN: tuple[Rule, ...] = (
    Rule(
        STRUCTURE,
        "structuur",
        texts={
            "nl": "De opbouw van het bericht wijkt af van het schema van dit berichttype; pas het bericht aan.",
            "en": "The structure of the message departs from the schema of its type; correct the message.",
        },
    ),
    Rule(
        XSD,
        "structuur",
        texts={
            "nl": "Het bericht voldoet niet aan het officiële XML-schema van dit berichttype; pas het bericht aan.",
            "en": "The message does not meet the official XML schema of its type; correct the message.",
        },
        status="needs-source",
        reasons={
            "nl": "Nodig zijn de officiële XML-schema's, die niet bij het project horen: geef ze met --xsd. Een "
            "schema is geen SHACL; het programma legt het bericht ernaast.",
            "en": "The official XML schemas are needed, which are no part of the project: give them with --xsd. A "
            "schema is not SHACL; the program holds the message against it.",
        },
    ),
    Rule(
        DUPLICATE,
        "structuur",
        severity="Warning",
        texts={
            "nl": "Een eerder bericht in deze run heeft dezelfde identificatie (berichtcode, afzender en "
            "identificatie); geef elk bericht een eigen identificatie of lever het één keer aan.",
            "en": "An earlier message in this run has the same identity (message code, sender and identification); "
            "give each message its own identification or offer it once.",
        },
        status="needs-messages",
        reasons={
            "nl": "Eén bericht zegt dit niet: het programma telt de identificaties van alle berichten in een run, "
            "zonder shape.",
            "en": "One message does not tell: the program counts the identifications of all messages in a run, "
            "without a shape.",
        },
    ),
)
"""Rules the library itself decides, about what a graph cannot show."""


class ShapeIndex:
    """The triples of the shapes by subject and predicate, with the few look-ups a reader of shapes needs."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Index the triples."""
        self._index: dict[Node, dict[str, list[Term]]] = {}
        for triple in triples:
            assert isinstance(triple.subject, NamedNode | BlankNode)
            self._index.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)

    def subjects(self) -> Iterable[Node]:
        """Give every subject."""
        return self._index.keys()

    def about(self, subject: Node) -> Iterable[tuple[str, list[Term]]]:
        """Give the predicates of a subject, each with its objects."""
        return self._index.get(subject, {}).items()

    def objects(self, subject: Term | None, predicate: str) -> list[Term]:
        """Give all objects of a subject and predicate."""
        return self._index.get(subject, {}).get(predicate, []) if isinstance(subject, NamedNode | BlankNode) else []

    def has(self, subject: Term, predicate: str) -> bool:
        """Tell whether a subject has the predicate."""
        return bool(self.objects(subject, predicate))

    def iris(self, subject: Term, predicate: str) -> list[str]:
        """Give the IRIs among the objects."""
        return [term.value for term in self.objects(subject, predicate) if isinstance(term, NamedNode)]

    def text(self, subject: Term, predicate: str) -> str:
        """Give the value of the first literal, or the empty string."""
        return next((term.value for term in self.objects(subject, predicate) if isinstance(term, Literal)), "")

    def texts(self, subject: Term, predicate: str) -> dict[str, str]:
        """Give the literals by language; one without a language counts as Dutch."""
        found = (term for term in self.objects(subject, predicate) if isinstance(term, Literal))
        return {term.language or "nl": term.value for term in found}

    def members(self, head: Term | None) -> list[Term]:
        """Give the members of an RDF list."""
        found: list[Term] = []
        while head is not None and head != NamedNode(names.RDF + "nil"):
            found.extend(self.objects(head, names.RDF + "first")[:1])
            head = next(iter(self.objects(head, names.RDF + "rest")), None)
        return found


def read_rules(index: ShapeIndex) -> dict[str, Rule]:
    """Give the rules by code: whatever has a ``dct:identifier`` and is a shape or has a ``v:regelsoort``.

    A rule may take several node shapes (one per class, say) with the same code; the one named after the code
    speaks for it.

    Raises:
        GizoError: when a relation names a rule that does not exist, or a rule has no shape and does not say what
            it takes to decide it.
    """
    codes: dict[str, str] = {}
    for subject in index.subjects():
        code = index.text(subject, names.DCT + "identifier")
        if isinstance(subject, NamedNode) and code and _is_rule(index, subject):
            codes[subject.value] = code
    groups: dict[str, list[str]] = {}
    for iri, code in sorted(codes.items()):
        groups.setdefault(code, []).append(iri)
    rules = {code: _rule(index, code, iris, codes) for code, iris in sorted(groups.items())}
    for rule in BUILT_IN:
        rules.setdefault(rule.code, rule)
    return {code: _decided(rule, rules) for code, rule in _symmetric(rules).items()}


def _is_rule(index: ShapeIndex, node: NamedNode) -> bool:
    return index.has(node, names.V + "regelsoort") or names.SH + "NodeShape" in index.iris(node, names.RDF + "type")


def _rule(index: ShapeIndex, code: str, iris: list[str], codes: Mapping[str, str]) -> Rule:
    nodes = [NamedNode(iri) for iri in sorted(iris, key=lambda iri: (iri != names.SHAPES + code, iri))]
    main = nodes[0]

    def every(predicate: str) -> list[str]:
        return sorted({iri for node in nodes for iri in index.iris(node, predicate)})

    def related(predicate: str) -> tuple[str, ...]:
        others = every(names.V + predicate)
        unknown = [other for other in others if other not in codes]
        if unknown:
            raise GizoError(f"shapes: {code} verwijst met v:{predicate} naar {unknown[0]}, maar die regel is er niet")
        return tuple(sorted({codes[other] for other in others}))

    shapes = [node for node in nodes if names.SH + "NodeShape" in index.iris(node, names.RDF + "type")]
    severity = next(iter(index.iris(main, names.SH + "severity")), names.SH + "Violation")
    return Rule(
        code=code,
        kind=index.text(main, names.V + "regelsoort"),
        level=index.text(main, names.V + "controleniveau") or "bericht",
        severity=severity.removeprefix(names.SH),
        texts=index.texts(main, names.SH + "message"),
        return_code=index.text(main, names.V + "retourcode"),
        source=index.text(main, names.DCT + "source"),
        messages=message_types(index, nodes),
        touches=tuple(every(names.V + "raakt")),
        equivalent=related("gelijkwaardigAan"),
        follows_from=related("volgtUit"),
        shape=shapes[0].value if shapes else "",
        shapes=tuple(shape.value for shape in shapes),
        status=_status(index, shapes) if shapes else index.text(main, names.V + "beslisbaarheid"),
        reasons=index.texts(main, names.V + "redenNietBeslist"),
    )


def message_types(index: ShapeIndex, nodes: Iterable[NamedNode]) -> tuple[str, ...]:
    """Give the message types that shapes say they are about (``v:geldtVoor``), sorted."""
    iris = (iri for node in nodes for iri in index.iris(node, names.V + "geldtVoor"))
    return tuple(sorted({iri.rsplit("/", 1)[-1] for iri in iris}))


def _status(index: ShapeIndex, shapes: Iterable[NamedNode]) -> str:
    todo: list[Term] = list(shapes)
    while todo:
        part = todo.pop()
        if index.has(part, names.SH + "sparql"):
            return "sparql"
        todo.extend(index.objects(part, names.SH + "property"))
    return "core"


def _decided(rule: Rule, rules: Mapping[str, Rule]) -> Rule:
    """Give a rule with its status: what it takes to decide it, or how the rules that say it for it are expressed."""
    if rule.status in EXPRESSED or rule.status in UNDECIDED:
        return rule
    others = [rules[code].status for code in (*rule.equivalent, *rule.follows_from)]
    if rule.status or not others or not set(others) <= set(EXPRESSED):
        raise GizoError(
            f"shapes: {rule.code} heeft geen shape; zeg met v:beslisbaarheid wat er ontbreekt "
            f"({', '.join(UNDECIDED)}) of met v:volgtUit welke regel met shape dit al zegt"
        )
    return replace(rule, status=max(others, key=EXPRESSED.index))


def _symmetric(rules: dict[str, Rule]) -> dict[str, Rule]:
    equal: dict[str, set[str]] = {code: set(rule.equivalent) for code, rule in rules.items()}
    for code, rule in rules.items():
        for other in rule.equivalent:
            equal[other].add(code)
    return {code: replace(rule, equivalent=tuple(sorted(equal[code]))) for code, rule in sorted(rules.items())}
