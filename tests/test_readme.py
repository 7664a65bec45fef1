"""The README shows what a newcomer will really see: each command in it is run and its output compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kg.cli import run
from kg.store import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent
COMMAND = re.compile(r"^```\n\$ \.venv/bin/gizo (?P<command>.*)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)
SHOWN = [(match["command"], match["output"]) for match in COMMAND.finditer((ROOT / "README.md").read_text("utf-8"))]
NEEDS_GRAPH = ("lineage", "ask")


def test_three_things_are_shown() -> None:
    assert [command.split()[0] for command, _ in SHOWN] == ["validate", "lineage", "ask"]


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command.split()[0] for command, _ in SHOWN])
def test_the_output_is_what_you_see(
    command: str,
    output: str,
    graph: EmbeddedStore,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    arguments = shlex.split(command)
    if arguments[0] in NEEDS_GRAPH:
        arguments += ["--store", str(graph.path.parent)]
    run(arguments)
    seen = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert [line.rstrip() for line in output.splitlines()] == seen
