"""Blank nodes of hand-written Turtle get names that follow from what they say and where they hang."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import names
from kg.errors import GizoError
from kg.skolem import read_turtle, skolemize

LIST = "<urn:a> <urn:in> ( 1 2 ( 3 ) ) . "
SHAPE = "<urn:s> <urn:property> [ <urn:path> <urn:p> ; <urn:or> ( [ <urn:min> 1 ] [ <urn:max> 2 ] ) ] . "


def renamed(turtle: str) -> set[str]:
    return {str(triple) for triple in skolemize(quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE))}


def test_the_same_text_gives_the_same_names() -> None:
    assert renamed(LIST + SHAPE) == renamed(SHAPE + LIST)


def test_the_result_is_the_same_graph_but_for_its_names() -> None:
    turtle = LIST + SHAPE
    named = [quad.triple for quad in ox.parse("\n".join(f"{line} ." for line in renamed(turtle)), ox.RdfFormat.TURTLE)]

    def anonymous(term: object) -> object:
        if isinstance(term, ox.NamedNode) and term.value.startswith(names.node_iri("")):
            return ox.BlankNode(term.value.removeprefix(names.node_iri("")))
        return term

    back = ox.Dataset(ox.Quad(anonymous(t.subject), t.predicate, anonymous(t.object)) for t in named)  # type: ignore[arg-type]
    original = ox.Dataset(ox.parse(turtle, ox.RdfFormat.TURTLE))
    for dataset in (back, original):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert back == original
    assert not any("_:" in line for line in renamed(turtle))


def test_an_edit_elsewhere_leaves_a_name_alone() -> None:
    assert renamed(SHAPE) < renamed(SHAPE + LIST)


def test_the_same_content_in_two_places_stays_two_nodes() -> None:
    found = {line.split()[2] for line in renamed("<urn:a> <urn:p> [ <urn:q> 1 ] . <urn:b> <urn:p> [ <urn:q> 1 ] .")}
    assert len({name for name in found if names.node_iri("") in name}) == 2


def test_a_circle_of_blank_nodes_is_refused() -> None:
    with pytest.raises(GizoError, match="kring"):
        renamed("_:a <urn:p> _:b . _:b <urn:p> _:a .")


def test_damaged_turtle_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "stuk.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n")
    with pytest.raises(GizoError, match=r"stuk\.ttl, regel 2: geen geldige Turtle \([^\n]+\)$"):
        read_turtle(path)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(GizoError, match=r"weg\.ttl: niet te lezen"):
        read_turtle(tmp_path / "weg.ttl")
