"""Finds the project's data folders, in an installed wheel as well as in a source tree."""

from __future__ import annotations

from pathlib import Path

from kg.errors import GizoError

_HERE = Path(__file__).resolve().parent


def data_path(name: str) -> Path:
    """Give the folder ``ontology``, ``shapes`` or ``mappings``.

    Raises:
        GizoError: when the installation is incomplete.

    >>> (data_path("ontology") / "vocabulary.ttl").is_file()
    True
    """
    for candidate in (_HERE / "data" / name, _HERE.parent / name):
        if candidate.is_dir():
            return candidate
    raise GizoError(f"map '{name}' ontbreekt in de installatie van gizo-kg; installeer het pakket opnieuw")
