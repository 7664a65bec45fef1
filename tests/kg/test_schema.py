"""What the schema of a message says of its elements."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.errors import GizoError
from kg.schema import message_schema

TYPES = [("ijw", "JW301"), ("iwmo", "WMO301")]


@pytest.mark.parametrize(("standard", "message"), TYPES)
def test_every_part_has_its_parent_and_an_order_of_its_own(standard: str, message: str) -> None:
    parts = message_schema(standard, message)
    orders: dict[str, list[int]] = {}
    for path, part in parts.items():
        parent = path.rpartition("/")[0]
        assert part.path == path
        assert parent == "/Bericht" or parent in parts
        orders.setdefault(parent, []).append(part.order)
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in orders.values())


def test_multiplicity_order_and_code_lists_are_those_of_the_schema() -> None:
    parts = message_schema("ijw", "JW301")
    product = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"
    assert (parts[product].minimum, parts[product].maximum) == (1, None)
    assert (parts[f"{product}/Product"].minimum, parts[f"{product}/Product"].maximum) == (0, 1)
    assert parts[f"{product}/Product/Categorie"].code_lists == ("codelijst:JZ020",)
    assert message_schema("iwmo", "WMO301")[f"{product}/Product/Categorie"].code_lists == ("codelijst:WMO020",)
    assert parts["/Bericht/Header"].order < parts["/Bericht/Client"].order


@pytest.mark.parametrize(("standard", "message"), TYPES)
def test_it_says_what_the_dossier_says(standard: str, message: str, reference: Path) -> None:
    with (reference / "dossier" / "berichten.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["bericht"] == message and row["xpath"] != "/Bericht"]
    parts = message_schema(standard, message)
    assert {row["xpath"] for row in rows} == set(parts)
    differing = [
        row["xpath"]
        for row in rows
        if (str(parts[row["xpath"]].minimum), str(parts[row["xpath"]].maximum or "*")) != (row["min"], row["max"])
    ]
    assert differing == []


def test_an_unknown_message_type_is_one_clear_error() -> None:
    with pytest.raises(GizoError, match="JW999"):
        message_schema("ijw", "JW999")
