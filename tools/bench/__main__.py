"""Runs every measurement on this machine, prints the tables and writes them to docs/benchmarks.md.

Times differ between machines and moments; the ratios within one run say more. Nothing here is a test.
``python -m tools.bench [SECTION…]`` runs some sections only, and then writes no page.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from pathlib import Path

import httpx

from kg.build import build
from kg.questions.catalogue import questions
from kg.store import EmbeddedStore, RemoteStore
from tests import servers
from tools.bench import commands, load, pages
from tools.bench import questions as catalogue
from tools.bench.figures import Table, machine

PAGE = commands.ROOT / "docs" / "benchmarks.md"
CLIENTS = (1, 8, 32)
SECONDS = 8.0
PAUSE = 0.25
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
WHY = """What was aimed at: every question within 5 ms embedded and 10 ms over HTTP, at least 20 times as fast as
rdflib in the median, the first byte of every page within 50 ms, and a p99 of at most 100 ms beside a runaway. What
was done for it, and why long answers take longer: decisions [0008](decisions/0008-default-graph-is-materialised.md),
[0018](decisions/0018-direct-lines.md) and [0019](decisions/0019-places-for-queries.md)."""
SECTIONS = ("build", "commands", "validation", "questions", "pages", "load", "runaway")


def main(wanted: list[str]) -> None:
    """Measure what is asked for, or everything."""
    unknown = sorted(set(wanted) - set(SECTIONS))
    if unknown:
        sys.exit(f"bench: no section {', '.join(unknown)}; choose from {', '.join(SECTIONS)}")
    head = (
        f"# Benchmarks\n\nWritten by `make bench`; ratios within one run say more than times.\n\n{machine()}\n\n{WHY}\n"
    )
    print(head)
    tables = []
    with tempfile.TemporaryDirectory(prefix="gizo-bench-") as folder:
        for made in measure(Path(folder), wanted or list(SECTIONS)):
            tables.append(made.markdown())
            print(tables[-1], flush=True)
    if not wanted:
        PAGE.write_text("\n".join([head, *tables]), encoding="utf-8")
        print(f"written to {PAGE.relative_to(commands.ROOT)}")


def measure(folder: Path, wanted: list[str]) -> Iterator[Table]:
    """Give the tables of some sections, one by one as they are ready."""
    store = folder / "store"
    if "build" in wanted:
        yield commands.build(store)
    else:
        build(store)
    if "commands" in wanted:
        yield commands.start_up(store)
    if "validation" in wanted:
        yield commands.engines()
    if "questions" in wanted:
        yield in_every_store(folder, store)
    if "pages" in wanted:
        with served(store) as endpoint:
            yield pages.table(endpoint.removesuffix("/sparql"))
    texts = [question.text for question in questions()]
    if "load" in wanted:
        yield under_load(store, texts)
    if "runaway" in wanted:
        yield with_runaway(store, texts)


def in_every_store(folder: Path, store: Path) -> Table:
    """Time the questions in this process, over HTTP, in rdflib, and in the servers that this machine has."""
    embedded = EmbeddedStore(store)
    rdflib = catalogue.rdflib_times(embedded, folder)
    ask: dict[str, catalogue.Ask] = {"embedded": partial(catalogue.read_all, embedded)}
    with ExitStack() as stack:
        ask["HTTP"] = catalogue.over_http(stack.enter_context(served(store, "--cache", "0")))
        for name, start in (("Oxigraph", servers.oxigraph), ("Virtuoso", servers.virtuoso)):
            if reason := servers.missing(name.lower()):
                print(f"{name}: {reason}", file=sys.stderr)
                continue
            server = stack.enter_context(start(folder / name))
            ask[name] = partial(catalogue.read_all, loaded(store, server))
        found = catalogue.timed(ask, rdflib)
    return catalogue.table(found, (*ask, "rdflib"))


def loaded(store: Path, server: servers.Server) -> RemoteStore:
    """Load the whole graph into a server, as a user does."""
    command = [commands.GIZO, "publish", "--endpoint", server.endpoint, "--store", str(store)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | server.environment)
    return RemoteStore(server.endpoint)


def under_load(store: Path, texts: list[str]) -> Table:
    """Measure requests per second and latency with more and more clients, without and with the answer cache."""
    rows = []
    for name, cache in (("without", "0"), ("with", "64")):
        with served(store, "--cache", cache) as endpoint:
            load.run(endpoint, texts, 1, 2.0)
            rows += [(name, *load.run(endpoint, texts, clients, SECONDS).cells()) for clients in CLIENTS]
    intro = (
        f"All {len(texts)} questions in turn over kept connections, {SECONDS:.0f} s each; clients on the same machine."
    )
    return Table("Under load", intro, ("answer cache", *load.COLUMNS), tuple(rows))


def with_runaway(store: Path, texts: list[str]) -> Table:
    """Measure the other clients while a query burns that never ends by itself."""
    rows = []
    with served(store, "--cache", "0") as endpoint:
        load.run(endpoint, texts, 1, 2.0)
        for clients, pause in ((1, 0.0), (8, PAUSE), (8, 0.0)):
            for beside, context in (("quiet", nullcontext()), ("one runaway", burning(endpoint))):
                with context:
                    seen = load.run(endpoint, texts, clients, SECONDS, pause)
                rows.append((f"{beside}{', at ease' if pause else ''}", *seen.cells()))
    intro = (
        "The same questions, answer cache off, with and without a cross product of three patterns beside them. "
        f"A client at ease rests {PAUSE * 1000:.0f} ms between an answer and its next question; "
        "the others ask at once, and eight of those take all of a small machine by themselves."
    )
    return Table("Beside a runaway query", intro, ("beside", *load.COLUMNS), tuple(rows))


@contextmanager
def burning(endpoint: str) -> Iterator[None]:
    """Keep one runaway query going."""
    code = f"import httpx; httpx.get({endpoint!r}, params={{'query': {RUNAWAY!r}}}, timeout=60)"
    process = subprocess.Popen([sys.executable, "-c", code])
    try:
        time.sleep(3.0)  # it counts as slow by then
        yield
        assert process.poll() is None, "the runaway query ended before the measurement did"
    finally:
        process.kill()
        process.wait()


@contextmanager
def served(store: Path, *options: str) -> Iterator[str]:
    """Serve a graph in a process of its own; gives the address of its SPARQL endpoint."""
    port = servers.free_port()
    command = [commands.GIZO, "serve", "--port", str(port), "--store", str(store), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}/sparql"
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, answers: Callable[[str], httpx.Response] = httpx.get) -> None:
    """Wait until an address answers."""
    end = time.monotonic() + 60
    while True:
        try:
            if answers(address).status_code == 200:
                return
        except httpx.HTTPError:
            assert time.monotonic() < end, f"{address} does not answer"
        time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1:])
