"""The question catalogue is in the graph in the form in which SPARQL editors look for examples."""

from __future__ import annotations

import pytest

from kg import names
from kg.questions.catalogue import questions
from kg.questions.executable import GRAPH
from kg.store import EmbeddedStore, select, text
from tests import discovery


def test_an_editor_finds_every_question_once_and_its_text_as_it_is(graph: EmbeddedStore) -> None:
    found = [(text(iri), text(comment), text(query)) for iri, comment, query in select(graph, discovery.EXAMPLES)]
    assert sorted(found) == sorted((one.iri, one.title["nl"], one.text) for one in questions())


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_the_text_that_was_found_runs(graph: EmbeddedStore, name: str) -> None:
    rows = select(graph, f"SELECT ?q {{ <{names.PREFIXES['vraag']}{name}> <{names.SH}select> ?q }}")
    assert select(graph, text(rows[0][0]))


def test_an_editor_finds_our_prefixes_and_each_stands_for_one_namespace(graph: EmbeddedStore) -> None:
    rows = [(text(prefix), text(space)) for prefix, space in select(graph, discovery.PREFIXES)]
    assert dict(rows) == names.PREFIXES
    assert len(rows) == len(names.PREFIXES)


def test_titles_are_in_both_languages_and_parameters_are_data(graph: EmbeddedStore) -> None:
    iri = names.PREFIXES["vraag"] + "element-naar-modellen"
    labels = select(graph, f"SELECT ?l {{ <{iri}> <{names.RDFS}label> ?l }}")
    assert {getattr(label, "language", None) for (label,) in labels} == {"nl", "en"}
    rows = select(
        graph,
        f"""PREFIX sh: <{names.SH}> SELECT ?name ?kind ?example {{
          <{iri}> sh:parameter ?p . ?p sh:name ?name ; sh:nodeKind ?kind ; <{names.SKOS}example> ?example }}""",
    )
    (question,) = (one for one in questions() if one.iri == iri)
    assert [(text(name), text(example)) for name, _, example in rows] == [
        (param.name, param.example) for param in question.params
    ]


def test_the_graph_stands_in_the_default_graph(graph: EmbeddedStore) -> None:
    assert GRAPH in graph.default_graphs()
