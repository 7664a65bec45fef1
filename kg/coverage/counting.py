"""Counts how far the mappings go: per part of a model, how many elements have a counterpart in another model.

An element counts once per target model, under its best counterpart. "None" is a decision as well (no
counterpart, with a reason); only what nobody decided is undecided. How one element stands is said by
:mod:`kg.standing.standing`; here it is counted, for the command line, the API and the pages alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from kg import names
from kg.elements import Entry, kind_of
from kg.errors import GizoError
from kg.once import once
from kg.resolve import model_of
from kg.search import Index
from kg.standing.parts import MESSAGES
from kg.standing.standing import PREDICATES, Sought, Standing, Standings, read_standings, standings_of
from kg.store import GraphStore, select, text

GGM_PACKAGE = "Generiek Jeugd en Wmo"
"""The package of GGM of which every element has a decision about GIZO."""
PAIRS: tuple[tuple[str, str], ...] = (
    *(("gizo", target) for target in ("ggm", "zib", "brp", "berichten")),
    ("ggm", "gizo"),
    *((model, target) for model in MESSAGES for target in ("gizo", "ggm")),
    ("zib", "gizo"),
    ("brp", "gizo"),
)
"""What is counted against what, unless someone asks for another pair: messages reach GGM through GIZO."""

KINDS = ("class", "attribute", "relation", "enumeration", "generalisation", "element")
"""The kinds of elements that count, in the order in which people list them."""

_TYPES = " ".join(
    f"<{iri}>"
    for iri in (
        *(names.OWL + kind for kind in ("Class", "DatatypeProperty", "ObjectProperty")),
        *(names.V + kind for kind in ("Pakket", "Enumeratie", "Generalisatie", "Berichtsoort", "Berichtelement")),
    )
)
_PLACES = f"""SELECT ?e ?type ?model ?parent WHERE {{
  VALUES ?type {{ {_TYPES} }}
  ?e <{names.RDF}type> ?type ; <{names.RDFS}isDefinedBy> ?model .
  OPTIONAL {{ ?e <{names.DCT}isPartOf> ?parent }}
}}"""
_LABELS = f"SELECT ?e ?label WHERE {{ ?e <{names.RDFS}label> ?label }}"


@dataclass(frozen=True)
class Coverage:
    """How far one part of a model is covered by another model.

    ``model`` is what is counted, ``part`` a submodel of GIZO, a package of GGM or a message type, ``target``
    the other model. The counts from ``exact`` to ``undecided`` add up to ``total``.
    """

    model: str
    part: str
    target: str
    total: int
    exact: int
    close: int
    broad: int
    narrow: int
    related: int
    none: int
    undecided: int

    @property
    def linked(self) -> int:
        """How many have a counterpart."""
        return self.total - self.none - self.undecided

    @property
    def share(self) -> int:
        """The linked part, in per cent; 100 only when all of it is linked.

        >>> Coverage("gizo", "Client", "ggm", 1000, 999, 0, 0, 0, 0, 1, 0).share
        99
        """
        return 100 * self.linked // self.total if self.total else 0


@dataclass(frozen=True)
class Row:
    """A count as the page shows it.

    Attributes:
        count: the count over all kinds.
        kinds: the same for each kind of element there is.
        sought: whether anybody looked for counterparts in this part.
    """

    count: Coverage
    kinds: dict[str, Coverage]
    sought: Sought


@dataclass(frozen=True)
class Table:
    """One model against another: the whole, and each part of it."""

    model: str
    target: str
    whole: Row
    parts: tuple[Row, ...]


@dataclass(frozen=True)
class Gap:
    """An element without a counterpart in a model, and the reason; ``decided`` is false when nobody looked."""

    iri: str
    label: str
    missing_in: str
    reason: str
    decided: bool = True

    def as_json(self) -> dict[str, str]:
        """Give the gap as ``gaps --format json`` shows it.

        >>> Gap(names.gizo_iri("CAK"), "CAK", "ggm", "geen eigen klasse").as_json()
        {'id': 'gizo:CAK', 'label': 'CAK', 'missingIn': 'ggm', 'reason': 'geen eigen klasse'}
        """
        found = {"id": names.curie(self.iri), "label": self.label, "missingIn": self.missing_in}
        return {**found, "reason": self.reason}


def coverage(store: GraphStore, model: str | None = None) -> list[Coverage]:
    """Count, per part of GIZO, of GGM's package on care and of the messages, what has a counterpart.

    Args:
        store: the graph.
        model: only rows in which this model is counted or is the target.

    Raises:
        GizoError: when the model does not exist.
    """
    _known(model)
    standings = standings_of(store, _entries(store), derived=False)
    found = []
    for source in _counted_models(standings):
        for target in standings.targets(source):
            if model in (None, source, target):
                groups = sorted(_groups(standings, source).items())
                found += [count(standings, entries, (source, part, target)) for part, entries in groups]
    return found


def gaps(store: GraphStore, model: str | None = None, *, undecided: bool = False) -> list[Gap]:
    """Give the elements that have no counterpart in a model, with the reason.

    Args:
        store: the graph.
        model: only what is missing in this model; all models when omitted.
        undecided: also what nobody decided yet.

    Raises:
        GizoError: when the model does not exist, or no decision is about what it lacks.
    """
    _known(model)
    targets = [target for target in names.MODELS if target in ("gizo", "ggm", "zib", "brp")]
    if model is not None and model not in targets:
        raise GizoError(f"over wat in '{model}' ontbreekt zijn geen besluiten; kies uit {', '.join(sorted(targets))}")
    standings = standings_of(store, _entries(store), derived=False)
    found = []
    for source in _counted_models(standings):
        entries = {one.iri: one for group in _groups(standings, source).values() for one in group}
        for entry in entries.values():
            for target in standings.targets(source):
                stands = standings.of(entry.iri, target)
                shown = stands.status == "geen-tegenhanger" or (undecided and _is_open(stands))
                if shown and model in (None, target):
                    reason = stands.reason or "nog niet beslist"
                    found.append(Gap(entry.iri, entry.label(), target, reason, not _is_open(stands)))
    order = list(names.MODELS)
    return sorted(found, key=lambda gap: (order.index(gap.missing_in), names.curie(gap.iri)))


@once
def read_tables(store: GraphStore, index: Index) -> tuple[Table, ...]:
    """Count the models of :data:`PAIRS` against each other, the whole and part by part.

    Raises:
        GizoError: when the store cannot be asked.
    """
    standings = read_standings(store, index)
    return tuple(_table(standings, model, target) for model, target in PAIRS if standings.members(model))


def select_tables(tables: Iterable[Table], model: str = "", target: str = "", part: str = "") -> list[Table]:
    """Give the counts that are asked for; tables of which nothing is left are left out.

    Args:
        tables: all counts.
        model: only this model is counted; otherwise every model.
        target: only against this model; otherwise against all.
        part: only this part, as the whole, and those below it.
    """
    found = []
    for table in tables:
        if model in ("", table.model) and target in ("", table.target):
            below = [row for row in table.parts if not part or (row.count.part + "/").startswith(part + "/")]
            whole = table.whole if not part else next((row for row in below if row.count.part == part), None)
            if whole:
                found.append(Table(table.model, table.target, whole, tuple(row for row in below if row is not whole)))
    return found


def count(standings: Standings, entries: Iterable[Entry], named: tuple[str, str, str]) -> Coverage:
    """Count elements by how they stand.

    Args:
        standings: how every element stands.
        entries: the elements.
        named: what is counted: model, part and target.
    """
    counts = Counter(_best(standings.of(entry.iri, named[2])) for entry in entries)
    return Coverage(*named, counts.total(), *(counts[name] for name in (*PREDICATES, "none", "undecided")))


def _table(standings: Standings, model: str, target: str) -> Table:
    rows = tuple(_row(standings, model, part, target) for part in standings.parts(model))
    return Table(model, target, _row(standings, model, "", target), rows)


def _row(standings: Standings, model: str, part: str, target: str) -> Row:
    members = standings.members(model, part)
    named = (model, part, target)
    kinds = {kind: count(standings, (m for m in members if m.kind == kind), named) for kind in _kinds(members)}
    return Row(count(standings, members, named), kinds, standings.sought(model, part, target))


def _kinds(members: Iterable[Entry]) -> list[str]:
    return sorted({one.kind for one in members}, key=KINDS.index)


def _best(standing: Standing) -> str:
    """Give what to count an element under; a relation that a message makes is that very relation."""
    if standing.status == "gekoppeld":
        return standing.predicate or "exactMatch"
    return "undecided" if _is_open(standing) else "none"


def _is_open(standing: Standing) -> bool:
    return standing.status == "open"


def _known(model: str | None) -> None:
    if model is not None and model not in names.MODELS:
        raise GizoError(f"model '{model}' bestaat niet; kies uit {', '.join(names.MODELS)}")


def _counted_models(standings: Standings) -> list[str]:
    """Give the models in which people looked for counterparts element by element."""
    return [model for model in ("gizo", "ggm", *MESSAGES) if standings.members(model)]


def _groups(standings: Standings, model: str) -> dict[str, list[Entry]]:
    """Give the elements of a model by part; those of GGM's package by the package or class that holds them."""
    if model != "ggm":
        return {part: list(standings.members(model, part)) for part in standings.parts(model)}
    groups: dict[str, list[Entry]] = {}
    for part in standings.parts("ggm"):
        if part.rpartition("/")[2] == GGM_PACKAGE:
            for entry in standings.members("ggm", part):
                groups.setdefault(standings.entries[entry.parent].label(), []).append(entry)
    return groups


def _entries(store: GraphStore) -> Iterator[Entry]:
    """Read what counts and what it is part of: a fraction of what :func:`kg.search.load_index` reads."""
    types: dict[str, set[str]] = {}
    places: dict[str, tuple[str, str]] = {}
    labels: dict[str, dict[str, str]] = {}
    for element, kind, model, parent in select(store, _PLACES):
        types.setdefault(text(element), set()).add(text(kind))
        places[text(element)] = model_of(text(model)), text(parent)
    for element, label in select(store, _LABELS):
        if isinstance(label, Literal) and text(element) in places:
            labels.setdefault(text(element), {})[label.language or ""] = label.value
    for iri, (code, above) in places.items():
        found = kind_of(types[iri])
        if found and code:
            yield Entry(iri, found, code, labels.get(iri, {}), parent=above)
