"""The shapes as data: complete, in our own words, and about what the standard and GIZO say they are about."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg import names
from kg.messages import lift
from kg.schema import message_schema
from kg.sources.lifting import lifting_table
from kg.validation.engine import check
from kg.validation.rules import Rule, ShapeIndex, Term
from kg.validation.shapes import load_shapes
from tests.messages_builder import MESSAGE_TYPES, build

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / "shapes").glob("*.ttl") if path.name != "mapping.ttl")
STANDARDS = {"JW301": "ijw", "WMO301": "iwmo"}
SH, GIZO, V = names.SH, names.GIZO, names.V
KINDS = {"slide", "TR", "CD", "CS", "RS", "codelijst", "structuur"}
NESTING = ("property", "node", "not", "qualifiedValueShape", "sparql")
LISTS = ("or", "and", "xone")


@cache
def index() -> ShapeIndex:
    return ShapeIndex(quad.triple for path in FILES for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE))


@cache
def ontology() -> ShapeIndex:
    text = (ROOT / "ontology" / "gizo.ttl").read_bytes()
    return ShapeIndex(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


def our_rules() -> list[Rule]:
    return [rule for rule in load_shapes().rules.values() if rule.shape]


def parts(shape: Term) -> Iterator[Term]:
    """Every shape, constraint and path that makes up a shape."""
    seen: set[Term] = set()
    todo = [shape]
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
    for part in parts(NamedNode(rule.shape)):
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
    shape = NamedNode(rule.shape)
    assert rule.shape == names.SHAPES + rule.code
    assert rule.kind in KINDS
    assert index().text(shape, V + "controleniveau") == "bericht"
    assert index().iris(shape, SH + "severity") == [SH + "Violation"]
    assert rule.source
    assert rule.messages and set(rule.messages) <= set(MESSAGE_TYPES)
    types = {names.message_iri(STANDARDS[message], message) for message in rule.messages}
    assert set(index().iris(shape, V + "geldtVoor")) == types


@RULES
def test_a_rule_speaks_dutch_and_english(rule: Rule) -> None:
    assert set(rule.texts) == {"nl", "en"}
    assert rule.texts["nl"] != rule.texts["en"]
    for text in rule.texts.values():
        assert text.endswith(".") and text.count(". ") >= 1, "says what is wrong, and what to do"
    for part in parts(NamedNode(rule.shape)):
        assert set(index().texts(part, SH + "message")) in (set(), {"nl", "en"})


@RULES
def test_what_a_rule_touches_is_what_it_names(rule: Rule) -> None:
    composite = {GIZO + "clientCommunicatie"}
    assert set(rule.touches) - composite >= mentioned(rule) - composite
    properties = {iri for iri in rule.touches if iri.removeprefix(GIZO)[0].islower()}
    assert properties <= mentioned(rule) | composite


@RULES
def test_what_a_rule_touches_exists_in_gizo(rule: Rule) -> None:
    for iri in {*rule.touches, *mentioned(rule)}:
        assert ontology().has(NamedNode(iri), names.RDF + "type"), iri


def test_only_header_rules_touch_nothing() -> None:
    assert {rule.code for rule in our_rules() if not rule.touches} == {
        "CS015", "CS025", "RS010", "RS017", "RS031", "RS047", "RS048",
    }  # fmt: skip


def test_rules_are_exercised_by_our_messages() -> None:
    """No rule passes because our messages have nothing it could be about."""
    used = {
        term.value
        for message_type in MESSAGE_TYPES
        for triple in lift(build(message_type)).triples
        for term in (triple.predicate, triple.object)
        if isinstance(term, NamedNode)
    }
    for rule in our_rules():
        assert set(rule.touches) - {GIZO + "clientCommunicatie"} <= used, rule.code


def test_every_shape_is_named_and_used() -> None:
    shapes = {node for node in index().subjects() if index().has(node, SH + "path")} | {
        node for node in index().subjects() if SH + "NodeShape" in index().iris(node, names.RDF + "type")
    }
    assert not [shape for shape in shapes if isinstance(shape, BlankNode)]
    reached = {part for rule in our_rules() for part in parts(NamedNode(rule.shape))}
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
    """Arithmetic, and comparison across nodes; CS003 because pyshacl breaks off on unreadable dates."""
    assert {rule.code for rule in our_rules() if rule.status == "sparql"} == {
        "CS002", "CS003", "TR002", "TR101", "TR134", "TR302",
    }  # fmt: skip


# What the shapes say against the fact tables and the ontology.


def leaf_properties(message_type: str) -> Iterator[tuple[str, str]]:
    """Each leaf of a message type with the property that holds its value."""
    schema = message_schema(STANDARDS[message_type], message_type)
    for row in lifting_table(message_type).rows:
        inner = any(path.startswith(row.path + "/") for path in schema)
        if not inner:
            for hang in row.values:
                yield row.path, hang.term.value


def listed(message_type: str) -> set[tuple[str, str]]:
    """Code list and property, for each property shape that looks at a list."""
    return {
        (rule.code, path)
        for rule in our_rules()
        if rule.kind == "codelijst" and message_type in rule.messages
        for part in parts(NamedNode(rule.shape))
        if index().iris(part, V + "codelijst") == [names.code_iri(rule.code)]
        for path in index().iris(part, SH + "path")
    }


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_every_code_list_of_the_message_is_checked(message_type: str) -> None:
    schema = message_schema(STANDARDS[message_type], message_type)
    wanted = {
        (code_list.partition(":")[2], term)
        for path, term in leaf_properties(message_type)
        if path in schema
        for code_list in schema[path].code_lists
    }
    # TR378 is about municipality codes on a date; RS047 knows the one code a message type has.
    elsewhere = {"CBS_Gemeentecodes", "COD002-VEKTIS"}
    assert listed(message_type) == {pair for pair in wanted if pair[0] not in elsewhere}


def counts(shape: Term) -> tuple[str, str]:
    return index().text(shape, SH + "minCount") or "0", index().text(shape, SH + "maxCount") or "*"


def structure_counts() -> dict[str, tuple[str, str]]:
    """Multiplicity of each property according to STRUCTUUR, where the shape counts."""
    found: dict[str, tuple[str, str]] = {}
    for shape in index().objects(NamedNode(names.SHAPES + "STRUCTUUR"), SH + "property"):
        if counts(shape) != ("0", "*"):
            for path in index().iris(shape, SH + "path"):
                if GIZO in path and not _of_group(shape):
                    found[path] = counts(shape)
    return found


def _of_group(shape: Term) -> bool:
    """Whether another property makes this one mandatory: then the target is not the property itself."""
    own = index().iris(shape, SH + "path")
    return any(target not in own for target in index().iris(shape, SH + "targetSubjectsOf"))


def test_structure_counts_as_gizo_does() -> None:
    for iri, found in structure_counts().items():
        if not iri.startswith(V):
            node = NamedNode(iri)
            assert found == (ontology().text(node, V + "minimum"), ontology().text(node, V + "maximum")), iri


def test_structure_counts_every_attribute_of_the_submodels() -> None:
    """Whatever a 301 message lifts to a GIZO attribute has its multiplicity checked."""
    wanted = {
        term for message_type in MESSAGE_TYPES for _, term in leaf_properties(message_type) if not term.startswith(V)
    }
    assert wanted <= set(structure_counts())


def test_structure_checks_the_datatype_that_messages_are_lifted_to() -> None:
    typed = {
        path
        for shape in index().objects(NamedNode(names.SHAPES + "STRUCTUUR"), SH + "property")
        if index().has(shape, SH + "node")
        for path in index().iris(shape, SH + "path")
    }
    lifted = {
        hang.term.value
        for message_type in MESSAGE_TYPES
        for row in lifting_table(message_type).rows
        for hang in row.values
        if row.datatype.value != names.XSD + "string"
    }
    assert typed == lifted


def test_structure_asks_for_the_class_that_gizo_says() -> None:
    checked = 0
    for shape in index().objects(NamedNode(names.SHAPES + "STRUCTUUR"), SH + "property"):
        for klass in index().iris(shape, SH + "class"):
            (path,) = index().iris(shape, SH + "path")
            assert ontology().iris(NamedNode(path), names.RDFS + "range") == [klass]
            checked += 1
    assert checked >= 13


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


def test_every_published_rule_in_scope_has_a_shape(reference: Path) -> None:
    with (reference / "dossier" / "regels.csv").open(encoding="utf-8", newline="") as handle:
        wanted = {
            row["regelcode"]: row
            for row in csv.DictReader(handle)
            if row["type"] in ("slide", "TR", "CD", "CS", "RS")
            and row["scope"] == "bericht"
            and row["shacl_expressible"] in ("core", "sparql")
            and set(row["berichten"].split()) & set(MESSAGE_TYPES)
        }
    ours = {rule.code: rule for rule in our_rules() if rule.kind not in ("codelijst", "structuur")}
    assert len(wanted) == 66
    assert set(ours) == set(wanted)
    for code, row in wanted.items():
        assert set(ours[code].messages) == set(row["berichten"].split()) & set(MESSAGE_TYPES)
        assert ours[code].kind == row["type"]


PLACES = {
    "Header": ("/Bericht/Header",),
    "Client": ("/Bericht/Client",),
    "Relatie": ("/Bericht/Client/Relaties/Relatie",),
    "Contact": ("/Bericht/Client/Contactgegevens/Contact", "/Bericht/Client/Relaties/Relatie/Contact"),
    "ToegewezenProduct": ("/Bericht/Client/ToegewezenProducten/ToegewezenProduct",),
}
Placed = tuple[str, str, tuple[str, ...], str]


def published(reference: Path, message_type: str) -> set[Placed]:
    """(rule, class, element and its parts, return code) of the published overview of a message."""
    folder = reference / "istandaarden" / "regels"
    if message_type == "WMO301":
        lines = (folder / "wmo" / " CD_CS_RS_per_dataelement").read_text(encoding="utf-8").splitlines()
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if "|" in line]
        return {
            (row[7], row[1], tuple(_bare(cell) for cell in row[2:5] if cell), row[10])
            for row in rows
            if row[0] == message_type
        }
    text = (folder / "jw" / "Condities_constraints_per_data-element.md").read_text(encoding="utf-8")
    found: set[Placed] = set()
    for block in text.split("\n# Regel ")[1:]:
        about = dict(re.findall(r"^- ([\w-]+): (.*)$", block, re.M))
        if about.get("Bericht") == message_type:
            cells = (about.get(name, "") for name in ("Element", "CDT-element", "Sub-element"))
            elements = tuple(_bare(cell) for cell in cells if cell)
            found.add((about["Regelcode"], about["Berichtklasse"], elements, about.get("Retourcode", "")))
    return found


def _bare(cell: str) -> str:
    return re.split(r"[_.]", cell.strip(), maxsplit=1)[0]


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_restrictions_are_on_exactly_the_published_elements(reference: Path, message_type: str) -> None:
    table = lifting_table(message_type).by_path
    wanted: set[tuple[str, str]] = set()
    for code, klass, elements, _ in published(reference, message_type):
        if code.startswith("RS"):
            for place in PLACES[klass]:
                wanted.add((code, table["/".join((place, *elements))].values[0].term.value))
    ours = {
        (rule.code, path)
        for rule in our_rules()
        if rule.kind == "RS"
        for part in parts(NamedNode(rule.shape))
        for path in index().iris(part, SH + "path")
    }
    assert len(wanted) > 80
    assert ours == wanted


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_return_codes_are_the_published_ones(reference: Path, message_type: str) -> None:
    rules = load_shapes().rules
    wanted = {code: answer for code, _, _, answer in published(reference, message_type)}
    assert {code: rules[code].return_code for code in wanted} == wanted


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
