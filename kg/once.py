"""Makes what is read of a whole graph be read once, also when one reading builds on another.

A graph never changes, and everybody who asks about it holds its index. So what was read is kept with the index:
it goes when the index goes, and a newer graph starts with nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from kg.search import Index
from kg.store import GraphStore

Read = TypeVar("Read")

_KEPT, _LOCKS = "_read_once", "_reading"


def kept(read: Callable[[GraphStore, Index], Read], store: GraphStore, index: Index) -> Read:
    """Give what a function reads of the whole graph; it is read once for each index, at first use.

    Args:
        read: takes the store and the index over it; two threads that ask for it wait for one reading.
        store: the graph.
        index: the index over it.

    >>> index = Index([])
    >>> size = lambda store, index: [len(index)]
    >>> kept(size, None, index) is kept(size, None, index)
    True
    """
    found: dict[Callable[..., Any], Any] = vars(index).setdefault(_KEPT, {})
    locks: dict[Callable[..., Any], threading.RLock] = vars(index).setdefault(_LOCKS, {})
    with locks.setdefault(read, threading.RLock()):
        if read not in found:
            found[read] = read(store, index)
    value: Read = found[read]
    return value


def once(read: Callable[[GraphStore, Index], Read]) -> Callable[[GraphStore, Index], Read]:
    """Let a function that reads the whole graph do so once for each index, whoever calls it.

    >>> readings = []
    >>> counted = once(lambda store, index: readings.append(len(index)))
    >>> index = Index([])
    >>> counted(None, index), counted(None, index), readings
    (None, None, [0])
    """

    @wraps(read)
    def reading(store: GraphStore, index: Index) -> Read:
        return kept(read, store, index)

    return reading
