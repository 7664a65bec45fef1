"""Holds all messages of a check in the order of sending, and looks up what a number in one of them means.

Things belong together by gemeente, aanbieder, law and number, never by number alone; a message that lacks one of
these belongs to nothing. Everything goes through dictionaries: looking up takes no longer with more messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kg.validation.history import Known, Part, day, number

Key = tuple[object, ...]

CLIENT_OF = ("gizo:toewijzingIsOpdrachtTotLeverenAanClient", "gizo:prestatieBetreftClient")
"""Links from a toewijzing or prestatie to its client."""

DEBIT = "D"
NEVER = date.min
"""The day of what has no date that can be read."""


@dataclass(frozen=True, slots=True)
class Version:
    """A toewijzing as one 301 says it is; a later 301 may say it again, changed."""

    message: Known
    part: Part
    bsn: str

    @property
    def order(self) -> tuple[str, str, date]:
        """What tells which version is newer: when it was decided, then when it was sent."""
        decided, time = self.part.get("gizo:toewijzingDatum"), self.part.get("gizo:toewijzingTijd")
        return decided, time, self.message.dated or NEVER


@dataclass(frozen=True, slots=True)
class Claimed:
    """A prestatie as one 323 (or 325) holds it."""

    message: Known
    part: Part

    @property
    def debit(self) -> bool:
        """Whether it asks for money."""
        return self.part.get("gizo:prestatieDebetOfCredit") == DEBIT

    @property
    def reference(self) -> str:
        """Its reference number."""
        return self.part.get("gizo:prestatieReferentienummer").strip()

    @property
    def earlier(self) -> str:
        """The reference number of the prestatie it takes back."""
        return self.part.get("gizo:prestatieVorigReferentienummer").strip()

    @property
    def toewijzing(self) -> Part | None:
        """The node that holds the number of its toewijzing."""
        return self.message.follow(self.part, "gizo:prestatieIsOpBasisVanToewijzing")


@dataclass(frozen=True)
class Chest:
    """All messages of a check, in the order in which they were sent, with the indexes that linking looks in."""

    messages: Sequence[Known] = field(repr=False)

    def kind(self, *kinds: str) -> Iterator[Known]:
        """Give the messages of some kinds (``301``), in order."""
        return (message for message in self.messages if message.kind in kinds)

    @cached_property
    def past(self) -> frozenset[Key]:
        """Gemeente, aanbieder, law and kind of every earlier message: what the history can tell about."""
        return frozenset(
            (*message.parties, message.kind) for message in self.messages if not message.given and all(message.parties)
        )

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each message in the order, by IRI."""
        return {message.iri: place for place, message in enumerate(self.messages)}

    @cached_property
    def versions(self) -> dict[Key, list[Version]]:
        """The toewijzingen in 301 messages by gemeente, aanbieder, law and number, the oldest version first."""
        found: dict[Key, list[Version]] = {}
        for message in self.kind("301"):
            for part in message.all("gizo:Toewijzing"):
                nummer = number(part.get("gizo:toewijzingnummer"))
                if nummer is not None and all(message.parties):
                    found.setdefault((*message.parties, nummer), []).append(Version(message, part, bsn(message, part)))
        return {key: sorted(several, key=lambda version: version.order) for key, several in found.items()}

    @cached_property
    def first_of_day(self) -> dict[date, int]:
        """The place of the first message of each day; within a day the order of sending is not known."""
        found: dict[date, int] = {}
        for place, message in enumerate(self.messages):
            found.setdefault(message.dated or NEVER, place)
        return found

    @cached_property
    def clients(self) -> dict[Key, date]:
        """The day of the first 301 of each client, by gemeente, aanbieder, law and bsn."""
        found: dict[Key, date] = {}
        for message in self.kind("301"):
            for client in message.all("gizo:Client"):
                who = client.get("gizo:clientBsn").strip()
                if who and all(message.parties):
                    found.setdefault((*message.parties, who), message.dated or date.max)
        return found

    @cached_property
    def claims(self) -> dict[Key, list[Claimed]]:
        """The prestaties in 323 messages by gemeente, aanbieder, law and reference number, in order."""
        found: dict[Key, list[Claimed]] = {}
        for message in self.kind("323"):
            for part in message.all("gizo:Prestatie"):
                claimed = Claimed(message, part)
                if all(message.parties):
                    found.setdefault((*message.parties, claimed.reference), []).append(claimed)
        return found

    @cached_property
    def requests(self) -> dict[Key, list[tuple[Known, Part]]]:
        """The verzoeken in 315 and 317 messages by gemeente, aanbieder, law and reference number, in order."""
        found: dict[Key, list[tuple[Known, Part]]] = {}
        for message in self.kind("315", "317"):
            for part in message.parts.values():
                reference = part.get("gizo:verzoekReferentienummer").strip()
                if reference and all(message.parties):
                    found.setdefault((*message.parties, reference), []).append((message, part))
        return found

    def toewijzing(self, message: Known, reference: Part | None) -> Version | None:
        """Give the toewijzing that a reference means: as it was when the message that refers was sent.

        When every version is of a later date, it is the oldest one. A version of the same client goes before
        one of another (a number that was given out twice). A credit means what the debit meant that it takes back.
        """
        holder = message.follow(reference, "v:onderdeelVan")
        if holder is not None and holder.cls == "gizo:Prestatie" and message.kind == "323":
            credit = Claimed(message, holder)
            debit = self.debit(credit) if not credit.debit else None
            if debit is not None and _numbered(debit.toewijzing) == _numbered(reference):
                message, reference = debit.message, debit.toewijzing
        nummer = _numbered(reference)
        versions = self.versions.get((*message.parties, nummer), []) if nummer is not None else []
        who = bsn(message, reference)
        versions = [version for version in versions if version.bsn == who] or versions
        then = [version for version in versions if not _after(version.message, message)]
        return then[-1] if then else next(iter(versions), None)

    def debit(self, credit: Claimed) -> Claimed | None:
        """Give the debit that a credit takes back: of an earlier message, the newest; None when it is not known."""
        same = self.claims.get((*credit.message.parties, credit.earlier), []) if credit.earlier else []
        place = self.place[credit.message.iri]
        earlier = [
            claimed
            for claimed in same
            if claimed.debit
            and claimed.message is not credit.message
            and (self.place[claimed.message.iri] < place or claimed.message.dated == credit.message.dated)
        ]
        return earlier[-1] if earlier else None

    def must_know(self, message: Known, reference: Part) -> bool:
        """Tell whether a toewijzing that is not found does not exist, as far as what is known can tell.

        That is so when the history has 301 messages between the same parties, or when a 301 of the same
        client between the same parties is known: it lists all toewijzingen that are not over (OP087), so it
        must not be of a later day than the message and what the message says about the toewijzing.
        """
        return (*message.parties, "301") in self.past or self.lists(
            message, bsn(message, reference), _last_day(message, reference)
        )

    def lists(self, message: Known, who: str, until: date | None) -> bool:
        """Tell whether a 301 of a client between the parties of a message is known that is not of after a day."""
        first = self.clients.get((*message.parties, who))
        return first is not None and until is not None and first <= until


def _numbered(reference: Part | None) -> int | None:
    return number(reference.get("gizo:toewijzingnummer")) if reference is not None else None


def _last_day(message: Known, reference: Part) -> date | None:
    """Give the last day on which a toewijzing must have run for what a message says about it; at most its own day."""
    holder = message.follow(reference, "v:onderdeelVan")
    period = message.follow(holder, "gizo:prestatieProductperiode")
    if period is not None:
        about = day(period.get("gizo:periodeEinddatum"))
    else:
        about = day(holder.get("gizo:leveringStopdatum") or holder.get("gizo:leveringStartdatum")) if holder else None
    return min(filter(None, (about, message.dated)), default=None)


def _after(one: Known, other: Known) -> bool:
    return one.dated is not None and other.dated is not None and one.dated > other.dated


def bsn(message: Known, part: Part | None) -> str:
    """Give the bsn of the client of a toewijzing or prestatie; it never leaves the linking."""
    for role in CLIENT_OF:
        client = message.follow(part, role)
        if client is not None:
            return client.get("gizo:clientBsn").strip()
    return ""
