"""How an element stands towards another model: linked, decided to have no counterpart, or open.

It is said in one place, because every count and every filter depends on it. What people *decided* counts, in both
directions: a mapping from GIZO to GGM links the GGM element too. Three things follow from decisions and are said
here as well:

- Messages and GGM are connected through GIZO alone. For two such models the derived mappings count; "no counterpart"
  holds when the element is outside GIZO or when all that it means in GIZO has no counterpart over there.
- Every element of a message is decided. So a GIZO element that no message of a standard carries has no counterpart
  in it, without anybody writing that down; a relation is carried when a message element hangs on by it.
- An element of a part in which nobody looked is as open as one that was passed over. :meth:`Standings.sought` tells
  the two apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from kg import names
from kg.elements import Entry
from kg.mapping import DERIVED_BY
from kg.once import once
from kg.search import Index
from kg.standing.parts import MESSAGES, Parts
from kg.store import GraphStore, select, text
from kg.wording import HARMONISATION, INVERSE

Status = Literal["gekoppeld", "geen-tegenhanger", "open"]
Sought = Literal["gezocht", "deels", "andersom", "afgeleid", "niet-gezocht"]

STATUSES: tuple[Status, ...] = ("gekoppeld", "geen-tegenhanger", "open")
"""How an element can stand towards a model."""
PREDICATES = tuple(HARMONISATION)
"""The SKOS properties of mappings, strongest first."""
TARGETS = ("gizo", "ggm", "zib", "brp", *MESSAGES, "berichten")
"""What an element can stand towards; ``berichten`` are the message standards together."""

_TARGETS = {"gizo": ("ggm", "zib", "brp")}
_ENDS = f"""?m <{names.OWL}annotatedSource> ?s ; <{names.OWL}annotatedProperty> ?p ; <{names.OWL}annotatedTarget> ?o"""
_JUSTIFIED = f"?m <{names.SSSOM}mapping_justification>"
_DECISIONS = f"""SELECT ?m ?s ?p ?o ?source ?not ?comment WHERE {{
  {{ SELECT ?m {{ {_JUSTIFIED} ?how FILTER(?how NOT IN ({", ".join(f"<{iri}>" for iri in DERIVED_BY)})) }} }}
  {_ENDS}
  OPTIONAL {{ ?m <{names.SSSOM}object_source> ?source }}
  OPTIONAL {{ ?m <{names.SSSOM}predicate_modifier> ?not }}
  OPTIONAL {{ ?m <{names.SSSOM}comment> ?comment }}
}}"""
_CHAINS = f"SELECT ?m ?s ?p ?o WHERE {{ {_JUSTIFIED} <{names.SEMAPV}MappingChaining> . {_ENDS} }}"
_OUTSIDE = f"SELECT ?e ?reason WHERE {{ ?e <{names.V}buitenGizo> ?reason }}"
_HANGS_ON = f"SELECT ?e ?relation WHERE {{ ?e <{names.V}maaktRelatie> ?relation }}"
_INVERSES = f"SELECT ?one ?other WHERE {{ ?one <{names.OWL}inverseOf> ?other }}"
_SUBMODELS = f"SELECT ?e ?part WHERE {{ ?e <{names.V}deelmodel> ?part }}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an element stands towards a model.

    Attributes:
        status: ``gekoppeld``, ``geen-tegenhanger`` or ``open``.
        predicate: local name of the strongest SKOS property, read from the element; empty when it is not linked.
        mappings: IRIs of the decisions (or derived mappings) that say so; none when it follows from other decisions.
        reason: why there is no counterpart, as it was written down with the decision.
        derived: whether it follows from mappings through GIZO.
    """

    status: Status = "open"
    predicate: str = ""
    mappings: tuple[str, ...] = ()
    reason: str = ""
    derived: bool = False


@dataclass
class Decisions:
    """What the mappings say, by element and target model, and what else is needed to judge.

    Attributes:
        linked: per element and model the mappings that were decided, each with its predicate read from the element.
        derived: the same of chains.
        none: per element and model the decisions that there is no counterpart, each with its reason.
        ends: per element and model the elements it is linked to by decision.
        sought: elements from which somebody looked, with the model they looked in.
        carried: relations of GIZO by which a message element hangs on, with the model of the message.
    """

    linked: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    derived: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    none: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    ends: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    sought: set[tuple[str, str]] = field(default_factory=set)
    carried: set[tuple[str, str]] = field(default_factory=set)


class Standings(Parts):
    """How every element stands towards every model, and which part of its model it counts in.

    >>> client = Entry(names.gizo_iri("Client"), "class", "gizo", {"nl": "Client"})
    >>> Standings([client], Decisions()).of(client.iri, "ggm").status
    'open'
    """

    def __init__(
        self, entries: Iterable[Entry], decisions: Decisions, submodels: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        """Take what was read; :func:`read_standings` reads it.

        Args:
            entries: all elements that count, and what they are part of.
            decisions: what the mappings say.
            submodels: the submodels of GIZO by element.
        """
        super().__init__(entries, submodels)
        self._decisions = decisions
        self._judged: dict[tuple[str, str], Standing] = {}

    def of(self, iri: str, target: str = "") -> Standing:
        """Say how an element stands towards a model.

        Args:
            iri: the element.
            target: code of the other model; ``berichten`` for the three message standards together; empty for any
                model about which a decision is expected. Towards several models an element is linked when it is to
                one of them, and open as long as it is to one.
        """
        if (iri, target) not in self._judged:
            self._judged[iri, target] = self._judge(iri, target)
        return self._judged[iri, target]

    def targets(self, model: str) -> tuple[str, ...]:
        """Give the models about which a decision is expected of the elements of a model."""
        return _TARGETS.get(model, ("gizo",) if self.members(model) else ())

    def sought(self, model: str, part: str, target: str) -> Sought:
        """Say whether anybody looked for counterparts from a part of a model.

        ``gezocht`` when decisions start from it and it has nothing open, ``deels`` when some of it is open;
        ``andersom`` when only the other model looked and found something here, ``niet-gezocht`` when no decision
        touches it; ``afgeleid`` when nobody had to look: the two are connected through GIZO.
        """
        if "gizo" not in (model, target):
            return "afgeleid"
        targets = MESSAGES if target == "berichten" else (target,)
        said, members = self._decisions, self.members(model, part)
        if any((one.iri, to) in said.sought for one in members for to in targets):
            open_ones = any(self.of(one.iri, target).status == "open" for one in members)
            return "deels" if open_ones else "gezocht"
        found = any((one.iri, to) in said.linked for one in members for to in targets)
        return "andersom" if found else "niet-gezocht"

    def _judge(self, iri: str, target: str) -> Standing:
        entry = self.entries.get(iri)
        if entry is None:
            return Standing()
        several = self.targets(entry.model) if not target else MESSAGES if target == "berichten" else ()
        if not several:
            return self._towards(entry, target)
        return _together([self._towards(entry, one) for one in several if one != entry.model])

    def _towards(self, entry: Entry, target: str) -> Standing:
        said, key = self._decisions, (entry.iri, target)
        if key in said.linked:
            return _linked(said.linked[key])
        if key in said.none:
            iris, reasons = zip(*said.none[key], strict=True)
            return Standing("geen-tegenhanger", mappings=tuple(one for one in iris if one), reason=reasons[0])
        if entry.model == "gizo":
            return self._in_messages(entry, target) if target in MESSAGES else Standing()
        return Standing() if target == "gizo" else self._through_gizo(entry, target)

    def _in_messages(self, entry: Entry, target: str) -> Standing:
        if (entry.iri, target) in self._decisions.carried:
            return Standing("gekoppeld", derived=True)
        return Standing("geen-tegenhanger", derived=True) if target in self._complete else Standing()

    def _through_gizo(self, entry: Entry, target: str) -> Standing:
        said = self._decisions
        if (entry.iri, target) in said.derived:
            return replace(_linked(said.derived[entry.iri, target]), derived=True)
        outside = said.none.get((entry.iri, "gizo"))
        if outside:
            return Standing("geen-tegenhanger", reason=outside[0][1], derived=True)
        gizo = [self.entries[one] for one in said.ends.get((entry.iri, "gizo"), ()) if one in self.entries]
        beyond = [self._towards(one, target) for one in gizo]
        if beyond and all(one.status == "geen-tegenhanger" for one in beyond):
            return Standing("geen-tegenhanger", reason=beyond[0].reason, derived=True)
        return Standing(derived=True)

    @cached_property
    def _complete(self) -> frozenset[str]:
        """Message standards of which every element has a decision about GIZO."""
        return frozenset(
            model
            for model in MESSAGES
            if self.members(model) and all(self.of(one.iri, "gizo").status != "open" for one in self.members(model))
        )


@once
def read_standings(store: GraphStore, index: Index) -> Standings:
    """Read all decisions and the parts of the models.

    Raises:
        GizoError: when the store cannot be asked.
    """
    entries = [entry for model in names.MODELS for entry in index.of_model(model)]
    return standings_of(store, entries)


def standings_of(store: GraphStore, entries: Iterable[Entry], *, derived: bool = True) -> Standings:
    """Read all decisions about elements that are known already.

    Args:
        store: the graph.
        entries: the elements that count, and what they are part of.
        derived: whether to read what follows through GIZO as well; without it two other models are all open.

    Raises:
        GizoError: when the store cannot be asked.
    """
    known = {entry.iri: entry for entry in entries}
    submodels: dict[str, list[str]] = {}
    for element, part in _texts(store, _SUBMODELS):
        submodels.setdefault(element, []).append(part)
    parts = {element: tuple(sorted(found)) for element, found in submodels.items()}
    said = _decisions(store, known)
    for mapping, subject, predicate, target in _texts(store, _CHAINS) if derived else ():
        if target in known:
            key = subject, known[target].model
            said.derived.setdefault(key, []).append((mapping, predicate.removeprefix(names.SKOS)))
    return Standings(known.values(), said, parts)


def _decisions(store: GraphStore, known: Mapping[str, Entry]) -> Decisions:
    said = Decisions()
    sources = {names.model_iri(code): code for code in names.MODELS}
    for mapping, subject, predicate, target, source, negated, comment in _texts(store, _DECISIONS):
        if negated:
            continue
        if target == names.NO_TERM_FOUND:
            key = subject, sources.get(source, "")
            said.none.setdefault(key, []).append((mapping, comment))
            said.sought.add(key)
        elif subject in known and target in known:
            name = predicate.removeprefix(names.SKOS)
            to, back = (subject, known[target].model), (target, known[subject].model)
            said.linked.setdefault(to, []).append((mapping, name))
            said.linked.setdefault(back, []).append((mapping, INVERSE.get(name, name)))
            said.ends.setdefault(to, []).append(target)
            said.ends.setdefault(back, []).append(subject)
            said.sought.add(to)
    for element, reason in _texts(store, _OUTSIDE):
        said.none.setdefault((element, "gizo"), []).append(("", reason))
        said.sought.add((element, "gizo"))
    said.carried |= set(_carried(store, known))
    return said


def _carried(store: GraphStore, known: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Give the relations by which message elements hang on, in both directions."""
    inverses: dict[str, list[str]] = {}
    for one, other in _texts(store, _INVERSES):
        inverses.setdefault(one, []).append(other)
        inverses.setdefault(other, []).append(one)
    for element, relation in _texts(store, _HANGS_ON):
        if element in known:
            for one in (relation, *inverses.get(relation, ())):
                yield one, known[element].model


def _linked(found: Iterable[tuple[str, str]]) -> Standing:
    by_strength = sorted(found, key=lambda one: (_strength(one[1]), one[0]))
    return Standing("gekoppeld", by_strength[0][1], tuple(dict.fromkeys(iri for iri, _ in by_strength)))


def _together(standings: Iterable[Standing]) -> Standing:
    all_of_them = tuple(standings)
    linked = sorted((one for one in all_of_them if one.status == "gekoppeld"), key=lambda one: _strength(one.predicate))
    if linked:
        return replace(linked[0], mappings=tuple(iri for one in linked for iri in one.mappings))
    return next((one for one in all_of_them if one.status == "open"), next(iter(all_of_them), Standing()))


def _strength(predicate: str) -> int:
    return PREDICATES.index(predicate) if predicate in PREDICATES else len(PREDICATES)


def _texts(store: GraphStore, query: str) -> Iterator[tuple[str, ...]]:
    return (tuple(text(term) for term in row) for row in select(store, query))
