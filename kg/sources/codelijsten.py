"""Reads the published code lists of iJw and iWmo: one concept scheme per list, one concept per code.

A list that both standards use is one list; each code says in ``range`` which standards know it. Where
the two name a code differently the iJw name is the label, the other an alternative. The list's
``datatype`` is the schema type whose values it holds, which ties message elements to their list.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import names
from kg.errors import GizoError
from kg.sources.retourcodes import SHORT
from kg.sources.tables import ModelRow, Reading, Skipped

_STANDARDS = {"ijw": "iJw", "iwmo": "iWmo"}
_CODE_COLUMNS = ("code", "reden wijziging", "gemeentecode", "productcode")
_NAME_FIRST = ("berichttype", "bericht")
_HEADING = re.compile(r"^#+\s+(?:Code\s+)?(\d{2})\s+[-–—]\s+(.+)$")
_LIST_ID = re.compile(r"^#+\s*([A-Z]{2,}\d{3}[\w-]*)")
_URL = re.compile(r"https?://[^\s|)>`]+")

# What the lists call the type of their element, where that is not what the schemas call it.
_SCHEMA_TYPES = {
    "LDT_Berichtcode": "LDT_BerichtCode",
    "LDT_GemeenteCode": "LDT_Gemeente",
    "Productcategorie": "LDT_ProductCategorie",
    "Land": "LDT_LandCode",
}


@dataclass(frozen=True, slots=True)
class CodeList:
    """One published list, as one standard gives it."""

    id: str
    name: str
    standard: str
    datatype: str
    source: str
    reference_date: str
    codes: tuple[tuple[str, str, str], ...]
    """Code, label and note."""


def read_lists(files: Sequence[Path]) -> Reading:
    """Read the lists of both standards.

    Args:
        files: the list files; overviews that hold no codes are skipped and reported.

    Raises:
        GizoError: when a file cannot be read, or no file holds a code list.

    >>> read_lists([])
    Traceback (most recent call last):
    kg.errors.GizoError: codelijsten: geen enkele codelijst gevonden; geef de md- en json-bestanden
    """
    lists: list[CodeList] = []
    skipped: list[Skipped] = []
    for file in sorted(files, key=str):
        found = _read(file)
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            lists.append(found)
    if not lists:
        raise GizoError("codelijsten: geen enkele codelijst gevonden; geef de md- en json-bestanden")
    rows = [ModelRow("model:codelijsten", "model", "Codelijsten", notation="codelijsten")]
    by_id: dict[str, list[CodeList]] = defaultdict(list)
    for code_list in lists:
        by_id[code_list.id].append(code_list)
    for same in by_id.values():
        rows.extend(_merge(sorted(same, key=lambda one: one.standard)))
    return Reading(tuple(rows), tuple(skipped))


def lists_by_type(rows: Iterable[ModelRow], standard: str) -> dict[str, str]:
    """Give the code list of each schema type in one standard.

    >>> row = ModelRow("codelijst:JZ002", "codelist", "reden", datatype="LDT_RedenWijziging", range=("model:ijw",))
    >>> lists_by_type([row], "ijw")
    {'LDT_RedenWijziging': 'codelijst:JZ002'}
    """
    model = f"model:{standard}"
    return {row.datatype: row.id for row in rows if row.kind == "codelist" and row.datatype and model in row.range}


def _read(path: Path) -> CodeList | Skipped:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GizoError(f"{path}: niet leesbaar ({error}); een codelijst is een tekstbestand") from error
    return _from_json(path, text) if path.suffix == ".json" else _from_markdown(path, text)


def _from_json(path: Path, text: str) -> CodeList:
    try:
        content = json.loads(text)
        inner = content["codelijst"]
        codes = tuple((entry["code"], _clean(entry["omschrijving"]), "") for entry in inner["codes"])
        standard, identity, name = content["standaard"].lower(), inner["id"], inner["naam"]
    except (ValueError, KeyError, TypeError) as error:
        raise GizoError(f"{path}: geen codelijst in JSON; mist of breekt bij {error}") from error
    return CodeList(identity, name, standard, _SCHEMA_TYPES.get(name, ""), inner.get("Bron-link", ""), "", codes)


def _from_markdown(path: Path, text: str) -> CodeList | Skipped:
    lines = text.splitlines()
    facts, codes = _tables(lines)
    codes = codes or [(match[1], _clean(match[2]), "") for line in lines if (match := _HEADING.match(line))]
    if not codes:
        return Skipped(path.name, "geen codes in dit bestand")
    standard = _standard(facts, text, path)
    identity = next((match[1] for line in lines if (match := _LIST_ID.match(line))), "")
    name = facts.get("naam", "")
    if not identity and name:
        identity = name.replace(" ", "_")
    elif not identity:
        return _aids(path, codes)
    element = facts.get("element") or facts.get("gegevenselement") or name
    source = _URL.search(facts.get("bron", ""))
    return CodeList(
        identity,
        name,
        standard,
        _SCHEMA_TYPES.get(element.strip("`"), element.strip("`")),
        source[0] if source else "",
        facts.get("peildatum", ""),
        tuple(codes),
    )


def _aids(path: Path, codes: list[tuple[str, str, str]]) -> CodeList:
    """Give the list of Wmo aids, whose file has a date but neither id nor name."""
    if not re.fullmatch(r"\d+X\w+", codes[0][0]):
        raise GizoError(f"{path}: codelijst zonder id of naam; zet die in de kop van het bestand")
    return CodeList("hulpmiddelen-2022", "Indeling hulpmiddelen Wmo 2022", "iwmo", "", "", "", tuple(codes))


def _standard(facts: Mapping[str, str], text: str, path: Path) -> str:
    named = (facts.get("standaard") or facts.get("domein") or path.name).lower()
    for code in _STANDARDS:
        if code in named:
            return code
    raise GizoError(f"{path}: niet duidelijk van welke standaard deze lijst is; zet iJw of iWmo in de kop")


def _tables(lines: Iterable[str]) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Give the facts in the head of the file and the codes in its tables."""
    facts: dict[str, str] = {}
    codes: dict[str, tuple[str, str, str]] = {}
    header: list[str] = []
    for line in lines:
        if not line.strip().startswith("|"):
            header = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not header:
            header = [cell.lower() for cell in cells]
        elif set("".join(cells)) <= set(":- "):
            continue
        elif header[0] in ("veld", "eigenschap"):
            facts[cells[0].lower()] = cells[1] if len(cells) > 1 else ""
        elif header[0] in _CODE_COLUMNS and "bestand" not in header:
            label = cells[-1] if header[0] == "productcode" else cells[1]
            codes.setdefault(cells[0], (cells[0], _clean(label), _rule(header, cells)))
        elif header[0] in _NAME_FIRST and len(cells) > 1:
            codes.setdefault(cells[1], (cells[1], cells[0], ""))
    return facts, list(codes.values())


def _rule(header: Sequence[str], cells: Sequence[str]) -> str:
    if "tr-regel" not in header:
        return ""
    rule = cells[header.index("tr-regel")]
    return f"regel {rule}" if rule.startswith("TR") else ""


def _clean(text: str) -> str:
    return " ".join(text.split())


def _merge(lists: Sequence[CodeList]) -> Iterable[ModelRow]:
    """Give the rows of one list from the standards that publish it, iJw first."""
    first = lists[0]
    list_id = names.curie(names.code_iri(first.id))
    dates = "; ".join(f"{_STANDARDS[one.standard]}: {one.reference_date}" for one in lists if one.reference_date)
    yield ModelRow(
        list_id,
        "codelist",
        first.name,
        "model:codelijsten",
        datatype=first.datatype,
        range=tuple(f"model:{one.standard}" for one in lists),
        identifier=(first.id,),
        see_also=tuple(dict.fromkeys(one.source for one in lists if one.source)),
        note=f"peildatum {dates}" if dates else "",
    )
    order: dict[str, int] = {}
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for one in lists:
        for code, label, note in one.codes:
            order.setdefault(code, len(order) + 1)
            found[code].append((one.standard, label, note))
    for code, uses in found.items():
        yield _code(first.id, code, uses, order[code])


def _code(list_id: str, code: str, uses: Sequence[tuple[str, str, str]], position: int) -> ModelRow:
    own = SHORT.get(code) if list_id == "WJ001" else None
    labels = list(dict.fromkeys(label for _, label, _ in uses))
    notes = list(dict.fromkeys(note for _, _, note in uses if note))
    if own:
        labels, notes = [own], [*notes, "korte naam van gizo-kg"]
    elif len(labels) > 1:
        notes += [f"{_STANDARDS[standard]}: {label}" for standard, label, _ in uses]
    return ModelRow(
        names.curie(names.code_iri(list_id, code)),
        "code",
        labels[0],
        names.curie(names.code_iri(list_id)),
        range=tuple(f"model:{standard}" for standard, _, _ in uses),
        order=str(position),
        notation=code,
        alt_label=tuple(labels[1:]),
        note="; ".join(notes),
    )
