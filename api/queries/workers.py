"""Runs a SPARQL query in a process of its own, because a running query can only be ended from outside.

Processes are spawned, never forked: forking a server with threads can hang the child. This module imports
nothing of the web framework, so a worker starts fast. Which query runs where and when is for :mod:`api.queries.pool`.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import signal
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess

from api.queries.confinement import affordable_memory, die_with, limit_memory
from api.queries.ended import Ended, Killed, OutOfMemory, TooComplex, TooLarge, WorkerFailed
from api.queries.tasks import OpenStore, Reply, Task, run
from api.settings import Settings
from kg.errors import GizoError
from kg.store import GraphStore, StoreUnavailable

_HEAD = struct.Struct(">Q")
_GRACE = 2.0


@dataclass(frozen=True)
class _Refused:
    message: str
    unavailable: bool = False


@dataclass(frozen=True)
class _Broken:
    kind: str


@dataclass(frozen=True)
class _TooLarge:
    pass


_READY = b"ready"


class Worker:
    """One process with the graph open, and the line to it. Made and used in an event loop.

    Args:
        open_store: opens the graph; must survive pickling.
        settings: the limits of a query.
    """

    def __init__(self, open_store: OpenStore, settings: Settings) -> None:
        """Start the process; it can be asked when :meth:`ready` returns."""
        self._settings = settings
        self._memory = memory_limit(settings)
        self._ours, theirs = socket.socketpair()
        self._ours.setblocking(False)
        context = multiprocessing.get_context("spawn")
        arguments = (theirs, open_store, settings, self._memory, os.getpid())
        self._process: SpawnProcess = context.Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._process.sentinel, self._reap)
        self._gone = asyncio.Event()
        self._code: int | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ready(self) -> None:
        """Wait until the graph is open.

        Raises:
            GizoError: when it cannot be opened.
            Ended: when the process died.
        """
        self._reader, self._writer = await asyncio.open_connection(sock=self._ours)
        try:
            answer = await self._receive()
        except (EOFError, OSError):
            raise await self._cause() from None
        if answer != _READY:
            decode(answer, self._settings)

    async def ask(self, task: Task) -> bytes:
        """Run a task; give the answer as :func:`decode` reads it.

        Raises:
            Ended: when the process died.
        """
        assert self._writer is not None
        message = pickle.dumps(task)
        try:
            self._writer.writelines((_HEAD.pack(len(message)), message))
            await self._writer.drain()
            return await self._receive()
        except (EOFError, OSError):
            raise await self._cause() from None

    def slow_down(self) -> None:
        """Let others go before this process, for good."""
        with suppress(OSError, AttributeError, ValueError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid or 0, 19)

    def kill(self) -> None:
        """End the process, whatever it is doing; may be called twice."""
        if not self._gone.is_set():
            self._process.kill()
        if self._writer is not None:
            self._writer.close()
        else:
            self._ours.close()

    def join(self) -> None:
        """Wait until a killed process is gone; for when the event loop ends."""
        if not self._gone.is_set():
            self._process.join()
            self._reap()

    async def _receive(self) -> bytes:
        (size,) = _HEAD.unpack(await self._reader.readexactly(_HEAD.size))
        return await self._reader.readexactly(size)

    async def _cause(self) -> Ended:
        """Say why the process died: by an abort for want of memory, by a fault for want of stack, by somebody else."""
        self.kill()
        await self._gone.wait()
        if self._code == -signal.SIGABRT:
            return OutOfMemory(self._memory)
        if self._code == -signal.SIGKILL:
            return Killed()
        if self._code in (-signal.SIGSEGV, -signal.SIGBUS):
            return TooComplex()
        return WorkerFailed(f"code {self._code}")

    def _reap(self) -> None:
        self._loop.remove_reader(self._process.sentinel)
        self._process.join()
        self._code = self._process.exitcode
        self._process.close()
        self._gone.set()


def memory_limit(settings: Settings) -> int:
    """Give the megabytes a query may use.

    >>> memory_limit(Settings(memory=700))
    700
    """
    return settings.memory or affordable_memory(settings.workers + settings.slow_places)


def decode(answer: bytes, settings: Settings) -> Reply:
    """Read what a worker sent.

    Raises:
        StoreUnavailable: when the store did not answer.
        GizoError: when the query is wrong or not allowed.
        Ended: when there is no answer for another reason.
    """
    found = pickle.loads(answer)
    if isinstance(found, _Refused):
        raise (StoreUnavailable if found.unavailable else GizoError)(found.message)
    if isinstance(found, _TooLarge):
        raise TooLarge(settings.answer_limit)
    if isinstance(found, _Broken):
        raise OutOfMemory(memory_limit(settings)) if found.kind == "MemoryError" else WorkerFailed(found.kind)
    assert isinstance(found, Reply)
    return found


def _work(line: socket.socket, open_store: OpenStore, settings: Settings, memory: int, parent: int) -> None:
    """Answer tasks until the server closes the line; runs in a process of its own."""
    die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with line, line.makefile("rb") as incoming:
        try:
            store = open_store()
        except GizoError as error:
            _send(line, pickle.dumps(_Refused(str(error))))
            return
        limit_memory(memory)
        _silence()
        _send(line, _READY)
        while head := incoming.read(_HEAD.size):
            task = pickle.loads(incoming.read(*_HEAD.unpack(head)))
            _alarm(settings.timeout + _GRACE)
            answer = _answer(store, task, settings.answer_limit)
            _alarm(0)
            _send(line, answer)


def _send(line: socket.socket, answer: bytes) -> None:
    with suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(_HEAD.pack(len(answer)))
        line.sendall(answer)


def _answer(store: GraphStore, task: Task, most: int) -> bytes:
    try:
        found: object = run(store, task)
        answer = pickle.dumps(found)
        return answer if len(answer) <= most else pickle.dumps(_TooLarge())
    except GizoError as error:
        return pickle.dumps(_Refused(str(error), isinstance(error, StoreUnavailable)))
    except BaseException as error:  # a panic of the engine is no Exception
        return pickle.dumps(_Broken(type(error).__name__))


def _alarm(seconds: float) -> None:
    """Let the system end this process after a while, also when the server that should do so is gone."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _silence() -> None:
    """Close the error output: what an engine says as it dies is about the data of a query."""
    with suppress(OSError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 2)
        os.close(nothing)
