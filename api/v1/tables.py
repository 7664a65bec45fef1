"""The rows of lists about models, messages, rules and questions, for CSV and workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.i18n import Language, translate
from api.queries.tasks import Reply
from kg.elements import KIND_NAMES
from kg.message_types import Counterpart, MessageType, Reach
from kg.models import Model
from kg.questions.catalogue import Question
from kg.search import Index
from kg.sheets import Cell, Column, Sheet
from kg.validation.listing import status_text
from kg.validation.rules import Rule
from kg.wording import named


def models(found: Iterable[Model], language: Language) -> Sheet:
    """Give a row for each release of each model."""
    columns = ("code", "name", "title", "release", "newest", "publishers", "licence", "graph", "triples", "elements")
    rows: list[Sequence[Cell]] = []
    for model in found:
        for release in model.releases:
            origin, licence = ", ".join(release.dataset.origin), release.dataset.licence
            about: tuple[Cell, ...] = (model.code, model.name, model.title, release.version)
            size: tuple[Cell, ...] = (release.dataset.triples, model.total if release.newest else None)
            rows.append((*about, _yes(release.newest, language), origin, licence, release.dataset.iri, *size))
    return _sheet("models", "models", columns, rows, language)


def counts(model: Model, language: Language) -> Sheet:
    """Give the number of elements of each kind."""
    rows = [
        (kind, translate(language, f"kind.{kind}"), model.counts[kind]) for kind in KIND_NAMES if kind in model.counts
    ]
    return _sheet("models", "models", ("kind", "name", "elements"), rows, language)


def messages(found: Iterable[tuple[MessageType, Reach, int]], language: Language) -> Sheet:
    """Give a row for each message type."""
    columns = ("code", "about", "standard", "release", "number", "answers", "lifted")
    numbers = ("elements", "gizo", "outside", "open", "ggm", "rules")
    rows: list[Sequence[Cell]] = []
    for one, reach, rules in found:
        about: tuple[Cell, ...] = (one.code, one.about, one.standard, one.release, one.number, one.answers)
        counted: tuple[Cell, ...] = (reach.total, reach.gizo, reach.outside, reach.open, reach.ggm, rules)
        rows.append((*about, _yes(one.lifted, language), *counted))
    return _sheet("messages", "messages", (*columns, *numbers), rows, language)


def places(found: MessageType, index: Index, language: Language) -> Sheet:
    """Give a row for each element of a message and each of its counterparts in GIZO, with what follows for GGM."""
    columns = ("id", "path", "depth", "datatype", "minimum", "maximum", "codelist", "predicate", "element", "outside")
    rows: list[Sequence[Cell]] = []
    for place in found.places:
        codelist = place.codelist.id if place.codelist else ""
        own: tuple[Cell, ...] = (place.entry.id, place.path, place.depth, place.datatype, place.minimum, place.maximum)
        counterparts = [(f"skos:{one.predicate}", one.entry.id) for one in place.gizo] or [("", "")]
        ggm = "; ".join(_said(one, index, language) for one in place.ggm)
        rows += [(*own, codelist, predicate, element, place.outside, ggm) for predicate, element in counterparts]
    return _sheet("message", "message", (*columns, "ggm"), rows, language)


def _said(found: Counterpart, index: Index, language: Language) -> str:
    """Name a counterpart, with what it is compared to the message element, and its id."""
    said = translate(language, f"match.{found.predicate}.text")
    return f"{named(found.entry, index, language)} {said} ({found.entry.id})"


def rules(found: Iterable[Rule], language: Language) -> Sheet:
    """Give a row for each rule."""
    columns = ("rule", "type", "level", "severity", "status", "messages", "message", "reason")
    rows = [
        (
            rule.code,
            rule.kind,
            rule.level,
            translate(language, f"severity.{rule.severity}"),
            status_text(rule, language),
            " ".join(rule.messages),
            rule.summary(language),
            rule.reason_text(language),
        )
        for rule in found
    ]
    return _sheet("rules", "rules", columns, rows, language)


def questions(found: Iterable[Question], language: Language) -> Sheet:
    """Give a row for each question."""
    rows = [
        (one.name, one.title[language], " ".join(one.audience), " ".join(f"{p.name}={p.example}" for p in one.params))
        for one in found
    ]
    return _sheet("questions", "questions", ("name", "title", "audience", "parameters"), rows, language)


def answer(name: str, reply: Reply) -> Sheet:
    """Give the rows of the answer to a question; its columns are called as in the question."""
    columns = [Column(column, column) for column in reply.columns]
    return Sheet(name, columns, [[cell.text for cell in row] for row in reply.rows])


def _sheet(group: str, title: str, keys: Sequence[str], rows: Iterable[Sequence[Cell]], language: Language) -> Sheet:
    columns = [Column(key, translate(language, f"{group}.col.{key}"), _WIDTHS.get(key, 18)) for key in keys]
    return Sheet(translate(language, title), columns, list(rows))


_WIDTHS = {
    "title": 48,
    "path": 60,
    "id": 40,
    "message": 80,
    "reason": 60,
    "outside": 50,
    "graph": 44,
    "publishers": 40,
    "parameters": 40,
    "about": 34,
}


def _yes(value: bool, language: Language) -> str:
    return translate(language, "yes" if value else "no")
