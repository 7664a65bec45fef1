"""Which elements of a model count, and in which part of it: what every count and the filter ``domein`` agree on.

A part is what people of that model call a part: a submodel of GIZO, a domain of GGM, a message type, a zib, a
category of the BRP. The domains of GGM are its numbered packages (*6 Sociaal Domein*) and the packages of subjects
below them (*6 Sociaal Domein/Generiek Jeugd en Wmo*); packages deeper down hold diagrams and models.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from kg import names
from kg.elements import Entry

MESSAGES = ("ijw", "iwmo", "ieb")
"""The models that are messages."""

COUNTED = {
    "gizo": ("class", "attribute", "relation"),
    "ggm": ("class", "attribute", "relation", "enumeration", "generalisation"),
    "zib": ("class", "attribute", "relation"),
    "brp": ("class", "attribute"),
    **dict.fromkeys(MESSAGES, ("element",)),
}
"""The models of which elements count, with the kinds that do."""
_NO_DOMAIN = ("Diagram", "Model ")
"""How the packages begin in which GGM keeps the contents of a domain; they are no domains themselves."""


class Parts:
    """The elements that count, by model and part.

    >>> client = Entry(names.gizo_iri("Client"), "class", "gizo", {"nl": "Client"})
    >>> parts = Parts([client], {client.iri: ("Client",)})
    >>> parts.part_of(client.iri), parts.parts("gizo"), parts.in_part(client.iri, "gizo:Client")
    ('Client', ('Client',), True)
    """

    def __init__(self, entries: Iterable[Entry], submodels: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Take what was read.

        Args:
            entries: all elements that count, and what they are part of.
            submodels: the submodels of GIZO by element.
        """
        self.entries = {entry.iri: entry for entry in entries}
        self._submodels = submodels or {}
        self._paths: dict[str, tuple[Entry, ...]] = {}
        self._parts_of: dict[str, tuple[str, ...]] = {}
        tops = [one for one in self.entries.values() if one.kind == "package" and one.parent not in self.entries]
        self._root = tops[0].iri if len(tops) == 1 else ""

    def counted(self, iri: str) -> bool:
        """Say whether an element counts: classes, attributes, relations and message elements do, codes do not."""
        entry = self.entries.get(iri)
        return entry is not None and entry.kind in COUNTED.get(entry.model, ())

    def part_of(self, iri: str) -> str:
        """Give the part of its model in which an element counts; the first when there are several, empty when none."""
        return next(iter(self.parts_of(iri)), "")

    def parts_of(self, iri: str) -> tuple[str, ...]:
        """Give every part in which an element counts: some elements of GIZO are in two submodels."""
        if iri not in self._parts_of:
            self._parts_of[iri] = self._found(self.entries.get(iri))
        return self._parts_of[iri]

    def in_part(self, iri: str, part: str) -> bool:
        """Say whether an element counts in a part.

        Args:
            iri: the element.
            part: a name as :meth:`part_of` gives it; the name of a domain holds for the domains below it as well.
                Also a class by its CURIE (``gizo:Client``): the class itself and its attributes.
        """
        if any(part == one or one.startswith(part + "/") for one in self.parts_of(iri)):
            return True
        entry = self.entries.get(iri)
        if entry is None or ":" not in part:
            return False
        return part == entry.id or (entry.kind == "attribute" and part == names.curie(entry.parent))

    def parts(self, model: str) -> tuple[str, ...]:
        """Give the parts of a model, in the order in which people list them; a domain before those below it."""
        return self._parts.get(model, ())

    def members(self, model: str, part: str = "") -> tuple[Entry, ...]:
        """Give the elements of a model that count, or those of one part of it."""
        return self._members.get((model, part), ())

    def _found(self, entry: Entry | None) -> tuple[str, ...]:
        if entry is None:
            return ()
        if entry.model == "gizo":
            return self._submodels.get(entry.iri, ())
        part = _PART[entry.model](self._path(entry)) if entry.model in _PART else ""
        return (part,) if part else ()

    def _path(self, entry: Entry) -> tuple[Entry, ...]:
        """Give what an element is part of, from the outside in, and the element itself; the root is left out."""
        if entry.iri == self._root:
            return ()
        if entry.iri not in self._paths:
            above = self.entries.get(entry.parent)
            self._paths[entry.iri] = (*(self._path(above) if above and above is not entry else ()), entry)
        return self._paths[entry.iri]

    @cached_property
    def _members(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries.values():
            if self.counted(entry.iri):
                for part in {"", *and_above(self.parts_of(entry.iri))}:
                    found.setdefault((entry.model, part), []).append(entry)
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def _parts(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for model, part in self._members:
            if part:
                found.setdefault(model, []).append(part)
        return {model: tuple(sorted(parts, key=by_number)) for model, parts in found.items()}


def _domain(path: tuple[Entry, ...]) -> str:
    packages = [one.label() for one in path if one.kind == "package"]
    below = [one for one in packages[1:2] if not one.startswith(_NO_DOMAIN)]
    return "/".join([*packages[:1], *below])


def _first(path: tuple[Entry, ...]) -> str:
    return path[0].label()


def _category(path: tuple[Entry, ...]) -> str:
    return f"{path[0].notation} {path[0].label()}".strip()


_PART = {"ggm": _domain, "zib": _first, "brp": _category, **dict.fromkeys(MESSAGES, _first)}


def and_above(parts: Iterable[str]) -> tuple[str, ...]:
    """Give parts with the domains they are in, each once.

    >>> and_above(["6 Sociaal Domein/Werk"])
    ('6 Sociaal Domein', '6 Sociaal Domein/Werk')
    """
    return tuple(dict.fromkeys(name for part in parts for name in (part.partition("/")[0], part)))


def by_number(part: str) -> tuple[int, str]:
    """Put GGM's domains in the order of their number; other names have none."""
    number = part.partition(" ")[0]
    return int(number) if number.isdigit() else -1, part
