"""GIZO to BRP: the Client submodel decided, every id in the BRP table, and the meanings an expert would look at."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from kg import names
from kg.mapping import Mapping
from kg.sources.sssom import read_sssom

ROOT = Path(__file__).resolve().parents[2]


@cache
def mappings() -> tuple[Mapping, ...]:
    return read_sssom(ROOT / "mappings" / "gizo-brp.sssom.tsv").mappings


@cache
def table() -> dict[str, dict[str, str]]:
    with (ROOT / "ontology" / "models" / "brp.csv").open(encoding="utf-8", newline="") as file:
        return {names.expand(row["id"]): row for row in csv.DictReader(file)}


@cache
def gizo() -> dict[str, tuple[str, set[str]]]:
    """The Dutch label and the submodels of every element of GIZO."""
    from rdflib import RDFS, Graph, URIRef

    graph = Graph().parse(ROOT / "ontology" / "gizo.ttl")
    submodel = URIRef(names.V + "deelmodel")
    return {
        str(element): (
            next(str(label) for label in graph.objects(element, RDFS.label) if getattr(label, "language", "") == "nl"),
            {str(value) for value in graph.objects(element, submodel)},
        )
        for element in graph.subjects(submodel)
    }


def says(subject: str, target: str) -> str | None:
    """The predicate between two elements, "Not …" when it is denied, None when nothing is said."""
    found = [m for m in mappings() if (m.subject, m.object) == (names.expand(subject), names.expand(target))]
    assert len(found) <= 1
    return "".join("Not " * m.negated + names.curie(m.predicate).removeprefix("skos:") for m in found) or None


def test_the_client_submodel_is_decided_once_and_for_all() -> None:
    decided = defaultdict(set)
    for mapping in mappings():
        if not mapping.negated:
            decided[mapping.subject].add(mapping.object)
    client = {element for element, (_, submodels) in gizo().items() if any("Client" in name for name in submodels)}

    assert len(client) > 60
    assert not client - decided.keys()
    both = [element for element, objects in decided.items() if names.NO_TERM_FOUND in objects and len(objects) > 1]
    assert not both


def test_ids_exist_and_labels_are_those_of_the_models() -> None:
    for mapping in mappings():
        assert mapping.subject_label == gizo()[mapping.subject][0], mapping.line
        if not mapping.no_counterpart:
            assert mapping.object_label == table()[mapping.object]["label"], mapping.line


def test_nothing_is_exactly_a_brp_item() -> None:
    """The BRP is about whoever is registered: wider than the client, narrower than an address or a name."""
    exact = [m for m in mappings() if m.predicate.endswith("exactMatch") and not m.negated and not m.no_counterpart]

    assert not exact


def test_client_data_are_narrower_and_shared_data_are_broader() -> None:
    for mapping in mappings():
        name = names.curie(mapping.subject).removeprefix("gizo:")
        if mapping.negated or mapping.no_counterpart:
            continue
        if name.startswith("adres") or name == "Adres":
            assert names.curie(mapping.predicate) == "skos:narrowMatch", name
        if name.startswith("naamgegevens"):
            assert names.curie(mapping.predicate) in {"skos:narrowMatch", "skos:closeMatch"}, name
        if table()[mapping.object]["kind"] == "item" and mapping.object.startswith(names.expand("brp:01.0")):
            expected = "narrowMatch" if name.startswith("naamgegevens") else "broadMatch"
            assert names.curie(mapping.predicate) == f"skos:{expected}", name


def test_every_reason_to_have_no_counterpart_is_given_for_the_element() -> None:
    reasons = defaultdict(list)
    for mapping in mappings():
        if mapping.no_counterpart:
            reasons[mapping.comment].append(names.curie(mapping.subject))

    assert max(map(len, reasons.values())) <= 2


@pytest.mark.parametrize(
    ("subject", "target", "expected"),
    [
        ("gizo:clientBsn", "brp:01.01.20", "broadMatch"),
        ("gizo:clientGeboortedatum", "brp:01.03.10", "broadMatch"),
        ("gizo:relatieGeboortedatum", "brp:01.03.10", "broadMatch"),
        ("gizo:naamgegevensGeslachtsnaam", "brp:01.02.40", "narrowMatch"),
        ("gizo:naamgegevensPartnernaam", "brp:05.02.40", "closeMatch"),
        ("gizo:adresPostcode", "brp:08.11.60", "narrowMatch"),
        ("gizo:clientWettelijkeVertegenwoordiging", "brp:11.33.10", "narrowMatch"),
        ("gizo:Gezagsdrager", "brp:11.32.10", "relatedMatch"),
        ("gizo:clientGezagsdragerBekend", "brp:11.32.10", "Not exactMatch"),
        ("gizo:Gemeente", "brp:08.09", "Not exactMatch"),
        ("gizo:gemeentecode", "brp:08.09.10", "relatedMatch"),
        ("gizo:contactgegevensEmailadres", "sssom:NoTermFound", "exactMatch"),
        ("gizo:clientBsn", "brp:05.01.20", None),
    ],
)
def test_meanings(subject: str, target: str, expected: str | None) -> None:
    assert says(subject, target) == expected


def test_the_blind_reading_is_followed(reference: Path) -> None:
    """An expert judged the same pairs blind, without knowing the first judgements."""
    with (reference / "dossier" / "mappings-blind-reading.csv").open(encoding="utf-8", newline="") as file:
        judged = {
            (row["subject_id"], "brp:" + row["object_id"].partition(":")[2]): row["predicate"]
            for row in csv.DictReader(file)
            if row["object_id"].startswith(("lo-gba:", "hcbrp:"))
        }

    assert len(judged) > 25
    assert {pair: says(*pair) for pair in judged} == judged
