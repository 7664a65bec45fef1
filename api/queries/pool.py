"""Decides which query runs when, so that a few long queries never keep short ones waiting.

A query begins in one of a few places. One that runs longer than a moment leaves its place: a worker that
stands ready takes that, and the long query goes on beside it with little of the processor. Only so many long
ones run at once; when all those places are taken too and somebody waits, the longest is ended early. Who
waits gets a place in the order of coming, but those with fewer queries at work go first.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.queries.cache import AnswerCache
from api.queries.ended import Busy, Ended, EndedEarly, Killed, Stopping, TimeLimit
from api.queries.tasks import OpenStore, Reply, Task
from api.queries.workers import Worker, decode
from api.settings import Settings
from kg.errors import GizoError
from kg.sparql import has_keyword

log = logging.getLogger("api.pool")

_SPARE = 1
_START_LIMIT = 60.0
_GRACE = 5.0
_LONGEST_QUEUE = 1000
_MEGABYTE = 2**20
_CHANGING = {"NOW", "RAND", "UUID", "STRUUID", "BNODE", "SERVICE"}


@dataclass(eq=False)
class _Running:
    """A query at work: where, for whom, since when, and whether it has become a long one."""

    worker: Worker
    client: str
    since: float
    overdue: bool = False
    aside: bool = False
    ended: Ended | None = None
    answered: bool = False
    timer: asyncio.TimerHandle | None = None


class _KilledEarly(Killed):
    """A worker was killed under a query that had just begun, so hardly because of it."""


@dataclass(eq=False)
class _Waiting:
    client: str
    place: asyncio.Future[_Running] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class QueryPool:
    """The workers, the queue before them, and the answers that were given before.

    Args:
        open_store: opens the graph in each worker, always the same version of it.
        settings: how many places, and the limits.
    """

    def __init__(self, open_store: OpenStore, settings: Settings) -> None:
        """Remember the settings; processes start with :meth:`start`."""
        self._open_store, self._settings = open_store, settings
        self.patience = settings.timeout + _GRACE
        self._cache = AnswerCache(settings.cache * _MEGABYTE)
        self._idle: list[Worker] = []
        self._starting: set[asyncio.Task[None]] = set()
        self._running: set[_Running] = set()
        self._waiting: list[_Waiting] = []
        self._wake: asyncio.TimerHandle | None = None
        self._failures = 0
        self._stopped = False
        self._ready: asyncio.Future[None] | None = None

    def start(self) -> None:
        """Start the workers; call it in the event loop that will use them."""
        self._loop = asyncio.get_running_loop()
        self._ready = self._loop.create_future()
        self._arrange()

    async def ready(self) -> None:
        """Wait until there is a worker for every place.

        Raises:
            GizoError: when a worker cannot open the graph.
            Ended: when a worker does not start.
        """
        assert self._ready is not None
        await asyncio.shield(self._ready)

    def stop(self) -> None:
        """End all workers; who still waits for an answer is told that the server stops."""
        self._stopped = True
        self._tell_ready(Stopping())
        if self._wake:
            self._wake.cancel()
        for task in self._starting:
            task.cancel()
        for running in self._running:
            running.ended = Stopping()
        for waiting in self._waiting:
            if not waiting.place.done():
                waiting.place.set_exception(Stopping())
        workers = [*self._idle, *(running.worker for running in self._running)]
        self._idle.clear()
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.join()

    async def run(self, task: Task, client: str = "") -> Reply:
        """Run a task; when the caller is cancelled, its query is ended.

        Args:
            task: what to run.
            client: who asks; the places are shared fairly between clients.

        Raises:
            StoreUnavailable: when the store does not answer.
            GizoError: when the query is wrong or not allowed.
            Ended: when there is no answer for another reason, such as the time limit.
        """
        answer = self._cache.get(task)
        if answer is not None:
            return decode(answer, self._settings)
        answer = await self._ask(task, client)
        reply = decode(answer, self._settings)
        if _repeatable(task, reply):
            self._cache.put(task, answer, 2 * len(task.sparql))
        return reply

    async def _ask(self, task: Task, client: str) -> bytes:
        """Have a worker answer; when one is killed under a query that had just begun, another tries once more."""
        try:
            return await self._attempt(task, client)
        except _KilledEarly:
            return await self._attempt(task, client)

    async def _attempt(self, task: Task, client: str) -> bytes:
        with self._at_work(await self._place(client)) as running:
            try:
                async with asyncio.timeout(self._settings.timeout):
                    answer = await running.worker.ask(task)
            except TimeoutError:
                raise TimeLimit(self._settings.timeout) from None
            except Ended as error:
                if isinstance(error, Killed) and not running.ended and not running.overdue:
                    raise _KilledEarly from None
                raise running.ended or error from None
            running.answered = True
            return answer

    async def _place(self, client: str) -> _Running:
        """Wait for a place."""
        if self._stopped:
            raise Stopping
        if len(self._waiting) >= _LONGEST_QUEUE:
            raise Busy
        waiting = _Waiting(client)
        self._waiting.append(waiting)
        self._arrange()
        try:
            async with asyncio.timeout(self.patience):
                return await waiting.place
        except (TimeoutError, asyncio.CancelledError) as error:
            if waiting.place.done() and not waiting.place.cancelled():  # it came at the same moment
                with self._at_work(waiting.place.result()) as running:
                    running.answered = True
            raise Busy if isinstance(error, TimeoutError) else error from None
        finally:
            if waiting in self._waiting:
                self._waiting.remove(waiting)

    @contextmanager
    def _at_work(self, running: _Running) -> Iterator[_Running]:
        """Take back the worker at the end: for the next query, or to be ended when it is not fit for that."""
        try:
            yield running
        finally:
            self._running.discard(running)
            if running.timer:
                running.timer.cancel()
            if running.answered and not running.overdue and not self._stopped:
                self._idle.append(running.worker)
            else:
                running.worker.kill()
            self._arrange()

    def _arrange(self) -> None:
        """Bring everything in line after something changed: long queries aside, places given, workers enough."""
        if self._stopped:
            return
        self._put_aside()
        while self._waiting and self._idle and self._short() < self._settings.workers:
            self._give_place()
        self._put_aside()
        self._make_room()
        workers = len(self._idle) + len(self._starting) + len(self._running)
        wanted = self._settings.workers + _SPARE + sum(running.aside for running in self._running)
        for _ in range(wanted - workers):
            task = self._loop.create_task(self._launch())
            self._starting.add(task)

    def _short(self) -> int:
        return sum(not running.aside for running in self._running)

    def _put_aside(self) -> None:
        """Move long queries out of the places for short ones, as far as there is room."""
        overdue = sorted((one for one in self._running if one.overdue and not one.aside), key=lambda one: one.since)
        room = self._settings.slow_places - (len(self._running) - self._short())
        for running in overdue[: max(room, 0)]:
            running.aside = True

    def _give_place(self) -> None:
        """Give a place to whoever has least at work; of those, the first that came."""
        at_work = Counter(running.client for running in self._running)
        first = min(self._waiting, key=lambda waiting: at_work[waiting.client])
        self._waiting.remove(first)
        if not first.place.done():
            running = _Running(self._idle.pop(), first.client, self._loop.time())
            running.timer = self._loop.call_later(self._settings.slow_after, self._becomes_long, running)
            self._running.add(running)
            first.place.set_result(running)

    def _becomes_long(self, running: _Running) -> None:
        running.overdue = True
        running.worker.slow_down()
        self._arrange()

    def _make_room(self) -> None:
        """End a long query early when somebody waits and nothing else will make a place free."""
        short = [running for running in self._running if not running.aside]
        stuck = len(short) >= self._settings.workers and all(running.overdue for running in short)
        if not self._waiting or not stuck or any(running.ended for running in self._running):
            return
        now = self._loop.time()
        at_work = Counter(running.client for running in self._running)
        victim = max(self._running, key=lambda running: (at_work[running.client], now - running.since))
        greedy = at_work[victim.client] > 1 and any(not at_work[waiting.client] for waiting in self._waiting)
        due = victim.since + (self._settings.slow_after if greedy else self._settings.slow_least)
        if now >= due:
            victim.ended = EndedEarly(now - victim.since)
            victim.worker.kill()
        else:
            if self._wake:
                self._wake.cancel()
            self._wake = self._loop.call_at(due, self._arrange)

    async def _launch(self) -> None:
        """Start one worker; when that fails, wait ever longer before the next attempt."""
        worker = Worker(self._open_store, self._settings)
        try:
            async with asyncio.timeout(_START_LIMIT):
                await worker.ready()
        except (TimeoutError, GizoError, Ended) as error:
            worker.kill()
            self._failures += 1
            log.error("a worker did not start: %s", error or "it took too long")
            self._tell_ready(error)
            await asyncio.sleep(min(2**self._failures / 4, 30))
        except asyncio.CancelledError:
            worker.kill()
            worker.join()
            raise
        else:
            self._failures = 0
            self._idle.append(worker)
            if len(self._idle) + len(self._running) >= self._settings.workers:
                self._tell_ready(None)
        finally:
            task = asyncio.current_task()
            assert task is not None
            self._starting.discard(task)
        self._arrange()

    def _tell_ready(self, error: Exception | None) -> None:
        if self._ready is not None and not self._ready.done():
            if error is None:
                self._ready.set_result(None)
            else:
                self._ready.set_exception(error)
                self._ready.exception()  # nobody needs to wait for it


def _repeatable(task: Task, reply: Reply) -> bool:
    """Say whether the same question has the same answer tomorrow, and whether this is all of it."""
    cut_by_others = reply.truncated and reply.count < task.limit
    return not cut_by_others and "\\u" not in task.sparql and not has_keyword(task.sparql, _CHANGING)
