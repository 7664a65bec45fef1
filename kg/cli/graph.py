"""Commands that ask the graph: what is in it, and how the models hang together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import terminal
from kg.cli.common import (
    Endpoint,
    Format,
    Lang,
    Store,
    check_language,
    model_code,
    note,
    open_graph,
    pair,
    read_text,
    show,
)


def build(
    out: Annotated[Path | None, typer.Option("--out", help="Store directory; the user's cache when omitted.")] = None,
    model: Annotated[list[Path] | None, typer.Option("--model", help="A further model table.")] = None,
) -> None:
    """Build the graph and print what went in."""
    from kg import names
    from kg.build import build as build_graph

    with terminal.progress("building the graph"):
        report = build_graph(out, model or [])
    rows = [(names.curie(graph.iri), str(graph.triples), graph.release, graph.source) for graph in report.graphs]
    terminal.table(("graph", "triples", "release", "source"), rows, right=(1,))
    print(f"{sum(graph.triples for graph in report.graphs)} triples, version {report.version[:16]}, in {report.path}")
    for conflict in report.conflicts:
        note(conflict)


def query(
    file: Annotated[str, typer.Argument(help="File with a SPARQL query; - for standard input.")],
    form: Format = "table",
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many rows or triples.")] = None,
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Run a SPARQL query."""
    text = sys.stdin.read() if file == "-" else read_text(Path(file))
    terminal.answer(open_graph(store, endpoint).query(text, at_most=limit and limit + 1), form, limit)


def ask(
    name: Annotated[str | None, typer.Argument(help="Question; without it the catalogue is listed.")] = None,
    parameters: Annotated[list[str] | None, typer.Argument(help="param=value …")] = None,
    form: Format = "table",
    lang: Lang = "nl",
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Ask a question of the catalogue; without a name, list the questions."""
    from kg.questions import catalogue

    check_language(lang)
    if name is None:
        rows = [
            (
                question.name,
                question.title[lang],
                " ".join(f"{param.name}={param.example}" for param in question.params),
            )
            for question in catalogue.questions()
        ]
        terminal.listing(
            ("vraag", "titel", "parameters") if lang == "nl" else ("question", "title", "parameters"), rows, form
        )
        return
    given = dict(pair(parameter) for parameter in parameters or [])
    catalogue.question(name)  # an unknown question is a fault before there is a graph to open
    terminal.answer(catalogue.ask(open_graph(store, endpoint), name, given), form, None)


def lineage(
    element: Annotated[str, typer.Argument(help="CURIE, IRI, UUID, message path (WMO301/Client/Bsn) or label.")],
    to: Annotated[
        str | None, typer.Option("--to", help="Only links to this model: ggm, zib, brp, gizo, ijw, …")
    ] = None,
    form: Format = "table",
    lang: Lang = "nl",
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Show what an element corresponds to in other models, and by which path."""
    from kg.lineage import lineage as find
    from kg.lineage.view import FORMATS, write
    from kg.resolve import resolve

    check_language(lang)
    terminal.one_of(form, FORMATS)
    graph = open_graph(store, endpoint)
    show(write(find(graph, resolve(graph, element), model_code(to)), form, lang))


def coverage(
    model: Annotated[str | None, typer.Option("--model", help="Only this model.")] = None,
    form: Format = "table",
    lang: Lang = "nl",
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Count per model and part how many elements are linked, decided as without counterpart, or open."""
    from kg.coverage import coverage as count
    from kg.coverage.view import FORMATS, write_coverage

    check_language(lang)
    terminal.one_of(form, FORMATS)
    show(write_coverage(count(open_graph(store, endpoint), model_code(model)), form, lang))


def gaps(
    model: Annotated[str | None, typer.Option("--model", help="Only gaps in this model.")] = None,
    form: Format = "table",
    lang: Lang = "nl",
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """List the elements without counterpart, with the reason."""
    from kg.coverage import gaps as find
    from kg.coverage.view import FORMATS, write_gaps

    check_language(lang)
    terminal.one_of(form, FORMATS)
    show(write_gaps(find(open_graph(store, endpoint), model_code(model)), form, lang))
