"""What every class, message and message element of every model is made of: its own members and those it inherits.

Read once from the graph and kept in memory, because a comparison needs the members of a dozen classes and of
everything above them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kg import names
from kg.elements import Entry, plain
from kg.once import once
from kg.search import Index
from kg.store import GraphStore, select, text

HOLDERS = ("class", "messagetype", "element")
"""Kinds of elements that have members."""
_MEMBERS = ("attribute", "relation", "element", "class")
_LAST = 10**9
_PROPERTIES = {
    "datatype": names.V + "datatype",
    "pattern": names.V + "patroon",
    "minimum": names.V + "minimum",
    "maximum": names.V + "maximum",
    "order": names.V + "volgnummer",
    "outside": names.V + "buitenGizo",
    "range": names.RDFS + "range",
    "list": names.V + "codelijst",
    "broader": names.RDFS + "subClassOf",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A part of a class or of a message: an attribute, a relation, a message element, a group.

    Attributes:
        entry: the element.
        via: what lies between it and the class or message it is a member of, outermost first.
        inherited: the superclass it comes from; None when it is the class's own.
        datatype: name of its datatype, as its model writes it.
        pattern: what its values must look like, as its model writes it.
        minimum: how often it occurs at least.
        maximum: how often it occurs at most.
        range: classes it leads to, or code lists and enumerations that its values come from.
        outside: why a message element is no part of GIZO.
        group: whether its parts are members as well, so that it is mainly a heading.
    """

    entry: Entry
    via: tuple[Entry, ...] = ()
    inherited: Entry | None = None
    datatype: str = ""
    pattern: str = ""
    minimum: str = ""
    maximum: str = ""
    range: tuple[Entry, ...] = ()
    outside: str = ""
    group: bool = False

    def name(self, language: str = "nl") -> str:
        """Give its label, after the labels of what it lies in.

        >>> Member(Entry("urn:b", "element", "ijw", {"nl": "Code"}), (Entry("urn:a", "element", "ijw", {"nl": "P"}),)
        ...       ).name()
        'P/Code'
        """
        return "/".join(one.label(language) for one in (*self.via, self.entry))

    @property
    def lists(self) -> tuple[Entry, ...]:
        """The code lists and enumerations its values come from."""
        return tuple(one for one in self.range if one.kind in ("codelist", "enumeration"))


class Members:
    """The members of everything that has members; :func:`read_members` reads them."""

    def __init__(self, index: Index, facts: dict[str, dict[str, list[str]]]) -> None:
        """Take all elements, and what is said of each: values by the names of :class:`Member`."""
        self._index, self._facts = index, facts
        self._children: dict[str, list[Entry]] = defaultdict(list)
        for model in names.MODELS:
            for entry in index.of_model(model):
                if entry.parent and entry.kind in _MEMBERS:
                    self._children[entry.parent].append(entry)
        for children in self._children.values():
            children.sort(key=self._place)
        self._patterns = self._by_datatype()
        self._own: dict[str, tuple[Member, ...]] = {}
        self._all: dict[str, tuple[Member, ...]] = {}
        self._heads: dict[str, Member] = {}

    def has(self, entry: Entry) -> bool:
        """Say whether an element can stand on one side of a comparison: a class, or a message (element) with parts."""
        return entry.kind in ("class", "messagetype") or (entry.kind == "element" and entry.iri in self._children)

    def of(self, iri: str) -> tuple[Member, ...]:
        """Give the members of a class or message: its own, with the parts of its parts, then what it inherits.

        What may occur more than once is a thing of its own: it is a member, its parts are not.
        """
        if iri not in self._all:
            self._all[iri] = self._of(iri)
        return self._all[iri]

    def _of(self, iri: str) -> tuple[Member, ...]:
        own = self._own_of(iri)
        seen = {member.entry.iri for member in own}
        inherited: list[Member] = []
        for above in self.above(iri):
            fresh = [member for member in self._own_of(above.iri) if member.entry.iri not in seen]
            seen |= {member.entry.iri for member in fresh}
            inherited += [replace(member, inherited=above) for member in fresh]
        return (*own, *inherited)

    def head(self, entry: Entry) -> Member:
        """Give a class or message itself in the form of a member."""
        if entry.iri not in self._heads:
            self._heads[entry.iri] = self._member(entry, ())
        return self._heads[entry.iri]

    def above(self, iri: str) -> tuple[Entry, ...]:
        """Give the superclasses of a class, nearest first."""
        found: dict[str, Entry] = {}
        fresh = [iri]
        while fresh:
            rows = sorted({one for each in fresh for one in self._said(each, "broader")} - {iri, *found})
            entries = [entry for one in rows if (entry := self._index.get(one)) and entry.kind == "class"]
            found |= {entry.iri: entry for entry in entries}
            fresh = [entry.iri for entry in entries]
        # Reasoning may have added the classes above as direct ones: the one with the longest way up is the nearest.
        depth = {one: len(self._reach(one)) for one in found}
        return tuple(sorted(found.values(), key=lambda entry: (-depth[entry.iri], entry.iri)))

    def holder(self, entry: Entry) -> Entry | None:
        """Give the class or message (part) that an element is a member of, or itself when it is one.

        Groups of the BRP and of messages are members themselves, unless they may occur more than once.
        """
        found = entry if self.has(entry) else self._index.get(entry.parent)
        if found is None or not self.has(found):
            return None
        above = self._index.get(found.parent)
        while above and self.has(above) and above.kind != "messagetype" and not _repeats(self.head(found)):
            found, above = above, self._index.get(above.parent)
        return found

    @cached_property
    def same_counts(self) -> Mapping[str, str]:
        """The multiplicity that a model gives each of its attributes, by model; where they vary there is none."""
        found: dict[str, set[str]] = {}
        for model in names.MODELS:
            attributes = [entry for entry in self._index.of_model(model) if entry.kind == "attribute"]
            found[model] = {multiplicity(member.minimum, member.maximum) for member in map(self.head, attributes)}
        return {model: min(counts) for model, counts in found.items() if len(counts) == 1 and any(counts)}

    def _own_of(self, iri: str) -> tuple[Member, ...]:
        if iri not in self._own:
            self._own[iri] = tuple(self._below(iri, ()))
        return self._own[iri]

    def _below(self, iri: str, via: tuple[Entry, ...]) -> Iterator[Member]:
        for child in self._children.get(iri, ()):
            if child.iri != iri and child not in via:
                member = self._member(child, via)
                parts = () if _repeats(member) else tuple(self._below(child.iri, (*via, child)))
                yield replace(member, group=bool(parts))
                yield from parts

    def _member(self, entry: Entry, via: tuple[Entry, ...]) -> Member:
        datatype = self._one(entry.iri, "datatype")
        return Member(
            entry=entry,
            via=via,
            datatype=datatype,
            pattern=self._one(entry.iri, "pattern") or self._patterns.get(datatype, ""),
            minimum=self._one(entry.iri, "minimum"),
            maximum=self._one(entry.iri, "maximum"),
            range=(*self._narrowest(self._entries(entry.iri, "range")), *self._entries(entry.iri, "list")),
            outside=self._one(entry.iri, "outside"),
        )

    def _narrowest(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Leave out what is broader than another of these: reasoning adds the broader classes to a range."""
        broader = {above for entry in entries for above in self._reach(entry.iri)}
        return tuple(entry for entry in entries if entry.iri not in broader)

    def _reach(self, iri: str) -> set[str]:
        found: set[str] = set()
        fresh = [iri]
        while fresh:
            fresh = [one for each in fresh for one in self._said(each, "broader") if one != iri and one not in found]
            found |= set(fresh)
        return found

    def _by_datatype(self) -> dict[str, str]:
        """Give what the schemas of the messages say of a datatype that always looks the same."""
        found: dict[str, set[str]] = defaultdict(set)
        for said in self._facts.values():
            for datatype in said.get("datatype", ()):
                found[datatype] |= {one for one in said.get("pattern", ()) if one.startswith("base=")}
        return {datatype: min(patterns) for datatype, patterns in found.items() if len(patterns) == 1}

    def _entries(self, iri: str, key: str) -> tuple[Entry, ...]:
        found = (self._index.get(one) for one in sorted(set(self._said(iri, key))))
        return tuple(one for one in found if one is not None)

    def _said(self, iri: str, key: str) -> list[str]:
        return self._facts.get(iri, {}).get(key, [])

    def _one(self, iri: str, key: str) -> str:
        return min(self._said(iri, key), default="")

    def _place(self, entry: Entry) -> tuple[int, int, str, str, str]:
        order = self._one(entry.iri, "order")
        kind = _MEMBERS.index(entry.kind) if not order.isdecimal() else 0
        notation = entry.notation if entry.model == "brp" else ""
        return (int(order) if order.isdecimal() else _LAST, kind, notation, plain(entry.label()), entry.iri)


def _repeats(member: Member) -> bool:
    return member.maximum not in ("", "0", "1")


@once
def read_members(store: GraphStore, index: Index) -> Members:
    """Read what every element is made of.

    Raises:
        GizoError: when the store cannot be asked.
    """
    facts: dict[str, dict[str, list[str]]] = {}
    for key, predicate in _PROPERTIES.items():
        for subject, value in _rows(store, predicate):
            if subject in index:
                facts.setdefault(subject, {}).setdefault(key, []).append(value)
    return Members(index, facts)


def multiplicity(minimum: str, maximum: str) -> str:
    """Write how often something occurs, as models do.

    >>> multiplicity("0", "*"), multiplicity("1", "1"), multiplicity("", "")
    ('0..*', '1', '')
    """
    if not minimum and not maximum:
        return ""
    return minimum if minimum == maximum else f"{minimum or '?'}..{maximum or '?'}"


def _rows(store: GraphStore, predicate: str) -> Iterable[tuple[str, str]]:
    rows = select(store, f"SELECT ?s ?o {{ ?s <{predicate}> ?o }}")
    return ((text(subject), text(value)) for subject, value in rows)
