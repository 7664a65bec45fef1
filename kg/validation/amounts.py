"""Calculates how much a toewijzing allows, for one product period and in all, and how much of it was claimed.

Whole numbers only, in the unit of the prestatie (for one period) or the smallest unit that occurs (in all). The
formulas and worked examples are in ``docs/decisions/0015-assigned-volume.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pyoxigraph import Triple

from kg.validation.chest import Chest, Claimed, Key, Version
from kg.validation.history import day, number
from kg.validation.linking import REJECTED, fact

DAY, WEEK, MONTH, TOTAL = "1", "2", "4", "6"
MINUTE, HOUR, OUTPUT, EURO = "01", "04", "82", "83"
MINUTES = 60
HOUSEHOLD, WEEKS_OF_HOUSEHOLD = "01", 6
"""The Wmo category that may claim up to six times its weekly volume in one period."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A volume with its unit and frequency, as a toewijzing has it, and the period it runs for."""

    volume: int
    unit: str
    frequency: str
    begin: date
    end: date | None
    household: bool = False

    def in_period(self, begin: date, end: date) -> tuple[int, int]:
        """Give the most that may be claimed for a product period: at least, and at most.

        The two differ only for euros per week: such a toewijzing may be about effort or about output, which
        count weeks differently, and messages do not say which.

        >>> week = Quantity(4, HOUR, WEEK, date(2026, 2, 10), date(2026, 5, 12))
        >>> week.in_period(date(2026, 2, 10), date(2026, 2, 28))
        (12, 12)
        """
        if self.frequency == WEEK:
            effort, output = weeks(begin, end), self._sundays(begin, end)
            if self.household:
                effort = output = WEEKS_OF_HOUSEHOLD
            if self.unit == EURO:
                return self.volume * min(effort, output), self.volume * max(effort, output)
            count = output if self.unit == OUTPUT else effort
        else:
            count = _count(self.frequency, begin, end)
        return self.volume * count, self.volume * count

    def in_all(self) -> int | None:
        """Give the most that may be claimed in all; None for a toewijzing without end, unless it is a total.

        >>> Quantity(4, HOUR, WEEK, date(2026, 2, 10), date(2026, 5, 12)).in_all()
        56
        """
        if self.frequency == TOTAL:
            return self.volume
        if self.end is None:
            return None
        if self.frequency == WEEK:
            return self.volume * weeks(self.begin, self.end)
        return self.volume * _count(self.frequency, self.begin, self.end)

    def _sundays(self, begin: date, end: date) -> int:
        """Count the Sundays in a period, and one more in the period with the last Sunday of a broken last week."""
        count = sundays(begin, end)
        if self.end is not None and self.end.isoweekday() != 7:
            last = self.end - timedelta(days=self.end.isoweekday())
            # A toewijzing shorter than its first week has no Sunday: its only period then gets the week.
            count += begin <= last <= end if last >= self.begin else begin <= self.end <= end
        return count


def weeks(begin: date, end: date) -> int:
    """Count the calendar weeks (Monday to Sunday) that a period touches, broken ones included.

    >>> weeks(date(2026, 2, 10), date(2026, 2, 28)), weeks(date(2026, 3, 1), date(2026, 3, 31))
    (3, 6)
    """
    return (_monday(end) - _monday(begin)).days // 7 + 1


def sundays(begin: date, end: date) -> int:
    """Count the Sundays in a period.

    >>> sundays(date(2026, 2, 10), date(2026, 2, 28))
    2
    """
    return (_monday(end + timedelta(days=1)) - _monday(begin)).days // 7


def months(begin: date, end: date) -> int:
    """Count the calendar months that a period touches.

    >>> months(date(2026, 2, 10), date(2026, 5, 12))
    4
    """
    return (end.year - begin.year) * 12 + end.month - begin.month + 1


def _monday(when: date) -> date:
    return when - timedelta(days=when.weekday())


def _count(frequency: str, begin: date, end: date) -> int:
    if frequency == MONTH:
        return months(begin, end)
    return 1 if frequency == TOTAL else (end - begin).days + 1


def quantity(version: Version) -> Quantity | None:
    """Give the quantity a toewijzing says; None when it has none, or one that cannot be read."""
    product = version.message.follow(version.part, "gizo:toewijzingBevatToegewezenProduct")
    omvang = version.message.follow(product, "gizo:toegewezenProductTeLeverenHoeveelheidUitgedruktAlsOmvang")
    if omvang is None or product is None:
        return None
    volume, frequency = number(omvang.get("gizo:omvangVolume")), omvang.get("gizo:omvangFrequentie")
    begin, ends = day(version.part.get("gizo:toewijzingIngangsdatum")), version.part.get("gizo:toewijzingEinddatum")
    end = day(ends)
    if volume is None or begin is None or frequency not in (DAY, WEEK, MONTH, TOTAL) or (ends and end is None):
        return None
    if end is not None and end < begin:
        return None
    household = version.message.law == "Wmo" and product.get("gizo:toegewezenProductProductcategorie") == HOUSEHOLD
    return Quantity(volume, omvang.get("gizo:omvangEenheid"), frequency, begin, end, household)


def link_amounts(chest: Chest, judged: Mapping[str, str]) -> Iterator[Triple]:
    """Say of each claimed prestatie how much its toewijzing allows, and how much of it was claimed up to then.

    Args:
        chest: the messages.
        judged: what replies decided, by prestatie; a rejected prestatie does not count.
    """
    sums: dict[tuple[Key, str], int] = {}
    for message in chest.kind("323"):
        claimed = [Claimed(message, part) for part in message.all("gizo:Prestatie")]
        pairs = [(one, version) for one in claimed if (version := chest.toewijzing(message, one.toewijzing))]
        for one, version in pairs:
            if judged.get(one.part.iri) != REJECTED:
                for kind, amount in _amounts(chest, one, version):
                    sums[_same(version), kind] = sums.get((_same(version), kind), 0) + amount
        for one, version in pairs:
            if one.debit and message.given and judged.get(one.part.iri) != REJECTED:
                yield from _allowed(one, version)
                yield from _claimed(one, version, sums)


def _same(version: Version) -> Key:
    return (*version.message.parties, number(version.part.get("gizo:toewijzingnummer")))


def _amounts(chest: Chest, one: Claimed, version: Version) -> Iterator[tuple[str, int]]:
    """Give what one prestatie adds to the sums: volume in the smallest unit, and money. A credit takes away."""
    if not one.debit and chest.debit(one) is None:
        return  # of a debit that is not among the messages either
    direction = 1 if one.debit else -1
    assigned = quantity(version)
    volume = number(one.part.get("gizo:prestatieGeleverdVolume"))
    factor = _factor(assigned, one) if assigned else None
    if assigned and volume is not None and factor:
        scale = MINUTES if assigned.unit == HOUR and factor == 1 else 1
        yield _base(assigned), direction * volume * scale
    money = volume if one.part.get("gizo:prestatieEenheid") == EURO else _money(one)
    if money is not None:
        yield "money", direction * money


def _base(assigned: Quantity) -> str:
    """Give the unit to add up in; versions of a toewijzing may differ, and what cannot be compared is not added."""
    return MINUTE if assigned.unit == HOUR else assigned.unit


def _money(one: Claimed) -> int | None:
    return number(one.part.get("gizo:prestatieIngediendBedrag"))


def _factor(assigned: Quantity, one: Claimed) -> int | None:
    """Give how many units of the prestatie go in one unit of the toewijzing; None when they cannot be compared."""
    unit = one.part.get("gizo:prestatieEenheid")
    if unit == assigned.unit:
        return 1
    return MINUTES if (assigned.unit, unit) == (HOUR, MINUTE) else None


def _allowed(one: Claimed, version: Version) -> Iterator[Triple]:
    assigned = quantity(version)
    period = one.message.follow(one.part, "gizo:prestatieProductperiode")
    factor = _factor(assigned, one) if assigned else None
    begin = day(period.get("gizo:periodeBegindatum")) if period else None
    end = day(period.get("gizo:periodeEinddatum")) if period else None
    if assigned is None or factor is None or begin is None or end is None or end < begin:
        return
    least, most = assigned.in_period(begin, end)
    yield fact(one.part.iri, "toegewezenVolume", most * factor)
    yield fact(one.part.iri, "zekerToegewezenVolume", least * factor)


def _claimed(one: Claimed, version: Version, sums: Mapping[tuple[Key, str], int]) -> Iterator[Triple]:
    assigned = quantity(version)
    total = assigned.in_all() if assigned else None
    if assigned is not None and total is not None and _factor(assigned, one):
        yield fact(one.part.iri, "gedeclareerdTotaal", sums.get((_same(version), _base(assigned)), 0))
        yield fact(one.part.iri, "toegewezenTotaal", total * (MINUTES if assigned.unit == HOUR else 1))
    budget = number(version.part.get("gizo:toewijzingBudget"))
    if budget is not None:
        yield fact(one.part.iri, "gedeclareerdBedrag", sums.get((_same(version), "money"), 0))
        yield fact(one.part.iri, "toegewezenBudget", budget)
