"""Reads a published GGM release: the xlsx export, completed with the GEMMA tables and the linked-data Turtle.

The xlsx carries every element with its id and structure. ``objects.csv`` and ``relations.csv`` add the
GEMMA counterpart, the Turtle adds the linked-data address (which follows the names, so it is never an
identity). Definitions are left where they are.

What the release gets wrong and how it is read: a few ids are no UUID and keep their own spelling; an
attribute without id is skipped; Enterprise Architect lists 656 ends of relations among the attributes
(``EAID_src…``/``EAID_dst…``), which are kept as what they are; multiplicities such as ``-1..-1`` or ``\u00601``
are read as meant and the note shows what was published.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg import names
from kg.errors import GizoError
from kg.sources import ggm_files
from kg.sources.ggm_files import SHEETS, Record
from kg.sources.tables import NAMELESS, ModelRow, Reading, Skipped

_ORPHAN = "<Orphan Class>"
"""What the export writes for a type it has lost the name of, though it still has the id."""

_LONGEST = 10
"""Words of a name that are kept: some enumeration values have a definition for a name."""

_LOD = "https://lod.gemeentelijkgegevensmodel.nl/"
_END = re.compile(r"^EAID_(src|dst)([0-9A-F]{6}_.*)$", re.IGNORECASE)


def read_release(files: Sequence[Path]) -> Reading:
    """Read one GGM release.

    Args:
        files: the xlsx, and if at hand objects.csv, relations.csv and the Turtle, in any order.

    Raises:
        GizoError: when a file is not what GGM publishes, or the xlsx is missing.

    >>> read_release([])
    Traceback (most recent call last):
    kg.errors.GizoError: ggm: geef het xlsx-bestand van de release (bijvoorbeeld ggm-2.5.1.xlsx)
    """
    by_suffix: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        by_suffix[file.suffix.lower()].append(file)
    unknown = [file for suffix in by_suffix.keys() - {".xlsx", ".csv", ".ttl"} for file in by_suffix[suffix]]
    if unknown:
        raise GizoError(f"{unknown[0]}: geen bestand van een GGM-release; verwacht .xlsx, .csv of .ttl")
    if len(by_suffix[".xlsx"]) != 1:
        raise GizoError("ggm: geef het xlsx-bestand van de release (bijvoorbeeld ggm-2.5.1.xlsx)")
    sheets = ggm_files.sheets(by_suffix[".xlsx"][0])
    gemma = [record for file in by_suffix[".csv"] for record in ggm_files.gemma(file)]
    addresses = [pair for file in by_suffix[".ttl"] for pair in ggm_files.addresses(file)]
    try:
        return _Release(sheets, gemma, addresses).reading()
    except names.UnknownName as error:
        raise GizoError(f"{by_suffix['.xlsx'][0]}: {error}; controleer het bestand") from error


def key_of(published: str) -> str:
    """Give the CURIE of a GGM id in any spelling, irregular ones included.

    Raises:
        UnknownName: when the text is no GGM id.

    >>> key_of("EAPK_D7FD597E_1F40_48df_AFFC_EA3B5B5D3FBF")
    'ggm:d7fd597e-1f40-48df-affc-ea3b5b5d3fbf'
    >>> key_of("{401EC4C0-809B-48F0-9646-0F646A8F1AE}") == key_of("EAID_401EC4C0_809B_48F0_9646_0F646A8F1AE")
    True
    """
    text = published.strip().replace("{", "").replace("}", "")
    if text.count("-") == 4:
        text = "EAID_" + text.replace("-", "_")
    return names.curie(names.ggm_iri(text))


def _spellings(published: str) -> tuple[str, ...]:
    """Give the id as the xlsx writes it and as the GEMMA tables do."""
    bare = published.replace("{", "").replace("}", "")
    if _END.match(bare):
        return (published,)
    return (published, "{" + bare[5:].replace("_", "-") + "}")


def _label(name: str) -> str:
    """Give the name without stray white space; a name that is a whole sentence is cut short."""
    words = name.split()
    return " ".join([*words[:_LONGEST], "…"] if len(words) > _LONGEST else words) or NAMELESS


def _count(text: str, *, lower: bool) -> str:
    """Give a bound as meant: -1 is unbounded, which as a lower bound means none."""
    bare = text.strip().strip("`")
    if bare == "-1":
        return "0" if lower else "*"
    return bare


def _odd(record: Record, side: str) -> str:
    start, end = record[f"{side}_mult_start"], record[f"{side}_mult_end"]
    ordinary = start in ("", "0", "1", "2") and end in ("", "-1", "1", "2")
    return "" if ordinary else f"gepubliceerde multipliciteit: {start or '?'}..{end or '?'}"


class _Release:
    """One release while it is being read."""

    def __init__(
        self,
        sheets: Mapping[str, list[Record]],
        gemma: Iterable[Record],
        addresses: Iterable[tuple[str, str]],
    ) -> None:
        self._sheets = sheets
        self._skipped: list[Skipped] = []
        self._known = {key_of(r["id"]) for name in SHEETS for r in sheets[name] if r["id"]}
        self._names = {key_of(r["id"]): _label(r["name"]) for r in (*sheets["classes"], *sheets["enumerations"])}
        self._ends = {r["id"][7:].lower(): r for r in sheets["associations"]}
        self._gemma = self._counterparts(gemma)
        self._addresses = self._published_at(addresses)

    def reading(self) -> Reading:
        rows = [ModelRow("model:ggm", "model", "GGM", notation="ggm", alt_label=("Gemeentelijk Gegevensmodel",))]
        makers = {
            "packages": self._package,
            "classes": self._class,
            "attributes": self._attribute,
            "enumerations": self._enumeration,
            "associations": self._relation,
            "generalizations": self._generalisation,
        }
        for sheet, make in makers.items():
            for record in self._sheets[sheet]:
                if record["id"]:
                    rows.append(make(record))
                else:
                    self._skipped.append(Skipped(f"{sheet}: {_label(record['name'])}", "de release geeft geen id"))
        rows.extend(self._values())
        return Reading(tuple(rows), tuple(self._skipped))

    def _counterparts(self, records: Iterable[Record]) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for record in records:
            guid = record["ggm-guid"]
            try:
                key = key_of(guid)
            except names.UnknownName:
                key = ""
            if key in self._known:
                found[key] = (record["gemma-guid"], record.get("gemma-url", ""))
            else:
                what = f"{_label(record['ggm-naam'])} {guid}"
                self._skipped.append(Skipped(what, "staat wel in de GEMMA-tabel maar niet in de xlsx"))
        return found

    def _published_at(self, pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = defaultdict(set)
        for published, iri in pairs:
            if iri.startswith(_LOD):
                found[key_of(published)].add(iri)
            else:
                self._skipped.append(Skipped(iri, "linked-data-adres buiten de host van het GGM"))
        return {key: tuple(sorted(iris)) for key, iris in found.items()}

    def _identity(self, record: Record) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """Give the id, every published spelling of it, and the addresses of the same thing elsewhere."""
        key = key_of(record["id"])
        guid, url = self._gemma.get(key, ("", ""))
        identifiers = _spellings(record["id"]) + ((f"GEMMA {guid}",) if guid else ())
        page = url or record.get("gemma_url", "")
        return key, identifiers, self._addresses.get(key, ()) + ((page,) if page else ())

    def _package(self, record: Record) -> ModelRow:
        key, identifier, see_also = self._identity(record)
        parent = key_of(record["parent_package_id"]) if record["parent_package_id"] else "model:ggm"
        return ModelRow(key, "package", _label(record["name"]), parent, identifier=identifier, see_also=see_also)

    def _class(self, record: Record) -> ModelRow:
        key, identifier, see_also = self._identity(record)
        return ModelRow(
            key,
            "class",
            _label(record["name"]),
            key_of(record["package_id"]),
            alt_label=(_label(record["alias"]),) if record["alias"] else (),
            identifier=identifier,
            see_also=see_also,
            note="datatype" if record["is_datatype"] == "True" else "",
        )

    def _attribute(self, record: Record) -> ModelRow:
        key, identifier, see_also = self._identity(record)
        target = self._type(record)
        minimum, maximum, note = ("1" if record["verplicht"] == "True" else "0"), "1", ""
        end = _END.match(record["id"])
        if end:
            relation = self._ends.get(end[2].lower())
            note = "einde van een relatie" + (f": {key_of(relation['id'])}" if relation else "")
            minimum, maximum = self._bounds(relation, end[1].lower()) if relation else ("", "")
        return ModelRow(
            key,
            "end" if end else "attribute",
            _label(record["name"]),
            key_of(record["clazz_id"]),
            datatype=self._names.get(target, "") if record["primitive"] == _ORPHAN else record["primitive"].strip(),
            range=(target,) if target else (),
            min=minimum,
            max=maximum,
            identifier=identifier,
            see_also=see_also,
            note=note,
        )

    def _type(self, record: Record) -> str:
        """Give the enumeration or class an attribute has as its type, if the release has it."""
        published = record["enumeration_id"] or record["type_class_id"]
        target = key_of(published) if published else ""
        if target and target not in self._known:
            what = f"type {record['primitive']} ({published}) van attribuut {record['name']}"
            self._skipped.append(Skipped(what, "de klasse of enumeratie staat niet in de xlsx"))
            return ""
        return target

    @staticmethod
    def _bounds(record: Record, side: str) -> tuple[str, str]:
        start, end = record[f"{side}_mult_start"], record[f"{side}_mult_end"]
        return _count(start, lower=True), _count(end, lower=False)

    def _relation(self, record: Record) -> ModelRow:
        key, identifier, see_also = self._identity(record)
        minimum, maximum = self._bounds(record, "dst")
        source_min, source_max = self._bounds(record, "src")
        notes = [f"{end}: {odd}" for end, side in (("bron", "src"), ("doel", "dst")) if (odd := _odd(record, side))]
        roles = (_label(record[f"{side}_role"]) for side in ("src", "dst") if record[f"{side}_role"])
        label = _label(record["name"])
        return ModelRow(
            key,
            "relation",
            label,
            key_of(record["src_class_id"]),
            range=(key_of(record["dst_class_id"]),),
            min=minimum,
            max=maximum,
            source_min=source_min,
            source_max=source_max,
            alt_label=tuple(sorted({role for role in roles if role != label})),
            identifier=identifier,
            see_also=see_also,
            note="; ".join(notes),
        )

    def _generalisation(self, record: Record) -> ModelRow:
        key, identifier, see_also = self._identity(record)
        return ModelRow(
            key,
            "generalisation",
            "generalisatie",
            key_of(record["subclass_id"]),
            range=(key_of(record["superclass_id"]),),
            identifier=identifier,
            see_also=see_also,
        )

    def _enumeration(self, record: Record) -> ModelRow:
        key, identifier, see_also = self._identity(record)
        return ModelRow(
            key,
            "enumeration",
            _label(record["name"]),
            key_of(record["package_id"]),
            identifier=identifier,
            see_also=see_also,
            note=_stability(record["id"]),
        )

    def _values(self) -> Iterator[ModelRow]:
        position: dict[str, int] = defaultdict(int)
        for record in self._sheets["enumerationliterals"]:
            key, identifier, see_also = self._identity(record)
            parent = key_of(record["enumeratie_id"])
            position[parent] += 1
            notes = [_stability(record["id"]), "naam ingekort" if len(record["name"].split()) > _LONGEST else ""]
            yield ModelRow(
                key,
                "value",
                _label(record["name"]),
                parent,
                datatype=record["type"].strip(),
                order=str(position[parent]),
                notation=record["alias"].strip(),
                identifier=identifier,
                see_also=see_also,
                note="; ".join(filter(None, notes)),
            )


def _stability(published: str) -> str:
    """Say that an id written all in lower case is made anew at every export."""
    bare = published[5:]
    return "id wordt bij elke export opnieuw gemaakt" if bare.upper() != bare == bare.lower() else ""
