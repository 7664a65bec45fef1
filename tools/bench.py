"""Measures on this machine what speed is promised: build, start-up, validation, questions. ``make bench``.

Times differ between machines and moments; the ratios within one run say more. Nothing here is a test.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GIZO = str(Path(sys.executable).parent / "gizo")
MESSAGE = ROOT / "examples" / "toewijzing-wmo301.xml"
ROUNDS = 5


def median(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Give the median wall time in seconds of some rounds, after one that does not count."""
    action()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def command(*arguments: str) -> Callable[[], object]:
    """Give a run of the command line, as a whole process."""
    return lambda: subprocess.run([GIZO, *arguments], check=True, capture_output=True)


def build_cost(folder: Path) -> dict[str, float]:
    """Build in a process of its own; give wall seconds and peak memory in megabytes."""
    start = time.perf_counter()
    subprocess.run([GIZO, "build", "--out", str(folder)], check=True, capture_output=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"build_s": time.perf_counter() - start, "build_peak_mb": peak}


def many(engine: str, count: int) -> float:
    """Give the seconds per message of validating copies of one message in one process."""
    from kg.intake import Document
    from kg.messages import lift_all
    from kg.validation.report import validate

    data = MESSAGE.read_text(encoding="utf-8")
    documents = [Document(f"{n}.xml", data.replace("VB-2026-0001", f"VB-{n:08}").encode()) for n in range(count)]
    start = time.perf_counter()
    validate(lift_all(documents), engine=engine)
    return (time.perf_counter() - start) / count


def main() -> None:
    """Print the figures as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        figures = build_cost(store)
        figures["help_s"] = median(command("--help"))
        figures["validate_one_s"] = median(command("validate", str(MESSAGE)))
        figures["validate_one_pyshacl_s"] = median(command("validate", str(MESSAGE), "--engine", "pyshacl"), 2)
        figures["lineage_s"] = median(command("lineage", "WMO301/Client/Bsn", "--store", str(store)))
        figures["ask_s"] = median(command("ask", "regels-bij-element", "element=gizo:Client", "--store", str(store)))
    figures["message_pyshifty_ms"] = 1000 * many("pyshifty", 200)
    figures["message_pyshacl_ms"] = 1000 * many("pyshacl", 5)
    figures["pyshacl_to_pyshifty"] = figures["message_pyshacl_ms"] / figures["message_pyshifty_ms"]
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}, indent=2))


if __name__ == "__main__":
    main()
