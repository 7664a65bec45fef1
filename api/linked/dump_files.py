"""Makes the files to download, each once for a version of the graph and in a process of its own.

So the server keeps answering while a file is made; whoever asks first waits for it. It is kept in a temporary
file without a name, which the system removes with the last reader. The process stays for a while, since who
fetches one file often fetches the next. This module imports nothing of the web framework, so it starts fast.
"""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
import os
import signal
import tempfile
import weakref
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from api.queries.confinement import die_with
from api.queries.tasks import OpenStore
from kg.dump import FORMS, dump_file
from kg.errors import GizoError
from kg.store import StoreUnavailable

_KEPT = 256 * 1024 * 1024
"""Bytes of files to keep; what was used longest ago goes first."""
_PATIENCE = 600.0
_IDLE = 10.0
_GZIP = "application/gzip"


@dataclass(frozen=True)
class Made:
    """A file that is ready to be sent: where its bytes are, how many, their sha256 and their media type."""

    descriptor: int
    size: int
    checksum: str
    media_type: str

    def read(self, start: int, count: int) -> bytes:
        """Give some of the bytes; several readers may do so at once."""
        return os.pread(self.descriptor, count, start)


class Dumps:
    """The files of one version of the graph. Everything here is called in the event loop.

    Args:
        open_store: opens this version of the graph, in another process too.
    """

    def __init__(self, open_store: OpenStore) -> None:
        """Make nothing yet."""
        self._maker = _Maker(open_store)
        self._making: dict[str, asyncio.Task[Made]] = {}
        self._made: OrderedDict[str, Made] = OrderedDict()
        self._one_at_a_time = asyncio.Semaphore(1)

    async def get(self, name: str, graph: str = "") -> Made:
        """Give a file, and make it first when it is not there.

        Args:
            name: file name with its extension (``ggm/2.5.1.ttl``, ``gizo-kg.nq.gz``).
            graph: the graph in it; everything when empty.

        Raises:
            StoreUnavailable: when it cannot be made now.
        """
        if name in self._made:
            self._made.move_to_end(name)
            return self._made[name]
        task = self._making.get(name)
        if task is None:
            task = self._making[name] = asyncio.create_task(self._make(name, graph))
            task.add_done_callback(partial(self._finished, name))
        return await asyncio.shield(task)  # a client that leaves does not spoil it for the others

    def close(self) -> None:
        """End what is being made, and let go of the files; who is reading one reads on."""
        self._maker.close()
        self._made.clear()

    def _finished(self, name: str, task: asyncio.Task[Made]) -> None:
        self._making.pop(name, None)
        if not task.cancelled():
            task.exception()  # whoever waited for it was told; there may be nobody left

    async def _make(self, name: str, graph: str) -> Made:
        async with self._one_at_a_time:
            made = await asyncio.to_thread(self._maker.make, name, graph)
        self._made[name] = made
        while len(self._made) > 1 and sum(one.size for one in self._made.values()) > _KEPT:
            self._made.popitem(last=False)
        return made


@dataclass(frozen=True)
class _Order:
    """A file to make: its form, where to write it, and the graph in it."""

    form: str
    path: Path
    graph: str


class _Maker:
    """The process that makes files: started when there is one to make, gone when there was none for a while."""

    def __init__(self, open_store: OpenStore) -> None:
        self._open_store = open_store
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    def make(self, name: str, graph: str) -> Made:
        form = name.removesuffix(".gz").rpartition(".")[2]
        packed = name.endswith(".gz")
        with tempfile.TemporaryDirectory(prefix="gizo-dump-") as folder:
            path = Path(folder) / f"dump.{form}{'.gz' if packed else ''}"
            fault = self._ask(_Order(form, path, graph))
            if fault:
                raise StoreUnavailable(f"dit bestand kan nu niet gemaakt worden ({fault}); probeer het later opnieuw")
            with path.open("rb") as file:
                checksum = hashlib.file_digest(file, "sha256").hexdigest()
            descriptor = os.open(path, os.O_RDONLY)
        size = os.fstat(descriptor).st_size
        made = Made(descriptor, size, checksum, _GZIP if packed else FORMS[form].media_type)
        weakref.finalize(made, os.close, descriptor)
        return made

    def close(self) -> None:
        """End the process; may be called while another thread waits for it."""
        self._closed = True
        if self._process:
            self._process.kill()
            self._process.join()

    def _ask(self, order: _Order) -> str:
        """Let a file be made; gives what went wrong, empty when nothing did."""
        for fresh in (False, True):  # a process that was idle may have gone just now
            if self._closed:
                return "de server stopt of is net vernieuwd"
            if fresh or self._pipe is None:
                self._start()
            assert self._pipe is not None
            try:
                self._pipe.send(order)
                if not self._pipe.poll(_PATIENCE):
                    self._stop()
                    return "het duurt te lang"
                return str(self._pipe.recv())
            except (EOFError, OSError):
                self._stop()
        return "het proces is beëindigd"

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        given = (theirs, self._open_store, os.getpid())
        self._process = context.Process(target=_work, args=given, name="gizo-dump", daemon=True)
        self._process.start()
        theirs.close()

    def _stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.join()
        if self._pipe:
            self._pipe.close()
        self._process = self._pipe = None


def _work(pipe: Connection, open_store: OpenStore, parent: int) -> None:
    """Write files until none is asked for; runs in a process of its own."""
    die_with(parent)
    os.nice(10)  # whoever asks a question goes first
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    store = None
    while pipe.poll(_IDLE):
        try:
            order = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            store = store or open_store()
            dump_file(store, order.form, order.path, [order.graph] if order.graph else [])
        except GizoError as error:
            pipe.send(str(error))
        except Exception as error:
            pipe.send(type(error).__name__)
        else:
            pipe.send("")
