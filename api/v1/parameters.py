"""Parameters that resources of the API share, and how a page reads the same ones from its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_origin

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams

from api.i18n import language_of
from api.problems import Problem, invalid, joined

LAST_PAGE = 1_000_000

_Model = TypeVar("_Model", bound="Plain")


class Plain(BaseModel):
    """Parameters every resource takes; one that is not in the list is a fault."""

    model_config = ConfigDict(extra="forbid")
    taal: Literal["nl", "en"] = Field("nl", description="Taal van labels en teksten.", examples=["nl"])

    @classmethod
    def judge(cls, request: Request, given: QueryParams) -> None:
        """Judge what can only be judged with the graph at hand; what is too long or of the wrong kind is not.

        Args:
            request: the request, for the graph and the language.
            given: the parameters as they were sent.

        Raises:
            Problem: with all that is wrong.
        """


class Formed(Plain):
    """Parameters of a resource that comes in several forms."""

    formaat: Literal["json", "ttl", "csv", "xlsx"] | None = Field(
        None,
        description="Vorm van het antwoord; gaat voor de Accept-header. JSON als geen van beide iets zegt.",
        examples=["json"],
    )


class Paged(Formed):
    """Parameters of a long list."""

    page: int = Field(1, ge=1, le=LAST_PAGE, description="Pagina, vanaf 1.", examples=[1])
    limit: int = Field(20, ge=1, le=100, description="Aantal op een pagina.", examples=[20])


def in_api(model: type[_Model]) -> Callable[[Request], _Model]:
    """Make a dependency that reads the parameters of a resource and tells all that is wrong with them at once.

    What the framework would tell first, and what only the graph can tell, come in one problem. An operation takes
    its parameters a second time, as ``Annotated[Model, Query()]``, for the description of the API.
    """

    def read(request: Request) -> _Model:
        return _read(model, request, request.query_params)

    return read


def on_page(model: type[_Model], *, shows_unknown: bool = False) -> Callable[[Request], _Model]:
    """Make a dependency that reads the parameters of a resource from the address of its page.

    A form sends its empty fields along and others add parameters of their own to an address, so what is empty or
    unknown is passed over; a value that cannot be is a fault, as it is in the API.

    Args:
        model: the parameters.
        shows_unknown: the page itself shows what the graph does not know, when nothing else is wrong.

    >>> from starlette.requests import Request
    >>> scope = {"type": "http", "query_string": b"taal=en&formaat=&utm_source=x"}
    >>> on_page(Formed)(Request(scope))
    Formed(taal='en', formaat=None)
    """
    # What form is wanted is looked at when it is made; in another language than ours a page is in Dutch.
    known = _names(model) - {"taal", "formaat"}

    def read(request: Request) -> _Model:
        asked_for = [(key, value) for key, value in request.query_params.multi_items() if value and key in known]
        language = language_of(request.query_params.get("taal"))
        return _read(model, request, QueryParams([*asked_for, ("taal", language)]), shows_unknown=shows_unknown)

    return read


def _read(model: type[_Model], request: Request, given: QueryParams, *, shows_unknown: bool = False) -> _Model:
    lists = {field.alias or name for name, field in model.model_fields.items() if get_origin(field.annotation) is list}
    values: dict[str, Any] = {key: given.getlist(key) if key in lists else given[key] for key in given}
    wanted, wrong = None, []
    try:
        wanted = model.model_validate(values)
    except ValidationError as error:
        wrong += [{**fault, "loc": ("query", *fault["loc"])} for fault in error.errors()]
    twice = [key for key in given if key in _names(model) - lists and len(given.getlist(key)) > 1]
    wrong += [{"type": "duplicate", "loc": ("query", key)} for key in twice]
    problems = [invalid(wrong)] if wrong else []
    if wrong or not shows_unknown:
        try:
            model.judge(request, given)
        except Problem as problem:
            problems.append(problem)
    if wanted is None or problems:
        raise joined(problems)
    return wanted


def _names(model: type[Plain]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}
