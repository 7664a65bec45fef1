"""Reads the published rules of iJw and iWmo into one table: which rules there are, about which messages and elements.

The table ``shapes/inventaris.csv`` has a row per rule, message type and element (a TR, OP or IV rule names no
element: its path is empty). It holds facts only; what a rule asks is said in our own words by its shape, or by
its node in ``shapes/zonder-shape.ttl``.

The published files are TR rules (one file each, in a folder ``jw`` or ``wmo``), the CD, CS and RS rules per data
element (a section each for iJw, one big table for iWmo), and a list of the OP, IV and slide rules that GIZO
touches (CSV). They have copy faults. So the folder and not the text says of which standard a rule is (iJw files
name iWmo messages), a message type is known by its number, and :data:`CORRECTIONS` repairs names of elements.
What cannot be placed in the schema of its message is left out and reported.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kg.errors import GizoError
from kg.schema import message_schema
from kg.sources.lifting import ANSWERS
from kg.sources.tables import Skipped

TABLE = "inventaris.csv"
"""File name of the table, in the folder of the shapes."""

RETURN_TYPES = tuple(ANSWERS)
"""What the sources call "JW Retour" and "WMO Retour": the numbers of the return messages."""

CORRECTIONS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("BerichtVersie", "BasisschemaXsdVersie"): ("XsdVersie", "BasisschemaXsdVersie"),
    ("Categorie",): ("ProductCategorie",),
    ("Code",): ("ProductCode",),
    ("Datumgebruik", "Geboortedatum"): ("Geboortedatum", "DatumGebruik"),
    ("Omvang", "Frequenit"): ("Omvang", "Frequentie"),
}
"""Elements below their message class as a source writes them, and as the schema has them."""

_FOLDERS = {"jw": "ijw", "wmo": "iwmo"}
_PREFIXES = {"ijw": "JW", "iwmo": "WMO"}
_KINDS = {"Conditie": "CD", "Constraint": "CS", "Restrictie": "RS"}
_LISTED_KINDS = ("OP", "IV", "slide")
_LEVELS = {
    "bericht": "bericht",
    "bericht inhoud (xslt)": "bericht",
    "berichtoverstijgend": "berichtoverstijgend",
    "extern": "extern",
    "externe bron": "extern",
}
_TR_FILE = re.compile(r"^(TR\d{3})(\.md)?$")
_CODE = re.compile(r"^(CD|CS|RS)\d{3}$")
_ITEM = re.compile(r"^- (\D*)(\d{3})\s*$")
_FACT = re.compile(r"^(?:- (?P<key>[\w -]+): (?P<value>.*)|\| *(?P<name>\w+) *\| *(?P<cell>.*?) *\|)$")
_LISTED = ("regelcode", "type", "scope", "berichten")
_CELLS = 11


@dataclass(frozen=True, slots=True, order=True)
class RuleRow:
    """A rule, a message type it is about and, when it names one, an element of that message.

    Attributes:
        code: ``TR302``, ``RS017``, …
        kind: ``TR``, ``CD``, ``CS``, ``RS``, ``OP``, ``IV`` or ``slide``.
        level: ``bericht``, ``berichtoverstijgend`` or ``extern``.
        return_code: code the standard answers with, empty when it has none.
        message: message type, such as ``JW301``.
        path: path of the element from ``/Bericht``, empty when the rule names none.
        key: ``ja`` when the element is part of the logical key of its message class.
        code_list: id of the code list of the element, as the standard calls it.
    """

    code: str
    kind: str
    level: str
    return_code: str
    message: str
    path: str = ""
    key: str = ""
    code_list: str = ""


COLUMNS = tuple(field.name for field in fields(RuleRow))
"""The columns of the table, in order."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A CD, CS or RS rule on one element, as a source has it: without a place in the schema yet."""

    code: str
    standard: str
    message: str
    parent: str
    steps: tuple[str, ...]
    return_code: str = ""
    key: str = ""
    code_list: str = ""


def read_rules(files: Sequence[Path]) -> tuple[tuple[RuleRow, ...], tuple[Skipped, ...]]:
    """Read the published rules: the rows of the table, sorted, and what was left out or repaired, with the reason.

    Args:
        files: the published files, each in a folder ``jw`` or ``wmo``, and lists (CSV) of OP, IV and slide rules.

    Raises:
        GizoError: for a file that is none of these, and when there is no rule at all.

    >>> read_rules([])
    Traceback (most recent call last):
    kg.errors.GizoError: regels: geen enkele regel gevonden; geef de mappen jw en wmo met de gepubliceerde regels
    """
    rows: set[RuleRow] = set()
    notes: list[Skipped] = []
    stated: list[_Stated] = []
    for file in sorted(files, key=str):
        text = _text(file)
        if file.suffix == ".csv":
            rows.update(_listed(file, text))
        elif match := _TR_FILE.match(file.name):
            rows.update(_technical(file, match[1], text, notes))
        else:
            stated.extend(_per_element(file, text))
    rows.update(_placed(stated, notes))
    if not rows:
        raise GizoError("regels: geen enkele regel gevonden; geef de mappen jw en wmo met de gepubliceerde regels")
    return tuple(sorted(rows)), tuple(notes)


def text_of(rows: Iterable[RuleRow]) -> str:
    """Give the text of the table: sorted, LF, so the same rules are always the same bytes.

    >>> print(text_of([RuleRow("TR302", "TR", "bericht", "0001", "JW301")]).splitlines()[1])
    TR302,TR,bericht,0001,JW301,,,
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(row) for row in sorted(set(rows)))
    return buffer.getvalue()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GizoError(f"{path}: niet leesbaar ({error}); een bestand met regels is tekst in UTF-8") from error


def _standard(path: Path) -> str:
    """Give the standard of a file by the folder it is in; the texts themselves mix the two up."""
    if path.parent.name not in _FOLDERS:
        raise GizoError(
            f"{path}: van welke standaard is dit? zet iJw-regels in een map jw en iWmo-regels in een map wmo"
        )
    return _FOLDERS[path.parent.name]


def _technical(path: Path, code: str, text: str, notes: list[Skipped]) -> Iterator[RuleRow]:
    standard = _standard(path)
    facts = {
        match["name"]: match["cell"] for line in text.splitlines() if (match := _FACT.match(line)) and match["name"]
    }
    used = text.partition("## Gebruik in berichten")[2].partition("\n## ")[0]
    found = [match for line in used.splitlines() if (match := _ITEM.match(line))]
    level = _LEVELS.get(facts.get("Controleniveau", ""))
    if facts.get("Regelcode") != code or level is None or not found:
        raise GizoError(
            f"{path}: mist regelcode {code}, een bekend controleniveau of de berichten; herstel het bestand"
        )
    prefix = _PREFIXES[standard]
    odd = sorted({match[1] + match[2] for match in found if match[1] != prefix})
    if odd:
        notes.append(Skipped(f"{path.parent.name}/{code}", f"noemt {', '.join(odd)}; gelezen als {prefix}"))
    answer = facts.get("Retourcode", "")
    for match in found:
        yield RuleRow(code, code[:2], level, answer if answer != "n.v.t." else "", prefix + match[2])


def _listed(path: Path, text: str) -> Iterator[RuleRow]:
    """Give the OP, IV and slide rules of a list; the others are read from what the standards publish."""
    reader = csv.DictReader(io.StringIO(text))
    if not set(_LISTED) <= set(reader.fieldnames or ()):
        raise GizoError(f"{path}: geen lijst met regels; verwacht de kolommen {', '.join(_LISTED)}")
    for row in reader:
        if row["type"] in _LISTED_KINDS:
            if row["scope"] not in _LEVELS:
                raise GizoError(f"{path}: {row['regelcode']} heeft een onbekende scope '{row['scope']}'")
            for message in row["berichten"].split():
                yield RuleRow(row["regelcode"], row["type"], _LEVELS[row["scope"]], "", message)


def _per_element(path: Path, text: str) -> Iterator[_Stated]:
    standard = _standard(path)
    found = [*_sections(standard, text), *_table(standard, text)]
    if not found:
        raise GizoError(f"{path}: geen regels in gevonden; verwacht TR-regels of CD, CS en RS per data-element")
    yield from found


def _sections(standard: str, text: str) -> Iterator[_Stated]:
    """Give the rules of a file with a section for each."""
    for section in re.split(r"^# Regel ", text, flags=re.MULTILINE)[1:]:
        facts: dict[str, str] = {}
        for line in section.splitlines():
            match = _FACT.match(line)
            if match is not None and match["key"]:
                facts.setdefault(match["key"], match["value"].strip())
        where = re.search(r"^`(.+)`$", section, flags=re.MULTILINE)
        path = where[1].split(".", 2) if where is not None else ["", "", ""]
        yield _stated(
            code=facts.get("Regelcode") or section.split(" ", 1)[0],
            standard=standard,
            message=facts.get("Bericht") or path[0],
            parent=facts.get("Berichtklasse") or path[1],
            cells=(facts.get("Element") or path[-1], facts.get("CDT-element", ""), facts.get("Sub-element", "")),
            return_code=facts.get("Retourcode", ""),
            key=facts.get("Sleutelelement", ""),
            code_list=facts.get("Codelijst", ""),
        )


def _table(standard: str, text: str) -> Iterator[_Stated]:
    """Give the rules of a file with one table for all."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        if len(cells) == _CELLS and _CODE.match(cells[7]):
            message, parent, *rest = cells
            yield _stated(cells[7], standard, message, parent, (rest[0], rest[1], rest[2]), cells[10], rest[3], rest[4])


def _stated(
    code: str,
    standard: str,
    message: str,
    parent: str,
    cells: tuple[str, ...],
    return_code: str,
    key: str,
    code_list: str,
) -> _Stated:
    steps = tuple(_element(cell) for cell in cells if cell)
    return _Stated(code, standard, message, parent, CORRECTIONS.get(steps, steps), return_code, key, code_list)


def _element(cell: str) -> str:
    """Give the name of an element that is written as name and type; a bare type stands for an element of that name.

    >>> _element("Bsn_BurgerServicenummer"), _element("Bsn.LDT_BurgerServicenummer"), _element("LDT_Geslacht")
    ('Bsn', 'Bsn', 'Geslacht')
    """
    return re.split(r"[._]", re.sub(r"^[CL]DT_", "", cell), maxsplit=1)[0]


def _placed(stated: Sequence[_Stated], notes: list[Skipped]) -> Iterator[RuleRow]:
    """Find each element in the schema of its message."""
    answers: dict[tuple[str, str], set[str]] = {}
    for rule in stated:
        if not _CODE.match(rule.code):
            raise GizoError(f"regels: '{rule.code}' is geen code van een CD-, CS- of RS-regel; herstel het bestand")
        answers.setdefault((rule.standard, rule.code), set()).update({rule.return_code} - {""})
    for rule in stated:
        answer = answers[rule.standard, rule.code]
        if len(answer) > 1:
            raise GizoError(f"regels: {rule.code} heeft meer retourcodes ({', '.join(sorted(answer))}); kies er een")
        places = [(message, path) for message in _messages(rule) for path in _paths(rule, message)]
        if not places:
            where = "/".join((rule.message, rule.parent, *rule.steps))
            notes.append(Skipped(f"{rule.code} bij {where}", "dat element staat niet in het schema"))
        for message, path in places:
            yield RuleRow(
                rule.code,
                rule.code[:2],
                "bericht",
                next(iter(answer), ""),
                message,
                path,
                rule.key,
                rule.code_list,
            )


def _messages(rule: _Stated) -> list[str]:
    prefix = _PREFIXES[rule.standard]
    if rule.message == f"{prefix} Retour":
        return [prefix + number for number in RETURN_TYPES]
    if re.fullmatch(rf"{prefix}\d{{3}}", rule.message):
        return [rule.message]
    raise GizoError(f"regels: {rule.code} noemt bericht '{rule.message}'; verwacht {prefix} met een nummer")


def _paths(rule: _Stated, message: str) -> list[str]:
    schema = message_schema(rule.standard, message)
    parents = [path for path in schema if path.endswith(f"/{rule.parent}")]
    return [path for parent in parents if (path := "/".join((parent, *rule.steps))) in schema]
