"""The JSON of ``/v1/vragen``: the question catalogue, and the answer to a question."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from api.queries.tasks import Reply
from api.v1.schemas.base import Out
from kg.questions.catalogue import Param, Question


class ParameterOut(Out):
    """What a question needs to know; ``choices`` is empty when any value of its kind will do."""

    name: str
    kind: str
    description: str
    example: str
    choices: list[str]


class QuestionSummary(Out):
    """A question as the list shows it; ``links.answer`` is the answer with the examples filled in."""

    name: str
    title: str
    audience: list[str]
    parameters: list[ParameterOut]
    links: dict[str, str]


class QuestionList(Out):
    """The questions, or those that were asked for."""

    total: int
    items: list[QuestionSummary]


class QuestionOut(QuestionSummary):
    """A question with its query, which runs as it stands on any endpoint."""

    iri: str
    sparql: str


class CellOut(Out):
    """A value in the answer: as a person reads it, and its IRI when it is a thing."""

    text: str
    iri: str | None


class AnswerOut(Out):
    """The answer to a question: a row for each item; ``truncated`` tells that there are more than the limit."""

    question: str
    parameters: dict[str, str]
    columns: list[str]
    total: int
    truncated: bool
    items: list[dict[str, CellOut]]
    links: dict[str, str]


def listed(questions: list[Question], language: str) -> QuestionList:
    """Write a list of questions."""
    return QuestionList(total=len(questions), items=[summary(one, language) for one in questions])


def summary(found: Question, language: str) -> QuestionSummary:
    """Write a question as the list shows it."""
    return QuestionSummary.model_validate(_summary(found, language))


def question(found: Question, language: str) -> QuestionOut:
    """Write a question with its query."""
    return QuestionOut.model_validate({**_summary(found, language), "iri": found.iri, "sparql": found.text})


def answer(found: Question, values: dict[str, str], reply: Reply, language: str) -> AnswerOut:
    """Write the answer to a question."""
    return AnswerOut(
        question=found.title[language],
        parameters=values,
        columns=list(reply.columns),
        total=reply.count,
        truncated=reply.truncated,
        items=[
            {
                column: CellOut(text=cell.text, iri=cell.iri or None)
                for column, cell in zip(reply.columns, row, strict=True)
                if cell.text
            }
            for row in reply.rows
        ],
        links={"self": answer_path(found, values), "question": f"/v1/vragen/{found.name}"},
    )


def answer_path(found: Question, values: dict[str, str]) -> str:
    """Give the address of the answer to a question.

    >>> from kg.questions.catalogue import question
    >>> answer_path(question("element-in-berichten"), {"element": "gizo:Client"})
    '/v1/vragen/element-in-berichten/antwoord?element=gizo:Client'
    """
    query = urlencode(values, safe=":/", quote_via=quote)
    return f"/v1/vragen/{found.name}/antwoord" + (f"?{query}" if query else "")


def _summary(found: Question, language: str) -> dict[str, object]:
    examples = {param.name: param.example for param in found.params}
    return {
        "name": found.name,
        "title": found.title[language],
        "audience": list(found.audience),
        "parameters": [_parameter(param) for param in found.params],
        "links": {
            "self": f"/v1/vragen/{found.name}",
            "answer": answer_path(found, examples),
            "page": f"/sparql?vraag={found.name}",
        },
    }


def _parameter(param: Param) -> ParameterOut:
    about, _, _ = param.description.partition(", bijvoorbeeld")
    kind = "choice" if param.choices else param.type
    return ParameterOut(
        name=param.name, kind=kind, description=about, example=param.example, choices=list(param.choices)
    )
