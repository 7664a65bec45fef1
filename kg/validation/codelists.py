"""Reads the code lists from the fact table: which codes there are, and which standard uses them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources import data_path


@dataclass(frozen=True)
class CodeList:
    """A code list: its label, and its codes per standard (``ijw``, ``iwmo``)."""

    code: str
    label: str
    codes: Mapping[str, tuple[str, ...]]

    def of(self, standard: str) -> tuple[str, ...]:
        """Give the codes a standard uses; all of them when no standard is given."""
        if standard:
            return self.codes.get(standard, ())
        return tuple(sorted({code for codes in self.codes.values() for code in codes}))


@cache
def read_code_lists() -> Mapping[str, CodeList]:
    """Read the code lists from the fact table.

    >>> read_code_lists()["COD046"].of("ijw")
    ('0', '1', '2')
    """
    labels: dict[str, str] = {}
    codes: dict[str, dict[str, list[str]]] = {}
    with (data_path("ontology") / "models" / "codelijsten.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["kind"] == "codelist":
                labels[row["id"].partition(":")[2]] = row["label"]
            elif row["kind"] == "code":
                of_list = codes.setdefault(row["parent"].partition(":")[2], {})
                for model in row["range"].split("|"):
                    of_list.setdefault(model.partition(":")[2], []).append(row["notation"])
    return {
        code: CodeList(code, label, {model: tuple(sorted(found)) for model, found in codes.get(code, {}).items()})
        for code, label in labels.items()
    }
