"""Measures the command line and the validation engines: whole processes as a user starts them."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools.bench.figures import Table, median, milliseconds

ROOT = Path(__file__).resolve().parents[2]
GIZO = str(Path(sys.executable).parent / "gizo")
MESSAGE = ROOT / "examples" / "toewijzing-wmo301.xml"


def command(*arguments: str) -> Callable[[], object]:
    """Give a run of the command line, as a whole process."""
    return lambda: subprocess.run([GIZO, *arguments], check=True, capture_output=True)


def build(folder: Path) -> Table:
    """Build the graph in a process of its own: wall time and peak memory."""
    start = time.perf_counter()
    subprocess.run([GIZO, "build", "--out", str(folder)], check=True, capture_output=True)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rows = (("`gizo build`", f"{took:.1f} s"), ("peak memory", f"{peak:.0f} MB"))
    return Table("Build", "The whole graph from the files of the project, once.", ("what", "figure"), rows)


def start_up(store: Path) -> Table:
    """Measure short commands from start to end."""
    at = ("--store", str(store))
    cases = {
        "`gizo --help`": command("--help"),
        "`gizo validate` one message": command("validate", str(MESSAGE)),
        "`gizo validate --engine pyshacl` one message": command("validate", str(MESSAGE), "--engine", "pyshacl"),
        "`gizo lineage WMO301/Client/Bsn`": command("lineage", "WMO301/Client/Bsn", *at),
        "`gizo ask regels-bij-element`": command("ask", "regels-bij-element", "element=gizo:Client", *at),
    }
    rows = tuple((name, milliseconds(median(action, 3))) for name, action in cases.items())
    return Table("Commands", "Median of three whole processes, start-up included.", ("command", "ms"), rows)


def engines() -> Table:
    """Measure validation in bulk, per engine, in one process."""
    fast, slow = _many("pyshifty", 200), _many("pyshacl", 5)
    rows = (
        ("pyshifty", milliseconds(fast)),
        ("pyshacl", milliseconds(slow)),
        ("ratio", f"{slow / fast:.1f}"),
    )
    return Table("Validation", "One message of two products, per message, in bulk.", ("engine", "ms per message"), rows)


def _many(engine: str, count: int) -> float:
    from kg.intake import Document
    from kg.messages import lift_all
    from kg.validation.report import validate

    data = MESSAGE.read_text(encoding="utf-8")
    documents = [Document(f"{n}.xml", data.replace("VB-2026-0001", f"VB-{n:08}").encode()) for n in range(count)]
    start = time.perf_counter()
    validate(lift_all(documents), engine=engine)
    return (time.perf_counter() - start) / count
