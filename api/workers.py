"""Runs SPARQL queries in processes of their own, because a running query can only be ended from outside.

A query engine cannot be interrupted, so each query runs in a worker process that was started beforehand;
one that runs past its time is killed and replaced. Processes are spawned, never forked: forking a server
with threads can hang the child. This module imports nothing of the web framework, so a worker starts fast.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

import pyoxigraph as ox

from kg.errors import GizoError
from kg.results import cell, write
from kg.store import Answer, GraphStore, Result, Rows, StoreUnavailable, Term

OpenStore = Callable[[], GraphStore]
"""Opens the graph; must survive pickling, such as ``functools.partial(EmbeddedStore, path)``."""

TABLE = "table"
"""Form of an answer that a page shows, besides the written forms of :mod:`kg.results`."""

_START_LIMIT = 60.0
_GRACE = 5.0


class TimeLimit(Exception):
    """A query ran past its time and was ended."""


class Busy(Exception):
    """No worker came free in time."""


class WorkerFailed(Exception):
    """A worker broke down on a query; the message names the kind of failure only."""


@dataclass(frozen=True)
class Task:
    """A query to run, the form of its answer, and how much of it."""

    sparql: str
    form: str
    limit: int


@dataclass(frozen=True)
class Cell:
    """A value in a table: as a person reads it, and the IRI when it is one."""

    text: str
    iri: str = ""


@dataclass(frozen=True)
class Reply:
    """The answer to a task: text, or columns and rows when a table was asked."""

    body: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    count: int = 0
    truncated: bool = False


@dataclass(frozen=True)
class _Refused:
    message: str
    unavailable: bool = False


@dataclass(frozen=True)
class _Broken:
    kind: str


def run(store: GraphStore, task: Task) -> Reply:
    """Run a task on a store.

    Raises:
        StoreUnavailable: when the store does not answer.
        GizoError: when the query is wrong, not allowed, or does not fit the form.
    """
    result = store.query(task.sparql)
    if task.form == TABLE:
        return _table(result, task.limit)
    written = write(result, task.form, task.limit)
    return Reply(body=written.body, count=written.count, truncated=written.truncated)


def _table(result: Result, limit: int) -> Reply:
    if isinstance(result, Answer):
        return Reply(columns=("antwoord",), rows=((Cell("ja" if result.value else "nee"),),), count=1)
    rows: list[tuple[Cell, ...]] = []
    columns = result.variables if isinstance(result, Rows) else ("subject", "predicaat", "object")
    found = result.rows if isinstance(result, Rows) else ((t.subject, t.predicate, t.object) for t in result.triples)
    for row in found:
        if len(rows) == limit:
            return Reply(columns=columns, rows=tuple(rows), count=limit, truncated=True)
        rows.append(tuple(_cell(term) for term in row))
    return Reply(columns=columns, rows=tuple(rows), count=len(rows))


def _cell(term: Term | None) -> Cell:
    return Cell(cell(term), term.value if isinstance(term, ox.NamedNode) else "")


class _Worker:
    """One process with the graph open, and the pipe to it."""

    def __init__(self, open_store: OpenStore, timeout: float) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_work, args=(theirs, open_store, timeout), daemon=True)
        self._process.start()
        theirs.close()
        self._ready = self._closed = False
        self.lost = False

    def ask(self, task: Task, timeout: float) -> Reply:
        try:
            if not self._ready:
                self._receive(_START_LIMIT)
                self._ready = True
            self._pipe.send(task)
            answer = self._receive(timeout)
        except (EOFError, OSError) as error:
            self.stop()
            raise WorkerFailed(type(error).__name__) from None
        if isinstance(answer, _Refused):
            raise (StoreUnavailable if answer.unavailable else GizoError)(answer.message)
        if isinstance(answer, _Broken):
            raise WorkerFailed(answer.kind)
        assert isinstance(answer, Reply)
        return answer

    def _receive(self, timeout: float) -> object:
        if not self._pipe.poll(timeout):
            self.stop()
            raise TimeLimit
        return self._pipe.recv()

    def interrupt(self) -> None:
        """End the process from another thread; the one that waits for its answer notices and cleans up."""
        self.lost = True
        self._process.kill()

    def stop(self) -> None:
        """End the process, whatever it is doing, and free what it held; may be called twice."""
        self.lost = True
        if not self._closed:
            self._closed = True
            self._process.kill()
            self._process.join()
            self._process.close()
            self._pipe.close()


class QueryPool:
    """A number of workers, and the queue before them.

    Args:
        open_store: opens the graph in each worker.
        workers: how many.
        timeout: seconds a query may run; it may wait a little longer for a worker, so that whoever stands
            behind queries that are ended gets the place they leave.
    """

    def __init__(self, open_store: OpenStore, workers: int, timeout: float) -> None:
        """Remember the settings; processes start with :meth:`start`."""
        self._open_store, self._size, self._timeout = open_store, workers, timeout
        self._patience = timeout + _GRACE
        self._all: set[_Worker] = set()
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()

    def start(self) -> None:
        """Start the workers; call it in the event loop that will use them."""
        self._free = asyncio.Queue()
        for _ in range(self._size):
            self._add()

    def stop(self) -> None:
        """End all workers."""
        while self._all:
            self._all.pop().stop()

    async def run(self, task: Task) -> Reply:
        """Run a task in the first free worker; when the caller is cancelled, the query is ended.

        Raises:
            StoreUnavailable: when the store does not answer.
            GizoError: when the query is wrong or not allowed.
            TimeLimit: when it ran past its time; its process has been ended.
            Busy: when no worker came free.
            WorkerFailed: when the worker broke down.
        """
        try:
            worker = await asyncio.wait_for(self._free.get(), self._patience)
        except TimeoutError:
            raise Busy from None
        try:
            return await asyncio.to_thread(worker.ask, task, self._timeout)
        except asyncio.CancelledError:
            worker.interrupt()
            raise
        finally:
            if worker.lost:
                self._all.discard(worker)
                self._add()
            else:
                self._free.put_nowait(worker)

    def _add(self) -> None:
        worker = _Worker(self._open_store, self._timeout)
        self._all.add(worker)
        self._free.put_nowait(worker)


def _work(pipe: Connection, open_store: OpenStore, timeout: float) -> None:
    """Answer tasks until the other side of the pipe closes; runs in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    store = open_store()
    pipe.send("ready")
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        _alarm(timeout + _GRACE)
        answer = _answer(store, task)
        _alarm(0)
        pipe.send(answer)


def _answer(store: GraphStore, task: Task) -> Reply | _Refused | _Broken:
    try:
        return run(store, task)
    except GizoError as error:
        return _Refused(str(error), isinstance(error, StoreUnavailable))
    except Exception as error:
        return _Broken(type(error).__name__)


def _alarm(seconds: float) -> None:
    """Let the system end this process after a while, also when the server that should do so is gone."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
