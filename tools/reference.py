"""Writes docs/reference.md from the project itself: commands, questions, rules, models. ``make docs``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from kg import names
from kg.cli import app
from kg.questions.catalogue import questions
from kg.sources.facts import stored
from kg.sources.lifting import lifting_tables
from kg.validation.shapes import load_shapes

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference.md"


def text() -> str:
    """Give the whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Reference"
    yield ""
    yield "Made by `make docs`; do not edit."
    yield from _commands()
    yield from _questions()
    yield from _rules()
    yield from _models()
    yield from _prefixes()


def _commands() -> Iterator[str]:
    yield from _table("Commands", ("command", "arguments and options", "what it does"))
    group = typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        if not command.hidden:
            given = [
                f"`{parameter.opts[0]}`"
                if parameter.param_type_name == "option"
                else f"`{str(parameter.name).upper()}`"
                for parameter in command.params
            ]
            yield _row(f"`gizo {name}`", " ".join(given), command.help)


def _questions() -> Iterator[str]:
    yield from _table("Questions", ("name", "question", "parameters", "for"))
    for question in questions():
        given = "<br>".join(f"`{param.name}={param.example}`" for param in question.params)
        yield _row(f"[{question.name}](../kg/questions/{question.name}.rq)", question.title["nl"], given,
                   ", ".join(question.audience))  # fmt: skip


def _rules() -> Iterator[str]:
    yield from _table("Rules", ("rule", "kind", "messages", "how", "return code", "what it says", "same fault"))
    for rule in load_shapes().rules.values():
        related = ", ".join((*rule.equivalent, *rule.follows_from))
        yield _row(rule.code, rule.kind, " ".join(rule.messages), rule.status, rule.return_code, rule.summary("nl"),
                   related)  # fmt: skip


def _models() -> Iterator[str]:
    yield from _table("Models", ("model", "release", "table"))
    for model, release, path in stored():
        yield _row(names.MODELS.get(model, model), release, f"`ontology/models/{path.name}`")
    yield from _table("Messages that are converted", ("message", "elements", "with a GIZO counterpart", "outside GIZO"))
    for table in lifting_tables():
        matched = sum(row.target is not None for row in table.rows)
        yield _row(table.message, str(len(table.rows)), str(matched), str(len(table.rows) - matched))


def _prefixes() -> Iterator[str]:
    yield from _table("Prefixes", ("prefix", "stands for"))
    for prefix, iri in names.PREFIXES.items():
        yield _row(f"`{prefix}:`", f"`{iri}`")


def _table(title: str, header: tuple[str, ...]) -> Iterator[str]:
    yield from ("", f"## {title}", "", _row(*header), _row(*("---" for _ in header)))


def _row(*cells: str | None) -> str:
    return "| " + " | ".join(" ".join((cell or "").split()).replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(text(), "utf-8")
