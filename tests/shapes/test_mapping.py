"""The shapes that judge the mappings themselves: sound ones pass, and each fault is caught on its node."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import rdflib
from pyoxigraph import Triple

from kg import names
from kg.decisions import INVERSION
from kg.derive import CHAINING, Derivation, derive, derived_triples
from kg.mapping import DerivedMapping, Mapping, MappingSet, mapping_triples, set_triples
from kg.resources import data_path

SH = rdflib.SH
SET = "https://example.org/set"
EXACT = Mapping(
    subject=names.gizo_iri("clientBsn"),
    predicate=names.SKOS + "exactMatch",
    object=names.expand("brp:01.01.20"),
    justification=names.SEMAPV + "ManualMappingCuration",
    confidence=Decimal("0.9"),
    subject_label="bsn",
    object_label="burgerservicenummer",
    object_source=names.model_iri("brp"),
    comment="Een voorbeeld met reden.",
    author="tester",
    date=date(2026, 11, 22),
    mapping_set=SET,
    status="voorstel",
)
BSN = replace(EXACT, subject=names.expand("ijw:JW301/Client/Bsn"), object=EXACT.subject)
NONE = replace(EXACT, subject=names.gizo_iri("CAK"), object=names.NO_TERM_FOUND, object_label="")
NOT = replace(EXACT, subject=names.gizo_iri("Gemeente"), object=names.expand("brp:08.09"), negated=True)
DERIVED = DerivedMapping(BSN.subject, EXACT.predicate, EXACT.object, Decimal("0.8"), CHAINING, (BSN.iri, EXACT.iri))


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data_path("shapes") / "mapping.ttl")


def faults(shapes: rdflib.Graph, triples: list[Triple]) -> set[str]:
    """Validate with the reference engine; give the focus nodes of all results."""
    import pyshacl

    data = rdflib.Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    return {str(node) for node in report.objects(None, SH.focusNode)}


def a_set(*mappings: Mapping) -> list[Triple]:
    return list(set_triples(MappingSet(SET, "Proef", "1", "", "", "", "", "", "voorstel", None, mappings)))


def test_sound_mappings_pass(shapes: rdflib.Graph) -> None:
    decided = EXACT, BSN, NONE, NOT
    derivation = derive(decided)

    assert {mapping.justification for mapping in derivation.derived} == {CHAINING, INVERSION}
    assert faults(shapes, [*a_set(*decided), *derived_triples(derivation)]) == set()


@pytest.mark.parametrize(
    "fault",
    [
        replace(EXACT, predicate=names.OWL + "sameAs"),
        replace(EXACT, confidence=Decimal("1.1")),
        replace(EXACT, confidence=Decimal("0")),
        replace(EXACT, comment=""),
        replace(EXACT, comment="idem"),
        replace(EXACT, author=""),
        replace(EXACT, date=None),
        replace(EXACT, status=""),
        replace(EXACT, status="misschien"),
        replace(EXACT, subject_label=""),
        replace(EXACT, object_label=""),
        replace(EXACT, mapping_set=""),
        replace(EXACT, mapping_set="https://example.org/other"),
        replace(EXACT, subject=names.NO_TERM_FOUND),
        replace(EXACT, justification=CHAINING),
        replace(NONE, object_source=""),
        replace(NONE, predicate=names.SKOS + "broadMatch"),
        replace(NONE, negated=True),
    ],
    ids=lambda mapping: f"{mapping.predicate[-10:]} {mapping.confidence} {mapping.comment[:5]} {mapping.status}",
)
def test_a_fault_is_caught(shapes: rdflib.Graph, fault: Mapping) -> None:
    assert faults(shapes, a_set(fault)) == {fault.iri}


@pytest.mark.parametrize(
    "slot", ["annotatedSource", "annotatedProperty", "annotatedTarget", "mapping_justification", "confidence"]
)
def test_a_missing_slot_is_caught(shapes: rdflib.Graph, slot: str) -> None:
    kept = [triple for triple in a_set(EXACT) if not triple.predicate.value.endswith(slot)]

    assert len(kept) == len(a_set(EXACT)) - 1
    assert faults(shapes, kept) == {EXACT.iri}


@pytest.mark.parametrize(
    "fault",
    [
        replace(DERIVED, justification=EXACT.justification),
        replace(DERIVED, hops=()),
        replace(DERIVED, hops=(names.mapping_iri("nowhere"),)),
        replace(DERIVED, object=names.NO_TERM_FOUND),
    ],
    ids=["decided with hops", "no hops", "unknown hop", "no counterpart"],
)
def test_a_fault_in_a_derived_mapping_is_caught(shapes: rdflib.Graph, fault: DerivedMapping) -> None:
    derived = list(derived_triples(Derivation((fault,), ())))

    assert fault.iri in faults(shapes, [*a_set(EXACT, BSN), *derived])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("exactMatch", "closeMatch"),
        ("exactMatch", "broadMatch"),
        ("exactMatch", "narrowMatch"),
        ("exactMatch", "relatedMatch"),
        ("broadMatch", "narrowMatch"),
        ("broadMatch", "relatedMatch"),
    ],
)
def test_two_predicates_for_one_pair_are_caught(shapes: rdflib.Graph, one: str, other: str) -> None:
    both = [replace(EXACT, predicate=names.SKOS + name) for name in (one, other)]

    assert faults(shapes, a_set(both[0])) == set()
    assert faults(shapes, a_set(*both)) == {EXACT.subject}


def test_a_denied_exact_match_may_stand_beside_a_close_one(shapes: rdflib.Graph) -> None:
    close = replace(EXACT, predicate=names.SKOS + "closeMatch")
    denied = replace(EXACT, negated=True)

    assert len(list(mapping_triples(denied))) > 1
    assert faults(shapes, a_set(close, denied)) == set()


def test_every_shape_has_a_message_in_both_languages(shapes: rdflib.Graph) -> None:
    with_message = set(shapes.subjects(SH.message, None))

    assert len(with_message) >= 15
    for shape in with_message:
        languages = {getattr(message, "language", None) for message in shapes.objects(shape, SH.message)}
        assert languages == {"nl", "en"}
