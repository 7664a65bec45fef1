"""Reads zib concepts: from Nictiz FHIR profiles, completed with a table that covers both zib releases.

A profile says on which FHIR element a concept (``NL-CM:…``) stands, with its English name and Dutch
alias. The profiles at hand are of release 2020; release 2024 is known from the table only. Each row
says which of the two it comes from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GizoError
from kg.sources.tables import ModelRow, Reading, Skipped

if TYPE_CHECKING:
    from lxml.etree import _Element

_FHIR = "{http://hl7.org/fhir}"
_LIMIT = 5_000_000
_NO_ALIAS = "alias gedeeld of leeg in bron"

CONTAINERS: dict[str, str] = {
    "NL-CM:20.6.4": "NL-CM:20.6.2",
    "NL-CM:20.6.5": "NL-CM:20.6.2",
    "NL-CM:20.6.6": "NL-CM:20.6.2",
    "NL-CM:20.6.9": "NL-CM:20.6.2",
    "NL-CM:20.6.7": "NL-CM:20.6.3",
    "NL-CM:20.6.8": "NL-CM:20.6.3",
    "NL-CM:17.2.8": "NL-CM:17.2.9",
}
"""Concepts that stand in a container of their zib instead of directly in the zib."""


@dataclass
class _Concept:
    """What the sources say about one concept."""

    id: str
    name: str
    zib: str
    paths: list[str] = field(default_factory=list)
    alias: str = ""
    datatype: str = ""
    min: str = ""
    max: str = ""
    profile: str = ""
    page: str = ""

    @property
    def root(self) -> str:
        """Id of the zib itself: its first concept."""
        return self.id.rpartition(".")[0] + ".1"


def read_zib(files: Sequence[Path], release: str) -> Reading:
    """Read the concepts of one zib release.

    Args:
        files: FHIR profiles (xml) and a table (csv) with columns zib_id, naam_en, alias_nl,
            zib_versie_2020, fhir_element_2020 and so on, in any mix.
        release: ``2020`` or ``2024``.

    Raises:
        GizoError: when a file is neither, or none has a concept of the release.

    >>> read_zib([], "2020")
    Traceback (most recent call last):
    kg.errors.GizoError: zib: geen concepten van release 2020 gevonden; geef profielen of een tabel van die release
    """
    concepts: dict[str, _Concept] = {}
    shared: list[tuple[list[str], list[str]]] = []
    skipped: list[Skipped] = []
    for file in sorted(files, key=str):
        if file.suffix.lower() == ".xml":
            shared += _profile(file, release, concepts, skipped)
    for file in files:
        if file.suffix.lower() == ".csv":
            _table(file, release, concepts)
        elif file.suffix.lower() != ".xml":
            raise GizoError(f"{file}: geen zib-bron; verwacht een FHIR-profiel (.xml) of een tabel (.csv)")
    if not concepts:
        raise GizoError(
            f"zib: geen concepten van release {release} gevonden; geef profielen of een tabel van die release"
        )
    for ids, aliases in shared:
        _share(concepts, ids, aliases)
    rows = [ModelRow("model:zib", "model", "zib", notation="zib", alt_label=("zorginformatiebouwstenen",))]
    rows += [_row(concept, concepts) for concept in concepts.values()]
    return Reading(tuple(rows), tuple(skipped))


def _value(node: _Element, tag: str) -> str:
    found = node.find(_FHIR + tag)
    return "" if found is None else found.get("value", "")


def _root(path: Path) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        content = path.read_bytes()
        if len(content) > _LIMIT:
            raise GizoError(f"{path}: groter dan {_LIMIT} bytes; dit is geen FHIR-profiel")
        root = etree.fromstring(content, parser)
    except OSError as error:
        raise GizoError(f"{path}: niet leesbaar ({error.strerror}); controleer het pad") from error
    except etree.XMLSyntaxError as error:
        raise GizoError(f"{path}: geen welgevormde XML ({error.msg}); download het opnieuw") from error
    if root.tag != _FHIR + "StructureDefinition":
        raise GizoError(f"{path}: geen FHIR-profiel (hoofdelement is geen StructureDefinition)")
    return root


def _profile(
    path: Path, release: str, concepts: dict[str, _Concept], skipped: list[Skipped]
) -> list[tuple[list[str], list[str]]]:
    """Take the concepts of one profile; give the elements where several concepts share a list of aliases."""
    root = _root(path)
    profile = _value(root, "id")
    pages = {_value(node, "identity"): _value(node, "uri") for node in root.iterfind(_FHIR + "mapping")}
    elements = {node.get("id", ""): node for node in root.iterfind(f"{_FHIR}differential/{_FHIR}element")}
    shared = []
    for place, element in elements.items():
        aliases = [node.get("value", "") for node in element.iterfind(_FHIR + "alias")]
        here = []
        for mapping in element.iterfind(_FHIR + "mapping"):
            zib, key = _value(mapping, "identity"), _value(mapping, "map")
            if f"-{release}" not in zib or "-payer-" in zib:
                skipped.append(Skipped(f"{profile}: {key} op {place}", f"hoort bij {zib}"))
                continue
            concept = concepts.setdefault(key, _Concept(key, _value(mapping, "comment"), zib))
            concept.profile, concept.page = concept.profile or profile, concept.page or pages.get(zib, "")
            if place not in concept.paths:
                concept.paths.append(place)
            _limits(concept, element, elements.get(place.removesuffix(".value[x]")))
            here.append(key)
        if here and aliases:
            shared.append((here, aliases))
    return shared


def _limits(concept: _Concept, element: _Element, holder: _Element | None) -> None:
    """Take type and cardinality where the profile states them, on the element or on its extension."""
    kinds = [_value(node, "code") for node in element.iterfind(_FHIR + "type")]
    if not concept.datatype and kinds and not element.findall(f"{_FHIR}type/{_FHIR}profile"):
        concept.datatype = kinds[0]
    for node in (element, holder):
        if node is not None:
            concept.min = concept.min or _value(node, "min")
            concept.max = concept.max or _value(node, "max")


def _share(concepts: Mapping[str, _Concept], ids: list[str], aliases: list[str]) -> None:
    """Give concepts of one element their alias, if it is clear which is whose."""
    known = [concepts[key].alias for key in ids]
    if len(ids) == len(aliases) and all(not old or old == new for old, new in zip(known, aliases, strict=True)):
        for key, alias in zip(ids, aliases, strict=True):
            concepts[key].alias = alias


def _table(path: Path, release: str, concepts: dict[str, _Concept]) -> None:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            needed = {"zib_id", "naam_en", "alias_nl", f"zib_versie_{release}", f"fhir_element_{release}"}
            if missing := needed - set(reader.fieldnames or ()):
                raise GizoError(f"{path}: geen zib-tabel voor {release}, kolom {sorted(missing)[0]} ontbreekt")
            records = [record for record in reader if record[f"zib_versie_{release}"]]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GizoError(f"{path}: niet leesbaar als CSV ({error}); controleer het bestand") from error
    for record in records:
        key = record["zib_id"]
        concept = concepts.setdefault(key, _Concept(key, record["naam_en"], record[f"zib_versie_{release}"]))
        concept.paths += [p for p in record[f"fhir_element_{release}"].split() if p not in concept.paths]
        concept.alias = "" if record["alias_nl"] == _NO_ALIAS else record["alias_nl"]


def _row(concept: _Concept, concepts: Mapping[str, _Concept]) -> ModelRow:
    target = _target(concept, concepts.values())
    holder = concept.id == concept.root or concept.id in CONTAINERS.values()
    kind = "relation" if target else "concept" if holder else "item"
    parent = "model:zib" if concept.id == concept.root else CONTAINERS.get(concept.id, concept.root)
    alias = concept.alias or (target.alias if target else "")
    source = f"FHIR-profiel {concept.profile}" if concept.profile else "zib-tabel"
    plain = concept.id != concept.root and len(concept.paths) == 1
    return ModelRow(
        concept.id,
        kind,
        concept.name,
        parent if parent in concepts else "model:zib",
        datatype=concept.datatype if concept.id != concept.root else "",
        range=(target.id,) if target else (),
        min=concept.min if plain else "",  # on several FHIR elements: no single cardinality
        max=concept.max if plain else "",
        notation=" ".join(sorted(concept.paths)),
        alt_label=(alias,) if alias else (),
        identifier=(concept.id,),
        see_also=(concept.page,) if concept.page else (),
        note=f"{concept.zib}; bron: {source}",
    )


def _target(concept: _Concept, concepts: Iterable[_Concept]) -> _Concept | None:
    """Give the other zib a concept refers to: the one whose root has the same name."""
    if concept.id == concept.root:
        return None
    roots: Iterator[_Concept] = (other for other in concepts if other.id == other.root)
    return next((other for other in roots if other.name == concept.name), None)
