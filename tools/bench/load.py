"""Puts a server under load: a number of clients that ask one question after the other over kept connections.

The clients speak the least HTTP that works, in a process of their own, so that what is measured is the
server and not the client library.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from tools.bench.figures import milliseconds, percentile


@dataclass(frozen=True)
class Load:
    """What a load test saw: clients, seconds per request, and how long it took in all."""

    clients: int
    times: tuple[float, ...]
    failures: int
    took: float

    def cells(self) -> tuple[str, ...]:
        """Give it as cells: clients, requests per second, p50, p99, failed requests.

        >>> Load(1, (0.001, 0.003), 0, 0.01).cells()
        ('1', '200', '1.00', '3.00', '0')
        """
        rate = len(self.times) / self.took
        return (
            str(self.clients),
            f"{rate:.0f}",
            milliseconds(percentile(self.times, 0.5)) if self.times else "–",
            milliseconds(percentile(self.times, 0.99)) if self.times else "–",
            str(self.failures),
        )


COLUMNS = ("clients", "requests/s", "p50 ms", "p99 ms", "failed")


def run(endpoint: str, queries: Sequence[str], clients: int, seconds: float, pause: float = 0) -> Load:
    """Ask these queries in turn for some seconds, from a process of its own.

    Args:
        endpoint: address of the SPARQL endpoint.
        queries: what is asked; each client begins somewhere else.
        clients: how many ask at the same time.
        seconds: how long.
        pause: seconds that a client rests between an answer and its next question.
    """
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_run, (endpoint, list(queries), clients, seconds, pause))


def _run(endpoint: str, queries: list[str], clients: int, seconds: float, pause: float) -> Load:
    return asyncio.run(_clients(endpoint, queries, clients, seconds, pause))


async def _clients(endpoint: str, queries: list[str], clients: int, seconds: float, pause: float) -> Load:
    address = urlsplit(endpoint)
    requests = [
        (
            f"GET {address.path}?query={quote(query)} HTTP/1.1\r\nHost: {address.netloc}\r\n"
            "Accept: application/sparql-results+json, text/turtle;q=0.9\r\n\r\n"
        ).encode()
        for query in queries
    ]
    times: list[float] = []
    failures = 0
    end = time.perf_counter() + seconds

    async def client(start: int) -> None:
        nonlocal failures
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        place = start
        await asyncio.sleep(pause * start / 7 / clients)
        while time.perf_counter() < end:
            begin = time.perf_counter()
            writer.write(requests[place % len(requests)])
            status = await _response(reader)
            if status == 200:
                times.append(time.perf_counter() - begin)
            else:
                failures += 1
            place += 1
            await asyncio.sleep(pause)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client(number * 7) for number in range(clients)))
    return Load(clients, tuple(times), failures, time.perf_counter() - began)


async def _response(reader: asyncio.StreamReader) -> int:
    """Read one response to its end; gives its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next((line.split(":")[1] for line in head.splitlines() if line.startswith("content-length:")), None)
    if length is not None:
        await reader.readexactly(int(length))
    else:
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(head.split()[1])
