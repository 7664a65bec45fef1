"""What holds for every mapping set: valid by two readers, sorted, complete in its header, and no contradictions."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kg import names
from kg.decisions import INVERSE
from kg.derive import model_of
from kg.mapping import Mapping, MappingSet
from kg.sources.sssom import read_sssom

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "mappings").glob("*.sssom.tsv"))
VERDICT = """
import json, sys
from click.testing import CliRunner
from sssom.cli import main
from sssom.parsers import parse_sssom_table, to_mapping_set_document
verdict = {}
for path in sys.argv[1:]:
    result = CliRunner().invoke(main, ["validate", path])
    mappings = to_mapping_set_document(parse_sssom_table(path)).mapping_set.mappings if not result.exit_code else []
    dated = sum(mapping.mapping_date is not None for mapping in mappings)
    verdict[path] = [result.exit_code, str(result.exception or ""), len(mappings), dated]
json.dump(verdict, sys.stdout)
"""
"""Runs `sssom validate`, and counts what its reader kept: it drops a bad date with only a line in its log."""


def each_set() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.partition(".")[0])


@cache
def read(path: Path) -> MappingSet:
    return read_sssom(path)


@cache
def rows(path: Path) -> tuple[dict[str, str], ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


@pytest.fixture(scope="module")
def sssom_validate(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    """The verdict of `sssom validate` on every set, and on two damaged ones, by the name of the file."""
    scripts = ROOT / ".venv-sssom" / ("Scripts" if os.name == "nt" else "bin")
    python = next(iter(scripts.glob("python*")), None)
    if python is None:
        pytest.skip("het pakket sssom staat in een eigen omgeving, .venv-sssom; 'make test' maakt die")
    folder = tmp_path_factory.mktemp("beschadigd")
    text = FILES[0].read_text(encoding="utf-8")
    cell = rows(FILES[0])[0]["confidence"]
    damaged = {"zekerheid": text.replace(f"\t{cell}\t", "\t1.9\t", 1), "prefix": text.replace("\ngizo:", "\nniets:", 1)}
    if "\ngizo:" not in text:
        damaged["prefix"] = text.replace("\nggm:", "\nniets:", 1)
    paths = [*FILES]
    for name, content in damaged.items():
        paths.append(folder / f"{name}.sssom.tsv")
        paths[-1].write_text(content, encoding="utf-8")
    run = subprocess.run(
        [python, "-c", VERDICT, *map(str, paths)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return {Path(path).name: verdict for path, verdict in json.loads(run.stdout).items()}


def test_all_sets_are_there() -> None:
    assert {path.name.partition(".")[0] for path in FILES} >= {"gizo-ggm", "gizo-zib", "gizo-brp", "ggm-gizo"}


@each_set()
def test_sssom_pydantic_keeps_every_row(path: Path) -> None:
    from sssom_pydantic.io import read as read_pydantic

    found, _, _, errors = read_pydantic(path, return_errors=True)

    assert not errors
    assert len(found) == len(rows(path)) == len(read(path).mappings) > 0


@each_set()
@pytest.mark.slow
def test_sssom_validate_keeps_every_row(path: Path, sssom_validate: dict[str, list[object]]) -> None:
    assert sssom_validate[path.name] == [0, "", len(rows(path)), len(rows(path))]


@pytest.mark.slow
def test_sssom_validate_refuses_a_damaged_set(sssom_validate: dict[str, list[object]]) -> None:
    assert [sssom_validate[f"{name}.sssom.tsv"][0] for name in ("zekerheid", "prefix")] == [1, 1]


@each_set()
def test_the_header_says_who_when_what_and_how_far(path: Path) -> None:
    found = read(path)
    code = path.name.partition(".")[0]

    assert found.id == f"https://w3id.org/gizo/id/mappingset/{code}"
    assert found.title and found.version and found.license.startswith("https://")
    assert found.status == "voorstel"
    assert isinstance(found.date, date)
    assert [found.subject_source, found.object_source] == [names.model_iri(part) for part in code.split("-")]
    assert found.subject_source_version and found.object_source_version


@each_set()
def test_rows_are_sorted_and_each_is_a_whole_decision(path: Path) -> None:
    assert [row["subject_id"] for row in rows(path)] == sorted(row["subject_id"] for row in rows(path))
    for mapping in read(path).mappings:
        place = f"{path.name}:{mapping.line}"
        assert mapping.predicate in INVERSE, place
        assert 0 < mapping.confidence <= 1, place
        assert len(mapping.comment) >= 10 and mapping.comment[-1] in ".;)", place
        assert mapping.author and mapping.date and mapping.subject_label, place
        assert bool(mapping.object_label) != mapping.no_counterpart, place


@each_set()
def test_ends_lie_in_the_models_of_the_set(path: Path) -> None:
    found = read(path)
    for mapping in found.mappings:
        assert model_of(mapping.subject) == found.subject_source, mapping.line
        assert mapping.object_source == found.object_source, mapping.line
        if not mapping.no_counterpart:
            assert model_of(mapping.object) == found.object_source, mapping.line


def all_mappings() -> list[Mapping]:
    return [mapping for path in FILES for mapping in read(path).mappings]


def test_no_decision_stands_in_two_sets() -> None:
    where = defaultdict(set)
    for mapping in all_mappings():
        where[mapping.iri].add(mapping.mapping_set)

    assert not {iri: sets for iri, sets in where.items() if len(sets) > 1}


def test_a_pair_has_one_predicate_whichever_way_it_is_read() -> None:
    predicates = defaultdict(set)
    for m in all_mappings():
        if not m.negated and not m.no_counterpart:
            predicates[m.subject, m.object].add(m.predicate)
            predicates[m.object, m.subject].add(INVERSE[m.predicate])

    assert not {pair: found for pair, found in predicates.items() if len(found) > 1}


def test_a_counterpart_and_no_counterpart_exclude_each_other() -> None:
    counterparts = {
        pair
        for m in all_mappings()
        if not m.negated and not m.no_counterpart
        for pair in ((m.subject, model_of(m.object)), (m.object, model_of(m.subject)))
    }
    none = {(m.subject, m.object_source) for m in all_mappings() if m.no_counterpart}

    assert len(none) > 100
    assert not {(names.curie(element), model) for element, model in counterparts & none}


def test_what_is_denied_is_not_asserted_of_the_same_pair() -> None:
    asserted = {frozenset((m.subject, m.object)) for m in all_mappings() if not m.negated}
    denied = {frozenset((m.subject, m.object)) for m in all_mappings() if m.negated}

    assert len(denied) > 5
    assert not asserted & denied
