"""The shapes as data: complete, in our own words, and about what the standard and GIZO say they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg import names
from kg.messages import lift
from kg.schema import message_schema
from kg.sources.lifting import ANSWERED, lifting_table, standard_of
from kg.validation.engine import check
from kg.validation.generate.uses import uses
from kg.validation.inventory import published_rules
from kg.validation.rules import ACROSS, SEVERITIES, Rule, ShapeIndex, Term
from kg.validation.shapes import load_shapes
from tests.messages_builder import EVERY, build

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / "shapes").glob("*.ttl") if path.name != "mapping.ttl")
SH, GIZO, V = names.SH, names.GIZO, names.V
KINDS = {"slide", "TR", "CD", "CS", "RS", "OP", "IV", "codelijst", "structuur"}
LEVELS = {"bericht", ACROSS, "extern"}
NESTING = ("property", "node", "not", "qualifiedValueShape", "sparql")
LISTS = ("or", "and", "xone")
EMPTY_GROUPS = {GIZO + "clientCommunicatie"}
"""Attributes that only an empty group fills, which is a fault."""


@cache
def index() -> ShapeIndex:
    return ShapeIndex(quad.triple for path in FILES for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE))


@cache
def ontology() -> ShapeIndex:
    text = (ROOT / "ontology" / "gizo.ttl").read_bytes()
    return ShapeIndex(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


def our_rules() -> list[Rule]:
    return [rule for rule in load_shapes().rules.values() if rule.shape]


def parts(*shapes: str) -> Iterator[Term]:
    """Every shape, constraint and path that makes up these shapes."""
    seen: set[Term] = set()
    todo: list[Term] = [NamedNode(shape) for shape in shapes]
    while todo:
        here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        yield here
        for name in NESTING:
            todo.extend(index().objects(here, SH + name))
        for name in LISTS:
            for head in index().objects(here, SH + name):
                todo.extend(index().members(head))
        for path in index().objects(here, SH + "path"):
            todo.extend(steps(path))


def steps(path: Term) -> Iterator[Term]:
    if index().has(path, names.RDF + "first"):
        for step in index().members(path):
            yield from steps(step)
    for step in index().objects(path, SH + "inversePath"):
        yield from steps(step)
    for head in index().objects(path, SH + "alternativePath"):
        yield from steps(head)
    if isinstance(path, NamedNode):
        yield path


def mentioned(rule: Rule) -> set[str]:
    """The GIZO elements that the text of a rule names: paths, targets, classes and queries."""
    found: set[str] = set()
    for part in parts(*rule.shapes):
        if isinstance(part, NamedNode) and part.value.startswith(GIZO):
            found.add(part.value)
        for name in ("equals", "class", "targetClass", "targetSubjectsOf", "targetObjectsOf"):
            found.update(index().iris(part, SH + name))
        query = index().text(part, SH + "select")
        found.update(GIZO + local for local in re.findall(r"\bgizo:(\w+)", query))
    return {iri for iri in found if iri.startswith(GIZO) and not iri.startswith(V)}


RULES = pytest.mark.parametrize("rule", our_rules(), ids=lambda rule: rule.code)


@RULES
def test_a_rule_says_what_it_is(rule: Rule) -> None:
    assert rule.shape == names.SHAPES + rule.code
    assert rule.kind in KINDS
    assert rule.level in LEVELS
    assert rule.severity in SEVERITIES
    assert rule.source
    assert rule.messages and set(rule.messages) <= set(EVERY)
    types = {names.message_iri(standard_of(message), message) for message in rule.messages}
    assert {iri for shape in rule.shapes for iri in index().iris(NamedNode(shape), V + "geldtVoor")} == types


@RULES
def test_a_rule_speaks_dutch_and_english(rule: Rule) -> None:
    assert set(rule.texts) == {"nl", "en"}
    assert rule.texts["nl"] != rule.texts["en"]
    for text in rule.texts.values():
        assert text.endswith(".") and text.count(". ") >= 1, "says what is wrong, and what to do"
    for part in parts(*rule.shapes):
        assert set(index().texts(part, SH + "message")) in (set(), {"nl", "en"})


@RULES
def test_what_a_rule_touches_is_what_it_names(rule: Rule) -> None:
    assert set(rule.touches) >= mentioned(rule) - EMPTY_GROUPS
    if rule.level == "bericht":  # the others also look at what linking tells them
        properties = {iri for iri in rule.touches if iri.removeprefix(GIZO)[0].islower()}
        assert properties <= mentioned(rule) | EMPTY_GROUPS


@RULES
def test_what_a_rule_touches_exists_in_gizo(rule: Rule) -> None:
    for iri in {*rule.touches, *mentioned(rule)}:
        assert ontology().has(NamedNode(iri), names.RDF + "type"), iri


@RULES
def test_our_messages_have_what_a_rule_is_about(rule: Rule) -> None:
    """No rule passes because our messages have nothing it could be about."""
    messages = rule.messages if rule.level == "bericht" else EVERY
    used = {term for message_type in messages for term in terms_of(message_type)}
    assert set(rule.touches) <= used | EMPTY_GROUPS


@cache
def terms_of(message_type: str) -> frozenset[str]:
    """Give the classes, attributes and relations in our message of a type, those of its relations' ends included."""
    found = {
        term.value
        for triple in lift(build(message_type)).triples
        for term in (triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    ends = {iri for term in found for iri in ontology().iris(NamedNode(term), names.RDFS + "range")}
    return frozenset(found | ends)


def test_every_shape_is_named_and_used() -> None:
    shapes = {node for node in index().subjects() if index().has(node, SH + "path")} | {
        node for node in index().subjects() if SH + "NodeShape" in index().iris(node, names.RDF + "type")
    }
    assert not [shape for shape in shapes if isinstance(shape, BlankNode)]
    reached = {part for rule in our_rules() for part in parts(*rule.shapes)}
    assert {str(shape) for shape in shapes - reached} == set()


def test_the_vocabulary_of_rules_is_declared() -> None:
    text = (ROOT / "ontology" / "vocabulary.ttl").read_bytes()
    declared = {quad.subject for quad in parse(text, format=RdfFormat.TURTLE)}
    used = {
        NamedNode(V + name)
        for path in FILES
        for name in re.findall(r"\bv:(\w+)", re.sub(r"^#.*$", "", path.read_text("utf-8"), flags=re.M))
    }
    assert used <= declared


def test_sparql_only_where_core_cannot() -> None:
    """Form, code lists and structure are about one value or one node: Core says that."""
    single = {rule.status for rule in our_rules() if rule.kind in ("RS", "codelijst", "structuur")}
    assert single == {"core"}


# What the shapes say against the fact tables and the ontology.


def listed(message_type: str) -> set[tuple[str, str]]:
    """Code list and property, for each property shape that looks at a list for a message type."""
    types = load_shapes().types
    return {
        (rule.code, path)
        for rule in our_rules()
        if rule.kind == "codelijst"
        for part in parts(*rule.shapes)
        if index().iris(part, V + "codelijst") == [names.code_iri(rule.code)] and isinstance(part, NamedNode)
        for path in index().iris(part, SH + "path")
        if message_type in types[part.value] and path in terms_of(message_type)
    }


# TR378 is about municipality codes on a date; RS047 knows the one code a message type has.
ELSEWHERE = {"CBS_Gemeentecodes", "COD002-VEKTIS"}


@pytest.mark.parametrize("message_type", EVERY)
def test_every_code_list_of_the_message_is_checked(message_type: str) -> None:
    schema = message_schema(standard_of(message_type), message_type)
    wanted = {
        (code_list.partition(":")[2], row.values[0].term.value)
        for row in lifting_table(message_type).rows
        if row.values and row.path in schema
        for code_list in schema[row.path].code_lists
    }
    assert listed(message_type) == {pair for pair in wanted if pair[0] not in ELSEWHERE}


def test_every_code_list_has_codes_for_each_law_that_uses_it() -> None:
    shapes = load_shapes()
    for rule in our_rules():
        if rule.kind == "codelijst":
            for message_type in rule.messages:
                assert shapes.code_lists[rule.code].of(standard_of(message_type)), (rule.code, message_type)


def structure(message_type: str) -> Iterator[NamedNode]:
    """Give the property shapes of STRUCTUUR for a message type."""
    for shape in index().objects(NamedNode(names.SHAPES + "STRUCTUUR"), SH + "property"):
        if isinstance(shape, NamedNode) and message_type in load_shapes().types[shape.value]:
            yield shape


@pytest.mark.parametrize("message_type", EVERY)
def test_structure_counts_every_attribute(message_type: str) -> None:
    """Whatever a message lifts to an attribute has its multiplicity checked, but for what may occur without end."""
    counted = {
        path
        for shape in structure(message_type)
        if index().has(shape, SH + "maxCount")
        for path in index().iris(shape, SH + "path")
    }
    endless = {value.term for value in uses(message_type).values if value.maximum is None}
    assert {value.term for value in uses(message_type).values} - endless <= counted
    assert endless <= {V + "retourcodeWaarde"}


@pytest.mark.parametrize("message_type", EVERY)
def test_structure_checks_the_datatype_that_messages_are_lifted_to(message_type: str) -> None:
    typed = {
        path
        for shape in structure(message_type)
        if index().has(shape, SH + "node") and shape.value.endswith("-type")
        for path in index().iris(shape, SH + "path")
    }
    lifted = {value.term for value in uses(message_type).values if value.lifted != names.XSD + "string"}
    assert typed == lifted


def test_structure_asks_for_the_class_that_gizo_says() -> None:
    """A relation that GIZO has for a class may lead to a kind of that class."""
    checked = 0
    for shape in index().objects(NamedNode(names.SHAPES + "STRUCTUUR"), SH + "property"):
        if isinstance(shape, NamedNode) and shape.value.endswith("-klasse"):
            (path,) = index().iris(shape, SH + "path")
            (wanted,) = ontology().iris(NamedNode(path), names.RDFS + "range")
            named = {iri for part in parts(shape.value) for iri in index().iris(part, SH + "class")}
            assert wanted in named
            assert all(cls == wanted or wanted in ontology().iris(NamedNode(cls), SUBCLASS) for cls in named)
            checked += 1
    assert checked == len({end.term for message_type in EVERY for end in uses(message_type).ends})


SUBCLASS = names.RDFS + "subClassOf"


def g(name: str) -> NamedNode:
    return NamedNode(GIZO + name)


def codes_of(triples: Iterable[Triple]) -> set[tuple[str, str]]:
    return {(finding.rule, finding.path) for finding in check(triples, load_shapes())}


def test_wrong_class_at_the_other_end() -> None:
    triples = [
        *lift(build("JW301")).triples,
        Triple(NamedNode("urn:x:client"), NamedNode(names.RDF + "type"), g("Adres")),
    ]
    wrong = [
        Triple(triple.subject, triple.predicate, NamedNode("urn:x:client"))
        if triple.predicate == g("toewijzingIsOpdrachtTotLeverenAanClient")
        and isinstance(triple.subject, NamedNode)
        and triple.subject.value.endswith("%5B1%5D")
        else triple
        for triple in triples
    ]
    assert codes_of(triples) == set()
    assert codes_of(wrong) == {("STRUCTUUR", "gizo:toewijzingIsOpdrachtTotLeverenAanClient")}


def test_the_slide_rules_hold_for_data_that_was_no_message() -> None:
    """GIZO data from elsewhere has no v:onderdeelVan; the roles alone must do."""
    one, product, omvang = (NamedNode(f"urn:x:{name}") for name in ("t", "p", "o"))
    kind = NamedNode(names.RDF + "type")
    base = [
        Triple(one, kind, g("Toewijzing")),
        Triple(product, kind, g("ToegewezenProduct")),
        Triple(one, g("toewijzingBevatToegewezenProduct"), product),
        Triple(product, g("toegewezenProductProductcategorie"), Literal("45")),
    ]
    code = Triple(product, g("toegewezenProductProductcode"), Literal("45B07"))
    budget = Triple(one, g("toewijzingBudget"), Literal(5))
    quantity = [
        Triple(omvang, kind, g("Omvang")),
        Triple(product, g("toegewezenProductTeLeverenHoeveelheidUitgedruktAlsOmvang"), omvang),
    ]

    def slides(*more: Triple) -> set[str]:
        return {code for code, _ in codes_of([*base, *more]) if code.startswith("SLIDE")}

    assert slides() == set()
    assert slides(code) == {"SLIDE-1"}
    assert slides(code, *quantity) == set()
    assert slides(budget) == set()
    assert slides(budget, code) == {"SLIDE-1", "SLIDE-2"}
    assert slides(budget, *quantity) == {"SLIDE-2"}
    assert {code for code, _ in codes_of(base[:1])} >= {"SLIDE-3", "CD079"}


# What the shapes say against the published sources.


@pytest.mark.parametrize("code", sorted(code for code, rule in published_rules().items() if rule.kind == "RS"))
def test_a_restriction_is_for_the_published_messages_and_the_returns_that_repeat_them(code: str) -> None:
    published = set(published_rules()[code].messages)
    ours = set(load_shapes().rules[code].messages)
    assert published <= ours
    assert all(message in ANSWERED for message in ours - published)


@pytest.mark.parametrize("message_type", EVERY)
def test_restrictions_are_on_exactly_the_published_elements(message_type: str) -> None:
    table, types = lifting_table(message_type).by_path, load_shapes().types
    wanted = {
        (rule.code, table[path].values[0].term.value)
        for rule in published_rules().values()
        if rule.kind == "RS"
        for path in rule.elements(message_type)
    }
    ours = {
        (rule.code, path)
        for rule in our_rules()
        if rule.kind == "RS" and rule.code != "RS047"
        for shape in index().objects(NamedNode(rule.shape), SH + "property")
        if isinstance(shape, NamedNode) and message_type in types[shape.value]
        for path in index().iris(shape, SH + "path")
        if path in terms_of(message_type)
    }
    named = {pair for pair in wanted if pair[0] != "RS047"}
    if message_type not in ANSWERED:
        assert ours == named
        return
    answered = terms_of(ANSWERED[message_type])
    assert named <= ours
    assert {term for _, term in ours - named} <= answered, "what the return adds of its own is published"


def test_return_codes_are_the_published_ones() -> None:
    for code, published in published_rules().items():
        assert load_shapes().rules[code].return_code == published.return_code, code


def test_texts_are_our_own(reference: Path) -> None:
    """Eight words in a row, the same as in a published rule, would be a copy."""
    ours = {
        (text, shingle)
        for node in index().subjects()
        for predicate in (SH + "message", names.RDFS + "comment")
        for text in index().texts(node, predicate).values()
        for shingle in _shingles(text)
    }
    theirs: set[str] = set()
    for path in (reference / "istandaarden" / "regels").rglob("*"):
        if path.is_file():
            theirs.update(_shingles(path.read_text(encoding="utf-8")))
    assert len(theirs) > 1000
    assert not {text for text, shingle in ours if shingle in theirs}


def _shingles(text: str, size: int = 8) -> Iterator[str]:
    words = re.findall(r"\w+", text.lower())
    for start in range(len(words) - size + 1):
        yield " ".join(words[start : start + size])
