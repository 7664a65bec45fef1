"""Every setting is an option, has its default in one place, and stands in the documentation."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from api import serve
from api.settings import Settings
from kg import cli

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to.md"
SETTINGS = {field.name: field.default for field in fields(Settings)}
(COMMAND,) = (command for name, command in typer.main.get_command(cli.app).commands.items() if name == "serve")  # type: ignore[attr-defined]
OPTIONS = {parameter.name: parameter for parameter in COMMAND.params}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_an_option_with_the_same_default(name: str) -> None:
    default = OPTIONS[name].default
    assert (tuple(default or ()) if name == "service_hosts" else default) == SETTINGS[name]


@pytest.mark.parametrize(
    "option", [option for found in OPTIONS.values() for option in found.opts if option != "--help"]
)
def test_an_option_is_explained(option: str) -> None:
    section = HOW_TO.read_text(encoding="utf-8").partition("## Run a server")[2].partition("\n## ")[0]
    assert f"`{option}`" in section or f"`{option} " in section


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_described_where_it_is_defined(name: str) -> None:
    assert re.search(rf"^ +{name}: [a-z]", inspect.cleandoc(Settings.__doc__ or "").replace("\n", "\n "), re.MULTILINE)


def test_what_is_given_reaches_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {name: default for name, default in SETTINGS.items() if isinstance(default, str)}
    given = {name: f"{default}x" for name, default in given.items()}
    given |= {name: default + 1 for name, default in SETTINGS.items() if isinstance(default, int | float)}
    given["service_hosts"] = ("a.example", "b.example")
    arguments = ["serve"]
    for name, value in given.items():
        for one in value if isinstance(value, tuple) else (value,):
            arguments += [OPTIONS[name].opts[0], str(one)]
    served: list[Settings] = []
    monkeypatch.setattr(serve, "serve", lambda settings, **_: served.append(settings))
    assert cli.run(arguments) == 0
    assert served == [Settings(**given)]


def test_a_host_that_would_allow_nothing_stops_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["serve", "--allow-service", "https://query.wikidata.org/sparql"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "geef alleen de naam" in line
