"""Lets a few long files be made at a time, so that pages stay quick while a whole list is taken home."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from api.problems import Problem

_SOON = 5


class Room:
    """Room for what takes long: some at once, some who wait, and no more.

    Args:
        at_once: how many may be at work.
        waiting: how many more may wait for that; each holds one of the threads that pages are made in.

    >>> room = Room(at_once=1, waiting=0)
    >>> with room.place():
    ...     with room.place():
    ...         pass
    Traceback (most recent call last):
    ...
    api.problems.Problem: (503, 'er worden al veel bestanden gemaakt; probeer het zo weer')
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        """Make the room, empty."""
        self._inside = threading.BoundedSemaphore(at_once)
        self._known = threading.BoundedSemaphore(at_once + waiting)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Wait for a place and hold it.

        Raises:
            Problem: 503, when too many wait already; it says when to come back.
        """
        if not self._known.acquire(blocking=False):
            detail = "er worden al veel bestanden gemaakt; probeer het zo weer"
            raise Problem(503, detail, headers={"Retry-After": str(_SOON)})
        try:
            with self._inside:
                yield
        finally:
            self._known.release()
