"""Times every question of the catalogue on the same graph in several stores, in one run.

Embedded: in this process, all rows read. HTTP: our own server, as a client sees it, its answer cache off.
rdflib: the same dataset in memory, in a process of its own that is ended when a question takes too long.
Oxigraph and Virtuoso: real servers on loopback, asked through :class:`kg.store.RemoteStore`.
"""

from __future__ import annotations

import http.client
import multiprocessing
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import quote, urlsplit

import rdflib

from kg.questions.catalogue import Question, questions
from kg.store import Answer, GraphStore, Rows
from tools.bench.figures import Table, milliseconds, repeat

ROUNDS = 15
BUDGET = 3.0
"""Seconds for the rounds of one question in one store."""
TARGETS = {"embedded": 0.005, "HTTP": 0.010}
"""What every question should stay within, in seconds."""
Ask = Callable[[str], int]
"""Asks a query and reads its whole answer; gives how much it was."""
RDFLIB_LIMIT = 10.0
"""Seconds after which a question to rdflib is ended."""


@dataclass(frozen=True)
class Timed:
    """The median seconds of one question per store; a store that gave no answer in time is not in it."""

    question: Question
    rows: int
    seconds: Mapping[str, float]


def read_all(store: GraphStore, query: str) -> int:
    """Ask and read the whole answer; gives the number of rows or triples."""
    result = store.query(query)
    if isinstance(result, Answer):
        return 1
    return sum(1 for _ in (result.rows if isinstance(result, Rows) else result.triples))


def timed(ask: Mapping[str, Ask], in_rdflib: Mapping[str, float]) -> list[Timed]:
    """Time every question in every store; the times of rdflib were taken before.

    Args:
        ask: per store, what asks a query and reads the whole answer; one is called ``embedded``.
        in_rdflib: the seconds per question that rdflib answered in time.
    """
    found = []
    for question in questions():
        seconds = {
            name: statistics.median(repeat(partial(one, question.text), ROUNDS, BUDGET)) for name, one in ask.items()
        }
        if question.name in in_rdflib:
            seconds["rdflib"] = in_rdflib[question.name]
        found.append(Timed(question, ask["embedded"](question.text), seconds))
    return sorted(found, key=lambda one: -one.seconds["embedded"])


def over_http(endpoint: str) -> Ask:
    """Give what asks our own server as a client does: one kept connection, the answer as JSON or Turtle, read whole."""
    address = urlsplit(endpoint)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)

    def ask(query: str) -> int:
        accept = {"Accept": "application/sparql-results+json, text/turtle;q=0.9"}
        connection.request("GET", f"{address.path}?query={quote(query)}", headers=accept)
        response = connection.getresponse()
        body = response.read()
        assert response.status == http.client.OK, body
        return len(body)

    return ask


def table(found: list[Timed], stores: tuple[str, ...]) -> Table:
    """Make the table: one question a row, the slowest first, and the median of all below."""
    rows = [_row(one, stores) for one in found]
    middle = {
        name: statistics.median([one.seconds[name] for one in found if name in one.seconds])
        for name in stores
        if any(name in one.seconds for one in found)
    }
    ratios = [one.seconds["rdflib"] / one.seconds["embedded"] for one in found if "rdflib" in one.seconds]
    ended = sum("rdflib" not in one.seconds for one in found) if "rdflib" in stores else 0
    # A question that rdflib did not finish was at least as slow as the limit: it counts as just that.
    ratios += [RDFLIB_LIMIT / one.seconds["embedded"] for one in found if "rdflib" not in one.seconds]
    rows.append(("**median**", "", *(milliseconds(middle.get(name)) for name in stores), f"{_ratio(ratios)}"))
    within = {
        name: sum(one.seconds[name] <= limit for one in found)
        for name, limit in TARGETS.items()
        if all(name in one.seconds for one in found)
    }
    met = ", ".join(
        f"{count} of {len(found)} within {TARGETS[name] * 1000:.0f} ms {name}" for name, count in within.items()
    )
    intro = (
        f"{met}. Median of up to {ROUNDS} rounds per question, in milliseconds, whole answers read; slowest first. "
        f"The last column is rdflib divided by embedded. rdflib was ended after {RDFLIB_LIMIT:.0f} s in "
        f"{ended} of {len(found)} questions (shown as –; they count as {RDFLIB_LIMIT:.0f} s in the median)."
    )
    return Table("Questions of the catalogue", intro, ("question", "rows", *stores, "rdflib/embedded"), tuple(rows))


def _row(one: Timed, stores: tuple[str, ...]) -> tuple[str, ...]:
    ratio = one.seconds["rdflib"] / one.seconds["embedded"] if "rdflib" in one.seconds else None
    shown = f"{ratio:.0f}" if ratio else f"> {RDFLIB_LIMIT / one.seconds['embedded']:.0f}"
    return (one.question.name, str(one.rows), *(milliseconds(one.seconds.get(name)) for name in stores), shown)


def _ratio(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.0f}" if ratios else "–"


def rdflib_times(store: GraphStore, folder: Path) -> dict[str, float]:
    """Time every question in rdflib; gives the seconds per question that was answered in time.

    Args:
        store: the graph.
        folder: where its N-Quads go in passing.
    """
    dump, default = folder / "graph.nq", store.default_graphs()
    with dump.open("w", encoding="utf-8") as lines:
        for graph in store.graphs():
            lines.writelines(f"{triple} <{graph}> .\n" for triple in store.triples(graph))
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_rdflib, args=(theirs, dump, default))
    process.start()
    theirs.close()
    times: dict[str, float] = ours.recv()
    process.join()
    return times


def _rdflib(pipe: Connection, dump: Path, default: list[str]) -> None:
    """Load the dataset once, as our store holds it with the default graph written out, and time every question.

    Each question has a process of its own that shares what was loaded, since a query cannot be ended otherwise;
    there is one thread here, so to fork is safe.
    """
    dataset = rdflib.Dataset()
    dataset.parse(dump, format="nquads")
    for iri in default:
        for triple in dataset.graph(rdflib.URIRef(iri)):
            dataset.default_graph.add(triple)
    context = multiprocessing.get_context("fork")
    times: dict[str, float] = {}
    for question in questions():
        ours, theirs = context.Pipe()
        process = context.Process(target=_time_rdflib, args=(theirs, dataset, question.text))
        process.start()
        if ours.poll(RDFLIB_LIMIT + BUDGET):
            times[question.name] = ours.recv()
        process.kill()
        process.join()
    pipe.send({name: seconds for name, seconds in times.items() if seconds <= RDFLIB_LIMIT})


def _time_rdflib(pipe: Connection, dataset: rdflib.Dataset, query: str) -> None:
    pipe.send(statistics.median(repeat(lambda: len(list(dataset.query(query))), 3, BUDGET)))
