"""Starts real SPARQL servers on loopback, for tests and benchmarks: Oxigraph and Virtuoso 7.

Each is a context manager that starts a fresh, empty server on free ports in a folder of its own, waits
until it answers, and ends it afterwards. Nothing is shared with a server that the machine may run already.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from kg.publish import Change, plan, writer_for
from kg.publish import publish as load
from kg.store import DATABASE, POINTER, GraphStore, RemoteStore
from kg.store.credentials import from_environment

PASSWORD = "gizo-proef"
"""Password of the account ``dba`` on the Virtuoso of a test."""

_START_LIMIT = 120.0


@dataclass(frozen=True)
class Server:
    """A running server: its kind, its addresses, and the account that may write (empty: anyone may)."""

    name: str
    endpoint: str
    update: str
    graph_store: str
    user: str = ""
    password: str = ""
    folder: Path = Path()
    process: int = 0

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables with which ``gizo publish`` may write to it."""
        return {"GIZO_ENDPOINT_USER": self.user, "GIZO_ENDPOINT_PASSWORD": self.password} if self.user else {}

    def size(self) -> int:
        """How many bytes its folder takes on disk."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())


def stop(server: Server) -> None:
    """End a server before its time, as a power cut would."""
    os.kill(server.process, signal.SIGKILL)
    while _answers(server.endpoint):
        time.sleep(0.05)


def missing(name: str) -> str:
    """Say why a server cannot be started on this machine; empty when it can.

    >>> missing("no such server")
    'no such server: onbekend'
    """
    if name == "oxigraph":
        return "" if _oxigraph() else "het programma oxigraph (PyPI-pakket oxigraph) is er niet"
    if name == "virtuoso":
        found = shutil.which("virtuoso-t") and shutil.which("isql-vt")
        return "" if found else "virtuoso-t is er niet (Debian-pakket virtuoso-opensource; zie tools/virtuoso.sh)"
    return f"{name}: onbekend"


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Run an Oxigraph server on an empty database."""
    program = _oxigraph()
    assert program, missing("oxigraph")
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    command = [program, "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    base = f"http://127.0.0.1:{port}"
    with _running(command, folder, lambda: _answers(f"{base}/query")) as process:
        addresses = f"{base}/query", f"{base}/update", f"{base}/store"
        yield Server("oxigraph", *addresses, folder=folder, process=process)


@contextmanager
def virtuoso(folder: Path, buffers: int = 20_000, **sparql: int) -> Iterator[Server]:
    """Run a Virtuoso on an empty database, with the limits that Debian's package sets.

    Args:
        folder: where the database goes.
        buffers: pages of 8 KB in memory.
        sparql: other settings of the section ``[SPARQL]``, for instance ``ResultSetMaxRows=0``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sql, http = free_port(), free_port()
    limits = {"ResultSetMaxRows": 10_000, "MaxQueryCostEstimationTime": 400, "MaxQueryExecutionTime": 60} | sparql
    ini = folder / "virtuoso.ini"
    ini.write_text(
        _INI.format(
            folder=folder,
            sql=sql,
            http=http,
            buffers=buffers,
            dirty=buffers * 3 // 4,
            limits="\n".join(f"{name} = {value}" for name, value in limits.items() if value),
        )
    )
    base = f"http://127.0.0.1:{http}"
    command = ["virtuoso-t", "+foreground", "+configfile", str(ini)]
    with _running(command, folder, lambda: _answers(f"{base}/sparql")) as process:
        _isql(sql, f'set password dba "{PASSWORD}"; checkpoint;')
        yield Server(
            "virtuoso",
            f"{base}/sparql",
            f"{base}/sparql-auth",
            f"{base}/sparql-graph-crud-auth",
            "dba",
            PASSWORD,
            folder,
            process,
        )


@contextmanager
def built(path: Path) -> Iterator[str]:
    """Serve a store directory of ours as it lies on disk, read-only; gives the address of its query service."""
    program = _oxigraph()
    assert program, missing("oxigraph")
    port = free_port()
    database = path / (path / POINTER).read_text().strip() / DATABASE
    command = [program, "serve-read-only", "--location", str(database), "--bind", f"127.0.0.1:{port}"]
    with TemporaryDirectory() as folder:
        endpoint = f"http://127.0.0.1:{port}/query"
        with _running(command, Path(folder), lambda: _answers(endpoint)):
            yield endpoint


def publish(source: GraphStore, server: Server) -> list[Change]:
    """Publish a graph to a server, as ``gizo publish`` does."""
    credentials = from_environment(server.environment)
    told: list[Change] = []
    target = RemoteStore(server.endpoint, credentials=credentials)
    with writer_for(target, credentials) as writer:
        load(source, target, writer, plan(source, target), told.append)
    return told


SERVERS: dict[str, Callable[[Path], AbstractContextManager[Server]]] = {"oxigraph": oxigraph, "virtuoso": virtuoso}
"""Every server the tests know, by name."""


def free_port() -> int:
    """Give a port on loopback that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
CheckpointInterval = 0
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxClientConnections = 40
DirsAllowed = .
MaxQueryMem = 1G
VectorSize = 1000
MaxVectorSize = 1000000
AdjustVectorSize = 0
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 4

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
MaxClientConnections = 40
ServerThreads = 40
MaxKeepAlives = 40
KeepAliveTimeout = 30
EnabledGzipContent = 1
Charset = UTF-8

[Client]
SQL_QUERY_TIMEOUT = 0
SQL_TXN_TIMEOUT = 0

[SPARQL]
{limits}
"""


def _oxigraph() -> str | None:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


@contextmanager
def _running(command: list[str], folder: Path, ready: Callable[[], bool]) -> Iterator[int]:
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        try:
            end = time.monotonic() + _START_LIMIT
            while not ready():
                said = (folder / "output.log").read_text(errors="replace")[-2000:]
                assert process.poll() is None, f"{command[0]} stopped at once: {said}"
                assert time.monotonic() < end, f"{command[0]} does not answer: {said}"
                time.sleep(0.1)
            yield process.pid
        finally:
            process.kill()  # what it holds is thrown away with the folder
            process.wait()


def _answers(endpoint: str) -> bool:
    try:
        return httpx.get(endpoint, params={"query": "ASK {}"}, timeout=5).status_code < 500
    except httpx.HTTPError:
        return False


def _isql(port: int, statement: str) -> None:
    done = subprocess.run(
        ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", "ERRORS=STDOUT", f"EXEC={statement}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0 and "*** Error" not in done.stdout, done.stdout + done.stderr
