"""Loads the shapes and makes them ready for a message type, so that every engine runs exactly the same rules.

Two things are data rather than shapes. Which message types a rule is about (``v:geldtVoor``): for another
type its targets are taken away. And the codes of a code list (``v:codelijst``): they become ``sh:in`` here,
with the codes that the standard of the message uses. A value outside a list is reported under the list's id.

Rules across messages judge a graph of many messages that is linked first (:mod:`kg.validation.across`); they are
compiled apart from the others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg import names
from kg.errors import GizoError
from kg.resources import data_path
from kg.sources.lifting import standard_of
from kg.validation.codelists import CodeList, read_code_lists
from kg.validation.pruning import reached
from kg.validation.rules import ACROSS, Rule, ShapeIndex, Term, message_types, read_rules

NOT_FOR_MESSAGES = ("mapping.ttl",)
"""Shape files that judge something else than messages."""

_TARGETS = frozenset(
    names.SH + name for name in ("target", "targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
)
_FOR_REPORT = frozenset({names.SH + "message", names.SH + "severity"})
_OF_LISTS = frozenset(names.RDF + name for name in ("type", "first", "rest"))
_IN = names.SH + "InConstraintComponent"
_PLACEHOLDER = re.compile(r"\s?\{[?$](\w+)\}")


@dataclass(frozen=True)
class Compiled:
    """The shapes for one message type, as N-Triples, with the code list that each expanded shape stands for."""

    data: bytes
    lists: Mapping[str, str]


@dataclass(frozen=True)
class Shapes:
    """The shapes of the project and the rules they state.

    Attributes:
        triples: the shapes as written.
        rules: the rules by code.
        owner: code of the rule each shape belongs to, by IRI of the shape.
        types: message types each of those shapes is about; none means all.
        paths: path of each property shape in SPARQL notation with CURIEs.
        texts: own messages of a shape by language.
        severities: own severity of a shape.
        code_lists: the code lists by id.
    """

    triples: tuple[Triple, ...] = field(repr=False)
    rules: Mapping[str, Rule] = field(repr=False)
    owner: Mapping[str, str] = field(repr=False)
    types: Mapping[str, frozenset[str]] = field(repr=False)
    paths: Mapping[str, str] = field(repr=False)
    texts: Mapping[str, Mapping[str, str]] = field(repr=False)
    severities: Mapping[str, str] = field(repr=False)
    code_lists: Mapping[str, CodeList] = field(repr=False)
    _index: ShapeIndex = field(repr=False, compare=False)
    _compiled: dict[str, Compiled] = field(default_factory=dict, repr=False, compare=False)

    def compiled(self, message_type: str = "") -> Compiled:
        """Give the shapes for a message type (``JW301``); for any message when it is empty.

        >>> b"https://w3id.org/gizo/" in load_shapes().compiled("JW301").data
        True
        """
        if message_type not in self._compiled:
            self._compiled[message_type] = self._compile(message_type)
        return self._compiled[message_type]

    def across(self) -> Compiled:
        """Give the shapes of the rules across messages, and no others.

        >>> b"SHACL" in load_shapes().across().data
        False
        """
        if ACROSS not in self._compiled:
            kept = {shape for shape, code in self.owner.items() if self.rules[code].level == ACROSS}
            self._compiled[ACROSS] = self._without("", self.types.keys() - kept)
        return self._compiled[ACROSS]

    @property
    def index(self) -> ShapeIndex:
        """The shapes by subject and predicate."""
        return self._index

    def rule_of(self, shape: str, component: str, message_type: str) -> Rule:
        """Give the rule behind a result: that of its source shape, or the code list when the value is not in it.

        Raises:
            GizoError: when the shape belongs to no rule.
        """
        listed = self.compiled(message_type).lists.get(shape) if component == _IN else None
        code = listed or self.owner.get(shape)
        if code is None:
            raise GizoError(f"shapes: {shape} hoort bij geen regel; hang hem onder een shape met dct:identifier")
        return self.rules[code]

    def severity(self, shape: str, rule: Rule) -> str:
        """Give the severity of a result: the shape's own, else that of its rule."""
        return self.severities.get(shape, rule.severity)

    def text(self, shape: str, rule: Rule, lang: str, value: str) -> str:
        """Give the message of a result: the shape's own, else that of its rule, with ``{?value}`` filled in."""
        own = self.texts.get(shape, {}) if self.owner.get(shape) == rule.code else {}
        template = own.get(lang) or own.get("nl") or rule.text(lang)

        def fill(match: re.Match[str]) -> str:
            lead = " " if match[0].startswith(" ") else ""
            return lead + value if match[1] == "value" and value else ""

        return _PLACEHOLDER.sub(fill, template)

    def _compile(self, message_type: str) -> Compiled:
        standard = standard_of(message_type) if message_type else ""
        silent = {shape for shape, types in self.types.items() if message_type and types and message_type not in types}
        silent |= {shape for shape, code in self.owner.items() if self.rules[code].level == ACROSS}
        return self._without(standard, silent)

    def _without(self, standard: str, silent: Collection[str]) -> Compiled:
        """Compile the shapes; those that are silent lose their targets."""
        lists: dict[str, str] = {}
        kept = [triple for triple in self.triples if _matters(triple, silent)]
        for shape, code in self._listed():
            codes = self.code_lists[code].of(standard)
            if codes:
                lists[shape] = code
                kept.extend(_in(shape, codes))
        return Compiled(serialize(reached(kept, _TARGETS), format=RdfFormat.N_TRIPLES) or b"", lists)

    def _listed(self) -> Iterator[tuple[str, str]]:
        prefix = names.PREFIXES["codelijst"]
        for subject in self._index.subjects():
            for iri in self._index.iris(subject, names.V + "codelijst"):
                if isinstance(subject, NamedNode):
                    yield subject.value, iri.removeprefix(prefix)


def find_rule(code: str, shapes: Shapes | None = None) -> Rule:
    """Give a rule by its code, in any case.

    Raises:
        GizoError: when there is no such rule; the message names the codes that look like it.

    >>> find_rule("structuur").code
    'STRUCTUUR'
    >>> find_rule("TR30")
    Traceback (most recent call last):
    kg.errors.GizoError: regel 'TR30' bestaat niet; bedoelt u TR302, TR304, TR307, TR308, TR390?
    """
    rules = (shapes or load_shapes()).rules
    wanted, known = code.strip().upper(), {code.upper(): code for code in rules}
    if wanted in known:
        return rules[known[wanted]]
    begun = [code for code in known if wanted and code.startswith(wanted)]
    alike = dict.fromkeys([*begun, *get_close_matches(wanted, known, n=5, cutoff=0.5)])
    close = [known[near] for near in list(alike)[:5]]
    hint = f"bedoelt u {', '.join(close)}?" if close else "'gizo rules' toont alle regels"
    raise GizoError(f"regel '{code}' bestaat niet; {hint}")


@cache
def load_shapes(folder: Path | None = None) -> Shapes:
    """Load all shapes for messages.

    Args:
        folder: where the ``*.ttl`` are; those of the project when omitted.

    Raises:
        GizoError: for a file that is no Turtle, or shapes that do not fit together.

    >>> load_shapes().rules["STRUCTUUR"].kind
    'structuur'
    """
    files = sorted((folder or data_path("shapes")).glob("*.ttl"))
    return read_shapes((path.name, path.read_bytes()) for path in files if path.name not in NOT_FOR_MESSAGES)


def read_shapes(sources: Iterable[tuple[str, bytes]]) -> Shapes:
    """Read shapes from texts in Turtle, each with the name to report it by.

    Raises:
        GizoError: as :func:`load_shapes`.

    >>> sorted(read_shapes([]).rules)
    ['DUBBEL', 'STRUCTUUR', 'XSD']
    """
    triples = tuple(triple for name, text in sources for triple in _parse(name, text))
    index = ShapeIndex(triples)
    rules = read_rules(index)
    code_lists = read_code_lists()
    owner = _owners(index, rules)
    _add_code_list_rules(index, rules, code_lists, owner)
    properties = [node for node in index.subjects() if isinstance(node, NamedNode)]
    sparql_texts = {
        node.value: text
        for node in properties
        for constraint in index.objects(node, names.SH + "sparql")
        if (text := index.texts(constraint, names.SH + "message"))
    }
    texts = {node.value: text for node in properties if (text := index.texts(node, names.SH + "message"))}
    severities = {
        node.value: found[0].removeprefix(names.SH)
        for node in properties
        if (found := index.iris(node, names.SH + "severity"))
    }
    return Shapes(
        triples=triples,
        rules=rules,
        owner=owner,
        types=_types(index, rules),
        paths={
            node.value: path_text(index, path)
            for node in properties
            for path in index.objects(node, names.SH + "path")[:1]
        },
        texts=sparql_texts | texts,
        severities=severities,
        code_lists=code_lists,
        _index=index,
    )


def path_text(index: ShapeIndex, path: Term) -> str:
    """Give a property path in SPARQL notation with CURIEs.

    >>> path_text(ShapeIndex([]), NamedNode(names.GIZO + "clientBsn"))
    'gizo:clientBsn'
    """
    if isinstance(path, NamedNode):
        return names.curie(path.value)
    if index.has(path, names.RDF + "first"):
        return "/".join(path_text(index, step) for step in index.members(path))
    for name, form in (
        ("inversePath", "^{}"),
        ("zeroOrMorePath", "{}*"),
        ("oneOrMorePath", "{}+"),
        ("zeroOrOnePath", "{}?"),
    ):
        for step in index.objects(path, names.SH + name):
            return form.format(path_text(index, step))
    for options in index.objects(path, names.SH + "alternativePath"):
        return "(" + "|".join(path_text(index, option) for option in index.members(options)) + ")"
    return ""


def _parse(name: str, text: bytes) -> list[Triple]:
    try:
        return [quad.triple for quad in parse(text, format=RdfFormat.TURTLE, rename_blank_nodes=True)]
    except (SyntaxError, ValueError) as error:
        raise GizoError(f"shapes/{name}: geen geldige Turtle ({error}); verbeter het bestand") from error


def _owners(index: ShapeIndex, rules: Mapping[str, Rule]) -> dict[str, str]:
    owner: dict[str, str] = {}

    def own(shape: Term, code: str) -> None:
        if isinstance(shape, NamedNode) and owner.setdefault(shape.value, code) != code:
            raise GizoError(f"shapes: {shape.value} hoort bij {owner[shape.value]} én {code}; maak er twee van")
        for part in index.objects(shape, names.SH + "property"):
            own(part, code)

    for rule in rules.values():
        for shape in rule.shapes:
            own(NamedNode(shape), rule.code)
    return owner


def _types(index: ShapeIndex, rules: Mapping[str, Rule]) -> dict[str, frozenset[str]]:
    """Give the message types that each shape of a rule is about: its own, else those of what it hangs on."""
    found: dict[str, frozenset[str]] = {}

    def spread(shape: Term, inherited: Iterable[str]) -> None:
        if not isinstance(shape, NamedNode):
            return
        own = frozenset(message_types(index, [shape]) or inherited)
        earlier = found.get(shape.value, own)  # on another parent; none means all
        found[shape.value] = own | earlier if own and earlier else frozenset()
        for part in index.objects(shape, names.SH + "property"):
            spread(part, own)

    for rule in rules.values():
        for shape in rule.shapes:
            spread(NamedNode(shape), rule.messages)
    return found


def _matters(triple: Triple, silent: Collection[str]) -> bool:
    """Tell whether an engine needs a statement: texts and facts about rules it does not, nor targets of other types."""
    predicate = triple.predicate.value
    if predicate in _TARGETS:
        return getattr(triple.subject, "value", "") not in silent
    return predicate in _OF_LISTS or (predicate.startswith(names.SH) and predicate not in _FOR_REPORT)


def _in(shape: str, codes: Iterable[str]) -> Iterator[Triple]:
    predicate, subject = NamedNode(names.SH + "in"), NamedNode(shape)
    first, rest = NamedNode(names.RDF + "first"), NamedNode(names.RDF + "rest")
    node: NamedNode | BlankNode = subject
    for code in codes:
        cell = BlankNode()
        yield Triple(node, predicate, cell)
        yield Triple(cell, first, Literal(code))
        node, predicate = cell, rest
    yield Triple(node, predicate, NamedNode(names.RDF + "nil"))


def _add_code_list_rules(
    index: ShapeIndex, rules: dict[str, Rule], code_lists: Mapping[str, CodeList], owner: Collection[str]
) -> None:
    """Make a rule of each code list that a shape of a rule refers to and that has no rule of its own."""
    touched: dict[str, set[str]] = {}
    for shape in index.subjects():
        for iri in index.iris(shape, names.V + "codelijst"):
            code = iri.removeprefix(names.PREFIXES["codelijst"])
            if code not in code_lists:
                raise GizoError(f"shapes: codelijst {code} staat niet in ontology/models/codelijsten.csv")
            if isinstance(shape, NamedNode) and shape.value in owner:
                touched.setdefault(code, set()).update(index.iris(shape, names.SH + "path"))
    for code, paths in touched.items():
        label = code_lists[code].label
        texts = {
            "nl": f"De code {{?value}} staat niet in codelijst {code} ({label}); kies een code uit die lijst.",
            "en": f"The code {{?value}} is not in code list {code} ({label}); choose a code from that list.",
        }
        rules.setdefault(code, Rule(code, "codelijst", texts=texts, touches=tuple(sorted(paths))))
