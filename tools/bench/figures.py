"""What a measurement is: repeated times, their median and percentiles, and how a reader wants to see them."""

from __future__ import annotations

import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

PARTS = ("pyoxigraph", "rdflib", "oxigraph", "pyshifty", "pyshacl", "fastapi", "uvicorn")
"""Packages whose release decides about the figures."""


@dataclass(frozen=True)
class Table:
    """A table of the report: a heading, what a reader should know, and rows of text."""

    title: str
    intro: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """Write it as Markdown; all columns but the first are aligned right.

        >>> print(Table("T", "", ("a", "b"), (("x", "1"),)).markdown())
        ## T
        <BLANKLINE>
        | a | b |
        | --- | ---: |
        | x | 1 |
        <BLANKLINE>
        """
        lines = [f"## {self.title}", ""]
        if self.intro:
            lines += [self.intro, ""]
        lines.append(_row(self.columns))
        lines.append(_row(("---", *("---:",) * (len(self.columns) - 1))))
        lines += [_row(row) for row in self.rows]
        return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def percentile(times: Sequence[float], share: float) -> float:
    """Give the time that this share of the measurements does not exceed (nearest rank).

    >>> percentile([3.0, 1.0, 2.0, 4.0], 0.5), percentile([1.0, 2.0], 0.99)
    (2.0, 2.0)
    """
    ordered = sorted(times)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def repeat(action: Callable[[], object], rounds: int = 5, budget: float = math.inf) -> list[float]:
    """Give the wall times in seconds of some rounds, after one that does not count.

    Args:
        action: what is measured.
        rounds: how often, at most.
        budget: seconds after which no further round begins; when the round that does not count takes longer,
            its time is the only one.
    """
    started = time.perf_counter()
    action()
    first = time.perf_counter() - started
    if first > budget:
        return [first]
    times: list[float] = []
    while len(times) < rounds and (not times or time.perf_counter() - started < budget):
        begin = time.perf_counter()
        action()
        times.append(time.perf_counter() - begin)
    return times


def median(action: Callable[[], object], rounds: int = 5) -> float:
    """Give the median wall time in seconds of some rounds, after one that does not count."""
    return statistics.median(repeat(action, rounds))


def milliseconds(seconds: float | None) -> str:
    """Write a time in milliseconds, with as many digits as mean something; a dash when there is none.

    >>> milliseconds(0.00123), milliseconds(0.0456), milliseconds(1.5), milliseconds(None)
    ('1.23', '45.6', '1500', '–')
    """
    if seconds is None:
        return "–"
    ms = seconds * 1000
    return f"{ms:.2f}" if ms < 10 else f"{ms:.1f}" if ms < 100 else f"{ms:.0f}"


def machine() -> str:
    """Say in one paragraph on what was measured: processor, cores, memory, system, releases, load, day."""
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.is_file() else ""
    models = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    releases = ", ".join(f"{name} {version(name)}" for name in PARTS)
    return (
        f"{date.today().isoformat()}, {models[0] if models else platform.machine()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GB, {platform.system()}, Python {platform.python_version()}; {releases}. "
        f"Load over the last minute when the run began: {os.getloadavg()[0]:.1f}."
    )
