"""Commands that bring releases in and take the graph elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import terminal
from kg.cli.common import Endpoint, Store, note, open_graph


def import_model(
    model: Annotated[str, typer.Argument(help="ggm, zib, brp, ijw, iwmo, ieb, codelijsten or regels.")],
    files: Annotated[list[Path], typer.Argument(help="The published files, or folders with them.")],
    release: Annotated[str, typer.Option("--release", help="Release of the model.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Folder of the tables.")] = None,
) -> None:
    """Read the published files of a model's release into a fact table."""
    from kg.sources.facts import import_model as read

    with terminal.progress(f"reading {model}"):
        report = read(model, files, release, out)
    print(f"{report.table}: {report.rows} rows, {'written' if report.changed else 'unchanged'}")
    for kind, count in report.counts:
        print(f"  {kind:<16}{count:>7}")
    for skipped in report.skipped:
        note(f"skipped: {skipped}")


def dump(
    form: Annotated[
        str | None,
        typer.Option("--format", "-f", help="nq (default), trig, or of one graph ttl, nt, rdf or jsonld."),
    ] = None,
    graph: Annotated[
        list[str] | None, typer.Option("--graph", help="Only this graph: ggm/2.5.1; may be repeated.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write; packed when it ends on .gz.")] = None,
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Write the whole graph, or one named graph, to take along; the same content gives the same bytes."""
    from kg.dump import dump as write
    from kg.dump import dump_file, dump_form

    chosen = dump_form(form, out)
    opened = open_graph(store, endpoint)
    if out is None:
        write(opened, chosen, sys.stdout.buffer, graph or [])
        return
    with terminal.progress(f"writing {out}"):
        dump_file(opened, chosen, out, graph or [])


def publish(
    endpoint: Annotated[str, typer.Option("--endpoint", help="Address of the server's query service.")],
    update: Annotated[str, typer.Option("--update", help="Address for SPARQL Update, when it is not found.")] = "",
    graph_store: Annotated[
        str, typer.Option("--graph-store", help="Address of the Graph Store Protocol, when it is not found.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    store: Store = None,
) -> None:
    """Load the graph into a SPARQL server; what it has already is left alone. Credentials: GIZO_ENDPOINT_… ."""
    from kg import names
    from kg.publish import Change, plan, writer_for
    from kg.publish import publish as load
    from kg.store import RemoteStore
    from kg.store.credentials import from_environment

    target = RemoteStore(endpoint)
    with writer_for(target, from_environment(), update, graph_store) as writer:
        note(f"server: {writer.dialect.name}; {writer.how}")
        source = open_graph(store, None)  # which may have to build it first
        with terminal.progress("comparing"):
            todo = plan(source, target)

        def tell(change: Change) -> None:
            print(f"{change.state:<10}{change.triples:>9}  {names.curie(change.graph)}", flush=True)

        if dry_run:
            for change in todo.changes:
                tell(change)
            return
        load(source, target, writer, todo, tell)
