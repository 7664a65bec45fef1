"""Finds elements by what identifies them, in any spelling, whole or in part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from kg import names
from kg.elements import Entry, plain

_HEX = re.compile(r"^(?:ggm:|eaid:|urn:uuid:)?\{?(?:ea[a-z]{2}_)?\{?([0-9a-f]{8}[0-9a-f_-]*)\}?$")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CODE = re.compile(r"[\d:/.]")
_ALIKE = 85
_LONGEST = 80


class Identifiers:
    """Everything that identifies an element: IRI, CURIE, published identifiers, path in a message, code.

    >>> bsn = Entry(names.gizo_iri("clientBsn"), "attribute", "gizo", {"nl": "bsn"})
    >>> Identifiers([bsn]).named("GIZO:clientbsn"), Identifiers([bsn]).near("gizo:clientBns")
    ([0], [0])
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Take all elements; the place of each in the sequence is its number."""
        self._numbers = {entry.iri: number for number, entry in enumerate(entries)}
        self._named: dict[str, list[int]] = {}
        hexes: list[str] = []
        codes: list[str] = []
        for number, entry in enumerate(entries):
            own = plain(entry.id)
            published = {plain(one) for one in entry.identifiers if looks_like_a_code(one)}
            for spelling in {own, *published, *_inside(published)}:
                self._named.setdefault(spelling, []).append(number)
            digits = _hex(own)
            hexes.append(digits)
            readable = {plain(entry.notation)} if digits else {plain(entry.notation), own, *published}
            codes.append(" ".join(sorted(readable - {""})))
        self._hexes = _Parts(hexes)
        self._codes = _Parts(codes)
        self._spellings = list(self._named)

    def named(self, text: str) -> list[int]:
        """Give the elements that a text names: one, but for identifiers that their publisher used twice."""
        try:
            number = self._numbers.get(names.expand(text))
        except names.UnknownName:
            number = None
        return [number] if number is not None else self._named.get(plain(text), [])

    def partly(self, text: str) -> tuple[list[int], list[int]]:
        """Give the elements with an identifier or code that starts with a text, and those where it stands in one.

        Eight hexadecimal digits of a UUID are enough, in any spelling; other texts must look like a code: they hold
        a digit, colon, slash or dot.
        """
        wanted = plain(text)
        hexes = _hex(wanted)
        if hexes:
            return self._hexes.find(hexes)
        if len(wanted) < 2 or " " in wanted or not looks_like_a_code(wanted):
            return [], []
        return self._codes.find(wanted)

    def near(self, text: str, limit: int = 5) -> list[int]:
        """Give the elements with an identifier that looks like this text, of the same kind of identifier."""
        wanted = plain(text)
        if not wanted or len(wanted) > _LONGEST:
            return []
        space = wanted.partition(":")[0] + ":" if ":" in wanted else ""
        known = [name for name in self._spellings if name.startswith(space)] if space else self._spellings
        close = process.extract(wanted, known, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=limit)
        return list(dict.fromkeys(number for name, _, _ in close for number in self._named[name]))[:limit]


def looks_like_a_code(text: str) -> bool:
    """Say whether a text has something in it that words have not: a digit, colon, slash or dot.

    >>> looks_like_a_code("NL-CM:0.1.7"), looks_like_a_code("burgerservicenummer")
    (True, False)
    """
    return bool(_CODE.search(text))


class _Parts:
    """Texts to look for a part in, a line for each element."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)
        self._text = "\n".join(self._lines)
        self._starts: list[int] = []
        position = 0
        for line in self._lines:
            self._starts.append(position)
            position += len(line) + 1

    def find(self, part: str) -> tuple[list[int], list[int]]:
        starting: list[int] = []
        holding: list[int] = []
        position = self._text.find(part)
        while position >= 0:
            number = bisect_right(self._starts, position) - 1
            line = self._lines[number]
            first = any(word.startswith(part) or word.partition(":")[2].startswith(part) for word in line.split())
            (starting if first else holding).append(number)
            position = self._text.find(part, self._starts[number] + len(line))
        return starting, holding


def _hex(text: str) -> str:
    """Give the hexadecimal digits of (the start of) a UUID in any spelling; empty when it is none."""
    found = _HEX.match(text)
    return re.sub("[-_]", "", found[1]) if found else ""


def _inside(spellings: Iterable[str]) -> Iterator[str]:
    """Give the UUIDs in identifiers that have a word in front of them."""
    for one in spellings:
        if " " in one and (found := _UUID.search(one)):
            yield found[0]
