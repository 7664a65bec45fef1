"""The command line: parses, calls, prints. What it prints comes from the other modules of kg.

Results go to standard output, everything else to standard error. Exit code 0: fine; 1: the data violates
rules; 2: bad input or usage, said in one line. Imports are lazy, so that ``gizo --help`` is quick.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg import terminal
from kg.errors import GizoError

if TYPE_CHECKING:
    from kg.store import GraphStore

app = typer.Typer(
    name="gizo",
    help="GIZO, the iStandaarden, GGM, zib and BRP as one graph (a reconstruction of GIZO, not official).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Store = Annotated[Path | None, typer.Option("--store", help="Directory of a built graph.")]
Endpoint = Annotated[str | None, typer.Option("--endpoint", help="Address of a SPARQL server to ask instead.")]
Lang = Annotated[str, typer.Option("--lang", help="Language of what is printed: nl or en.")]
Format = Annotated[str, typer.Option("--format", "-f", help="How to print the result.")]
Paths = Annotated[list[Path], typer.Argument(help="Files, folders or zips with messages; - for standard input.")]


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        from kg import __version__

        print(f"gizo-kg {__version__}")
        raise typer.Exit


@app.command()
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
        _note(conflict)


@app.command()
def query(
    file: Annotated[str, typer.Argument(help="File with a SPARQL query; - for standard input.")],
    form: Format = "table",
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many rows or triples.")] = None,
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Run a SPARQL query."""
    text = sys.stdin.read() if file == "-" else _text(Path(file))
    terminal.answer(_open(store, endpoint).query(text, at_most=limit and limit + 1), form, limit)


@app.command()
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

    _language(lang)
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
    given = dict(_pair(parameter) for parameter in parameters or [])
    catalogue.question(name)  # an unknown question is a fault before there is a graph to open
    terminal.answer(catalogue.ask(_open(store, endpoint), name, given), form, None)


@app.command()
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
    from kg.lineage_view import FORMATS, write
    from kg.resolve import resolve

    _language(lang)
    terminal.one_of(form, FORMATS)
    graph = _open(store, endpoint)
    _print(write(find(graph, resolve(graph, element), _model(to)), form, lang))


@app.command()
def coverage(
    model: Annotated[str | None, typer.Option("--model", help="Only this model.")] = None,
    form: Format = "table",
    lang: Lang = "nl",
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Count per model and part how many elements are linked, decided as without counterpart, or open."""
    from kg.coverage import coverage as count
    from kg.coverage_view import FORMATS, write_coverage

    _language(lang)
    terminal.one_of(form, FORMATS)
    _print(write_coverage(count(_open(store, endpoint), _model(model)), form, lang))


@app.command()
def gaps(
    model: Annotated[str | None, typer.Option("--model", help="Only gaps in this model.")] = None,
    form: Format = "table",
    lang: Lang = "nl",
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """List the elements without counterpart, with the reason."""
    from kg.coverage import gaps as find
    from kg.coverage_view import FORMATS, write_gaps

    _language(lang)
    terminal.one_of(form, FORMATS)
    _print(write_gaps(find(_open(store, endpoint), _model(model)), form, lang))


@app.command()
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
            _note(f"{message.name}, regel {place.line}: {place.xpath} is onbekend en niet overgenomen")
        if message.duplicate:
            _note(f"{message.name}: zelfde identificatie als een eerder bericht; kreeg een eigen IRI")
    sys.stdout.buffer.write(body)
    sys.stdout.flush()


@app.command()
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

    _language(lang)
    form = form or command.form_for(out)
    terminal.one_of(form, FORMATS)
    terminal.fits(form, out)
    options = command.Options(paths, lang, engine, across, history, today, products, xsd)
    tally = Tally()
    with terminal.counting("berichten" if lang == "nl" else "messages") as done:
        report = command.check(options, tally, done)
    for line in command.notes(report, tally, in_table=form == "table" and terminal.is_terminal()):
        _note(line)
    if report.checked or form != "table":
        rendered = write(report, form, width=terminal.width(100), colour=out is None and terminal.is_terminal())
        if out is not None:
            write_file(out, rendered.body)
            _note(summary(report))
        else:
            terminal.put(rendered.body)
    if report.unreadable:
        raise typer.Exit(2)
    if not report.conforms:
        raise typer.Exit(1)


@app.command()
def rules(form: Format = "table", lang: Lang = "nl") -> None:
    """List every rule: for which messages, and how it is expressed or why not."""
    import json

    from kg.validation import listing

    _language(lang)
    terminal.one_of(form, terminal.LISTINGS)
    if form == "json":
        print(json.dumps(listing.rule_objects(lang), ensure_ascii=False, indent=2))
    elif form == "csv":
        terminal.listing(listing.COLUMNS, listing.rule_rows(lang), form)
    else:
        terminal.listing(*listing.rule_table(lang), form)


@app.command()
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

    _language(lang)
    terminal.one_of(form, FORMATS)
    code = find_rule(rule).code  # an unknown rule is a fault before there is a graph to open
    _print(write(find(code, _open(store, endpoint), lang), form))


@app.command("import")
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
        _note(f"skipped: {skipped}")


@app.command()
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
    opened = _open(store, endpoint)
    if out is None:
        write(opened, chosen, sys.stdout.buffer, graph or [])
        return
    with terminal.progress(f"writing {out}"):
        dump_file(opened, chosen, out, graph or [])


@app.command()
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
        _note(f"server: {writer.dialect.name}; {writer.how}")
        source = _open(store, None)  # which may have to build it first
        with terminal.progress("comparing"):
            todo = plan(source, target)

        def tell(change: Change) -> None:
            print(f"{change.state:<10}{change.triples:>9}  {names.curie(change.graph)}", flush=True)

        if dry_run:
            for change in todo.changes:
                tell(change)
            return
        load(source, target, writer, todo, tell)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    proxies: Annotated[
        str, typer.Option(help="Addresses of reverse proxies whose X-Forwarded headers are believed.")
    ] = "127.0.0.1",
    workers: Annotated[int, typer.Option(min=1, help="Short queries that run at the same time.")] = 2,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which a query is ended.")] = 30.0,
    slow_after: Annotated[float, typer.Option(min=0.1, help="Seconds after which a query makes way.")] = 1.0,
    slow_places: Annotated[int, typer.Option(min=0, help="Long queries that run beside the short ones.")] = 4,
    slow_least: Annotated[float, typer.Option(min=0, help="Seconds a long query may run while others wait.")] = 5.0,
    memory: Annotated[int, typer.Option(min=0, help="Megabytes for one query; 0: what the machine can bear.")] = 0,
    cache: Annotated[int, typer.Option(min=0, help="Megabytes of answers to keep; 0: none.")] = 64,
    row_limit: Annotated[int, typer.Option(min=1, help="Most rows or triples in an answer.")] = 10_000,
    answer_limit: Annotated[int, typer.Option(min=1000, help="Largest answer to a query, in bytes.")] = 20_000_000,
    query_limit: Annotated[int, typer.Option(min=1000, help="Largest query, in bytes.")] = 1_000_000,
    body_limit: Annotated[int, typer.Option(min=1000, help="Largest upload to validate, in bytes.")] = 20_000_000,
    default_limit: Annotated[int, typer.Option(min=1, help="Elements on a page of /v1.")] = 20,
    max_limit: Annotated[int, typer.Option(min=1, help="Most elements on a page of /v1.")] = 100,
    service_hosts: Annotated[
        list[str] | None, typer.Option("--allow-service", help="Host that a query may call with SERVICE; repeatable.")
    ] = None,
    contact_name: Annotated[str, typer.Option(help="Who answers questions about this server.")] = "Beheer gizo-kg",
    contact_url: Annotated[str, typer.Option(help="Where to reach them on the web.")] = "https://w3id.org/gizo/",
    contact_email: Annotated[str, typer.Option(help="Where to reach them by mail.")] = "beheer@gizo-kg.example",
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Serve SPARQL, the API and the pages; a graph that is built meanwhile takes over by itself."""
    from api.serve import serve as run
    from api.settings import Settings

    settings = Settings(
        timeout=timeout,
        workers=workers,
        slow_after=slow_after,
        slow_places=slow_places,
        slow_least=slow_least,
        memory=memory,
        cache=cache,
        row_limit=row_limit,
        answer_limit=answer_limit,
        query_limit=query_limit,
        body_limit=body_limit,
        default_limit=default_limit,
        max_limit=max_limit,
        service_hosts=tuple(service_hosts or ()),
        contact_name=contact_name,
        contact_url=contact_url,
        contact_email=contact_email,
    )
    run(settings, host=host, port=port, store=store, endpoint=endpoint, proxies=proxies)


app.command("vraag", hidden=True)(ask)
app.command("hiaten", hidden=True)(gaps)
app.command("dekking", hidden=True)(coverage)
app.command("valideer", hidden=True)(validate)


def main() -> None:
    """Run the command line (the console script ``gizo``) and end the process with its exit code."""
    terminal.prepare()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code: 0 fine, 1 rules violated, 2 bad input or usage.

    >>> run(["--version"])
    gizo-kg 0.1.0
    0
    """
    command = typer.main.get_command(app)
    try:
        result: Any = command.main(args=arguments, prog_name="gizo", standalone_mode=False)
        sys.stdout.flush()
    except GizoError as error:
        return _fail(str(error))
    except (KeyboardInterrupt, typer.Abort):
        terminal.silence()
        return 130
    except BrokenPipeError:
        terminal.silence()
        return 0
    except OSError as error:
        terminal.silence()
        if error.filename:
            return _fail(f"{error.filename}: {error.strerror}; controleer het bestand en de rechten")
        return _fail(f"de uitvoer is niet te schrijven ({error.strerror})")
    except Exception as error:
        # Usage errors of the parser library know how to describe themselves; anything else is ours to see.
        describe = getattr(error, "format_message", None)
        if describe is None:
            raise
        if not arguments:  # the whole help, as it was laid out
            _note(describe())
            return 2
        return _fail(f"{describe()} (gizo --help)") if describe() else 0
    return result if isinstance(result, int) else 0


def _fail(line: str) -> int:
    print(f"gizo: {' '.join(line.split())}", file=sys.stderr)
    return 2


def _note(line: str) -> None:
    print(line, file=sys.stderr)


def _print(text: str) -> None:
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _open(store: Path | None, endpoint: str | None) -> GraphStore:
    from kg.build import open_store

    return open_store(store, endpoint)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise GizoError(f"{path}: niet te lezen ({error.strerror}); geef een bestand met een vraag") from error
    except UnicodeDecodeError as error:
        raise GizoError(f"{path}: geen tekst in UTF-8; sla het bestand zo op") from error


def _language(lang: str) -> None:
    terminal.one_of(lang, ("nl", "en"), "taal")


def _model(given: str | None) -> str | None:
    return given.lower() if given else None  # people write GGM and iWmo


def _pair(parameter: str) -> tuple[str, str]:
    name, sign, value = parameter.partition("=")
    if not sign or not name:
        raise GizoError(f"'{parameter}' is geen parameter; schrijf naam=waarde")
    return name, value
