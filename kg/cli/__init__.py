"""The command line: parses, calls, prints. What it prints comes from the other modules of kg.

Results go to standard output, everything else to standard error. Exit code 0: fine; 1: the data violates
rules; 2: bad input or usage, said in one line. Imports are lazy, so that ``gizo --help`` is quick. The commands
stand together by what they are about: the graph, messages, what comes in and goes out, and the server.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from kg import terminal
from kg.cli import exchange, graph, messages, server
from kg.cli.common import note
from kg.errors import GizoError

app = typer.Typer(
    name="gizo",
    help="GIZO, the iStandaarden, GGM, zib and BRP as one graph (a reconstruction of GIZO, not official).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        from kg import __version__

        print(f"gizo-kg {__version__}")
        raise typer.Exit


_COMMANDS: dict[str, Callable[..., None]] = {
    "build": graph.build,
    "query": graph.query,
    "ask": graph.ask,
    "lineage": graph.lineage,
    "coverage": graph.coverage,
    "gaps": graph.gaps,
    "convert": messages.convert,
    "validate": messages.validate,
    "rules": messages.rules,
    "explain": messages.explain,
    "import": exchange.import_model,
    "dump": exchange.dump,
    "publish": exchange.publish,
    "serve": server.serve,
}
"""Every command, in the order in which ``gizo --help`` lists them."""
_ALIASES = {"vraag": "ask", "hiaten": "gaps", "dekking": "coverage", "valideer": "validate"}
for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)
for _alias, _name in _ALIASES.items():
    app.command(_alias, hidden=True)(_COMMANDS[_name])


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
            note(describe())
            return 2
        return _fail(f"{describe()} (gizo --help)") if describe() else 0
    return result if isinstance(result, int) else 0


def _fail(line: str) -> int:
    print(f"gizo: {' '.join(line.split())}", file=sys.stderr)
    return 2
