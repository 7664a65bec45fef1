"""Which elements a query finds, and in which order.

What is named exactly comes first; then a name that is, starts with, or holds what was asked; then words that stand
around an element (its class, its message, its model); a typing error comes last. Among equals the natural order of
elements decides (:func:`kg.elements.natural_order`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import names
from kg.elements import Entry
from kg.search.identifiers import Identifiers, looks_like_a_code
from kg.search.lexicon import NAME, NAME_PART, NAME_START, NEAR, NEAR_PART, NEAR_START, Lexicon, alike
from kg.search.words import STOP_WORDS, chunks, pieces, squashed, words

# How well an element matches a query, best first. Steps of ten leave room for degrees.
_NAMED, _LABEL, _OTHER_NAME, _IN_ITS_PLACE, _ID_START = 0, 10, 20, 30, 40
_LABEL_START, _NAME_WORDS, _NAME_PARTS, _SPREAD, _AROUND, _ID_PART = 50, 60, 70, 80, 90, 100
_GUESS = 200

_ONE_WORD = {
    NAME: _NAME_WORDS,
    NAME_START: _NAME_WORDS + 1,
    NAME_PART: _NAME_PARTS,
    NEAR: _AROUND,
    NEAR_START: _AROUND + 1,
    NEAR_PART: _AROUND + 2,
}
_MOST = 9
_FEW = 5
"""With fewer elements than this found, those that have the words but for typing errors are added at the end."""
_MOST_WORDS = 12
_STEPS = dict.fromkeys(names.MESSAGE_RELEASES, 9)
"""How far up what an element is part of still says where it stands: to the class of an attribute and the package of
that class, but in a message all the way."""
_LAST = "\uffff"

Find = Callable[[str], dict[int, int]]


@dataclass(frozen=True)
class Ranking:
    """What a query finds.

    Attributes:
        numbers: the numbers of the elements, best first.
        sure: from this place on they are guesses: a typing error away from what was asked.
        named: up to this place the query names them: by an identifier, a name, or a name and where it stands.
    """

    numbers: tuple[int, ...]
    sure: int
    named: int = 0


class Ranker:
    """Ranks elements; the place of each in the sequence is its number.

    >>> ranker = Ranker([Entry("urn:x", "class", "ggm", {"nl": "Beschikking"})])
    >>> ranker.rank("beschikking")
    Ranking(numbers=(0,), sure=1, named=1)
    >>> ranker.rank("beschik"), ranker.rank("beschiking")
    (Ranking(numbers=(0,), sure=1, named=0), Ranking(numbers=(0,), sure=0, named=0))
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Take all elements, in natural order."""
        self.identifiers = Identifiers(entries)
        self._size = len(entries)
        self._everything = Ranking(tuple(range(self._size)), self._size)
        self._labels: list[frozenset[str]] = []
        self._names: dict[str, list[int]] = {}
        self._locals: dict[str, int] = {}
        for number, entry in enumerate(entries):
            labels = frozenset(map(squashed, (*entry.labels.values(), *entry.alternatives)))
            self._labels.append(labels)
            for name in labels.union(map(squashed, _other_names(entry))) - {""}:
                self._names.setdefault(name, []).append(number)
            if entry.model == "gizo":  # its attributes are also known by the name in their IRI
                self._locals[squashed(entry.iri.removeprefix(names.GIZO))] = number
        self._spelled = sorted(self._names)
        self._lexicon = Lexicon(_with_words(entries))

    def rank(self, q: str) -> Ranking:
        """Rank everything that a query finds.

        Args:
            q: an identifier or (the start of) a code, or words that must all occur in the names of an element or
                around it; empty for all elements in natural order.
        """
        if not squashed(q):
            return Ranking((), 0) if q.strip() else self._everything
        asked = _asked(q)
        found = self._matching(asked)
        found |= self._by_name(squashed(q), found)
        found |= self._by_identifier(q, found)
        sure = self._in_order(found)
        named = sum(score < _ID_START for score in found.values())
        if min(found.values(), default=_GUESS) <= _ID_START:
            return Ranking(sure, len(sure), named)
        guesses = self._mistyped_name(q)
        if len(sure) < _FEW:
            guesses = self._mistyped_words(asked) | guesses
        other = {number: score for number, score in guesses.items() if number not in found}
        return Ranking((*sure, *self._in_order(other)), len(sure), named)

    def _in_order(self, found: Mapping[int, int]) -> tuple[int, ...]:
        keys = sorted(score * self._size + number for number, score in found.items())
        return tuple(key % self._size for key in keys)

    def _matching(self, asked: Sequence[str]) -> dict[int, int]:
        """Give the elements that have all words, each with how well it matches."""
        if len(asked) == 1:
            return {number: _ONE_WORD[way] for number, way in self._with_word(asked[0]).items()}
        ways = _all_of(asked, self._with_word)
        return {number: self._score(number, asked, way) for number, way in ways.items()}

    def _with_word(self, word: str) -> dict[int, int]:
        found = self._lexicon.find(word.casefold())
        inside = pieces(word)
        if found or len(inside) < 2:
            return found
        return {number: max(way) for number, way in _all_of(inside, self._lexicon.find).items()}

    def _score(self, number: int, asked: Sequence[str], ways: Sequence[int]) -> int:
        worst, best = max(ways), min(ways)
        if all(way in (NAME, NEAR) for way in ways) and best == NAME:
            own = "".join(word.casefold() for word, way in zip(asked, ways, strict=True) if way == NAME)
            if own in self._labels[number]:
                return _IN_ITS_PLACE
        degree = min(_MOST, sum(ways))
        if worst <= NAME_PART:
            return (_NAME_WORDS if worst <= NAME_START else _NAME_PARTS) + degree
        return (_SPREAD if best <= NAME_PART else _AROUND) + min(_MOST, sum(ways) // 2)

    def _by_name(self, name: str, found: Mapping[int, int]) -> dict[int, int]:
        better: dict[int, int] = {}
        start = bisect_left(self._spelled, name)
        for spelled in self._spelled[start : bisect_right(self._spelled, name + _LAST)]:
            for number in self._names[spelled]:
                label = spelled in self._labels[number]
                exact = _LABEL if label else _OTHER_NAME
                score = exact if spelled == name else _LABEL_START if label else _NAME_WORDS
                better[number] = min(score, better.get(number, found.get(number, score)))
        return better | ({self._locals[name]: _LABEL} if name in self._locals else {})

    def _by_identifier(self, q: str, found: Mapping[int, int]) -> dict[int, int]:
        starting, holding = self.identifiers.partly(q)
        scored = ((holding, _ID_PART), (starting, _ID_START), (self.identifiers.named(q), _NAMED))
        better = {number: score for numbers, score in scored for number in numbers}
        return {number: min(score, found.get(number, score)) for number, score in better.items()}

    def _mistyped_name(self, q: str) -> dict[int, int]:
        """Give the elements with a name that is only a typing error away from the whole query."""
        places = alike(squashed(q), self._spelled)
        return {number: _GUESS + mistakes for place, mistakes in places for number in self._names[self._spelled[place]]}

    def _mistyped_words(self, asked: Sequence[str]) -> dict[int, int]:
        """Give the elements that would have all words, were it not for typing errors in them."""
        ways = _all_of(asked, lambda word: self._lexicon.find_typo(word.casefold()) | self._with_word(word))
        return {number: _GUESS + _MOST + sum(way) for number, way in ways.items()}


def _all_of(asked: Sequence[str], find: Find) -> dict[int, tuple[int, ...]]:
    """Give the elements that have every word, with the way in which each word matches."""
    found: list[dict[int, int]] = []
    common: set[int] = set()
    for word in asked:
        matches = find(word)
        common = common & matches.keys() if found else set(matches)
        found.append(matches)
        if not common:
            return {}
    return {number: tuple(matches[number] for matches in found) for number in common}


def _asked(q: str) -> tuple[str, ...]:
    """Give the words to look for: those that say something."""
    found = list(dict.fromkeys(chunks(q)))
    telling = [word for word in found if word.casefold() not in STOP_WORDS] or found
    return tuple(telling[:_MOST_WORDS])


def _other_names(entry: Entry) -> Iterator[str]:
    """Give by which words an element is known as well: of the concept behind it, its code, and plain words.

    Some publishers identify an element by a plain word; that is no name of this element alone.
    """
    yield from entry.terms
    yield from (one for one in entry.identifiers if not looks_like_a_code(one))
    if not entry.notation.startswith("/"):  # a path in a message says where it stands, and is no name
        yield entry.notation


def _with_words(entries: Sequence[Entry]) -> Iterator[tuple[set[str], set[str]]]:
    """Give the words in the names of every element, and those around it."""
    by_iri = {entry.iri: entry for entry in entries}
    own = {entry.iri: words((*entry.labels.values(), *entry.alternatives, *_other_names(entry))) for entry in entries}
    for entry in entries:
        around = words((entry.model, names.MODELS.get(entry.model, ""), *_place(entry)))
        above, steps = by_iri.get(entry.parent), 0
        while above is not None and steps < _STEPS.get(entry.model, 2):
            around |= own[above.iri]
            above, steps = by_iri.get(above.parent), steps + 1
        yield own[entry.iri], around


def _place(entry: Entry) -> Iterable[str]:
    """Give what of the identifiers of an element is made of words: its path in a message, its name in GIZO."""
    if entry.model == "ggm":
        return ()
    return (entry.id.partition(":")[2], entry.notation, *entry.identifiers)
