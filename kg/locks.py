"""Locks on folders, which the system gives back when a process ends, however it ends.

So a folder that a killed process was working in can be told from one that is in use. Where a system has no
such locks, age has to do.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OLD = 3600.0


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder while the block runs; waits for whoever holds it.

    Raises:
        OSError: when the folder cannot be opened.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with locked(Path(folder)):
    ...         is_abandoned(Path(folder))
    ...     is_abandoned(Path(folder)) or sys.platform == "win32"
    False
    True
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_abandoned(folder: Path) -> bool:
    """Say whether nobody holds the lock of a folder.

    Raises:
        OSError: when the folder cannot be opened.
    """
    if sys.platform == "win32":
        return time.time() - folder.stat().st_mtime > _OLD
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
