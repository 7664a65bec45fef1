"""Commands about messages: converting and checking them, and the rules they are held against."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg import terminal
from kg.cli.common import Endpoint, Format, Lang, Paths, Store, check_language, note, open_graph, show


def convert(
    paths: Paths,
    to: Annotated[str, typer.Option("--to", help="ttl, nt, trig or jsonld.")] = "ttl",
) -> None:
    """Convert messages to RDF; all of them, or nothing."""
    from kg.convert import FORMATS, serialise
    from kg.intake import documents
    from kg.messages import lift_all

    terminal.one_of(to, FORMATS)
    messages = list(lift_all(documents(paths)))
    body = serialise(messages, to)
    for message in messages:
        for place in message.unknown:
            note(f"{message.name}, regel {place.line}: {place.xpath} is onbekend en niet overgenomen")
        if message.duplicate:
            note(f"{message.name}: zelfde identificatie als een eerder bericht; kreeg een eigen IRI")
    sys.stdout.buffer.write(body)
    sys.stdout.flush()


def validate(
    paths: Paths,
    form: Annotated[
        str | None,
        typer.Option("--format", "-f", help="table (default), json, csv, ttl, html, sarif, junit or xlsx."),
    ] = None,
    engine: Annotated[str | None, typer.Option("--engine", help="pyshifty (fast) or pyshacl (reference).")] = None,
    lang: Lang = "nl",
    across: Annotated[bool, typer.Option("--across", help="Also check the messages against each other.")] = False,
    history: Annotated[
        Path | None, typer.Option("--history", help="Folder with earlier messages, with --across.")
    ] = None,
    today: Annotated[str | None, typer.Option("--today", help="Date that rules about today go by: 2026-11-22.")] = None,
    products: Annotated[Path | None, typer.Option("--products", help="CSV with the municipality's products.")] = None,
    xsd: Annotated[Path | None, typer.Option("--xsd", help="Folder with the official XML schemas.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File for the report.")] = None,
) -> None:
    """Validate messages against the rules; exit code 1 when one is violated, 2 when a file cannot be read."""
    from kg.intake import Tally
    from kg.output import write_file
    from kg.validation import command
    from kg.validation.formats import FORMATS, summary, write

    check_language(lang)
    form = form or command.form_for(out)
    terminal.one_of(form, FORMATS)
    terminal.fits(form, out)
    options = command.Options(paths, lang, engine, across, history, today, products, xsd)
    tally = Tally()
    with terminal.counting("berichten" if lang == "nl" else "messages") as done:
        report = command.check(options, tally, done)
    for line in command.notes(report, tally, in_table=form == "table" and terminal.is_terminal()):
        note(line)
    if report.checked or form != "table":
        rendered = write(report, form, width=terminal.width(100), colour=out is None and terminal.is_terminal())
        if out is not None:
            write_file(out, rendered.body)
            note(summary(report))
        else:
            terminal.put(rendered.body)
    if report.unreadable:
        raise typer.Exit(2)
    if not report.conforms:
        raise typer.Exit(1)


def rules(form: Format = "table", lang: Lang = "nl") -> None:
    """List every rule: for which messages, and how it is expressed or why not."""
    import json

    from kg.validation import listing

    check_language(lang)
    terminal.one_of(form, terminal.LISTINGS)
    if form == "json":
        print(json.dumps(listing.rule_objects(lang), ensure_ascii=False, indent=2))
    elif form == "csv":
        terminal.listing(listing.COLUMNS, listing.rule_rows(lang), form)
    else:
        terminal.listing(*listing.rule_table(lang), form)


def explain(
    rule: Annotated[str, typer.Argument(help="Code of a rule, for instance CD041.")],
    form: Format = "table",
    lang: Lang = "nl",
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Explain one rule: what it asks, an example that passes and one that fails, its shape, and what it touches."""
    from kg.validation.explanation import explain as find
    from kg.validation.explanation_view import FORMATS, write
    from kg.validation.shapes import find_rule

    check_language(lang)
    terminal.one_of(form, FORMATS)
    code = find_rule(rule).code  # an unknown rule is a fault before there is a graph to open
    show(write(find(code, open_graph(store, endpoint), lang), form))
