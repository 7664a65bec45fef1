"""Writes the shapes that follow from facts: structuur, formaat, codelijsten and bericht. ``make shapes``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.validation.generate import form, header, lists, structure

FOLDER = Path(__file__).resolve().parent.parent / "shapes"


def texts() -> Mapping[str, str]:
    """Give the files by name."""
    return {
        "bericht.ttl": header.text(),
        "codelijsten.ttl": lists.text(),
        "formaat.ttl": form.text(),
        "structuur.ttl": structure.text(),
    }


def main() -> None:
    """Write the files."""
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
