"""Keeps answers, because the graph of one version never changes and many clients ask the same.

A cache belongs to one version of the graph, so that nothing in it can become old. What is kept are the bytes
as the worker sent them: an answer from the cache is the same to the byte.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

_OVERHEAD = 500


class AnswerCache:
    """Answers by question, the least recently used of which go when there is no more room.

    Args:
        limit: at most this many bytes; 0 keeps nothing.

    >>> cache = AnswerCache(20_000)
    >>> for number in range(20):
    ...     cache.put(number, b"." * 900, 100)
    >>> cache.get(0), len(cache.get(19) or b"")
    (None, 900)
    """

    def __init__(self, limit: int) -> None:
        """Start empty."""
        self._limit, self._size = limit, 0
        self._kept: OrderedDict[Hashable, tuple[bytes, int]] = OrderedDict()

    def get(self, question: Hashable) -> bytes | None:
        """Give the answer to a question, when it is there."""
        found = self._kept.get(question)
        if found is None:
            return None
        self._kept.move_to_end(question)
        return found[0]

    def put(self, question: Hashable, answer: bytes, asked: int) -> None:
        """Keep an answer, unless it takes more than a tenth of the room.

        Args:
            question: what was asked.
            answer: what was answered.
            asked: size of the question, in bytes.
        """
        size = len(answer) + asked + _OVERHEAD
        if size > self._limit // 10 or question in self._kept:
            return
        self._kept[question] = (answer, size)
        self._size += size
        while self._size > self._limit:
            _, (_, freed) = self._kept.popitem(last=False)
            self._size -= freed
