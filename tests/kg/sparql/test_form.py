"""What is read off a query without running it; the engine itself is the judge where it can be."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GizoError
from kg.sparql import SparqlSyntaxError, lexemes, names_its_dataset, query_form, tokens, values, values_blocks

CALL = "<http://127.0.0.1:9/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {CALL} }}",
        f"SELECT * {{ service silent {CALL} }}",
        f"SELECT * {{ ?a ?b true.SERVICE{CALL} }}",
        f"SELECT * {{ ?a ?b 1e5SERVICE{CALL} }}",
        f"PREFIX ex: <urn:ex:> SELECT * {{ ?a ?b ex:a.b.SERVICE {CALL} }}",
        f"PREFIX ex: <urn:ex:> SELECT * {{ ?a ?b ex:.SERVICE {CALL} }}",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        f"SELECT * {{ ?a ?b <http://x/\\u0041#> . SERVICE {CALL} }}",
        f"SELECT * {{ \\u0053ERVICE {CALL} }}",
        f"SELECT * {{ ?a ?b 'it\\'s' . SERVICE {CALL} }}",
    ],
)
def test_service_is_refused_however_it_is_hidden(query: str) -> None:
    with pytest.raises(GizoError, match="andere server"):
        query_form(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "PREFIX dcat: <urn:d:> SELECT * { ?s dcat:service ?o }",
        "SELECT * { ?s ?p 'SERVICE <urn:x> {}' } # SERVICE <urn:x> {}",
        'SELECT * { ?s ?p """a "SERVICE" b""" ; <urn:SERVICE> ?o }',
    ],
)
def test_the_word_service_alone_is_harmless(query: str) -> None:
    assert query_form(query) == "SELECT"
    assert list(ox.Store().query(query)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("verb", ["INSERT DATA", "DELETE WHERE", "LOAD", "CLEAR", "DROP", "CREATE", "WITH", "COPY"])
def test_an_update_is_refused_by_name(verb: str) -> None:
    with pytest.raises(GizoError, match=f"SPARQL: {verb.split()[0]} wijzigt"):
        query_form(f"PREFIX ex: <urn:ex:> {verb} {{ ex:a ex:b ex:c }}")


@pytest.mark.parametrize("text", ["", "   # alleen commentaar", "bonjour", "{ ?s ?p ?o }"])
def test_what_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(GizoError, match="geen vraag"):
        query_form(text)


@pytest.mark.parametrize(
    ("query", "line", "column", "near", "words"),
    [
        ("SELEC * { ?s ?p ?o }", 1, 1, "SELEC", "begin met SELECT"),
        ("PREFIX a: <urn:a:>\n# SELECT\n  SELCT * {}", 3, 3, "SELCT", "begin met SELECT"),
        ("PREFIX gizo <urn:x> SELECT * {}", 1, 8, "gizo", "dubbele punt"),
        ("PREFIX gizo: https://x SELECT * {}", 1, 14, "https:", "tussen < en >"),
        ("PREFIX gizo: <urn:x>\n", 1, 21, "", "begin met SELECT"),
        ("\u00a0BESCHRIJF <urn:x>", 1, 1, "\u00a0", "onzichtbaar teken"),
    ],
)
def test_a_fault_before_the_query_begins_has_a_place_too(
    query: str, line: int, column: int, near: str, words: str
) -> None:
    with pytest.raises(SparqlSyntaxError, match=words) as raised:
        query_form(query)
    assert (raised.value.line, raised.value.column, raised.value.near) == (line, column, near)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("select * {}", "SELECT"),
        ("BASE <urn:x> PREFIX select: <urn:y> ASK {}", "ASK"),
        ("# SELECT\nCONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <urn:SELECT>", "DESCRIBE"),
    ],
)
def test_the_form_of_a_query(query: str, form: str) -> None:
    assert query_form(query) == form


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", True),
        ("SELECT * from\nnamed <urn:g> { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT ?from { ?from ?p ?o }", False),
        ("PREFIX from: <urn:f:> SELECT * { ?s from:FROM 'FROM <urn:g>' }", False),
        ("SELECT * { ?s ?p 'x'@from } # FROM <urn:g>", False),
        ("SELECT * { ?s ?p <urn:FROM> FILTER(?s<?p && ?p>?s) }", False),
    ],
)
def test_from_counts_only_as_a_keyword(query: str, expected: bool) -> None:
    assert names_its_dataset(query) is expected


def test_a_value_cannot_break_out_of_its_block() -> None:
    nasty = ox.Literal('" } ?s ?p ?o . } # \\ \n')
    query = f"SELECT ?a {{ {values('a', [nasty])} }}"
    (row,) = ox.Store().query(query)  # type: ignore[misc]
    assert row[0] == nasty


def test_a_block_of_two_variables_is_no_parameter() -> None:
    assert values_blocks("SELECT * { VALUES (?a ?b) { (1 2) } VALUES ?c { 3 } }")[0].variable == "c"


def test_tokens_know_where_they_stand() -> None:
    query = "ASK { <urn:a> ?b '}' }"
    assert [query[token.start : token.end] for token in tokens(query)] == [token.text for token in tokens(query)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 100_000 + "}" * 100_000,
        "SELECT * { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }",
        "SELECT * { FILTER(" + "!" * 100_000 + "true) }",
        "SELECT * { FILTER(" + "- " * 100_000 + "1) }",
        "SELECT * { ?s ?p " + "[ ?p " * 300 + "] " * 300 + "}",
        "SELECT * { ?s " + "^" * 300 + "<urn:p> ?o }",
    ],
)
def test_what_would_use_up_the_stack_is_refused(query: str) -> None:
    with pytest.raises(GizoError, match="dieper genest dan 200 niveaus"):
        query_form(query)


def test_much_is_not_deep() -> None:
    query = "SELECT * { " + "FILTER((-1 + 2) != !true) " * 1000 + "?s ?p '((((' , '{{{{' }"
    assert query_form(query) == "SELECT"


PIECES = [
    "'",
    '"',
    "\\",
    "a",
    ".",
    "-",
    ":",
    "_",
    "<",
    ">",
    "1",
    "e",
    "é",
    "@",
    "#",
    "\n",
    "?",
    "{",
    "%41",
    '"""',
    "'''",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_pieces_are_the_whole_text_but_for_white_space(query: str) -> None:
    at = 0
    for piece in lexemes(query):
        assert query[piece.start : piece.end] == piece.text
        assert not query[at : piece.start].strip()
        at = piece.end
    assert not query[at:].strip()


def test_a_string_without_its_end_hides_nothing() -> None:
    for hidden in ("'", '"', "'''", '"' * 3):
        assert [token.kind for token in tokens(f"ASK {{ ?s ?p {hidden}SERVICE <urn:x> {{}} }}")][-1] == "unclosed"
        with pytest.raises(GizoError, match="andere server"):
            query_form(f"ASK {{ ?s ?p {hidden}SERVICE <urn:x> {{}} }}")
