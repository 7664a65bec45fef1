"""Counts how far GIZO is linked: per element, per class and per model, from the decisions in the mappings.

"Linked" means that a decided mapping names a counterpart; "none" that it was decided there is none; what is
left is open. Derived mappings do not count: they follow from the decided ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import names
from kg.elements import Entry, Index
from kg.mapping import DERIVED_BY
from kg.store import GraphStore, select, text

COUNTED = ("class", "attribute", "relation")
"""Kinds of GIZO elements for which another model may have a counterpart."""
GROUPS: dict[str, tuple[str, ...]] = {
    "ggm": ("ggm",),
    "zib": ("zib",),
    "brp": ("brp",),
    "berichten": ("ijw", "iwmo", "ieb"),
}
"""What GIZO is linked to, with the models each group stands for."""

_DERIVED = ", ".join(f"<{iri}>" for iri in DERIVED_BY)
_DECISIONS = f"""SELECT ?s ?o ?source WHERE {{
  ?m <{names.OWL}annotatedSource> ?s ; <{names.OWL}annotatedTarget> ?o ;
     <{names.SSSOM}mapping_justification> ?justification .
  OPTIONAL {{ ?m <{names.SSSOM}object_source> ?source }}
  FILTER NOT EXISTS {{ ?m <{names.SSSOM}predicate_modifier> ?modifier }}
  FILTER(?justification NOT IN ({_DERIVED}))
}}"""


@dataclass(frozen=True)
class Count:
    """Of so many elements: how many are linked, and how many were decided to have no counterpart."""

    total: int
    linked: int
    none: int

    @property
    def open(self) -> int:
        """How many are still to be decided."""
        return self.total - self.linked - self.none

    @property
    def share(self) -> int:
        """The linked part, in per cent.

        >>> Count(total=3, linked=2, none=0).share
        67
        """
        return round(100 * self.linked / self.total) if self.total else 0


class Linkage:
    """For every GIZO element the groups it is linked to, and those it was decided to have no counterpart in."""

    def __init__(self, index: Index, linked: dict[str, set[str]], none: dict[str, set[str]]) -> None:
        """Take what the decisions say; :func:`read_linkage` reads them."""
        self._elements = [one for one in index.of_model("gizo") if one.kind in COUNTED]
        self._linked, self._none = linked, none

    def overall(self) -> dict[str, Count]:
        """Give the count over all GIZO elements, by group."""
        return self._count(self._elements)

    def of_class(self, iri: str) -> dict[str, Count]:
        """Give the count over a class and its attributes, by group."""
        return self._count(
            one for one in self._elements if one.iri == iri or (one.parent == iri and one.kind == "attribute")
        )

    def _count(self, elements: Iterable[Entry]) -> dict[str, Count]:
        chosen = [one.iri for one in elements]
        return {
            group: Count(
                total=len(chosen),
                linked=sum(group in self._linked.get(iri, ()) for iri in chosen),
                none=sum(group in self._none.get(iri, ()) and group not in self._linked.get(iri, ()) for iri in chosen),
            )
            for group in GROUPS
        }


def read_linkage(store: GraphStore, index: Index) -> Linkage:
    """Read all decisions.

    Raises:
        GizoError: when the store cannot be asked.
    """
    linked: dict[str, set[str]] = {}
    none: dict[str, set[str]] = {}
    sources = {names.model_iri(model): group for group, models in GROUPS.items() for model in models}
    for subject, target, source in select(store, _DECISIONS):
        ends = text(subject), text(target)
        if ends[1] == names.NO_TERM_FOUND:
            none.setdefault(ends[0], set()).add(sources.get(text(source), ""))
            continue
        for one, other in (ends, ends[::-1]):
            entry = index.get(other)
            linked.setdefault(one, set()).add(_group(entry) if entry else "")
    return Linkage(index, linked, none)


def _group(entry: Entry) -> str:
    return next((group for group, models in GROUPS.items() if entry.model in models), "")
