"""A comparison as a table: a row for every line, and for everything that has none. The picture says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import names
from kg.comparison.outcome import Comparison, Line, Row, Verdict
from kg.comparison.proposing import Comparable, Proposal
from kg.comparison.words import (
    called,
    elsewhere,
    inherited_from,
    member_name,
    model_name,
    reason,
    relation_word,
    verdict_word,
)
from kg.elements import Entry
from kg.members import multiplicity
from kg.sheets import Cell, Column, Sheet
from kg.wording import HARMONISATION

_COLUMNS = (
    ("leftModel", "Model links", "Model left", 9),
    ("leftClass", "Klasse links", "Class left", 22),
    ("left", "Links", "Left", 30),
    ("leftId", "Id links", "Id left", 34),
    ("leftDatatype", "Datatype links", "Datatype left", 22),
    ("leftMultiplicity", "Aantal links", "Multiplicity left", 9),
    ("verdict", "Oordeel", "Verdict", 12),
    ("relation", "Rechts is", "Right is", 12),
    ("predicate", "Overeenkomst", "Correspondence", 30),
    ("rightModel", "Model rechts", "Model right", 9),
    ("rightClass", "Klasse rechts", "Class right", 22),
    ("right", "Rechts", "Right", 30),
    ("rightId", "Id rechts", "Id right", 44),
    ("rightDatatype", "Datatype rechts", "Datatype right", 18),
    ("rightMultiplicity", "Aantal rechts", "Multiplicity right", 9),
    ("differences", "Verschillen", "Differences", 40),
    ("sentence", "Zin", "Sentence", 50),
    ("elsewhere", "Elders gekoppeld", "Linked elsewhere", 34),
    ("derived", "Afgeleid", "Derived", 9),
    ("confidence", "Zekerheid", "Confidence", 10),
    ("status", "Status", "Status", 12),
    ("author", "Door", "By", 14),
    ("date", "Datum", "Date", 12),
    ("comment", "Toelichting of reden", "Comment or reason", 70),
    ("mapping", "Mapping", "Mapping", 50),
)
_PROPOSAL = (
    ("model", "Model", "Model", 10),
    ("name", "Naam", "Name", 40),
    ("shared", "Gedeelde koppelingen", "Shared links", 12),
    ("sharedDerived", "Alleen afgeleid", "Derived only", 12),
)
_COMPARABLE = (
    ("class", "Klasse", "Class", 34),
    ("name", "Naam", "Name", 34),
    ("model", "Model", "Model", 10),
    ("linked", "Gekoppeld", "Linked", 11),
    ("none", "Geen tegenhanger", "No counterpart", 11),
    ("open", "Open", "Open", 8),
    ("notLookedAt", "Niet bekeken", "Not looked at", 11),
    ("sides", "Hangt samen met", "Connected with", 80),
)
_YES = {"nl": "ja", "en": "yes"}
_TITLE = {"nl": "Vergelijking", "en": "Comparison"}


@dataclass(frozen=True)
class Finding:
    """A row of the table: a line with both its ends, or one element that no line leads to."""

    left: Row | None = None
    right: Row | None = None
    line: Line | None = None

    @property
    def gap(self) -> Row | None:
        """The element that has no counterpart on the other side; None when this is a line."""
        return None if self.line else self.left or self.right

    @property
    def verdict(self) -> Verdict:
        """What there is to say: of a line that it is one, of an element why it has none."""
        return self.gap.verdict if self.gap else Verdict.HERE


def findings(comparison: Comparison) -> Iterator[Finding]:
    """Give all there is to say: every left row with its lines, or why it has none; then the right rows without."""
    lines: dict[str, list[Line]] = {}
    for line in comparison.lines:
        lines.setdefault(line.left.iri, []).append(line)
    for row in comparison.rows(comparison.left):
        for line in lines.get(row.iri, ()):
            yield Finding(row, line.right, line)
        if row.gap:
            yield Finding(left=row)
    for row in comparison.gaps(comparison.right):
        yield Finding(right=row)


def sheet(comparison: Comparison, language: str = "nl") -> Sheet:
    """Give a comparison as rows for CSV and a workbook."""
    return Sheet(
        _TITLE[language], _columns(_COLUMNS, language), (_cells(finding, language) for finding in findings(comparison))
    )


def proposal_sheet(found: Iterable[tuple[Entry, Proposal]], language: str = "nl") -> Sheet:
    """Give proposals for the other side of classes as rows."""
    words = (("class", "Klasse", "Class", 34), ("other", "Andere kant", "Other side", 44), *_PROPOSAL)
    rows = (
        (one.id, row.entry.id, model_name(row.entry), called(row.entry, language), row.links, row.derived)
        for one, row in found
    )
    return Sheet(_TITLE[language], _columns(words, language), rows)


def comparable_sheet(found: Iterable[Comparable], language: str = "nl") -> Sheet:
    """Give as rows how far every class of GIZO is linked to each model, and what to compare it with."""
    rows = (
        (
            *(one.entry.id, one.entry.label(language), names.MODELS[cell.model]),
            *(cell.linked, cell.none, cell.open, cell.outside),
            ", ".join(f"{called(side.entry, language)} ({side.entry.id})" for side in cell.sides if side.links),
        )
        for one in found
        for cell in one.cells
    )
    return Sheet(_TITLE[language], _columns(_COMPARABLE, language), rows)


def explained(finding: Finding, language: str = "nl") -> str:
    """Give the comment on a mapping, or the reason why there is none."""
    if finding.line:
        return finding.line.link.comment
    if not finding.gap:
        return ""
    said = [reason(one, language) for one in finding.gap.none]
    said += [place.link.comment for place in finding.gap.elsewhere if place.link.comment]
    return " · ".join(dict.fromkeys(said))


def _columns(words: Iterable[tuple[str, str, str, int]], language: str) -> list[Column]:
    return [Column(key, nl if language == "nl" else en, width) for key, nl, en, width in words]


def _cells(finding: Finding, language: str) -> list[Cell]:
    line, gap = finding.line, finding.gap
    link = line.link if line else None
    word = relation_word(line.relation, negated=line.negated, language=language) if line else ""
    mapping = link.iri if link else next((one.mapping for one in gap.none if one.mapping), "") if gap else ""
    derived = bool(line.derived if line else gap and gap.derived)
    return [
        *_end(finding.left, language),
        verdict_word(finding.verdict, language),
        word,
        HARMONISATION[line.relation][language] if line and not line.negated else "",
        *_end(finding.right, language),
        "; ".join(one.text(language) for one in line.differences) if line else "",
        link.text if link else "",
        elsewhere(gap, language, len(gap.elsewhere)) if gap and gap.verdict is Verdict.ELSEWHERE else "",
        _YES[language] if derived else "",
        float(link.confidence) if link and link.confidence else None,
        link.status if link else "",
        link.author if link else "",
        link.date if link else "",
        explained(finding, language),
        mapping,
    ]


def _end(row: Row | None, language: str) -> list[Cell]:
    if row is None:
        return [""] * 6
    member = row.member
    name = called(member.entry, language) if row.head else member_name(member, language)
    above = inherited_from(row, language)
    return [
        model_name(member.entry),
        called(row.side, language),
        f"{name} ({above})" if above else name,
        member.entry.id,
        member.datatype,
        multiplicity(member.minimum, member.maximum),
    ]
