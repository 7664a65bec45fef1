"""The stored facts about the other models: one table (CSV) per model and release, read and written as rows.

All models share one shape (:mod:`kg.sources.shape` makes triples of it), so a question asked of GGM can be
asked of a message or of a zib. A cell names things by CURIE; several values in one cell are separated by
``|``. A table holds names, ids and structure, never the text of a definition.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from kg import names
from kg.errors import GizoError

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

NAMELESS = "(naamloos)"
"""Label of an element its publisher gave no name."""

KINDS: dict[str, str] = {
    "model": names.V + "Model",
    "package": names.V + "Pakket",
    "class": names.OWL + "Class",
    "attribute": names.OWL + "DatatypeProperty",
    "end": names.V + "Relatieuiteinde",
    "relation": names.OWL + "ObjectProperty",
    "generalisation": names.V + "Generalisatie",
    "enumeration": names.V + "Enumeratie",
    "value": names.V + "Enumeratiewaarde",
    "messagetype": names.V + "Berichtsoort",
    "element": names.V + "Berichtelement",
    "codelist": names.SKOS + "ConceptScheme",
    "code": names.SKOS + "Concept",
    "concept": names.OWL + "Class",
    "item": names.OWL + "DatatypeProperty",
}
"""Kind of row to the ``rdf:type`` of what it describes."""

_MULTIPLE = frozenset({"range", "alt_label", "identifier", "see_also"})


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One element of a model.

    ``min`` and ``max`` count the target of a relation; ``source_min`` and ``source_max`` its source.
    ``pattern`` holds the facets of a message element (see :mod:`kg.sources.facets`), ``range`` the
    class, enumeration, code list or (of a code) the standards that use it. ``notation`` is the code of
    a code, value or model, and the path of a message element or (FHIR, several with a space) a zib concept.
    """

    id: str
    kind: str
    label: str
    parent: str = ""
    datatype: str = ""
    range: tuple[str, ...] = ()
    min: str = ""
    max: str = ""
    source_min: str = ""
    source_max: str = ""
    order: str = ""
    pattern: str = ""
    notation: str = ""
    alt_label: tuple[str, ...] = ()
    identifier: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    note: str = ""


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(ModelRow))
"""The columns of every table, in order."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a published file that did not become a row, and why."""

    what: str
    reason: str

    def __str__(self) -> str:
        """Give it as one line of a report.

        >>> str(Skipped("attributes: Priotype", "de release geeft geen id"))
        'attributes: Priotype: de release geeft geen id'
        """
        return f"{self.what}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of published files took from them and what it left."""

    rows: tuple[ModelRow, ...]
    skipped: tuple[Skipped, ...] = ()


def model_of(path: Path) -> tuple[str, str]:
    """Give the model and release a table's file name stands for.

    Raises:
        GizoError: when the name is that of no model we know.

    >>> model_of(Path("ggm-2.5.1.csv")), model_of(Path("brp.csv"))
    (('ggm', '2.5.1'), ('brp', ''))
    """
    model, _, release = path.name.removesuffix(".csv").partition("-")
    if path.suffix != ".csv" or model not in names.MODELS:
        known = ", ".join(names.MODELS)
        raise GizoError(f"{path}: geen tabel van een bekend model; verwacht MODEL-RELEASE.csv met {known}")
    return model, release


def table_name(model: str, release: str = "") -> str:
    """Give the file name of a table.

    >>> table_name("ggm", "2.5.1"), table_name("brp")
    ('ggm-2.5.1.csv', 'brp.csv')
    """
    return f"{model}-{release}.csv" if release else f"{model}.csv"


def read(path: Path) -> tuple[ModelRow, ...]:
    """Read a table.

    Raises:
        GizoError: for a file that is no table, an unknown kind or CURIE, or an id that occurs twice;
            the message names file and line.

    >>> from kg.resources import data_path
    >>> rows = read(data_path("ontology") / "models" / "ggm-2.5.1.csv")
    >>> next(row.label for row in rows if row.id == "ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5")
    'Toewijzing'
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(_parse(csv.reader(file, strict=True), path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GizoError(f"{path}: niet leesbaar als tabel ({error}); herstel het bestand") from error


def _parse(lines: Iterator[list[str]], path: Path) -> Iterator[ModelRow]:
    header = next(lines, [])
    if tuple(header) != COLUMNS:
        raise GizoError(f"{path}, regel 1: verwacht de kolommen {','.join(COLUMNS)}")
    seen: set[str] = set()
    for number, cells in enumerate(lines, start=2):
        where = f"{path}, rij {number}"
        if len(cells) != len(COLUMNS):
            raise GizoError(f"{where}: {len(cells)} cellen in plaats van {len(COLUMNS)}; tel de komma's")
        row = ModelRow(*(_cell(name, cell) for name, cell in zip(COLUMNS, cells, strict=True)))  # type: ignore[arg-type]
        _check(row, where)
        if row.id in seen:
            raise GizoError(f"{where}: {row.id} komt al eerder voor; elk id mag één keer")
        seen.add(row.id)
        yield row


def _cell(name: str, text: str) -> str | tuple[str, ...]:
    if name not in _MULTIPLE:
        return text
    return tuple(text.split("|")) if text else ()


def _check(row: ModelRow, where: str) -> None:
    if row.kind not in KINDS:
        raise GizoError(f"{where}: soort '{row.kind}' is onbekend; kies uit {', '.join(KINDS)}")
    if not row.label:
        raise GizoError(f"{where}: {row.id} heeft geen label; gebruik {NAMELESS} als de bron er geen geeft")
    for name in (row.id, row.parent, *row.range):
        prefix, _, local = name.partition(":")
        if name and not (name.startswith(names.ID) or (prefix in names.PREFIXES and local)):
            raise GizoError(f"{where}: '{name}' is geen CURIE met een bekend voorvoegsel")
    for value in (value for name in _MULTIPLE for value in getattr(row, name)):
        if "|" in value or not value:
            raise GizoError(f"{where}: '{value}' kan niet in een cel met meer waarden; laat de | weg")


def text_of(rows: Iterable[ModelRow]) -> str:
    """Give the text of a table: sorted on id, LF, so the same facts are always the same bytes.

    Raises:
        GizoError: when a row cannot be stored, or two different rows have one id.

    >>> print(text_of([ModelRow("brp:01", "concept", "persoon")]).splitlines()[1])
    brp:01,concept,persoon,,,,,,,,,,,,,,
    """
    unique: dict[str, ModelRow] = {}
    for row in rows:
        _check(row, f"nieuwe rij {row.id}")
        if unique.setdefault(row.id, row) != row:
            raise GizoError(f"twee verschillende elementen hebben het id {row.id}; controleer de bron")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for key in sorted(unique):
        writer.writerow(_text(getattr(unique[key], name)) for name in COLUMNS)
    return buffer.getvalue()


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "|".join(value)


def write(rows: Iterable[ModelRow], path: Path) -> bool:
    """Write a table in one step (never half a file); say whether anything changed.

    Raises:
        GizoError: as :func:`text_of`, or when the folder cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     target = Path(folder) / "brp.csv"
    ...     row = ModelRow("brp:01", "concept", "persoon")
    ...     write([row], target), write([row], target), read(target) == (row,)
    (True, False, True)
    """
    return store(text_of(rows), path)


def store(text: str, path: Path) -> bool:
    """Write the text of a table in one step (never half a file); say whether anything changed.

    Raises:
        GizoError: when the folder cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store("id", Path(folder) / "brp.csv"), store("id", Path(folder) / "brp.csv")
    (True, False)
    """
    content = text.encode()
    draft = path.with_name(f".{path.name}.nieuw")
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise GizoError(f"{path}: niet te schrijven ({error.strerror}); kies een andere map") from error
    return True


def node(curie: str) -> NamedNode:
    """Give the RDF node of a CURIE or of a full web address.

    Raises:
        GizoError: when it has no known prefix or makes no valid IRI.

    >>> node("brp:01.01.20").value
    'https://w3id.org/gizo/id/brp/01.01.20'
    """
    from pyoxigraph import NamedNode

    prefix, _, local = curie.partition(":")
    base = names.PREFIXES.get(prefix)
    if base is None and prefix not in ("http", "https"):
        raise GizoError(f"'{curie}' heeft geen bekend voorvoegsel")
    try:
        return NamedNode(curie if base is None else base + local)
    except ValueError as error:
        raise GizoError(f"'{curie}' geeft geen geldige IRI; verwijder de vreemde tekens") from error
