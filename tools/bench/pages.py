"""Times every type of page as a reader would get it: over a kept connection, in Dutch, nothing kept from before."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.api.page_types import PAGES
from tools.bench.figures import Table, milliseconds, percentile

ROUNDS = 40
TARGET = 0.050
"""What half of the requests for a page should stay within, in seconds to the first byte."""
_HEADERS = {"Accept": "text/html", "Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Timed:
    """The seconds to the first byte of a page: the first time anybody asked, and the rounds after that; its bytes."""

    path: str
    first: float
    times: tuple[float, ...]
    size: int

    @property
    def p50(self) -> float:
        """What half of the rounds stayed within."""
        return percentile(self.times, 0.5)


def table(address: str) -> Table:
    """Time every page of a server and make the table, the slowest first.

    Args:
        address: the server, freshly started.
    """
    found = sorted(timed(address), key=lambda one: -one.p50)
    within = sum(one.p50 <= TARGET for one in found)
    intro = (
        f"{within} of {len(found)} pages within {TARGET * 1000:.0f} ms (p50). Time to the first byte over a kept "
        f"connection, {ROUNDS} times each after the first; what each page weighs on the line, compressed."
    )
    rows = tuple(
        (
            f"`{one.path}`",
            milliseconds(one.p50),
            milliseconds(percentile(one.times, 0.95)),
            milliseconds(one.first),
            f"{one.size / 1000:.1f}",
        )
        for one in found
    )
    return Table("Pages", intro, ("page", "p50 ms", "p95 ms", "first ms", "kB"), rows)


def timed(address: str) -> list[Timed]:
    """Give the times of every page; first each of them once, so that no page warms up another in its rounds."""
    server = urlsplit(address)
    connection = http.client.HTTPConnection(str(server.hostname), server.port, timeout=60)
    paths = list(dict.fromkeys(shown.path for shown in PAGES))
    first = {path: _first_byte(connection, path) for path in paths}
    found = []
    for path in paths:
        times = tuple(_first_byte(connection, path)[0] for _ in range(ROUNDS))
        found.append(Timed(path, first[path][0], times, first[path][1]))
    connection.close()
    return found


def _first_byte(connection: http.client.HTTPConnection, path: str) -> tuple[float, int]:
    """Give the seconds from a request to the first byte of its answer, and the length of its body."""
    begin = time.perf_counter()
    connection.request("GET", path, headers=_HEADERS)
    response = connection.getresponse()
    took = time.perf_counter() - begin
    return took, len(response.read())
