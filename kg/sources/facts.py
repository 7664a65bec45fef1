"""Turns the published files of a model into its stored table: what ``gizo import`` does.

The table is written in one step and only when something changed, so importing the same files twice
leaves the same bytes. The report says what was taken and what was left, with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import names
from kg.errors import GizoError
from kg.resources import data_path
from kg.sources import brp, codelijsten, ggm, ieb, istandaarden, regels, tables, zib
from kg.sources.tables import ModelRow, Reading, Skipped

WITHOUT_RELEASE = frozenset({"brp", "codelijsten"})
"""Models whose sources carry no release; their table has none in its name."""

RULES = "regels"
"""What to import for the inventory of rules: no model, and its table stands with the shapes."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import took, left and wrote."""

    model: str
    release: str
    table: Path
    changed: bool
    counts: tuple[tuple[str, int], ...]
    """Kind of element and how many, the most frequent first."""
    skipped: tuple[Skipped, ...]

    @property
    def rows(self) -> int:
        """Number of rows in the table."""
        return sum(count for _, count in self.counts)


def import_model(model: str, files: Sequence[Path], release: str = "", out: Path | None = None) -> ImportReport:
    """Import the published files of one release of a model, or the published rules.

    Args:
        model: ``ggm``, ``zib``, ``brp``, ``ijw``, ``iwmo``, ``ieb``, ``codelijsten`` or ``regels``.
        files: published files, or folders with them.
        release: release of the model; empty for ``brp``, ``codelijsten`` and ``regels``.
        out: folder of the tables; ``ontology/models`` when omitted, and ``shapes`` for the rules.

    Raises:
        GizoError: for an unknown model, a file that is not what the model publishes, or a release
            that is missing or differs from the files.

    >>> import_model("cao", [], "1", Path("."))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kg.errors.GizoError: 'cao' is geen model dat te importeren is; kies uit brp, ..., zib
    """
    if model == RULES:
        return _import_rules(files, out or Path("shapes"))
    if model not in _READERS:
        known = ", ".join(sorted((*_READERS, RULES)))
        raise GizoError(f"'{model}' is geen model dat te importeren is; kies uit {known}")
    out = out or Path("ontology/models")
    if model in WITHOUT_RELEASE:
        release = ""
    elif not re.fullmatch(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)*", release):
        raise GizoError(f"{model}: geef de release met --release, bijvoorbeeld {_EXAMPLES[model]}")
    reading = _READERS[model](_files(files), release, out)
    table = _folder(out) / tables.table_name(model, release)
    changed = tables.write(reading.rows, table)
    counts = Counter(row.kind for row in reading.rows)
    return ImportReport(model, release, table, changed, tuple(counts.most_common()), reading.skipped)


def _import_rules(files: Sequence[Path], out: Path) -> ImportReport:
    rows, notes = regels.read_rules(_files(files))
    table = _folder(out) / regels.TABLE
    changed = tables.store(regels.text_of(rows), table)
    counts = Counter(row.kind for row in rows)
    return ImportReport(RULES, "", table, changed, tuple(counts.most_common()), notes)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GizoError(f"{path}: niet te maken ({error.strerror}); kies een andere map") from error
    return path


def stored(folder: Path | None = None) -> tuple[tuple[str, str, Path], ...]:
    """Give model, release and file of every stored table.

    Raises:
        GizoError: when the folder holds a CSV that is no table of a known model.

    >>> [release for model, release, _ in stored() if model == "ggm"]
    ['2.5.1']
    """
    where = folder or data_path("ontology") / "models"
    return tuple((*tables.model_of(path), path) for path in sorted(where.glob("*.csv")))


def _files(given: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.is_file())
        elif path.is_file():
            found.append(path)
        else:
            raise GizoError(f"{path}: bestaat niet; controleer het pad")
    return found


def _code_lists(out: Path) -> tuple[ModelRow, ...]:
    """Give the rows of the code lists: those beside the table to write, else those of the project."""
    own = out / tables.table_name("codelijsten")
    path = own if own.is_file() else data_path("ontology") / "models" / own.name
    if not path.is_file():
        raise GizoError(f"{own} ontbreekt; importeer eerst de codelijsten")
    return tables.read(path)


def _ijw(files: Sequence[Path], release: str, out: Path) -> Reading:
    return istandaarden.read_ijw(files, release, codelijsten.lists_by_type(_code_lists(out), "ijw"))


def _iwmo(files: Sequence[Path], release: str, out: Path) -> Reading:
    lists = _code_lists(out)
    codes = istandaarden.message_codes(lists)
    return istandaarden.read_iwmo(files, release, codelijsten.lists_by_type(lists, "iwmo"), codes)


_READERS: dict[str, Callable[[Sequence[Path], str, Path], Reading]] = {
    "ggm": lambda files, release, out: ggm.read_release(files),
    "zib": lambda files, release, out: zib.read_zib(files, release),
    "brp": lambda files, release, out: brp.read_brp(files),
    "ijw": _ijw,
    "iwmo": _iwmo,
    "ieb": lambda files, release, out: ieb.read_ieb(files, release),
    "codelijsten": lambda files, release, out: codelijsten.read_lists(files),
}
_EXAMPLES = {"ggm": "2.5.1", "zib": "2020", "ijw": "3.2", "iwmo": "3.2", "ieb": names.MESSAGE_RELEASES["ieb"]}
