"""What the command line counts: it adds up, each GIZO element has its decisions, a gap comes with its reason."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg import names
from kg.coverage import Coverage, coverage, gaps
from kg.coverage.view import write_coverage, write_gaps
from kg.errors import GizoError
from kg.resources import data_path
from kg.store import EmbeddedStore


@pytest.fixture(scope="module")
def rows(graph: EmbeddedStore) -> list[Coverage]:
    return coverage(graph)


def none_rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a mapping file that say there is no counterpart."""
    lines = (data_path("mappings") / f"{name}.sssom.tsv").read_text(encoding="utf-8").splitlines()
    table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return [row for row in table if row["object_id"] == "sssom:NoTermFound"]


def test_the_counts_add_up(rows: list[Coverage]) -> None:
    for row in rows:
        counts = (row.exact, row.close, row.broad, row.narrow, row.related, row.none, row.undecided)
        assert sum(counts) == row.total > 0


def test_every_gizo_element_has_a_decision_for_ggm_and_zib(rows: list[Coverage]) -> None:
    decided = [row for row in rows if row.model == "gizo" and row.target in ("ggm", "zib")]
    assert {row.part for row in decided} >= {"Client", "Toewijzing", "Verzoek", "Levering", "Declaratie"}
    assert [row for row in decided if row.undecided] == []


def test_every_element_of_the_ggm_package_has_a_decision(rows: list[Coverage]) -> None:
    package = [row for row in rows if row.model == "ggm"]
    assert {"Toewijzing", "Beschikking", "Declaratie"} <= {row.part for row in package}
    assert [row for row in package if row.undecided] == []


def test_every_element_of_a_lifted_message_is_decided(rows: list[Coverage]) -> None:
    lifted = {row.part: row for row in rows if row.part in ("JW301", "WMO301")}
    assert lifted.keys() == {"JW301", "WMO301"}
    assert [row for row in lifted.values() if row.undecided] == []


def test_a_model_narrows_the_rows(graph: EmbeddedStore, rows: list[Coverage]) -> None:
    assert coverage(graph, "zib") == [row for row in rows if "zib" in (row.model, row.target)]
    assert {row.target for row in coverage(graph, "ijw")} == {"gizo"}


def test_the_gaps_in_ggm_are_the_decisions_in_the_mapping_file(graph: EmbeddedStore) -> None:
    found = {names.curie(gap.iri): gap.reason for gap in gaps(graph, "ggm")}
    assert found == {row["subject_id"]: row["comment"] for row in none_rows("gizo-ggm")}


def test_the_gaps_in_gizo_come_from_ggm_and_from_the_messages(graph: EmbeddedStore) -> None:
    found = {names.curie(gap.iri): gap.reason for gap in gaps(graph, "gizo")}
    assert {row["subject_id"] for row in none_rows("ggm-gizo")} <= found.keys()
    assert found["ijw:JW301/Header/BerichtVersie"].startswith("buiten GIZO")


def test_undecided_elements_are_shown_on_request(graph: EmbeddedStore) -> None:
    decided, all_of_them = gaps(graph, "brp"), gaps(graph, "brp", undecided=True)
    assert set(decided) < set(all_of_them)
    assert {gap.reason for gap in set(all_of_them) - set(decided)} == {"nog niet beslist"}


def test_the_json_contract_of_gaps(graph: EmbeddedStore) -> None:
    found = json.loads(write_gaps(gaps(graph), "json"))
    assert {tuple(gap) for gap in found} == {("id", "label", "missingIn", "reason")}
    assert all(gap["id"] and gap["label"] and gap["missingIn"] in names.MODELS and gap["reason"] for gap in found)


def test_the_other_views(graph: EmbeddedStore, rows: list[Coverage]) -> None:
    assert json.loads(write_coverage(rows, "json"))[0]["total"] == rows[0].total
    table = list(csv.DictReader(io.StringIO(write_coverage(rows, "csv"))))
    assert [int(row["total"]) for row in table] == [row.total for row in rows]
    assert "onderdeel" in write_coverage(rows, "table")
    assert "missing in" in write_gaps(gaps(graph, "zib"), "table", "en")


@pytest.mark.parametrize("ask", [coverage, gaps])
def test_an_unknown_model_is_one_line(graph: EmbeddedStore, ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(GizoError, match=r"^model 'lwb' bestaat niet; kies uit gizo, ggm"):
        ask(graph, "lwb")


def test_an_unknown_format_is_one_line() -> None:
    with pytest.raises(GizoError, match="formaat 'pdf' bestaat niet; kies uit table, json, csv"):
        write_gaps([], "pdf")
