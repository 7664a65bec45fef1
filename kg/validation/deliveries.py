"""Ties deliveries together: a stop to its start, a removal to what it takes back, a start to the one still open.

Starts (305) and stops (307) are replayed in the order in which they were sent. What stands at that moment tells
what a notice repeats, ends or takes back. A notice is known by its logical key; the order of two messages of the
same day is not known, so what a notice needs may also be in another message of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Triple

from kg.validation.chest import Chest, Key
from kg.validation.history import Known, Part, number
from kg.validation.linking import fact, tie

START, STOP = "305", "307"
REMOVAL = "3"
DELIVERED = ("1", "2")
"""Statuses of a notice that adds something, rather than taking it back."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A start or stop as one message holds it.

    Attributes:
        message: the message.
        part: its node.
        course: what is delivered to whom, since when: the same for a start and its stops.
        assignment: the client and the number of the toewijzing.
        start: the key of a start, or of the start that a stop ends.
        key: its own logical key.
        numbered: whether it names a toewijzing.
    """

    message: Known
    part: Part
    course: Key
    assignment: Key
    start: Key
    key: Key
    numbered: bool

    @property
    def status(self) -> str:
        """Its status: first delivery, changed, or removal."""
        return self.part.get("v:statusAanlevering")


@dataclass
class _Standing:
    """What stands: the notices that were delivered and not taken back."""

    notices: dict[Key, Notice] = field(default_factory=dict)
    starts: dict[Key, dict[Key, Notice]] = field(default_factory=dict)
    stops: dict[Key, dict[Key, Notice]] = field(default_factory=dict)
    removed: set[Key] = field(default_factory=set)

    def add(self, notice: Notice) -> None:
        self.notices[notice.key] = notice
        self.removed.discard(notice.key)
        self._shelf(notice)[notice.key] = notice

    def remove(self, notice: Notice) -> None:
        self.notices.pop(notice.key, None)
        self.removed.add(notice.key)
        self._shelf(notice).pop(notice.key, None)

    def _shelf(self, notice: Notice) -> dict[Key, Notice]:
        if notice.message.kind == START:
            return self.starts.setdefault(notice.assignment, {})
        return self.stops.setdefault(notice.course, {})


def link_deliveries(chest: Chest) -> Iterator[Triple]:
    """Tie starts and stops to each other.

    >>> list(link_deliveries(Chest([])))
    []
    """
    replay = _Replay(chest)
    for message in chest.kind(START, STOP):
        yield from replay.of(message)


class _Replay:
    """Replays the notices, message by message."""

    def __init__(self, chest: Chest) -> None:
        self.chest = chest
        self.standing = _Standing()
        self.by_message = {message.iri: list(_notices(message)) for message in chest.kind(START, STOP)}
        self.all: dict[Key, list[Notice]] = {}
        self.courses: dict[Key, list[Notice]] = {}
        self.started: set[Key] = set()
        self.with_stops: set[Key] = set()
        for notice in (notice for notices in self.by_message.values() for notice in notices):
            self.all.setdefault(notice.key, []).append(notice)
            if notice.message.kind == START:
                self.started.add(notice.assignment)
            else:
                self.courses.setdefault(notice.course, []).append(notice)
                self.with_stops.add(notice.assignment[:-1])

    def of(self, message: Known) -> Iterator[Triple]:
        """Give the ties of one message: first its removals, then what it delivers."""
        notices = self.by_message[message.iri]
        for notice in notices:
            if notice.status == REMOVAL:
                yield from self._removal(notice)
        for notice in notices:
            if notice.status == REMOVAL:
                self.standing.remove(notice)
        delivered = [notice for notice in notices if notice.status in DELIVERED]
        for notice in delivered:
            yield from self._repeats(notice)
            yield from self._start(notice) if message.kind == START else self._stop(notice)
        for notice in delivered:
            self.standing.add(notice)

    def _removal(self, notice: Notice) -> Iterator[Triple]:
        gone = notice.key in self.standing.removed
        first = self.standing.notices.get(notice.key)
        if first is None and not gone:
            first = self._that_day(notice, self.all[notice.key])
        if first is not None:
            yield tie(notice.part.iri, "verwijdert", first.part.iri)
            if notice.message.kind == START:
                for stop in self.standing.stops.get(notice.course, {}).values():
                    yield tie(notice.part.iri, "gestoptDoor", stop.part.iri)
        elif gone or self._knows_past(notice):
            yield fact(notice.part.iri, "ontbreekt", True)

    def _repeats(self, notice: Notice) -> Iterator[Triple]:
        earlier = self.standing.notices.get(notice.key)
        if earlier is not None and not self._removed_that_day(notice, earlier):
            yield tie(notice.part.iri, "herhaalt", earlier.part.iri)

    def _start(self, notice: Notice) -> Iterator[Triple]:
        """Tie a start to those of the same toewijzing that no stop ended: only if stops would be known."""
        if not notice.numbered or not (self._knows_past(notice) or notice.assignment[:-1] in self.with_stops):
            return
        for other in self.standing.starts.get(notice.assignment, {}).values():
            stopped = self.standing.stops.get(other.course) or self._that_day(
                notice, self.courses.get(other.course, ())
            )
            if not stopped and not self._removed_that_day(notice, other):
                yield tie(notice.part.iri, "lopendeStart", other.part.iri)

    def _stop(self, notice: Notice) -> Iterator[Triple]:
        for earlier in self.standing.stops.get(notice.course, {}).values():
            if not self._removed_that_day(notice, earlier):
                yield tie(notice.part.iri, "eerdereStop", earlier.part.iri)
        start = self.standing.notices.get(notice.start) or self._later(notice)
        if start is not None:
            yield tie(notice.part.iri, "stopt", start.part.iri)
        elif self._knows_past(notice) or notice.assignment in self.started:
            yield fact(notice.part.iri, "ontbreekt", True)

    def _later(self, notice: Notice) -> Notice | None:
        """Give the start of a stop that was sent before it: what is in the wrong order is not missing."""
        place = self.chest.place[notice.message.iri]
        starts = (other for other in self.all.get(notice.start, ()) if other.status in DELIVERED)
        return next((other for other in starts if self.chest.place[other.message.iri] > place), None)

    def _removed_that_day(self, notice: Notice, earlier: Notice) -> bool:
        """Tell whether another message of the same day takes back what a notice would clash with."""
        return any(
            other.status == REMOVAL
            and other.message is not notice.message
            and other.message.dated == notice.message.dated
            for other in self.all[earlier.key]
        )

    @staticmethod
    def _that_day(notice: Notice, others: Iterable[Notice]) -> Notice | None:
        """Give what was delivered in another message of the same day."""
        return next(
            (
                other
                for other in others
                if other.status in DELIVERED
                and other.message is not notice.message
                and other.message.dated == notice.message.dated
            ),
            None,
        )

    def _knows_past(self, notice: Notice) -> bool:
        """Tell whether the history has starts or stops between the same parties, and so would have the others."""
        return any((*notice.message.parties, kind) in self.chest.past for kind in (START, STOP))


def _notices(message: Known) -> Iterator[Notice]:
    for part in message.all("gizo:Levering"):
        client = message.follow(part, "gizo:leveringWordtGeleverdAanClient")
        who = client.get("gizo:clientBsn").strip() if client else ""
        begin = part.get("gizo:leveringStartdatum")
        if not (who and begin and all(message.parties)):
            continue
        toewijzing = message.follow(part, "gizo:leveringGeeftInvullingAanToewijzing")
        nummer = number(toewijzing.get("gizo:toewijzingnummer")) if toewijzing else None
        product = message.follow(part, "gizo:leveringBetreftProduct")
        what = tuple(
            product.get(f"gizo:toegewezenProduct{name}") if product else ""
            for name in ("Productcategorie", "Productcode")
        )
        reason = message.follow(part, "gizo:leveringHeeftRedenBeeindigenLevering")
        about = nummer if nummer is not None else what
        start = (START, *message.parties, who, nummer, *what, begin)
        stop = reason.get("gizo:redenBeeindigenLeveringReden") if reason else "", part.get("gizo:leveringStopdatum")
        yield Notice(
            message=message,
            part=part,
            course=(*message.parties, who, about, begin),
            assignment=(*message.parties, who, about),
            start=start,
            key=start if message.kind == START else (STOP, *start[1:], *stop),
            numbered=nummer is not None,
        )
