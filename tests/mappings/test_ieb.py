"""iEb to GIZO: every element that is known of the old release decided, and no more claimed than a name can bear."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from kg import names
from kg.lineage import lineage
from kg.mapping import Mapping, MappingSet
from kg.resolve import resolve
from kg.sources.sssom import read_sssom
from kg.store import EmbeddedStore

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / "mappings" / "ieb-gizo.sssom.tsv"


@cache
def found() -> MappingSet:
    return read_sssom(PATH)


@cache
def known() -> dict[str, str]:
    """What the fact table knows of iEb: IRI and kind of each message type and element."""
    with (ROOT / "ontology" / "models" / "ieb-1.0.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {names.expand(row["id"]): row["kind"] for row in rows if row["kind"] in ("messagetype", "element")}


def says(subject: str) -> list[Mapping]:
    return [mapping for mapping in found().mappings if mapping.subject == names.expand(f"ieb:{subject}")]


def test_every_known_element_is_decided_exactly_once() -> None:
    assert sorted(mapping.subject for mapping in found().mappings) == sorted(known())


def test_the_set_says_that_its_source_is_old_and_incomplete() -> None:
    header = PATH.read_text(encoding="utf-8").partition("\nsubject_id")[0]
    assert "Release 1.0 is oud en hier onvolledig" in header
    assert "alleen namen" in header


def test_a_name_alone_makes_nobody_certain() -> None:
    """Only what a bsn, a sender or a group without content is can be told from its name."""
    certain = {mapping.subject for mapping in found().mappings if mapping.confidence > Decimal("0.8")}
    sure = {"Bsn", "Afzender", "Header", "StatusAanlevering", "WMO401", "WMO403"}
    assert {iri.rsplit("/", 1)[-1] for iri in certain} <= sure


@pytest.mark.parametrize("subject", ["WMO401/Client/StartEigenBijdrage", "WMO403/Client/StopEigenBijdrage"])
def test_a_report_of_a_contribution_is_not_the_contribution(subject: str) -> None:
    (mapping,) = says(subject)
    assert names.curie(mapping.predicate) == "skos:relatedMatch"
    assert names.curie(mapping.object) == "gizo:EigenBijdrage"


@pytest.mark.parametrize(
    ("subject", "predicate", "target"),
    [
        ("WMO401/Client/Bsn", "skos:exactMatch", "gizo:clientBsn"),
        ("WMO403/Header/Afzender", "skos:broadMatch", "gizo:gemeentecode"),
        (
            "WMO401/Client/StartEigenBijdrage/EbStartdatum",
            "skos:closeMatch",
            "gizo:periodeEigenBijdrageAbonnementstariefStartdatum",
        ),
    ],
)
def test_meanings_an_expert_would_look_at(subject: str, predicate: str, target: str) -> None:
    assert [(names.curie(m.predicate), names.curie(m.object)) for m in says(subject)] == [(predicate, target)]


def test_start_and_stop_have_one_number_in_common() -> None:
    numbers = {m.object for m in found().mappings if m.subject.endswith("/EbStartNummer")}
    assert numbers == {names.expand("gizo:eigenBijdrageStartnummer")}


def test_every_element_has_lineage_or_a_reason(graph: EmbeddedStore) -> None:
    for iri in known():
        answer = lineage(graph, resolve(graph, iri))
        assert bool(answer.links) != any(none.reason for none in answer.none if none.model == "gizo"), iri


def test_the_elements_agree_with_the_dossier(reference: Path) -> None:
    with (reference / "dossier" / "berichten-ieb.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["pad"] != "unknown"]
    assert rows
    for row in rows:
        (mapping,) = says(f"{row['bericht']}{row['pad']}")
        assert mapping.no_counterpart == (not row["gizo_id"])
        if row["gizo_id"]:
            assert mapping.object == f"{names.GIZO}{row['gizo_id']}"
