"""A list is filtered, counted and ordered; every count leads to a list of that length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import names
from kg.element.listing import SORTS, Elements, Query, Sort
from kg.elements import Entry
from kg.search import Index
from kg.standing.standing import STATUSES, Decisions, Standings, Status

CLIENT = Entry(names.gizo_iri("Client"), "class", "gizo", {"nl": "Client", "en": "Person"})
BSN = Entry(names.gizo_iri("clientBsn"), "attribute", "gizo", {"nl": "bsn", "en": "number"}, parent=CLIENT.iri)
SIZE = Entry(names.gizo_iri("Omvang"), "class", "gizo", {"nl": "Omvang", "en": "Quantity"})
TOP = Entry("urn:uuid:00000000-0000-4000-8000-000000000000", "package", "ggm", {"nl": "GGM"})
CARE = Entry("urn:uuid:00000000-0000-4000-8000-000000000001", "package", "ggm", {"nl": "6 Zorg"}, parent=TOP.iri)
YOUTH = Entry("urn:uuid:00000000-0000-4000-8000-000000000002", "package", "ggm", {"nl": "Jeugd"}, parent=CARE.iri)
PERSON = Entry("urn:uuid:00000000-0000-4000-8000-000000000003", "class", "ggm", {"nl": "Cliënt"}, parent=YOUTH.iri)
NUMBER = Entry("urn:uuid:00000000-0000-4000-8000-000000000004", "attribute", "ggm", {"nl": "bsn"}, parent=PERSON.iri)
ALL = (CLIENT, BSN, SIZE, TOP, CARE, YOUTH, PERSON, NUMBER)
DECISIONS = Decisions(
    linked={
        (CLIENT.iri, "ggm"): [("urn:m1", "exactMatch")],
        (PERSON.iri, "gizo"): [("urn:m1", "exactMatch")],
    },
    none={(BSN.iri, "ggm"): [("urn:m2", "staat er niet in")]},
)
PARTS = {CLIENT.iri: ("Client",), BSN.iri: ("Client",), SIZE.iri: ("Omvang", "Toewijzing")}
ELEMENTS = Elements(Index(ALL), Standings(ALL, DECISIONS, PARTS))


def ids(query: Query, language: str = "nl") -> list[str]:
    return [entry.iri for entry in ELEMENTS.select(query, language).items]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(models=("gizo",), kinds=("class",)), [CLIENT, SIZE]),
        (Query(models=("gizo", "ggm"), kinds=("attribute",)), [BSN, NUMBER]),
        (Query(q="client", models=("ggm",)), [PERSON, NUMBER]),
        (Query(part="Client"), [CLIENT, BSN]),
        (Query(part="Toewijzing"), [SIZE]),
        (Query(part="6 Zorg"), [PERSON, NUMBER]),
        (Query(part="6 Zorg/Jeugd"), [PERSON, NUMBER]),
        (Query(part="gizo:Client"), [CLIENT, BSN]),
        (Query(status="gekoppeld", target="ggm"), [CLIENT]),
        (Query(status="geen-tegenhanger", target="ggm"), [BSN]),
        (Query(status="open", target="ggm"), [SIZE]),
        (Query(status="gekoppeld"), [CLIENT, PERSON]),
        (Query(status="open", target="gizo"), [NUMBER]),
        (Query(part="bestaat niet"), []),
        (Query(q="bsn", status="gekoppeld"), []),
        (Query(kinds=("code",)), []),
    ],
)
def test_filters_leave_what_they_say(query: Query, found: list[Entry]) -> None:
    assert ids(query) == [entry.iri for entry in found]


def test_what_does_not_count_has_no_status_and_is_in_no_part() -> None:
    care = ELEMENTS.select(Query(q="6 Zorg", kinds=("package",))).listed[0]
    assert (care.status, care.part, care.linked, care.open) == ("", "", (), ())


def test_an_element_in_a_list_tells_how_it_is_linked() -> None:
    client, bsn = ELEMENTS.select(Query(part="gizo:Client")).listed
    assert (client.status, client.linked, "zib" in client.open) == ("gekoppeld", ("ggm",), True)
    assert (bsn.linked, "ggm" in bsn.open) == ((), False)
    (person,) = ELEMENTS.select(Query(status="gekoppeld", target="gizo")).listed
    assert (person.part, person.linked, person.open) == ("6 Zorg/Jeugd", ("gizo",), ())


def test_the_order_can_be_by_label_in_the_language_of_the_reader_or_by_model() -> None:
    classes = Query(kinds=("class",), sort="label")
    assert ids(classes) == [CLIENT.iri, PERSON.iri, SIZE.iri]
    assert ids(classes, "en") == [PERSON.iri, CLIENT.iri, SIZE.iri]
    assert ids(Query(q="bsn client", sort="model")) == [BSN.iri, NUMBER.iri]
    models = [entry.model for entry in ELEMENTS.select(Query(sort="model")).items]
    assert models == sorted(models, reverse=True)


def test_a_list_of_guesses_says_so_whatever_the_filters() -> None:
    assert ELEMENTS.select(Query(q="cleint", models=("ggm",))).guessed
    assert not ELEMENTS.select(Query(q="client", models=("ggm",))).guessed
    assert not ELEMENTS.select(Query(q="cleint", models=("zib",))).guessed


def test_a_part_is_known_by_its_name() -> None:
    assert ELEMENTS.is_part("Client")
    assert ELEMENTS.is_part("6 Zorg")
    assert ELEMENTS.is_part("gizo:Client")
    assert not ELEMENTS.is_part("Cliënten")
    assert not ELEMENTS.is_part("")
    assert not ELEMENTS.is_part("gizo:clientBs")


QUERIES = st.builds(
    Query,
    q=st.sampled_from(["", "client", "bsn", "cleint", "zorg"]),
    models=st.sampled_from([(), ("gizo",), ("ggm",), ("gizo", "ggm")]),
    kinds=st.sampled_from([(), ("class",), ("attribute", "package")]),
    part=st.sampled_from(["", "Client", "6 Zorg", "6 Zorg/Jeugd", "gizo:Client"]),
    status=st.sampled_from(["", *STATUSES]),
    target=st.sampled_from(["", "ggm", "gizo", "berichten"]),
    sort=st.sampled_from(SORTS),
    page=st.integers(1, 3),
    limit=st.integers(1, 10),
)


@settings(deadline=None)
@given(QUERIES)
def test_every_count_leads_to_a_list_of_that_length(query: Query) -> None:
    page = ELEMENTS.select(query)
    assert len(list(ELEMENTS.all(query))) == page.total
    assert len(page.items) == max(0, min(query.limit, page.total - (query.page - 1) * query.limit))
    for one in page.facets["model"]:
        assert ELEMENTS.select(_with(query, models=(one.value,))).total == one.count
    for one in page.facets["soort"]:
        assert ELEMENTS.select(_with(query, kinds=(one.value,))).total == one.count
    for one in page.facets["domein"]:
        assert ELEMENTS.select(_with(query, part=one.value)).total == one.count
    for one in page.facets["status"]:
        status = next(status for status in STATUSES if status == one.value)
        assert ELEMENTS.select(_with(query, status=status)).total == one.count


@settings(deadline=None)
@given(QUERIES)
def test_what_is_chosen_is_always_among_the_values(query: Query) -> None:
    facets = ELEMENTS.select(query).facets
    assert {one.value for one in facets["model"] if one.chosen} == set(query.models)
    assert {one.value for one in facets["soort"] if one.chosen} == set(query.kinds)
    assert {one.value for one in facets["status"] if one.chosen} == ({query.status} - {""})


def _with(
    query: Query,
    models: tuple[str, ...] | None = None,
    kinds: tuple[str, ...] | None = None,
    part: str | None = None,
    status: Status | None = None,
) -> Query:
    sort: Sort = query.sort
    return Query(
        query.q,
        query.models if models is None else models,
        query.kinds if kinds is None else kinds,
        query.part if part is None else part,
        query.status if status is None else status,
        query.target,
        sort,
    )
