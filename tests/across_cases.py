"""Builds sets of messages for the check across messages, and says what came out of it by rule and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.document import Document
from kg.messages import lift_all
from kg.validation.across import Across, AcrossOutcome
from kg.validation.shapes import load_shapes
from tests.messages_builder import Changes, build

CODES = {"JW": ("0518", "73739991"), "WMO": ("0599", "73739992")}
"""Gemeente and aanbieder in our own messages."""


@dataclass(frozen=True)
class Said:
    """A message in a case: its type, and what is changed in our own message of that type."""

    type: str
    changes: tuple[Changes, ...] = ()

    def document(self, name: str) -> Document:
        return Document(name, build(self.type, *self.changes).data)


def said(message_type: str, *changes: Changes) -> Said:
    """Say a message: our own one of a type (``JW323``), changed."""
    return Said(message_type, changes)


def across(given: Sequence[Said], history: Iterable[Said] = ()) -> Across:
    """Collect given and earlier messages; given ones are named ``0.xml``, ``1.xml``, …"""
    earlier = lift_all(one.document(f"h{place}.xml") for place, one in enumerate(history))
    check = Across(message.triples for message in earlier)
    for message in lift_all(one.document(f"{place}.xml") for place, one in enumerate(given)):
        check.add(message)
    return check


def outcome(given: Sequence[Said], history: Iterable[Said] = (), lang: str = "nl") -> AcrossOutcome:
    """Check given and earlier messages."""
    return across(given, history).check(load_shapes(), lang)


def faults(found: AcrossOutcome) -> set[tuple[str, str, str]]:
    """Give the faults as (rule, file, path below Bericht); rules that are one fault stand each for themselves."""
    return {
        (rule, result.file, result.xpath.removeprefix("/Bericht/"))
        for result in found.results
        for rule in (result.rule, *result.related)
    }


def undecided(found: AcrossOutcome) -> dict[str, str]:
    """Give what undecided rules need, by code."""
    return {one.rule: one.needs for one in found.undecided}
