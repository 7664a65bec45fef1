"""A server in a process of its own, as an operator runs it, and what runs under it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

_SCRIPT = """
import sys
from kg.cli import main
if __name__ == "__main__":
    sys.argv = ["gizo", "serve", "--port", "0", *sys.argv[1:]]
    main()
"""


@dataclass
class Server:
    """A running server: its process, its address, and what it has written to its log so far."""

    process: subprocess.Popen[str]
    address: str
    log: list[str] = field(default_factory=list)

    def get(self, path: str, **given: str) -> httpx.Response:
        return httpx.get(self.address + path, params=given or None, timeout=60)

    def ask(self, query: str) -> httpx.Response:
        return self.get("/sparql", query=query)

    def descendants(self) -> set[int]:
        return descendants(self.process.pid)


@contextmanager
def running(script: Path, *options: str, environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Run ``gizo serve`` while the block runs.

    Args:
        script: where to write the starting script.
        options: options of the command, beside the port.
        environment: variables beside our own.
    """
    script.write_text(_SCRIPT)
    command = [sys.executable, str(script), *options]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})}
    ) as process:
        server = Server(process, "")
        threading.Thread(target=_collect, args=(process, server.log), daemon=True).start()
        try:
            line = wait_for(lambda: next((line for line in server.log if "running on" in line), ""), server.log)
            server.address = str(re.search(r"http://[\w.:]+", line)[0])  # type: ignore[index]
            yield server
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(timeout=30)
                finally:
                    process.kill()


def wait_for(condition: Callable[[], str | bool], what: object = "", limit: float = 60) -> str:
    """Wait until a condition gives something, and give that."""
    end = time.monotonic() + limit
    while not (found := condition()):
        assert time.monotonic() < end, f"it never came to that: {what}"
        time.sleep(0.02)
    return str(found)


def descendants(pid: int) -> set[int]:
    """Give the processes under a process."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text(errors="replace").rsplit(")", 1)[-1].split()[:2]
        except OSError:
            continue
        if state != "Z":
            parents[int(stat.parent.name)] = int(parent)
    found: set[int] = set()
    while more := {child for child, parent in parents.items() if parent in {pid, *found}} - found:
        found |= more
    return found


def memory(pid: int) -> int:
    """Give the kilobytes of memory that a process has to itself."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("RssAnon:")[1].split()[0])


def _collect(process: subprocess.Popen[str], log: list[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        log.append(line)
