"""The list of mappings: what each filter lets through, that the counts are true, and the order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mappings import FACETS, SAYS, Mappings, Query, Record
from kg.mappings.order import in_order
from tests.kg.mappings.examples import BSN, CLIENT, INDEX, RECORDS, iri

MAPPINGS = Mappings(RECORDS, INDEX)


def found(query: Query, mappings: Mappings = MAPPINGS) -> str:
    return "".join(sorted(record.id for record in mappings.matching(query)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), "abcdefg"),
        (Query(derived="true"), "hi"),
        (Query(derived="all"), "abcdefghi"),
        (Query(van="gizo"), "abcde"),
        (Query(van="gizo", naar="brp"), "abc"),
        (Query(van="zib", naar="gizo"), "g"),
        (Query(van="zib", naar="gizo", richting="beide"), "deg"),
        (Query(van="zib", richting="beide"), "deg"),
        (Query(predicate="skos:broadMatch"), "ab"),
        (Query(predicate="exactMatch"), "f"),
        (Query(predicate="exactMatch", negated=True), "e"),
        (Query(predicate="niet"), "e"),
        (Query(predicate="niet", negated=False), ""),
        (Query(predicate="geen"), "c"),
        (Query(negated=False), "abcdfg"),
        (Query(justification="semapv:MappingChaining"), "hi"),
        (Query(justification="MappingChaining", derived="false"), ""),
        (Query(status="afgeleid"), "hi"),
        (Query(set="derived"), "hi"),
        (Query(set="proef", status="vastgesteld"), "f"),
        (Query(min_confidence=Decimal("0.9")), "bcef"),
        (Query(max_confidence=Decimal("0.75")), "ad"),
        (Query(min_confidence=Decimal("0.75"), max_confidence=Decimal("0.9")), "ab"),
        (Query(element=BSN.iri), "bf"),
        (Query(element=CLIENT.iri, derived="all"), "adi"),
        (Query(domein="gizo:Client"), "abdf"),
        (Query(q="BSN"), "bf"),
        (Query(q="patient client"), "d"),
        (Query(q="organisaties"), "c"),
        (Query(q="brp:01.01.20"), "b"),
        (Query(q="zzz"), ""),
    ],
    ids=str,
)
def test_each_filter_lets_through_what_it_says(query: Query, expected: str) -> None:
    assert found(query) == expected


def test_a_filter_on_something_derived_shows_what_is_derived_and_the_page_says_so() -> None:
    page = MAPPINGS.select(Query(justification="MappingChaining"))
    assert (page.query.derived, page.total) == ("true", 2)
    assert page.facets["derived"][0].value == "true"


def test_the_other_direction_is_counted_and_not_mixed_in() -> None:
    page = MAPPINGS.select(Query(van="gizo", naar="zib"))
    assert (page.total, page.other_way) == (2, 1)
    assert MAPPINGS.select(Query(van="gizo", naar="zib", richting="beide")).other_way == 0


def test_a_page_is_a_part_of_the_whole_in_the_same_order() -> None:
    whole = MAPPINGS.matching(Query(sort="-confidence"))
    pages = [MAPPINGS.select(Query(sort="-confidence", page=number, limit=3)) for number in (1, 2, 3, 4)]
    assert tuple(record for page in pages for record in page.items) == whole
    assert [page.total for page in pages] == [7] * 4
    assert (pages[0].last, pages[3].items) == (3, ())


def test_sorting_puts_the_surest_first_and_what_has_no_certainty_last() -> None:
    ordered = [record.id for record in MAPPINGS.matching(Query(sort="-confidence"))]
    assert (ordered[0], ordered[-1]) == ("e", "g")
    assert [record.id for record in MAPPINGS.matching(Query(sort="date"))][:1] == ["d"]
    assert [record.says for record in MAPPINGS.matching(Query(sort="predicate"))] == [
        "exactMatch", "closeMatch", "broadMatch", "broadMatch", "relatedMatch", "geen", "niet",
    ]  # fmt: skip
    subjects = [record.subject.label() for record in MAPPINGS.matching(Query(sort="subject"))]
    assert subjects == sorted(subjects, key=str.casefold)
    assert [record.none for record in MAPPINGS.matching(Query(sort="object"))][-1] is True


def test_mappings_are_found_by_their_ends_and_by_what_follows_from_them() -> None:
    assert {record.id for record in MAPPINGS.of(CLIENT.iri)} == {"a", "d", "i"}
    assert [record.id for record in MAPPINGS.users(iri("a"))] == ["i"]
    assert MAPPINGS.of("urn:x") == MAPPINGS.users("urn:x") == ()


def test_a_mapping_says_what_it_claims_in_words_that_cannot_be_turned_around() -> None:
    sentences = {record.id: record.sentence(INDEX) for record in RECORDS}
    assert sentences["a"] == "BRP persoon is ruimer dan GIZO Client"
    assert sentences["b"] == "BRP burgerservicenummer (persoon) is ruimer dan GIZO bsn (Client)"
    assert sentences["c"] == "GIZO CAK heeft geen tegenhanger in BRP"
    assert sentences["e"].startswith("GIZO CAK en zib Patiënt zijn niet hetzelfde")
    assert RECORDS[0].sentence(INDEX, "en") == "BRP persoon is broader than GIZO Client"


def texts(field: str) -> list[str]:
    return ["", *sorted({value for record in RECORDS for value in values_of(record, field)})]


def values_of(record: Record, field: str) -> list[str]:
    known: dict[str, str] = {
        "van": record.subject.model,
        "naar": record.object_model,
        "justification": record.justification,
        "status": record.status,
        "set": record.set_name,
        "predicate": record.says,
    }
    return [known[field]]


QUERIES = st.builds(
    Query,
    van=st.sampled_from(texts("van")),
    naar=st.sampled_from(texts("naar")),
    richting=st.sampled_from(["heen", "beide"]),
    predicate=st.sampled_from(["", *SAYS]),
    negated=st.sampled_from([None, True, False]),
    justification=st.sampled_from(texts("justification")),
    min_confidence=st.none() | st.decimals(0, 1, places=2),
    max_confidence=st.none() | st.decimals(0, 1, places=2),
    status=st.sampled_from(texts("status")),
    set=st.sampled_from(texts("set")),
    derived=st.sampled_from(["false", "true", "all"]),
    element=st.sampled_from(["", CLIENT.iri, BSN.iri, "urn:x"]),
    q=st.sampled_from(["", "bsn", "client", "patient zib", "(", "\u0000"]),
)


@settings(deadline=None)
@given(query=QUERIES)
def test_whoever_follows_a_count_finds_so_many(query: Query) -> None:
    page = MAPPINGS.select(query)
    assert page.total == len(MAPPINGS.matching(query))
    for field in FACETS:
        for one in page.facets[field]:
            value: Any = one.value == "true" if field == "negated" else one.value
            assert MAPPINGS.select(replace(query, **{field: value})).total == one.count > 0


@settings(deadline=None)
@given(query=QUERIES, field=st.sampled_from(["van", "naar", "predicate", "justification", "status", "set"]))
def test_the_counts_of_a_facet_add_up_to_what_there_is_without_it(query: Query, field: str) -> None:
    changed: dict[str, Any] = {"richting": "heen", field: ""}
    page = MAPPINGS.select(replace(query, **changed))
    assert sum(one.count for one in page.facets[field]) == page.total


@settings(deadline=None)
@given(query=QUERIES)
def test_more_filters_never_find_more(query: Query) -> None:
    everything = {record.iri for record in MAPPINGS.matching(Query(derived="all"))}
    narrow = {record.iri for record in MAPPINGS.matching(query)}
    assert (
        narrow <= {record.iri for record in MAPPINGS.matching(replace(query, min_confidence=None, q=""))} <= everything
    )


def test_values_stand_in_the_order_of_people() -> None:
    assert in_order("van", ["zib", "gizo", "ggm"]) == ("gizo", "ggm", "zib")
    assert in_order("domein", ["10 Water", "6 Sociaal Domein", "Client"]) == ("Client", "6 Sociaal Domein", "10 Water")
