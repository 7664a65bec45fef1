"""Says in which facts two corresponding members differ: datatype, code list, multiplicity. Facts, no judgement.

Models name the same thing in many ways (``Date``, ``DATUM`` and ``LDT_Datum``), so a datatype is first brought
back to its nature and length; only what then still differs is worth a word in a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from kg.elements import Entry
from kg.members import Member, multiplicity

ASPECTS = ("datatype", "codelist", "multiplicity")
"""In what two members can differ."""

_LENGTH = re.compile(r"^(AN|A|N)(\d+)$", re.IGNORECASE)
_LIMIT = re.compile(r"(?:maxLength=|^max )(\d+)")
_DIGITS = re.compile(r"^\[0-9\]\{(\d+)\}$")
_LARGEST = re.compile(r"(?:maxInclusive=|^\d+\.\.)(\d+)")
_NATURES = {
    "date": "date", "datum": "date", "ldt_datum": "date",
    "datetime": "datetime", "ldt_tijd": "time", "time": "time", "tijd": "time",
    "boolean": "boolean", "bool": "boolean",
    "int": "number", "integer": "number", "ldt_bedrag": "number", "ldt_budget": "number", "ldt_volume": "number",
    "ldt_nummer": "number", "ldt_huisnummer": "number", "ldt_relatievolgorde": "number",
    "text": "text", "string": "text", "characterstring": "text",
}  # fmt: skip
_BASES = {"xs:string": "text", "xs:integer": "number", "xs:date": "date", "xs:time": "time"}
_WORDS = {
    "text": {"nl": "tekst", "en": "text"},
    "number": {"nl": "getal", "en": "number"},
    "date": {"nl": "datum", "en": "date"},
    "datetime": {"nl": "datum en tijd", "en": "date and time"},
    "time": {"nl": "tijd", "en": "time"},
    "boolean": {"nl": "ja of nee", "en": "yes or no"},
}
_AGAINST = {"nl": "tegenover", "en": "against"}
_LIST = {"codelist": {"nl": "codelijst", "en": "code list"}, "enumeration": {"nl": "waardelijst", "en": "value list"}}
_FREE = {"nl": "geen lijst", "en": "no list"}
_SIZE = {
    "text": {"nl": "tekst van hoogstens {n}", "en": "text of at most {n}"},
    "number": {"nl": "getal van hoogstens {n} cijfers", "en": "number of at most {n} digits"},
}


@dataclass(frozen=True)
class Difference:
    """A fact in which two corresponding members differ, each in the words of its own model.

    Attributes:
        aspect: one of :data:`ASPECTS`.
        left: what the left one says.
        right: what the right one says.
        telling: whether both models choose it for each member; GGM says 0..1 of every attribute it has.
    """

    aspect: str
    left: str
    right: str
    telling: bool = True

    def text(self, language: str = "nl") -> str:
        """Say the difference.

        >>> Difference("multiplicity", "0..1", "1").text()
        '0..1 tegenover 1'
        """
        return f"{self.left} {_AGAINST[language]} {self.right}"


@dataclass(frozen=True)
class Nature:
    """What values of a datatype are, and how long they may be; empty and 0 when nobody says."""

    kind: str
    length: int = 0


def differences(
    left: Member, right: Member, language: str = "nl", *, same_counts: Collection[str] = ()
) -> tuple[Difference, ...]:
    """Give the facts in which two members differ; what one of both does not say is no difference.

    Args:
        left: a member.
        right: what it is linked to.
        language: ``nl`` or ``en``.
        same_counts: models that say the same multiplicity of all their attributes.

    >>> one = Member(Entry("urn:a", "attribute", "gizo", {}), datatype="N9", minimum="1", maximum="1")
    >>> other = Member(Entry("urn:b", "attribute", "ggm", {}), datatype="AN9", minimum="0", maximum="1")
    >>> [found.text() for found in differences(one, other)]
    ['N9 tegenover AN9', '1 tegenover 0..1']
    """
    found = []
    if left.lists or right.lists:
        if {one.iri for one in left.lists} != {one.iri for one in right.lists} and left.datatype and right.datatype:
            found.append(Difference("codelist", _values(left, language), _values(right, language)))
    elif _differ(nature(left), nature(right)):
        found.append(Difference("datatype", datatype(left, language), datatype(right, language)))
    counts = multiplicity(left.minimum, left.maximum), multiplicity(right.minimum, right.maximum)
    if all(counts) and counts[0] != counts[1] and _comparable(left.entry, right.entry):
        telling = not {left.entry.model, right.entry.model} & set(same_counts) or left.entry.kind == "relation"
        found.append(Difference("multiplicity", *counts, telling=telling))
    return tuple(found)


def nature(member: Member) -> Nature | None:
    """Give what the values of a member are; None when its datatype says nothing we know.

    >>> nature(Member(Entry("urn:a", "attribute", "ggm", {}), datatype="AN20"))
    Nature(kind='text', length=20)
    >>> nature(Member(Entry("urn:a", "attribute", "gizo", {}), datatype="LDT_Naam", pattern="max 200"))
    Nature(kind='text', length=200)
    """
    sized = _LENGTH.match(member.datatype)
    if sized:
        return Nature("number" if sized[1].upper() == "N" else "text", int(sized[2]))
    base = next((kind for name, kind in _BASES.items() if f"base={name};" in member.pattern + ";"), "")
    kind = base or _NATURES.get(member.datatype.lower(), "")
    digits, limit, largest = (find.search(member.pattern) for find in (_DIGITS, _LIMIT, _LARGEST))
    if digits or limit:
        return Nature(kind or "text", int((digits or limit)[1]))  # type: ignore[index]
    if largest:
        return Nature("number", len(largest[1]))
    return Nature(kind) if kind else None


def datatype(member: Member, language: str = "nl") -> str:
    """Write a datatype as its model does, with its nature where the name does not tell.

    >>> datatype(Member(Entry("urn:a", "attribute", "gizo", {}), datatype="LDT_Naam", pattern="max 200"))
    'LDT_Naam (tekst van hoogstens 200)'
    >>> datatype(Member(Entry("urn:a", "attribute", "ggm", {}), datatype="AN9"))
    'AN9'
    """
    known = nature(member)
    if known is None or not member.datatype.startswith(("LDT_", "CDT_")):
        return member.datatype
    size = _SIZE.get(known.kind) if known.length else None
    words = size[language].format(n=known.length) if size else _WORDS[known.kind][language]
    return f"{member.datatype} ({words})"


def _differ(left: Nature | None, right: Nature | None) -> bool:
    if left is None or right is None:
        return False
    return left.kind != right.kind or (bool(left.length and right.length) and left.length != right.length)


def _comparable(left: Entry, right: Entry) -> bool:
    """Whether a multiplicity says the same kind of thing of both: how often a value, or how often a class, occurs."""
    return (left.kind == "relation") == (right.kind == "relation") and "class" not in (left.kind, right.kind)


def _values(member: Member, language: str) -> str:
    if not member.lists:
        return f"{_FREE[language]} ({member.datatype})"
    return ", ".join(f"{_LIST[one.kind][language]} {_called(one, language)}" for one in member.lists)


def _called(entry: Entry, language: str) -> str:
    code = entry.id.partition(":")[2] if entry.kind == "codelist" else ""
    return " ".join(part for part in (code, entry.label(language)) if part)
