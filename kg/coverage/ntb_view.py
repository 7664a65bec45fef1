"""Writes the ntb list to take home: as rows to sign off, and as tagged values for Enterprise Architect.

Enterprise Architect's own CSV import knows elements in packages only, so it gets the classes. Attributes and
relations get their tagged values from the second file, which a script reads; see docs/ntb-naar-ea.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.coverage.ntb import Candidate, Outcome, Place
from kg.search import Index
from kg.sheets import Cell, Column, Sheet, to_csv
from kg.wording import HARMONISATION

TAG = "GGM-UUID"
"""Name of the tagged value."""
OUTCOME_WORDS: dict[Outcome, dict[str, str]] = {
    "voorstel": {"nl": "UUID invullen", "en": "fill in UUID"},
    "kiezen": {"nl": "kiezen: twee zijn even sterk", "en": "choose: two are as strong"},
    "geen-uuid": {"nl": "geen UUID invullen", "en": "fill in no UUID"},
    "geen-tegenhanger": {"nl": "beslist: geen tegenhanger", "en": "decided: no counterpart"},
    "open": {"nl": "open", "en": "open"},
}
"""What an outcome is called."""

_KINDS = {
    "class": {"nl": "klasse", "en": "class"},
    "attribute": {"nl": "attribuut", "en": "attribute"},
    "relation": {"nl": "rol", "en": "role"},
}
_AGREED = {"nl": ("ja", "nee"), "en": ("yes", "no")}
_EA_TYPES = {"class": "Class", "attribute": "Attribute", "relation": "Association"}
_COLUMNS: tuple[tuple[str, str, str, int], ...] = (
    ("submodel", "Deelmodel", "Submodel", 18),
    ("kind", "Soort", "Kind", 10),
    ("id", "Id", "Id", 30),
    ("class", "Klasse", "Class", 22),
    ("element", "Element", "Element", 26),
    ("target", "Naar klasse (van een rol)", "To class (of a role)", 22),
    ("gizoSays", "GIZO zegt nu", "GIZO says now", 12),
    ("outcome", "Uitkomst", "Outcome", 22),
    ("ggmUuid", "GGM-UUID (voorstel)", "GGM UUID (proposal)", 42),
    ("ggmElement", "GGM-element", "GGM element", 26),
    ("ggmClass", "in GGM-klasse of -pakket", "in GGM class or package", 26),
    ("predicate", "Harmonisatie", "Harmonisation", 24),
    ("sentence", "In een zin", "In a sentence", 40),
    ("confidence", "Zekerheid", "Confidence", 10),
    ("status", "Status", "Status", 10),
    ("comment", "Toelichting", "Comment", 60),
    ("others", "(Andere) kandidaten", "(Other) candidates", 60),
    ("sharedWith", "Zelfde UUID ook bij", "Same UUID also at", 30),
    ("agreed", "Akkoord", "Agreed", 10),
    ("by", "Door", "By", 16),
    ("date", "Datum", "Date", 12),
    ("remark", "Opmerking", "Remark", 40),
)


def sheet(places: Iterable[Place], index: Index, language: str = "nl") -> Sheet:
    """Give the list as rows to sign off; the last four columns are left empty for that.

    Args:
        places: the places, in order.
        index: all elements.
        language: ``nl`` or ``en``.
    """
    columns = [
        Column(key, nl if language == "nl" else en, width, _AGREED[language] if key == "agreed" else ())
        for key, nl, en, width in _COLUMNS
    ]
    title = "Ntb-lijst" if language == "nl" else "To be determined"
    return Sheet(title, columns, (_row(place, index, language) for place in places))


def tagged_classes(places: Iterable[Place], *, weak: bool = False) -> str:
    """Give the tagged values of classes as CSV for the import of Enterprise Architect.

    The column GUID is empty: which GUID a class has in the model of GIZO is known there only.

    Args:
        places: the places, in order.
        weak: also UUIDs of what is not the same.
    """
    rows = [[place.entry.label(), "Class", "", found.uuid] for place, found in _tagged(places, weak, ("class",))]
    return to_csv(Sheet(TAG, [Column(key, key) for key in ("Name", "Type", "GUID", f"TagValue_{TAG}")], rows))


def tagged_all(places: Iterable[Place], index: Index, *, weak: bool = False) -> str:
    """Give all tagged values as CSV for the script: type, owner, name and target of the element, tag and value.

    Args:
        places: the places, in order.
        index: all elements.
        weak: also UUIDs of what is not the same.
    """
    rows = []
    for place, found in _tagged(places, weak, tuple(_EA_TYPES)):
        owner = index.get(place.entry.parent)
        inside = owner.label() if owner and place.entry.kind != "class" else ""
        target = place.target.label() if place.target else ""
        rows.append([_EA_TYPES[place.entry.kind], inside, place.entry.label(), target, TAG, found.uuid, place.entry.id])
    columns = [Column(key, key) for key in ("Type", "Owner", "Name", "Target", "Tag", "Value", "Gizo")]
    return to_csv(Sheet(TAG, columns, rows))


def _tagged(places: Iterable[Place], weak: bool, kinds: tuple[str, ...]) -> Iterator[tuple[Place, Candidate]]:
    for place in places:
        found = place.proposal or (place.candidates[0] if weak and place.candidates else None)
        if found and place.entry.kind in kinds:
            yield place, found


def _row(place: Place, index: Index, language: str) -> list[Cell]:
    found = place.candidates[0] if place.candidates and place.outcome != "kiezen" else None
    owner = index.get(place.entry.parent)
    about = found.record if found else place.none
    return [
        ", ".join(place.parts),
        _KINDS[place.entry.kind][language],
        place.entry.id,
        owner.label(language) if owner and place.entry.kind != "class" else place.entry.label(language),
        place.entry.label(language),
        place.target.label(language) if place.target else "",
        place.says,
        OUTCOME_WORDS[place.outcome][language],
        place.proposal.uuid if place.proposal else "",
        found.entry.label(language) if found else "",
        _inside(found, index, language) if found else "",
        HARMONISATION[found.predicate][language] if found else "",
        about.sentence(index, language) if about else "",
        float(about.confidence) if about and about.confidence is not None else None,
        about.status if about else "",
        about.comment if about else "",
        "; ".join(_other(one, index, language) for one in place.candidates if one != place.proposal),
        ", ".join(one.id for one in place.shared),
        *("", "", "", ""),
    ]


def _inside(found: Candidate, index: Index, language: str) -> str:
    parent = index.get(found.entry.parent)
    return parent.label(language) if parent else ""


def _other(found: Candidate, index: Index, language: str) -> str:
    """Say of another candidate how it compares; a sentence, because a name and a predicate read both ways."""
    inside = _inside(found, index, language)
    place = f" ({inside})" if inside and found.entry.kind == "class" else ""
    return f"{found.record.sentence(index, language)}: {found.uuid}{place}"
