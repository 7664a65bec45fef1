"""What is worth putting side by side: for one class the classes its members are linked to, and for GIZO all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.comparison.material import Material, far_end, read_material
from kg.elements import Entry, natural_order, plain
from kg.once import once
from kg.search import Index
from kg.store import GraphStore

MODELS = ("gizo", "ggm", "zib", "brp", "ijw", "iwmo", "ieb")
"""Models whose classes and messages can stand side by side."""
_MESSAGES = ("ijw", "iwmo", "ieb")
TOGETHER = 8
"""At most this many classes on one side: more do not fit on a screen that people look at together."""


@dataclass(frozen=True)
class Proposal:
    """A class or message that can stand on the other side.

    Attributes:
        entry: the class or message.
        links: how many members it shares a decided link with, the class itself included.
        derived: how many more it shares only a derived link with.
    """

    entry: Entry
    links: int
    derived: int


@dataclass(frozen=True)
class Cell:
    """How far a class is linked to a model, and what to compare it with.

    Attributes:
        model: code of the other model.
        linked: how many of the class and its members are linked.
        none: how many were decided to have no counterpart.
        open: how many are still to be decided.
        outside: how many are not linked and lie where nobody looked for counterparts in that model.
        sides: what to put on the other side, most links first.
    """

    model: str
    linked: int
    none: int
    open: int
    outside: int
    sides: tuple[Proposal, ...]

    @property
    def together(self) -> tuple[Entry, ...]:
        """What to put on the other side at once: of messages, which repeat each other, the one that shares most."""
        return together(self.sides)


@dataclass(frozen=True)
class Comparable:
    """A class of GIZO with what it can be compared with."""

    entry: Entry
    cells: tuple[Cell, ...]


def proposals(material: Material, entry: Entry) -> dict[str, tuple[Proposal, ...]]:
    """Give, by model, the classes and messages that the members of a class are linked to, most links first.

    Args:
        material: what the graph says.
        entry: a class or message.
    """
    if entry.iri not in material.proposed:
        material.proposed[entry.iri] = _proposals(material, entry)
    found: dict[str, tuple[Proposal, ...]] = material.proposed[entry.iri]
    return found


def together(found: Sequence[Proposal]) -> tuple[Entry, ...]:
    """Choose of proposals in one model what to put on the other side at once.

    What shares a decided link goes before what shares only derived ones; messages repeat each other, so of those
    the one that shares most is enough.
    """
    chosen = [one.entry for one in found if one.links] or [one.entry for one in found]
    return tuple(chosen[: 1 if chosen and chosen[0].model in _MESSAGES else TOGETHER])


def comparables(material: Material) -> tuple[Comparable, ...]:
    """Give every class of GIZO, with how far it is linked to each model and what to compare it with."""
    classes = [entry for entry in material.index.of_model("gizo") if entry.kind == "class"]
    return tuple(_comparable(material, entry) for entry in classes)


@once
def read_comparables(store: GraphStore, index: Index) -> tuple[Comparable, ...]:
    """Read what can be compared with every class of GIZO.

    Raises:
        GizoError: when the store cannot be asked.
    """
    return comparables(read_material(store, index))


def _proposals(material: Material, entry: Entry) -> dict[str, tuple[Proposal, ...]]:
    decided: dict[str, set[str]] = {}
    derived: dict[str, set[str]] = {}
    holders: dict[str, Entry] = {}
    for member in (material.members.head(entry), *material.members.of(entry.iri)):
        for other, is_derived in _ends(material, member.entry).items():
            holder = material.members.holder(other)
            if holder and holder.model in MODELS and holder.model != entry.model:
                holders[holder.iri] = holder
                (derived if is_derived else decided).setdefault(holder.iri, set()).add(member.entry.iri)
    rows = [
        Proposal(holder, len(decided.get(iri, ())), len(derived.get(iri, set()) - decided.get(iri, set())))
        for iri, holder in holders.items()
    ]
    rows.sort(key=lambda row: (-row.links, -row.derived, natural_order(row.entry)))
    return {model: found for model in MODELS if (found := tuple(row for row in rows if row.entry.model == model))}


def _comparable(material: Material, entry: Entry) -> Comparable:
    found = proposals(material, entry)
    entries = [entry, *(member.entry for member in material.members.of(entry.iri))]
    return Comparable(entry, tuple(_cell(material, entries, model, found) for model in MODELS if model != "gizo"))


def _cell(material: Material, entries: list[Entry], model: str, found: Mapping[str, tuple[Proposal, ...]]) -> Cell:
    standings = [(entry, material.standings.of(entry.iri, model).status) for entry in entries]
    statuses = [status for _, status in standings]
    undecided = sum(status == "open" and material.looked(entry, model) for entry, status in standings)
    return Cell(
        model=model,
        linked=statuses.count("gekoppeld"),
        none=statuses.count("geen-tegenhanger"),
        open=undecided,
        outside=statuses.count("open") - undecided,
        sides=found.get(model, ()),
    )


def _ends(material: Material, entry: Entry) -> dict[Entry, bool]:
    """Give what an element is linked to, each with whether that is only derived."""
    found: dict[Entry, bool] = {}
    for record in material.mappings.of(entry.iri):
        other = far_end(record, entry)
        if other and not record.negated:
            found[other] = found.get(other, True) and record.derived
    return found


@dataclass(frozen=True)
class Unfit:
    """A text that names nothing that can stand on one side.

    Attributes:
        text: what was asked for.
        code: ``unknown``, ``ambiguous`` or ``no-class``.
        near: what may have been meant.
    """

    text: str
    code: str
    near: tuple[Entry, ...] = ()


def side_named(material: Material, text: str) -> Entry | Unfit:
    """Find the class or message that a text names: by its id in any spelling, else by a name that only one has.

    Args:
        material: what the graph says.
        text: what a person pasted.
    """
    found = material.index.resolve(text)
    if found is not None:
        if material.members.has(found) and found.model in MODELS:
            return found
        holder = material.members.holder(found)
        return Unfit(text, "no-class", (holder,) if holder else ())
    wanted = plain(text)
    namesakes = [
        entry
        for model in MODELS
        for entry in material.index.of_model(model)
        if entry.kind in ("class", "messagetype") and wanted in map(plain, entry.labels.values())
    ]
    if len(namesakes) == 1:
        return namesakes[0]
    if namesakes:
        return Unfit(text, "ambiguous", tuple(namesakes[:TOGETHER]))
    near = [material.members.holder(entry) for entry in material.index.near(text)]
    fit = dict.fromkeys(entry for entry in near if entry is not None and entry.model in MODELS)
    return Unfit(text, "unknown", tuple(fit))
