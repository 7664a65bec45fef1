"""Reads the lifting tables: per message, what each element becomes in GIZO, or why it becomes nothing.

One table serves two directions. :mod:`kg.messages` lifts XML with it, and the build turns the same rows
into facts and mappings, so that what the lineage says is what the converter does.

Columns of ``mappings/berichten/<BERICHT>.csv``:

- ``path``: the element, from ``/Bericht``;
- ``class``: the element makes a node of this class; ``@`` and a relative path behind it mean that the node is
  the one that other element makes, when it is there (two elements about one thing, either of which may miss);
- ``attribute``: its text becomes a value of this attribute (on its own node when it makes one); several
  are separated by ``|``. On an element without text it only names the counterpart;
- ``datatype``: XSD datatype of the value, ``xsd:string`` when empty;
- ``association``: how the node hangs on its holder; ``^`` in front means that the statement runs from
  the node to the holder; several are separated by ``|``;
- ``from``: relative path to the holder, per association (per attribute where there is no association),
  empty for the nearest lifted ancestor;
- ``reason``: why the element is not part of GIZO;
- ``predicate``, ``confidence``, ``comment``: the correspondence of the element to its primary target,
  which is the attribute if there is one in GIZO, else the class.
"""

from __future__ import annotations

import csv
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.errors import GizoError
from kg.mapping import Mapping as Correspondence
from kg.mapping import MappingSet
from kg.resources import data_path

COLUMNS = (
    "path", "class", "attribute", "datatype", "association", "from", "reason", "predicate", "confidence",
    "comment",
)  # fmt: skip
JUSTIFICATION = "semapv:ManualMappingCuration"
AUTHOR = "gizo-kg"
RETURN_TABLE = "retour.csv"
"""What a return message adds to the message it answers; ``*`` stands for whatever is above the element."""
ANSWERS = {"302": "301", "306": "305", "308": "307", "316": "315", "318": "317", "320": "319"}
"""The number of each return message, with that of the message it answers."""
ANSWERED = {f"{law}{answer}": f"{law}{heen}" for law in ("JW", "WMO") for answer, heen in ANSWERS.items()}
"""The message type that each type of return message answers, and whose content it repeats."""
DATE = date(2026, 11, 22)
STATUS = "voorstel"


REPEATED = frozenset(names.mapping_set_iri(f"berichten-{answer.lower()}") for answer in ANSWERED)
"""The mapping sets of return messages: they say again what the set of the message they answer says."""


@dataclass(frozen=True)
class Hang:
    """One way in which a node or value hangs on a holder.

    ``term`` is an association or attribute; ``inverse`` means that the statement runs from the node to the
    holder; ``holder`` is the path of the holder, empty for the nearest lifted ancestor.
    """

    term: NamedNode
    inverse: bool
    holder: str


@dataclass(frozen=True)
class LiftRow:
    """What one element of a message becomes.

    ``shared`` is the path of the element whose node this one shares when that element is there, else empty.
    """

    path: str
    cls: NamedNode | None
    shared: str
    values: tuple[Hang, ...]
    datatype: NamedNode
    associations: tuple[Hang, ...]
    reason: str
    predicate: str
    confidence: Decimal
    comment: str
    line: int

    @property
    def target(self) -> NamedNode | None:
        """The GIZO element this element corresponds to, or None when it is no part of GIZO."""
        candidates = [value.term for value in self.values]
        if self.cls is not None:
            candidates.append(self.cls)
        return next((term for term in candidates if is_gizo(term)), None)


@dataclass(frozen=True)
class LiftTable:
    """The lifting table of one message type."""

    standard: str
    message: str
    rows: tuple[LiftRow, ...]

    @cached_property
    def by_path(self) -> dict[str, LiftRow]:
        """The rows by path from ``/Bericht``."""
        return {row.path: row for row in self.rows}

    @property
    def set_iri(self) -> str:
        """IRI of the mapping set these rows form."""
        return names.mapping_set_iri(f"berichten-{self.message.lower()}")

    def element_iri(self, row: LiftRow) -> str:
        """IRI of the message element of a row."""
        return names.message_iri(self.standard, self.message, row.path)


def is_gizo(term: NamedNode) -> bool:
    """Tell whether a term is part of GIZO, rather than one of our auxiliary terms.

    >>> is_gizo(NamedNode(names.GIZO + "Client")), is_gizo(NamedNode(names.V + "Bericht"))
    (True, False)
    """
    return term.value.startswith(names.GIZO) and not term.value.startswith(names.V)


def standard_of(message: str) -> str:
    """Give the standard a message type belongs to.

    >>> standard_of("JW301"), standard_of("WMO301")
    ('ijw', 'iwmo')
    """
    return "ijw" if message.upper().startswith("JW") else "iwmo"


def tables_folder() -> Path:
    """Give the folder with the lifting tables.

    >>> tables_folder().name
    'berichten'
    """
    return data_path("mappings") / "berichten"


@cache
def outgoing_messages() -> tuple[str, ...]:
    """Give the message types that have a lifting table of their own, sorted.

    >>> outgoing_messages()[0]
    'JW301'
    """
    return tuple(sorted(path.stem for path in tables_folder().glob("*[0-9].csv")))


@cache
def supported_messages() -> tuple[str, ...]:
    """Give the message types that can be lifted: those with a table, and the return messages that answer them.

    >>> supported_messages()[:2]
    ('JW301', 'JW302')
    """
    answers = (message for message in ANSWERED if ANSWERED[message] in outgoing_messages())
    return tuple(sorted((*outgoing_messages(), *answers)))


def read_lifting(path: Path) -> LiftTable:
    """Read one lifting table; its file name is the message type.

    Raises:
        GizoError: when the table is damaged, with file and line.

    >>> table = read_lifting(tables_folder() / "JW301.csv")
    >>> names.curie(table.by_path["/Bericht/Client/Bsn"].target.value)
    'gizo:clientBsn'
    """
    table = LiftTable(standard_of(path.stem), path.stem, tuple(_read_rows(path)))
    _check_holders(table, path.name)
    return table


def _read_rows(path: Path) -> list[LiftRow]:
    rows: dict[str, LiftRow] = {}
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise GizoError(f"{path.name}, regel 1: verwacht de kolommen {','.join(COLUMNS)}")
            for record in reader:
                row = _row(record, path.name, reader.line_num)
                if row.path in rows:
                    raise GizoError(
                        f"{path.name}, regel {row.line}: {row.path} staat er twee keer; laat één regel staan"
                    )
                rows[row.path] = row
    except OSError as error:
        raise GizoError(f"{path}: niet te lezen ({error.strerror}); controleer het bestand") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise GizoError(f"{path.name}: geen CSV in UTF-8 ({error}); sla het bestand zo op") from error
    return list(rows.values())


@cache
def lifting_table(message: str) -> LiftTable:
    """Give the lifting table of a message type; it is read once.

    Raises:
        GizoError: when there is none, or it is damaged.

    >>> lifting_table("WMO301").standard
    'iwmo'
    """
    if message in ANSWERED:
        return return_table(message)
    return read_lifting(tables_folder() / f"{message}.csv")


def return_table(message: str, folder: Path | None = None) -> LiftTable:
    """Give the lifting table of a return message: its content becomes what it becomes in the message it answers.

    Args:
        message: type of the return message, a key of :data:`ANSWERED`.
        folder: where the tables are; those of the project when omitted.

    Raises:
        GizoError: when an element has a row in neither table, or a table is damaged.

    >>> names.curie(return_table("JW302").by_path["/Bericht/Client/Bsn"].target.value)
    'gizo:clientBsn'
    """
    from kg.schema import message_schema

    tables = folder or tables_folder()
    answered = read_lifting(tables / f"{ANSWERED[message]}.csv")
    added = {row.path: row for row in _read_rows(tables / RETURN_TABLE)}
    rows = [answered.by_path["/Bericht"]]
    for path in message_schema(answered.standard, message):
        row = answered.by_path.get(path) or added.get(path) or _anywhere(path, added)
        if row is None:
            raise GizoError(f"{RETURN_TABLE}: {path} van {message} heeft geen regel; voeg hem toe")
        rows.append(replace(row, path=path))
    return LiftTable(answered.standard, message, tuple(rows))


def _anywhere(path: str, rows: Mapping[str, LiftRow]) -> LiftRow | None:
    tails = (f"*/{'/'.join(path.split('/')[-steps:])}" for steps in (2, 1))
    return next((rows[tail] for tail in tails if tail in rows), None)


def lifting_tables() -> tuple[LiftTable, ...]:
    """Read all lifting tables of the project, those of return messages included.

    >>> [table.message for table in lifting_tables()][:2]
    ['JW301', 'JW302']
    """
    return tuple(lifting_table(message) for message in supported_messages())


def fact_triples(table: LiftTable) -> Iterator[Triple]:
    """Say of every message element what it makes of GIZO, or why it is left out (``v:maakt…``, ``v:buitenGizo``)."""
    for row in table.rows:
        subject = NamedNode(table.element_iri(row))
        if row.cls is not None:
            yield Triple(subject, NamedNode(names.V + "maaktKnoop"), row.cls)
        for value in row.values:
            yield Triple(subject, NamedNode(names.V + "maaktWaarde"), value.term)
        for hang in row.associations:
            yield Triple(subject, NamedNode(names.V + "maaktRelatie"), hang.term)
        if row.reason:
            yield Triple(subject, NamedNode(names.V + "buitenGizo"), Literal(row.reason, language="nl"))


def mapping_set(table: LiftTable) -> MappingSet:
    """Give the correspondences of a message's elements to GIZO as a mapping set, like any other.

    >>> mapping_set(read_lifting(tables_folder() / "WMO301.csv")).mappings[0].predicate
    'http://www.w3.org/2004/02/skos/core#broadMatch'
    """
    standard = names.MODELS[table.standard]
    return MappingSet(
        id=table.set_iri,
        title=f"{standard} {table.message} naar GIZO"
        + (f", zoals {ANSWERED[table.message]}" if table.message in ANSWERED else ""),
        version="0.1.0",
        subject_source=names.model_iri(table.standard),
        subject_source_version=names.MESSAGE_RELEASES[table.standard],
        object_source=names.model_iri("gizo"),
        object_source_version="0.1.0",
        license="https://spdx.org/licenses/EUPL-1.2",
        status=STATUS,
        date=DATE,
        mappings=tuple(_mapping(table, row, row.target) for row in table.rows if row.target is not None),
        description=f"Bij elk element van {table.message} dat deel is van het GIZO: het GIZO-element dat het draagt.",
        creators=(AUTHOR,),
    )


def _mapping(table: LiftTable, row: LiftRow, target: NamedNode) -> Correspondence:
    return Correspondence(
        subject=table.element_iri(row),
        predicate=names.expand(row.predicate),
        object=target.value,
        subject_label=row.path.rsplit("/", 1)[-1],
        object_label=target.value.removeprefix(names.GIZO),
        object_source=names.model_iri("gizo"),
        justification=names.expand(JUSTIFICATION),
        confidence=row.confidence,
        comment=row.comment,
        author=AUTHOR,
        date=DATE,
        mapping_set=table.set_iri,
        status=STATUS,
        line=row.line,
    )


def _row(record: dict[str, str], file: str, line: int) -> LiftRow:
    where = f"{file}, regel {line}"
    if None in record or None in record.values():
        raise GizoError(f"{where}: verwacht {len(COLUMNS)} kolommen; controleer komma's en aanhalingstekens")
    path = record["path"]
    if not (path == "/Bericht" or path.startswith(("/Bericht/", "*/"))):
        raise GizoError(f"{where}: pad '{path}' begint niet met /Bericht")
    name, _, shared = record["class"].partition("@")
    cls = _term(name, where) if name else None
    terms, ways = record["attribute"].split("|"), record["association"].split("|")
    holders = record["from"].split("|")
    associations = tuple(_hangs(ways, holders, path, where))
    values = tuple(_hangs(terms, [] if associations else holders, path, where))
    row = LiftRow(
        path=path,
        cls=cls,
        shared=posixpath.normpath(posixpath.join(path, shared)) if shared else "",
        values=values,
        datatype=_term(record["datatype"] or "xsd:string", where),
        associations=associations,
        reason=record["reason"],
        predicate=record["predicate"],
        confidence=_confidence(record["confidence"], where),
        comment=record["comment"],
        line=line,
    )
    if row.target is None and not row.reason:
        raise GizoError(f"{where}: {path} heeft geen GIZO-element en geen reden; vul een van beide")
    if row.target is not None and (not row.confidence or not row.predicate.startswith("skos:")):
        raise GizoError(f"{where}: {path} heeft een GIZO-element, dus ook een predicaat (skos:…) en zekerheid")
    return row


def _hangs(terms: list[str], holders: list[str], path: str, where: str) -> Iterator[Hang]:
    for index, term in enumerate(terms):
        if not term:
            continue
        relative = holders[index] if index < len(holders) else ""
        holder = posixpath.normpath(posixpath.join(path, relative)) if relative else ""
        yield Hang(_term(term.removeprefix("^"), where), term.startswith("^"), holder)


def _term(curie: str, where: str) -> NamedNode:
    try:
        return NamedNode(names.expand(curie))
    except names.UnknownName as error:
        raise GizoError(f"{where}: {error}; gebruik een voorvoegsel als gizo: of v:") from error


def _confidence(text: str, where: str) -> Decimal:
    try:
        value = Decimal(text or "0")
    except InvalidOperation:
        value = Decimal(-1)
    if not 0 <= value <= 1:
        raise GizoError(f"{where}: zekerheid '{text}' is geen getal van 0 tot 1")
    return value


def _check_holders(table: LiftTable, file: str) -> None:
    for row in table.rows:
        other = table.by_path.get(row.shared) if row.shared else None
        if row.shared and (other is None or other.cls != row.cls or other.shared):
            raise GizoError(f"{file}, regel {row.line}: '{row.shared}' maakt niet zo'n knoop; verbeter kolom class")
        for hang in (*row.values, *row.associations):
            holder = table.by_path.get(hang.holder) if hang.holder else None
            if hang.holder and (holder is None or holder.cls is None):
                raise GizoError(f"{file}, regel {row.line}: '{hang.holder}' maakt geen knoop; verbeter kolom from")
