"""What keeps a worker process from harming the machine: it dies with the server and has a limit on memory.

All of it is asked of the operating system, because a query engine that is busy in native code listens to
nobody else. Where a system cannot do one of these things, the time limit still holds.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

_MEGABYTE = 2**20
_MOST, _LEAST = 1500, 256
_SET_DEATH_SIGNAL = 1


def die_with(parent: int) -> None:
    """Let this process be killed when its parent ends, however that ends (Linux).

    Args:
        parent: id of the parent process; when that is gone already, this process ends now.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def limit_memory(megabytes: int) -> None:
    """Give this process so much memory beside what it has now; then its allocations fail.

    What it has now counts apart, since a store maps its files. When the machine as a whole runs out, the
    system should choose this process and not the server.

    Args:
        megabytes: how much more it may take.
    """
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * os.sysconf("SC_PAGE_SIZE") + megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def affordable_memory(places: int) -> int:
    """Give the megabytes that each of so many queries may use at once on this machine.

    Half of the memory of the machine (or of the container) is for queries.

    >>> 256 <= affordable_memory(4) <= 1500
    True
    """
    half = _memory() // 2 // _MEGABYTE
    return max(_LEAST, min(_MOST, half // max(places, 1)))


def _memory() -> int:
    found = []
    with suppress(OSError, ValueError, AttributeError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    with suppress(OSError, ValueError):
        found.append(int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return min(found, default=4096 * _MEGABYTE)
