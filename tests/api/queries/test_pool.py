"""Long queries never keep short ones waiting, none takes the machine, and a place is shared fairly."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.queries.cache import AnswerCache
from api.queries.ended import Busy, Ended, EndedEarly, Killed, OutOfMemory, Stopping, TooComplex, TooLarge
from api.queries.pool import QueryPool
from api.queries.tasks import TABLE, Reply, Task, run
from api.settings import Settings
from kg.errors import GizoError
from kg.store import EmbeddedStore, GraphStore

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"
LABELS = "SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?s ?l"


def endless(number: int = 0) -> Task:
    return Task(f"{ENDLESS} # {number}", "json", 10)


def short(number: int = 0) -> Task:
    return Task(f"ASK {{}} # {number}", "json", 10)


@asynccontextmanager
async def pool_over(path: Path, chosen: Settings) -> AsyncIterator[QueryPool]:
    pool = QueryPool(partial(EmbeddedStore, path), chosen)
    pool.start()
    try:
        await pool.ready()
        yield pool
    finally:
        pool.stop()


async def until(condition: Callable[[], bool], limit: float = 30) -> None:
    end = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        await asyncio.sleep(0.02)


async def cancel(*tasks: asyncio.Task[Reply]) -> list[Reply | BaseException]:
    for task in tasks:
        task.cancel()
    return await asyncio.gather(*tasks, return_exceptions=True)


def nice(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid)


def test_a_long_query_leaves_its_place_and_gets_less_of_the_processor(small_store: Path) -> None:
    async def scenario() -> None:
        chosen = Settings(workers=1, slow_after=0.2, slow_places=1, cache=0)
        async with pool_over(small_store, chosen) as pool:
            running = asyncio.create_task(pool.run(endless()))
            await until(lambda: bool(pool._running))
            assert "true" in (await pool.run(short())).body  # it waited for the place, not for the answer
            assert not running.done()
            (long,) = pool._running
            assert nice(long.worker._process.pid or 0) == 19
            await cancel(running)
            assert "true" in (await pool.run(short())).body

    asyncio.run(scenario())


def test_with_every_place_taken_the_longest_makes_way(small_store: Path) -> None:
    async def scenario() -> None:
        chosen = Settings(workers=1, slow_after=0.1, slow_places=2, slow_least=0.5, cache=0)
        async with pool_over(small_store, chosen) as pool:
            running = []
            for number in range(3):
                running.append(asyncio.create_task(pool.run(endless(number))))
                await until(lambda count=number: sum(one.overdue for one in pool._running) == count + 1)  # type: ignore[misc]
            assert [task.done() for task in running] == [False] * 3  # nobody waits, so all may go on
            assert "true" in (await pool.run(short())).body
            assert [task.done() for task in running] == [True, False, False]
            with pytest.raises(EndedEarly, match="er wachtten anderen"):
                await running[0]
            await cancel(*running)

    asyncio.run(scenario())


def test_a_client_with_many_long_queries_waits_for_one_with_none(small_store: Path) -> None:
    async def scenario() -> None:
        chosen = Settings(workers=1, slow_after=0.1, slow_places=1, slow_least=25, cache=0)
        async with pool_over(small_store, chosen) as pool:
            greedy = [asyncio.create_task(pool.run(endless(number), "greedy")) for number in range(8)]
            await asyncio.sleep(0)
            async with asyncio.timeout(20):
                assert "true" in (await pool.run(short(), "modest")).body
            assert sum(task.done() for task in greedy) <= 2
            await cancel(*greedy)

    asyncio.run(scenario())


def test_sixty_four_clients_get_their_own_answer_in_the_order_of_coming(small_store: Path) -> None:
    async def scenario() -> None:
        async with pool_over(small_store, Settings(workers=2, slow_after=60, timeout=60, cache=0)) as pool:
            order: list[int] = []

            async def ask(number: int) -> str:
                reply = await pool.run(Task(f"SELECT ({number} AS ?n) {{}}", "csv", 10), f"client {number}")
                order.append(number)
                return reply.body

            answers = await asyncio.gather(*(ask(number) for number in range(64)))
            assert answers == [f"n\r\n{number}\r\n" for number in range(64)]
            assert all(abs(place - number) <= 3 for place, number in enumerate(order))
            await until(lambda: len(pool._idle) == 3)  # all are back, and the spare one stands ready

    asyncio.run(scenario())


@pytest.mark.slow
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?s ?a",
        "SELECT (STRLEN(?a40) AS ?n) { BIND('aaaaaaaaaaaaaaaaaaaa' AS ?a0) "
        + " ".join(f"BIND(CONCAT(?a{step}, ?a{step}) AS ?a{step + 1})" for step in range(40))
        + " }",
        "SELECT (GROUP_CONCAT(?long) AS ?all) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f "
        "BIND(CONCAT(STR(?s), STR(?o), STR(?a), STR(?c), STR(?d), STR(?f)) AS ?long) }",
        "CONSTRUCT { ?s ?p [ ?b ?c ] } { { SELECT DISTINCT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } } }",
    ],
    ids=["order", "doubling", "group_concat", "construct"],
)
def test_a_query_that_takes_all_memory_is_ended_and_others_go_on(small_store: Path, query: str) -> None:
    async def scenario() -> None:
        form = "ttl" if query.startswith("CONSTRUCT") else "json"
        async with pool_over(small_store, Settings(workers=1, memory=60, slow_after=0.5, timeout=60)) as pool:
            hungry = asyncio.create_task(pool.run(Task(query, form, 10**9)))
            with pytest.raises(OutOfMemory, match="meer dan 60 MB geheugen"):
                await hungry
            assert "true" in (await pool.run(short())).body

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "pattern",
    ["?s " + "/".join(["<urn:p>"] * 60_000) + " ?o", " UNION ".join(["{ ?s ?p ?o }"] * 60_000)],
    ids=["path", "union"],
)
def test_a_query_that_fells_the_engine_is_the_fault_of_the_query(small_store: Path, pattern: str) -> None:
    async def scenario() -> None:
        async with pool_over(small_store, Settings(workers=1, memory=4000)) as pool:
            with pytest.raises(TooComplex, match="te groot of te diep genest"):
                await pool.run(Task(f"SELECT * {{ {pattern} }}", "json", 10))
            assert "true" in (await pool.run(short())).body

    asyncio.run(scenario())


def test_a_worker_that_is_killed_costs_nobody_an_answer(small_store: Path) -> None:
    async def scenario() -> None:
        async with pool_over(small_store, Settings(workers=1, slow_after=60)) as pool:
            asked = asyncio.create_task(pool.run(endless()))
            await until(lambda: len(pool._running) == 1)
            (first,) = pool._running
            os.kill(first.worker._process.pid or 0, signal.SIGKILL)
            await until(lambda: bool(pool._running) and first not in pool._running)
            assert not asked.done()  # another worker has it
            (second,) = pool._running
            os.kill(second.worker._process.pid or 0, signal.SIGKILL)
            with pytest.raises(Killed, match="probeer het opnieuw"):  # but not for ever
                await asked
            assert "true" in (await pool.run(short())).body

    asyncio.run(scenario())


def test_a_long_query_that_is_killed_is_not_begun_again(small_store: Path) -> None:
    async def scenario() -> None:
        async with pool_over(small_store, Settings(workers=1, slow_after=0.1)) as pool:
            asked = asyncio.create_task(pool.run(endless()))
            await until(lambda: any(one.overdue for one in pool._running))
            (first,) = pool._running
            os.kill(first.worker._process.pid or 0, signal.SIGKILL)
            with pytest.raises(Killed, match="gebrek aan geheugen"):
                await asked

    asyncio.run(scenario())


def test_an_answer_of_too_many_bytes_is_not_sent(small_store: Path) -> None:
    async def scenario() -> None:
        async with pool_over(small_store, Settings(workers=1, answer_limit=2000)) as pool:
            with pytest.raises(TooLarge, match=r"groter dan 0\.002 MB; vraag het in delen"):
                await pool.run(Task("SELECT * { ?s ?p ?o }", "json", 1000))
            assert (await pool.run(Task("SELECT * { ?s ?p ?o } LIMIT 1", "json", 1000))).count == 1

    asyncio.run(scenario())


@pytest.mark.parametrize("form", ["json", "csv", TABLE])
def test_an_answer_given_again_is_the_same(small_store: Path, form: str) -> None:
    async def scenario() -> None:
        async with pool_over(small_store, Settings(workers=1)) as pool:
            task = Task(LABELS, form, 100)
            first = await pool.run(task)
            assert first == run(EmbeddedStore(small_store), task)
            pool.stop()  # nobody is left to ask
            assert await pool.run(Task(LABELS, form, 100)) == first
            with pytest.raises(Stopping):
                await pool.run(Task(LABELS, form, 99))

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (RAND() AS ?n) {}",
        "SELECT (UUID() AS ?n) {}",
        "SELECT (struuid() AS ?n) {}",
        "SELECT (BNODE() AS ?n) {}",
    ],
)
def test_what_changes_by_itself_is_asked_again(small_store: Path, query: str) -> None:
    async def scenario() -> None:
        async with pool_over(small_store, Settings(workers=1)) as pool:
            task = Task(query, "json", 10)
            assert (await pool.run(task)).body != (await pool.run(task)).body

    asyncio.run(scenario())


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3000)), max_size=60))
@settings(max_examples=60, deadline=None)
def test_a_cache_gives_what_was_put_and_never_holds_more_than_it_may(asked: list[tuple[int, int]]) -> None:
    cache = AnswerCache(20_000)
    put: dict[int, bytes] = {}
    for question, size in asked:
        answer = bytes(size)
        if cache.get(question) is None:
            put[question] = answer
            cache.put(question, answer, 10)
        kept = cache.get(question)
        assert kept is None or kept == put[question]
        held = sum(len(found) for found in map(cache.get, range(10)) if found is not None)
        assert held <= 20_000


def cannot_open(path: Path) -> GraphStore:
    raise GizoError(f"{path}: de graaf is niet te openen")


def test_workers_that_cannot_open_the_graph_say_so_and_are_tried_again_later(
    small_store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        pool = QueryPool(partial(cannot_open, small_store), Settings(workers=1))
        pool.patience = 0.3
        pool.start()
        try:
            with pytest.raises(GizoError, match="niet te openen"):
                await pool.ready()
            with pytest.raises(Busy):
                await pool.run(short())
        finally:
            pool.stop()

    asyncio.run(scenario())
    assert 1 <= len(caplog.messages) <= 20
    assert "niet te openen" in caplog.messages[0]


def test_stopping_ends_what_runs_and_what_waits_at_once(small_store: Path) -> None:
    async def scenario() -> None:
        async with pool_over(small_store, Settings(workers=1, slow_after=20, cache=0)) as pool:
            running = [asyncio.create_task(pool.run(endless(number))) for number in range(3)]
            await until(lambda: len(pool._running) == 1)
            processes = [one.worker._process.pid for one in pool._running]
            started = time.monotonic()
            pool.stop()
            for task in running:
                with pytest.raises(Ended, match="de server stopt"):
                    await task
            assert time.monotonic() - started < 10
            assert not [pid for pid in processes if Path(f"/proc/{pid}").exists()]

    asyncio.run(scenario())
