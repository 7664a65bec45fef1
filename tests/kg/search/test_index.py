"""Every element is found by any of its names and identifiers, in the order that people expect, mistyped or not."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import names
from kg.elements import Entry
from kg.search import Index, load_index
from kg.store import EmbeddedStore

CLIENT = Entry(names.gizo_iri("Client"), "class", "gizo", {"nl": "Client", "en": "Client"}, linked=True)
BSN = Entry(
    names.gizo_iri("clientBsn"), "attribute", "gizo", {"nl": "bsn"}, parent=CLIENT.iri, terms=("burgerservicenummer",)
)
DOMAIN = Entry("urn:uuid:b88a8152-6617-4451-b7ef-fbfb5a06159f", "package", "ggm", {"nl": "6 Sociaal Domein"})
DECISION = Entry(
    "urn:uuid:71d7e96d-641a-4b6a-a325-ded07c3b5836",
    "class",
    "ggm",
    {"nl": "Beschikking"},
    identifiers=("EAID_71D7E96D_641A_4b6a_A325_DED07C3B5836", "{71D7E96D-641A-4b6a-A325-DED07C3B5836}"),
    parent=DOMAIN.iri,
    linked=True,
)
OTHER_DECISION = Entry("urn:uuid:16abcff8-4817-6a73-59ba-281c3303f8d2", "class", "ggm", {"nl": "Beschikking"})
NUMBER = Entry(names.gizo_iri("beschikkingnummer"), "attribute", "gizo", {"nl": "beschikkingnummer"})
GROUND = Entry(
    "urn:uuid:00000000-0000-4000-8000-000000000001",
    "attribute",
    "ggm",
    {"nl": "grondslag"},
    identifiers=("GEMMA 11111111-2222-4333-8444-555555555555",),
    parent=DECISION.iri,
)
HOME = Entry(
    names.expand("NL-CM:20.5.3"), "attribute", "zib", {"en": "PlaceOfResidence"}, ("Woonplaats",), ("NL-CM:20.5.3",)
)
PERSON = Entry(names.expand("brp:01.01.20"), "attribute", "brp", {"nl": "burgerservicenummer"}, (), ("01.01.20",))
MESSAGE = Entry(names.expand("iwmo:WMO301"), "messagetype", "iwmo", {"nl": "WMO301"}, ("toewijzing",), notation="414")
IN_MESSAGE = Entry(
    names.expand("iwmo:WMO301/Client"), "element", "iwmo", {"nl": "Client"}, (), (), "/Bericht/Client", MESSAGE.iri
)
BSN_IN_MESSAGE = Entry(
    names.expand("iwmo:WMO301/Client/Bsn"),
    "element",
    "iwmo",
    {"nl": "Bsn"},
    notation="/Bericht/Client/Bsn",
    parent=IN_MESSAGE.iri,
)
REASON = Entry(
    names.expand("iwmo:WMO307/RedenBeeindiging"),
    "element",
    "iwmo",
    {"nl": "RedenBeëindiging"},
    notation="/Bericht/Reden",
)
LIST = Entry(names.code_iri("WJ756"), "codelist", "codelijsten", {"nl": "Eenheid"}, (), ("WJ756",))
PIECES = Entry(
    names.code_iri("WJ756", "82"), "code", "codelijsten", {"nl": "Stuks (output)"}, notation="82", parent=LIST.iri
)
ALL = (
    CLIENT,
    BSN,
    DOMAIN,
    DECISION,
    OTHER_DECISION,
    NUMBER,
    GROUND,
    HOME,
    PERSON,
    MESSAGE,
    IN_MESSAGE,
    BSN_IN_MESSAGE,
    REASON,
    LIST,
    PIECES,
)
INDEX = Index(ALL)


@pytest.fixture(scope="module")
def real(graph: EmbeddedStore) -> Index:
    return load_index(graph)


def found(q: str) -> list[Entry]:
    return list(INDEX.search(q).items)


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("{71D7E96D-641A-4b6a-A325-DED07C3B5836}", DECISION),
        ("EAID_71D7E96D_641A_4b6a_A325_DED07C3B5836", DECISION),
        ("ggm:71D7E96D-641A-4B6A-A325-DED07C3B5836", DECISION),
        ("urn:uuid:71d7e96d-641a-4b6a-a325-ded07c3b5836", DECISION),
        ("71d7e96d", DECISION),
        ("ggm:71d7e96d-64", DECISION),
        ("{71D7E96D", DECISION),
        ("EAID_71D7E96D_641A", DECISION),
        ("ded07c3b5836", DECISION),
        ("GEMMA 11111111-2222-4333-8444-555555555555", GROUND),
        ("11111111-2222-4333-8444-555555555555", GROUND),
        ("gizo:clientbsn", BSN),
        ("clientBsn", BSN),
        ("<https://w3id.org/gizo/def/clientBsn>", BSN),
        ("client bsn", BSN),
        ("bsn cliënt", BSN),
        ("NL-CM:20.5.3", HOME),
        ("20.5.3", HOME),
        ("WOONPLAATS", HOME),
        ("zib woonplaats", HOME),
        ("01.01.20", PERSON),
        ("WMO301 bsn", BSN_IN_MESSAGE),
        ("WMO301/Client/Bsn", BSN_IN_MESSAGE),
        ("/Bericht/Client/Bsn", BSN_IN_MESSAGE),
        ("iwmo 301 bsn", BSN_IN_MESSAGE),
        ("wmo301", MESSAGE),
        ("414", MESSAGE),
        ("reden beeindiging", REASON),
        ("Reden Beëindiging", REASON),
        ("82", PIECES),
        ("wj756", LIST),
        ("stuks", PIECES),
        ("soc domein", DOMAIN),
        ("de beschikking", DECISION),
        ("beschikkingen", DECISION),
        ("beschiking", DECISION),
        ("wmo301 clietn", IN_MESSAGE),
        ("beeindigng", REASON),
    ],
)
def test_what_a_person_types_gives_what_is_meant_first(q: str, first: Entry) -> None:
    assert found(q)[0] == first


def test_what_is_named_comes_before_what_only_holds_or_surrounds_the_word() -> None:
    assert found("beschikking") == [DECISION, OTHER_DECISION, NUMBER, GROUND]


def test_a_word_for_the_concept_finds_the_element_after_what_is_called_so() -> None:
    assert found("burgerservicenummer") == [PERSON, BSN]


def test_all_words_must_be_there() -> None:
    assert found("wmo301 beschikking") == []
    assert found("ggm beschikking") == [DECISION, OTHER_DECISION, GROUND]


def test_only_guesses_are_said_to_be_guesses() -> None:
    assert INDEX.search("beschiking").guessed
    assert not INDEX.search("beschikking").guessed
    assert not INDEX.search("qqqqqq").guessed


def test_a_short_word_or_a_code_is_taken_as_it_is() -> None:
    assert found("bsm") == []
    assert found("WJ757") == []
    assert found("81") == []


def test_an_identifier_that_names_an_element_finds_nothing_else() -> None:
    assert INDEX.search("WMO301/Client/Bsn").total == 1


def test_model_and_kind_restrict_the_search() -> None:
    assert INDEX.search("bsn", model="iwmo").items == (BSN_IN_MESSAGE,)
    assert INDEX.search("beschikking", kind="attribute").items == (NUMBER, GROUND)


def test_pages_follow_each_other_and_a_page_past_the_end_is_empty() -> None:
    pages = [INDEX.search("", page=number, limit=6) for number in (1, 2, 3, 4)]
    seen = [entry.iri for page in pages for entry in page.items]
    assert len(seen) == len(set(seen)) == len(INDEX) == pages[0].total
    assert pages[0].last == 3
    assert pages[3].items == ()


def test_the_order_of_reading_decides_nothing() -> None:
    for q in ("beschikking", "bsn", "clinet", ""):
        assert Index(reversed(ALL)).search(q) == INDEX.search(q)


def test_near_gives_what_was_probably_meant() -> None:
    assert INDEX.near("gizo:clientBns")[0] == BSN
    assert INDEX.near("iwmo:WMO301/Client/Bsnn")[0] == BSN_IN_MESSAGE
    assert INDEX.near("https://w3id.org/gizo/def/beschikkingnumer")[0] == NUMBER
    assert INDEX.near("ggm:71d7e96d-641a-4b6a-a325-ded07c3b5837")[0] == DECISION
    assert INDEX.near("") == INDEX.near("?") == ()


def test_named_gives_what_is_called_so_and_not_what_only_has_the_word() -> None:
    assert INDEX.named("client") == (CLIENT, IN_MESSAGE)
    assert INDEX.named("client bsn") == (BSN, BSN_IN_MESSAGE)
    assert INDEX.named("beschikkingnumm") == ()
    assert INDEX.named("beschiking") == ()


@settings(deadline=None)
@given(st.text(max_size=60), st.integers(1, 3))
def test_any_text_may_be_asked(q: str, page: int) -> None:
    answer = INDEX.search(q, page=page, limit=3)
    assert len(answer.items) <= 3
    assert INDEX.suggest(q, 3) == INDEX.search(q, limit=3).items
    assert len(INDEX.near(q)) <= 5
    assert INDEX.resolve(q) is None or INDEX.resolve(q) in INDEX.search(q).items


@settings(deadline=None)
@given(st.sampled_from(ALL), st.randoms(use_true_random=False))
def test_a_suggestion_leads_to_its_element(entry: Entry, chance: random.Random) -> None:
    label = entry.label()
    typed = label[: chance.randint(2, max(2, len(label)))]
    for suggested in INDEX.suggest(typed):
        assert INDEX.search(suggested.id).items[0] == suggested


@pytest.mark.slow
def test_every_element_is_first_when_one_of_its_identifiers_is_asked(real: Index) -> None:
    chance = random.Random(5)
    wrong: list[tuple[str, str]] = []
    for entry in chance.sample(real.entries, 1500):
        uuid = names.ggm_uuid(entry.id)
        spellings = [entry.iri, entry.id, entry.id.upper() if uuid else entry.id, *entry.identifiers]
        spellings += [f"{{{uuid.upper()}}}", "EAID_" + uuid.replace("-", "_")] if uuid else []
        assert not uuid or entry in real.search(uuid[:13]).items
        for spelling in spellings:
            first = real.search(spelling).items[:1]
            shared = [one for one in first if spelling in one.identifiers]
            if first != (entry,) and not shared:
                wrong.append((spelling, entry.id))
    assert wrong == []


@pytest.mark.slow
def test_every_element_is_found_by_each_of_its_names(real: Index) -> None:
    chance = random.Random(6)
    for entry in chance.sample(real.entries, 1500):
        for name in (*entry.labels.values(), *entry.alternatives, *entry.terms):
            if any(letter.isalnum() for letter in name):
                ranking = real.ranking(name)
                assert entry in (real.entries[number] for number in ranking.numbers[: ranking.sure]), name


@pytest.mark.slow
def test_one_wrong_letter_in_a_long_name_of_its_own_still_finds_it(real: Index) -> None:
    chance = random.Random(7)
    counts = Counter(entry.label().casefold() for entry in real.entries)
    own = [
        entry
        for entry in real.entries
        if counts[entry.label().casefold()] == 1
        and len(entry.label()) <= 80
        and len(re.sub(r"[\W\d_]", "", entry.label())) >= 10
    ]
    missed: list[tuple[str, str]] = []
    for entry in chance.sample(own, 300):
        label = entry.label()
        place = chance.randrange(len(label) - 1)
        letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
        for typed in (
            label[:place] + label[place + 1 :],
            label[:place] + letter + label[place:],
            label[:place] + letter + label[place + 1 :],
            label[:place] + label[place + 1] + label[place] + label[place + 2 :],
        ):
            ranking = real.ranking(typed)
            if ranking.named:
                continue  # what was typed is a name itself
            if entry not in (real.entries[number] for number in ranking.numbers):
                missed.append((typed, label))
    assert missed == []


@pytest.mark.slow
def test_a_search_takes_milliseconds(real: Index) -> None:
    asked = "beschikkin|WMO301 bs|eigen bijdrag|ggm toewijzin|soc domei|toewijsin|beschikin|clientt bs|de|a|71d7e9|zz"
    times: list[float] = []
    for q in asked.split("|"):
        start = time.process_time()
        real.ranking(q)
        times.append(time.process_time() - start)
    assert statistics.median(times) < 0.015
    assert max(times) < 0.1
