"""The inverted index: for every word, which elements have it in their names and which around them.

A word of a query meets a word of an element in one of four ways: they are the same, the one starts with the other,
the one holds the other, or they are a typing error apart. The first three cost next to nothing; the last compares
with every word there is (some thousands), in compiled code.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

NAME, NAME_START, NAME_PART, NEAR, NEAR_START, NEAR_PART, TYPO, TYPO_NEAR = range(8)
"""How well a word matches, best first: it is, starts or stands in a word of the names of the element, of what is
around it (parent, path, model), or is a typing error away from one."""

_SHORTEST_PART = 3
_SHORTEST_TYPO = 4
_LONG = 8
_LONGEST = 80
_LAST = "\uffff"


def typos(word: str) -> int:
    """Give how many typing errors a text may have and still be taken for another.

    A short word with a typing error is another word, and so is a code with another digit.

    >>> typos("bsn"), typos("client"), typos("toewijsing"), typos("12345678")
    (0, 1, 2, 0)
    """
    digits = sum(letter.isdigit() for letter in word)
    if len(word) < _SHORTEST_TYPO or len(word) > _LONGEST or digits * 2 >= len(word):
        return 0
    return 1 if len(word) < _LONG else 2


def alike(text: str, others: Sequence[str]) -> list[tuple[int, int]]:
    """Give the place and the number of typing errors of the texts that this one was perhaps meant to be.

    >>> alike("clinet", ["client", "cliniek", "zorg"])
    [(0, 1)]
    """
    most = typos(text)
    if not most:
        return []
    found = process.extract(text, others, scorer=OSA.distance, score_cutoff=most, limit=None)
    return [(place, int(distance)) for _, distance, place in found]


class Lexicon:
    """All words of all elements.

    >>> lexicon = Lexicon([({"bsn"}, {"client", "gizo"}), ({"client"}, {"gizo"})])
    >>> lexicon.find("client") == {0: NEAR, 1: NAME}
    True
    >>> lexicon.find("clietn"), lexicon.find_typo("clietn") == {0: TYPO_NEAR, 1: TYPO}
    ({}, True)
    """

    def __init__(self, elements: Iterable[tuple[set[str], set[str]]]) -> None:
        """Take for every element the words of its names and the words around it; their order gives its number."""
        self._names: dict[str, list[int]] = {}
        self._near: dict[str, list[int]] = {}
        for number, (own, around) in enumerate(elements):
            for word in own:
                self._names.setdefault(word, []).append(number)
            for word in around - own:
                self._near.setdefault(word, []).append(number)
        self._words = sorted(self._names.keys() | self._near.keys())
        self._text = "\n".join(self._words)
        self._starts: list[int] = []
        position = 0
        for word in self._words:
            self._starts.append(position)
            position += len(word) + 1

    def find(self, word: str) -> dict[int, int]:
        """Give the elements that have a word, each with the best way in which it matches."""
        start = bisect_left(self._words, word)
        starting = self._words[start : bisect_right(self._words, word + _LAST)]
        holding = self._holding(word) if len(word) >= _SHORTEST_PART else []
        return self._found(
            (NEAR_PART, self._near, holding),
            (NEAR_START, self._near, starting),
            (NEAR, self._near, (word,)),
            (NAME_PART, self._names, holding),
            (NAME_START, self._names, starting),
            (NAME, self._names, (word,)),
        )

    def find_typo(self, word: str) -> dict[int, int]:
        """Give the elements that have a word of which this one is perhaps a mistyped form."""
        meant = [self._words[place] for place, _ in alike(word, self._words)]
        return self._found((TYPO_NEAR, self._near, meant), (TYPO, self._names, meant))

    def _found(self, *steps: tuple[int, dict[str, list[int]], Iterable[str]]) -> dict[int, int]:
        found: dict[int, int] = {}
        for way, elements, words in steps:  # the better ways come later and replace the others
            found.update(dict.fromkeys(chain.from_iterable(elements.get(word, ()) for word in words), way))
        return found

    def _holding(self, word: str) -> list[str]:
        found: list[str] = []
        position = self._text.find(word)
        while position >= 0:
            place = bisect_right(self._starts, position) - 1
            found.append(self._words[place])
            position = self._text.find(word, self._starts[place] + len(self._words[place]))
        return found
