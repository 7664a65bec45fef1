"""What follows from mappings: the table of compositions, the decisions that are never overruled, and a
comparison with an oracle that knows nothing but the rules."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg import names
from kg.decisions import BROAD, CLOSE, EXACT, INVERSE, INVERSION, NARROW, RELATED, STRENGTH, ConflictKind
from kg.derive import CHAINING, Derivation, compose, derive, derived_triples, model_of
from kg.mapping import DerivedMapping, Mapping

MODELS = "abcde"


def model(iri: str) -> str:
    """The model of a test element: its first letter."""
    return iri[0]


def says(subject: str, predicate: str, target: str, confidence: str = "0.9", negated: bool = False) -> Mapping:
    return Mapping(subject, predicate, target, "manual", Decimal(confidence), negated=negated, subject_label=subject)


def none(subject: str, in_model: str) -> Mapping:
    return Mapping(subject, EXACT, names.NO_TERM_FOUND, "manual", Decimal("0.9"), object_source=in_model)


def conclude(*mappings: Mapping, transitive: bool = True) -> Derivation:
    return derive(mappings, transitive_hierarchy=transitive, model_of=model)


def pairs(found: Derivation, justification: str = CHAINING) -> dict[tuple[str, str], str]:
    return {(m.subject, m.object): m.predicate for m in found.derived if m.justification == justification}


TABLE = {
    **{(EXACT, other): other for other in STRENGTH},
    **{(other, EXACT): other for other in STRENGTH},
    (BROAD, BROAD): BROAD,
    (NARROW, NARROW): NARROW,
}


@pytest.mark.parametrize(("first", "second"), list(itertools.product(STRENGTH, repeat=2)))
def test_the_table_of_compositions(first: str, second: str) -> None:
    expected = TABLE.get((first, second))

    assert compose(first, second) == expected
    found = pairs(conclude(says("a1", first, "b1"), says("b1", second, "c1")))
    assert found.get(("a1", "c1")) == expected
    assert found.get(("c1", "a1")) == (INVERSE[expected] if expected else None)


@pytest.mark.parametrize("predicate", [BROAD, NARROW])
def test_transitivity_of_the_hierarchy_can_be_switched_off(predicate: str) -> None:
    mappings = says("a1", predicate, "b1"), says("b1", predicate, "c1"), says("c1", EXACT, "d1")

    assert pairs(conclude(*mappings))["a1", "c1"] == predicate
    without = pairs(conclude(*mappings, transitive=False))
    assert ("a1", "c1") not in without
    assert without["b1", "d1"] == predicate, "exact after broad still gives broad"


@pytest.mark.parametrize("predicate", STRENGTH)
def test_every_mapping_has_a_way_back(predicate: str) -> None:
    mapping = says("a1", predicate, "b1", "0.7")
    (back,) = conclude(mapping).derived

    assert (back.subject, back.predicate, back.object) == ("b1", INVERSE[predicate], "a1")
    assert (back.confidence, back.justification, back.hops) == (Decimal("0.7"), INVERSION, (mapping.iri,))
    assert back.object_label == "a1"


def test_hops_stand_in_order_and_confidence_is_their_product() -> None:
    first, second, third = (
        says("a1", EXACT, "b1", "0.9"),
        says("c1", EXACT, "b1", "0.8"),
        says("c1", BROAD, "d1", "0.5"),
    )
    found = {(m.subject, m.object): m for m in conclude(first, second, third).derived}
    chain = found["a1", "d1"]

    assert (chain.predicate, chain.confidence) == (BROAD, Decimal("0.360"))
    assert chain.hops == (first.iri, found["b1", "c1"].iri, third.iri)
    assert found["b1", "c1"].hops == (second.iri,)


def test_the_best_supported_chain_is_kept() -> None:
    weak = says("a1", EXACT, "b1", "0.5"), says("b1", EXACT, "d1", "0.5")
    strong = says("a1", EXACT, "c1", "0.9"), says("c1", BROAD, "d1", "0.9")
    chains = [m for m in conclude(*weak, *strong).derived if (m.subject, m.object) == ("a1", "d1")]

    assert [(m.predicate, m.confidence) for m in chains] == [(BROAD, Decimal("0.81"))]


def test_what_is_asserted_is_not_derived() -> None:
    mappings = says("a1", EXACT, "b1"), says("b1", BROAD, "c1"), says("a1", BROAD, "c1")
    found = conclude(*mappings)

    assert ("a1", "c1") not in pairs(found)
    assert not found.conflicts


def test_asserted_both_ways_needs_no_inversion() -> None:
    found = conclude(says("a1", BROAD, "b1"), says("b1", NARROW, "a1"))

    assert found == Derivation((), ())


def test_a_chain_against_an_asserted_mapping_is_a_conflict() -> None:
    asserted = says("a1", BROAD, "c1")
    found = conclude(says("a1", EXACT, "b1"), says("b1", EXACT, "c1"), asserted)

    assert ("a1", "c1") not in pairs(found)
    conflicts = {(c.subject, c.predicate, c.object): c for c in found.conflicts}
    assert {c.kind for c in found.conflicts} == {ConflictKind.OTHERWISE}
    assert conflicts["a1", EXACT, "c1"].decision == asserted.iri
    assert conflicts["c1", EXACT, "a1"].decision == asserted.iri


@pytest.mark.parametrize("weaker", [CLOSE, BROAD, NARROW, RELATED])
def test_who_decided_less_than_exact_is_contradicted_by_an_exact_chain(weaker: str) -> None:
    found = conclude(says("a1", EXACT, "b1"), says("b1", EXACT, "c1"), says("a1", weaker, "c1"))

    assert ("a1", EXACT, "c1") in {(c.subject, c.predicate, c.object) for c in found.conflicts}


def test_a_close_chain_says_nothing_against_an_asserted_mapping() -> None:
    assert not conclude(says("a1", EXACT, "b1"), says("b1", CLOSE, "c1"), says("a1", BROAD, "c1")).conflicts


def test_what_is_denied_is_reported_instead() -> None:
    denied = says("a1", EXACT, "c1", negated=True)
    found = conclude(says("a1", EXACT, "b1"), says("b1", BROAD, "c1"), denied)

    assert not pairs(found)
    assert {(c.kind, c.predicate, c.decision) for c in found.conflicts} == {
        (ConflictKind.NEGATED, BROAD, denied.iri),
        (ConflictKind.NEGATED, NARROW, denied.iri),
    }


def test_where_no_counterpart_was_decided_none_is_derived() -> None:
    decided = none("a1", "c")
    found = conclude(says("a1", EXACT, "b1"), says("b1", EXACT, "c1"), decided)

    assert not pairs(found)
    assert {c.kind for c in found.conflicts} == {ConflictKind.NO_COUNTERPART}
    assert {c.decision for c in found.conflicts} == {decided.iri}
    assert ("a1", "d1") in pairs(conclude(says("a1", EXACT, "b1"), says("b1", EXACT, "d1"), decided))


def test_the_way_back_respects_no_counterpart() -> None:
    found = conclude(says("a1", BROAD, "b1"), none("b1", "a"))

    assert not found.derived
    assert [(c.kind, c.subject, c.object) for c in found.conflicts] == [(ConflictKind.NO_COUNTERPART, "b1", "a1")]


def test_no_chain_goes_through_a_denied_mapping_or_no_counterpart() -> None:
    assert not pairs(conclude(says("a1", EXACT, "b1", negated=True), says("b1", EXACT, "c1")))
    assert not pairs(conclude(none("a1", "b"), none("c1", "b")))


def test_no_chain_goes_on_from_a_conclusion_that_may_not_be_drawn() -> None:
    to_d = says("a1", EXACT, "b1"), says("b1", EXACT, "c1"), says("c1", EXACT, "d1")

    assert ("a1", "d1") in pairs(conclude(*to_d))
    assert ("a1", "d1") not in pairs(conclude(*to_d, says("a1", EXACT, "c1", negated=True)))
    assert ("a1", "d1") not in pairs(conclude(*to_d, says("b1", EXACT, "d1", negated=True)))


def test_nothing_is_derived_inside_one_model() -> None:
    """Else two attributes that share a broader counterpart would be taken for each other."""
    found = conclude(says("a1", EXACT, "b1"), says("a2", EXACT, "b1"), says("a2", EXACT, "c1"))

    assert ("a1", "a2") not in pairs(found)
    assert ("a1", "c1") not in pairs(found), "nor by way of its own model"
    assert ("b1", "c1") in pairs(found)


def test_order_of_the_input_does_not_matter() -> None:
    mappings = [
        says("a1", EXACT, "b1"),
        says("b1", BROAD, "c1"),
        says("c1", BROAD, "d1"),
        says("a1", CLOSE, "e1"),
        none("d1", "e"),
    ]
    expected = conclude(*mappings)

    assert all(conclude(*order) == expected for order in itertools.permutations(mappings))


def test_iwmo_and_ijw_meet_in_gizo() -> None:
    client, zib = names.gizo_iri("clientBsn"), names.expand("NL-CM:0.1.7")
    jw, wmo = names.expand("JW301/Client/Bsn"), names.expand("WMO301/Client/Bsn")
    found = derive([says(jw, EXACT, client), says(wmo, EXACT, client), says(client, BROAD, zib)])

    assert pairs(found)[jw, wmo] == EXACT
    assert pairs(found)[jw, zib] == BROAD


def test_models_are_known_by_the_form_of_the_iri() -> None:
    spellings = {
        "ggm": "{01ECE551-A7B0-4b99-B6E7-F654D6AC15D5}",
        "zib": "NL-CM:0.1.7",
        "brp": "brp:01.01.20",
        "iwmo": "WMO301/Client",
        "ieb": "ieb:WMO401/Client",
        "gizo": "gizo:Client",
        "codelijsten": "codelijst:WJ756/04",
    }
    assert {code: model_of(names.expand(text)) for code, text in spellings.items()} == {
        code: names.model_iri(code) for code in spellings
    }
    assert model_of("https://example.org/x") == ""


# An oracle: every simple path, judged by nothing but the rules as the design writes them


def oracle(mappings: Iterable[Mapping]) -> dict[tuple[str, str], Decimal]:
    """The confidence of the best chain of every pair for which the rules allow one."""
    given_ = list(mappings)
    positive = [m for m in given_ if not m.negated and not m.no_counterpart]
    denied = {frozenset((m.subject, m.object)) for m in given_ if m.negated}
    same_denied = {(m.subject, m.predicate, m.object) for m in given_ if m.negated}
    no = {(m.subject, m.object_source) for m in given_ if m.no_counterpart}
    positive = [m for m in positive if (m.subject, m.predicate, m.object) not in same_denied]
    asserted = {(m.subject, m.object) for m in positive}
    steps = [(m.subject, m.predicate, m.object, m.confidence) for m in positive]
    steps += [
        (m.object, INVERSE[m.predicate], m.subject, m.confidence)
        for m in positive
        if (m.object, m.subject) not in asserted
        and (m.object, INVERSE[m.predicate], m.subject) not in same_denied
        and (m.object, model(m.subject)) not in no
    ]

    def is_free(one: str, other: str) -> bool:
        undecided = (one, other) not in asserted and (other, one) not in asserted
        allowed = frozenset((one, other)) not in denied
        return undecided and allowed and (one, model(other)) not in no and (other, model(one)) not in no

    def walks(path: tuple[tuple[str, str, str, Decimal], ...]) -> Iterator[tuple[tuple[str, str, str, Decimal], ...]]:
        yield path
        for step in steps:
            visited = {model(step_[0]) for step_ in path} | {model(path[-1][2])}
            if step[0] == path[-1][2] and model(step[2]) not in visited:
                yield from walks((*path, step))

    best: dict[tuple[str, str], Decimal] = {}
    for start in steps:
        if model(start[0]) == model(start[2]):
            continue
        for walk in walks((start,)):
            nodes = [walk[0][0], *(step[2] for step in walk)]
            predicate: str | None = walk[0][1]
            for step in walk[1:]:
                predicate = TABLE.get((predicate, step[1])) if predicate else None
            apart = [(x, y) for i, x in enumerate(nodes) for y in nodes[i + 2 :]]
            if len(walk) > 1 and predicate and all(is_free(*pair) for pair in apart):
                pair = nodes[0], nodes[-1]
                best[pair] = max(best.get(pair, Decimal(0)), prod((s[3] for s in walk), start=Decimal(1)))
    return best


ELEMENTS = [f"{letter}{number}" for letter in MODELS for number in (1, 2)]
CONFIDENCES = st.sampled_from(["1", "0.9", "0.5", "0.3"])
MAPPINGS = st.lists(
    st.one_of(
        st.builds(
            says,
            st.sampled_from(ELEMENTS),
            st.sampled_from((*STRENGTH, EXACT, EXACT, BROAD)),
            st.sampled_from(ELEMENTS),
            CONFIDENCES,
            st.sampled_from([False] * 7 + [True]),
        ).filter(lambda m: m.subject != m.object),
        st.builds(none, st.sampled_from(ELEMENTS), st.sampled_from(MODELS)),
    ),
    max_size=14,
    unique_by=lambda m: (m.subject, m.object, m.object_source),
)


def explained(mapping: DerivedMapping, known: dict[str, Mapping | DerivedMapping]) -> list[Mapping | DerivedMapping]:
    return [known[iri] for iri in mapping.hops]


@settings(max_examples=300, deadline=None)
@given(MAPPINGS)
def test_exactly_what_the_rules_allow_is_derived(mappings: list[Mapping]) -> None:
    found = conclude(*mappings)
    chains = {(m.subject, m.object): m.confidence for m in found.derived if m.justification == CHAINING}

    assert chains == oracle(mappings)


@settings(max_examples=300, deadline=None)
@given(MAPPINGS)
def test_every_conclusion_can_be_retraced(mappings: list[Mapping]) -> None:
    """Its hops join up, their composition is what was concluded, and no explanation leads back to itself."""
    found = conclude(*mappings)
    known: dict[str, Mapping | DerivedMapping] = {m.iri: m for m in mappings}
    known |= {m.iri: m for m in found.derived}
    for m in found.derived:
        hops = explained(m, known)
        assert m.confidence == prod((hop.confidence for hop in hops), start=Decimal(1))
        if m.justification == INVERSION:
            (hop,) = hops
            assert (hop.object, INVERSE[hop.predicate], hop.subject) == (m.subject, m.predicate, m.object)
            continue
        nodes = [hops[0].subject, *(hop.object for hop in hops)]
        assert [hop.subject for hop in hops] == nodes[:-1]
        assert (nodes[0], nodes[-1]) == (m.subject, m.object)
        assert len(set(map(model, nodes))) == len(nodes)
        predicate: str | None = hops[0].predicate
        for hop in hops[1:]:
            predicate = compose(predicate or RELATED, hop.predicate)
        assert predicate == m.predicate

    def asserted_under(iri: str, above: frozenset[str]) -> None:
        assert iri not in above, "an explanation contains itself"
        mapping = known[iri]
        for hop in mapping.hops if isinstance(mapping, DerivedMapping) else ():
            asserted_under(hop, above | {iri})

    for m in found.derived:
        asserted_under(m.iri, frozenset())


@settings(max_examples=300, deadline=None)
@given(MAPPINGS)
def test_no_decision_is_ever_overruled(mappings: list[Mapping]) -> None:
    found = conclude(*mappings)
    asserted = {(m.subject, m.object) for m in mappings if not m.negated and not m.no_counterpart}
    denied = {(m.subject, m.predicate, m.object) for m in mappings if m.negated}
    denied_pairs = {frozenset((s, o)) for s, _, o in denied}
    no = {(m.subject, m.object_source) for m in mappings if m.no_counterpart}
    for m in found.derived:
        assert model(m.subject) != model(m.object)
        assert (m.subject, m.object) not in asserted or m.justification == INVERSION
        assert (m.subject, m.predicate, m.object) not in denied
        assert (m.subject, model(m.object)) not in no
        if m.justification == CHAINING:
            assert frozenset((m.subject, m.object)) not in denied_pairs
            assert (m.object, model(m.subject)) not in no
    assert len({(m.subject, m.object) for m in found.derived}) == len(found.derived)


@settings(max_examples=100, deadline=None)
@given(MAPPINGS)
def test_every_conflict_names_a_decision(mappings: list[Mapping]) -> None:
    found = conclude(*mappings)
    decisions = {m.iri: m for m in mappings}
    derived = set(pairs(found))
    for conflict in found.conflicts:
        decision = decisions[conflict.decision]
        assert decision.no_counterpart == (conflict.kind is ConflictKind.NO_COUNTERPART)
        assert decision.negated == (conflict.kind is ConflictKind.NEGATED)
        assert (conflict.subject, conflict.object) not in derived


@settings(max_examples=100, deadline=None)
@given(MAPPINGS)
def test_without_transitivity_less_follows(mappings: list[Mapping]) -> None:
    assert pairs(conclude(*mappings, transitive=False)).keys() <= pairs(conclude(*mappings)).keys()


def test_in_triples_a_derived_mapping_names_its_hops_in_order() -> None:
    iris = [names.expand(text) for text in ("JW301/Client/Bsn", "gizo:clientBsn", "NL-CM:0.1.7")]
    found = derive([says(iris[0], EXACT, iris[1]), says(iris[1], BROAD, iris[2])])
    (chain,) = [m for m in found.derived if (m.subject, m.object) == (iris[0], iris[2])]
    triples = list(derived_triples(found))
    numbers = {
        t.subject: t.object.value
        for t in triples
        if t.predicate == NamedNode(names.V + "volgnummer")
        and chain.iri in str(t.subject)
        and isinstance(t.object, Literal)
    }
    via = {
        t.subject: t.object.value
        for t in triples
        if t.predicate == NamedNode(names.V + "viaMapping") and isinstance(t.object, NamedNode)
    }

    ordered = [via[hop] for hop, _ in sorted(numbers.items(), key=lambda item: int(item[1]))]
    assert tuple(ordered) == chain.hops
    assert len(triples) == len(set(map(str, triples)))
    plain = [t for t in triples if t.predicate.value.startswith(names.SKOS)]
    assert len(plain) == len(found.derived)


def test_sets_of_the_size_of_the_messages() -> None:
    """700 message elements on 300 GIZO elements, each with a counterpart in three other models."""
    mappings = [says(f"a{i}", EXACT, f"g{i % 300}") for i in range(350)]
    mappings += [says(f"b{i}", BROAD, f"g{i % 300}") for i in range(350)]
    mappings += [says(f"g{i}", BROAD, f"{letter}{i % 250}") for i in range(300) for letter in "cde"]
    found = conclude(*mappings)

    assert len(found.derived) > 5000
