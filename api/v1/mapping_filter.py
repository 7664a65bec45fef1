"""The filters of the list of mappings, as the API and the page read them from an address and write them in one.

Some values can only be judged with the graph at hand: an element, a set, a part of a model. They are judged together
with the others, so that every fault of a request is told at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Request
from pydantic import Field, field_validator
from starlette.datastructures import QueryParams

from api.graph import Asked, asked
from api.i18n import translate
from api.problems import Fault, Problem
from api.v1.parameters import LAST_PAGE, Formed, in_api, on_page
from kg import names
from kg.mappings import JUSTIFICATIONS, LIMIT, Mappings, Query, read_mappings
from kg.mappings.query import Derived, Direction, Says, Sort

Model = Literal["gizo", "ggm", "zib", "brp", "ijw", "iwmo", "ieb", "codelijsten"]
Forms = Literal["json", "ttl", "csv", "xlsx", "tsv", "sssomjson"]
Context = Annotated[Asked, Depends(asked)]

MOST = 200
"""At most so many mappings on a page."""


class MappingFilter(Formed):
    """Which mappings, in which order and form."""

    van: Model | None = Field(None, description="Model waar de koppeling begint.", examples=["gizo"])
    naar: Model | None = Field(
        None, description="Model waar de koppeling eindigt, of waarin er geen tegenhanger is.", examples=["ggm"]
    )
    richting: Direction = Field(
        "heen",
        description="`heen`: zoals de koppeling is opgeslagen, van `van` naar `naar`. `beide`: ook die andersom zijn "
        "opgeslagen. Een koppeling wordt nooit omgedraaid getoond.",
        examples=["heen"],
    )
    predicate: Says | None = Field(
        None,
        description="Wat de koppeling zegt. `geen`: besloten dat er geen tegenhanger is. `niet`: ontkend, lijkt erop "
        "maar is niet hetzelfde. Een SKOS-naam (ook als `skos:broadMatch`) geeft nooit wat is ontkend, tenzij met "
        "`negated=true`: dan wat die koppeling ontkent.",
        examples=["broadMatch"],
    )
    negated: bool | None = Field(
        None, description="Alleen wat is ontkend (`true`), of juist niets daarvan.", examples=[False]
    )
    justification: str | None = Field(
        None,
        max_length=100,
        description=f"Hoe de koppeling is gevonden (SEMAPV), zoals {', '.join(f'`{one}`' for one in JUSTIFICATIONS)}.",
        examples=["ManualMappingCuration"],
    )
    min_confidence: Decimal | None = Field(
        None, ge=0, le=1, alias="minConfidence", description="Minstens zo zeker, van 0 tot 1.", examples=[0.7]
    )
    max_confidence: Decimal | None = Field(
        None, ge=0, le=1, alias="maxConfidence", description="Hoogstens zo zeker, van 0 tot 1.", examples=[0.8]
    )
    status: str | None = Field(None, max_length=100, description="Status van de koppeling.", examples=["voorstel"])
    set: str | None = Field(None, max_length=100, description="Naam van de verzameling.", examples=["gizo-ggm"])
    derived: Derived | None = Field(
        None,
        description="`false`: alleen wat is besloten. `true`: alleen wat daaruit is afgeleid. `all`: beide. Zonder "
        "deze parameter alleen wat is besloten, tenzij `justification`, `status` of `set` iets afgeleids noemt.",
        examples=["false"],
    )
    element: str | None = Field(
        None,
        max_length=500,
        description="Id van een element in elke spelling: alleen koppelingen van of naar dit element.",
        examples=["gizo:clientBsn"],
    )
    domein: str | None = Field(
        None,
        max_length=200,
        description="Deel van een model waarin een van beide kanten valt: deelmodel van het GIZO, domein van GGM, "
        "berichtsoort, zib of categorie van de BRP; of een klasse met haar attributen (`gizo:Client`).",
        examples=["Client"],
    )
    q: str = Field(
        "",
        max_length=500,
        description="Woorden die alle voorkomen in namen, identificaties, plaats in het bericht of toelichting.",
        examples=["bsn"],
    )
    sort: Sort = Field("model", description="Volgorde; met `-` ervoor aflopend.", examples=["-confidence"])
    page: int = Field(1, ge=1, le=LAST_PAGE, description="Pagina, vanaf 1.", examples=[1])
    limit: int = Field(LIMIT, ge=1, le=MOST, description="Aantal op een pagina.", examples=[50])
    formaat: Forms | None = Field(  # type: ignore[assignment]  # more forms than other resources have
        None,
        description="Vorm van het antwoord; gaat voor de Accept-header. Alles behalve JSON geeft de hele selectie, "
        "niet alleen deze pagina. `tsv` is SSSOM/TSV, `sssomjson` is SSSOM/JSON.",
        examples=["json"],
    )

    @classmethod
    def judge(cls, request: Request, given: QueryParams) -> None:
        """Judge whether there is such an element, set, part of a model, and so on.

        Raises:
            Problem: 400, with what may have been meant when it is the element that is unknown.
        """
        context = asked(request)
        faults, near = _named(context, context.graph.kept(read_mappings), given)
        if faults:
            more = {"suggestions": near} if near else {}
            raise Problem(400, "; ".join(fault.detail for fault in faults), tuple(faults), more)

    @field_validator("predicate", mode="before")
    @classmethod
    def _local_predicate(cls, value: Any) -> Any:
        return value.removeprefix("skos:") if isinstance(value, str) else value


_IN_API, _ON_PAGE = in_api(MappingFilter), on_page(MappingFilter)


def from_api(request: Request, context: Context) -> Query:
    """Read the query of a request to the API (a FastAPI dependency): what is unknown is a fault."""
    return _query(context, _IN_API(request))


def from_page(request: Request, context: Context) -> Query:
    """Read the query of a page (a FastAPI dependency): empty fields and parameters of others say nothing."""
    return _query(context, _ON_PAGE(request))


def parameters(query: Query, **changes: Any) -> dict[str, str]:
    """Give a query as parameters of an address; what says nothing is left out.

    Args:
        query: the query.
        changes: parameters that are to be otherwise, by their name in the address; None to leave one out.

    >>> parameters(Query(van="gizo", min_confidence=Decimal("0.5"), page=3), page=None)
    {'van': 'gizo', 'minConfidence': '0.5'}
    """
    given: dict[str, Any] = {_ALIASES.get(name, name): value for name, value in query.filters().items()}
    if "element" in given:
        given["element"] = names.curie(query.element)
    given |= {name: getattr(query, name) for name in ("sort", "page", "limit")}
    given |= changes
    return {
        name: _text(value) for name, value in given.items() if value not in ("", None) and value != _EMPTY.get(name)
    }


def address(path: str, query: Query, language: str = "nl", **changes: Any) -> str:
    """Give the address of the list for a query, on the page or in the API.

    >>> address("/mappings", Query(van="gizo"), "en", naar="ggm")
    '/mappings?van=gizo&naar=ggm&taal=en'
    """
    given = parameters(query, **changes) | ({"taal": language} if language != "nl" else {})
    return f"{path}?{urlencode(given)}" if given else path


def _query(context: Asked, wanted: MappingFilter) -> Query:
    said = wanted.model_dump(exclude={"taal", "formaat", "element"}, exclude_none=True)
    entry = context.graph.index.resolve(wanted.element) if wanted.element else None
    return Query(**said, element=entry.iri if entry else "")


def _named(context: Asked, mappings: Mappings, given: Mapping[str, str]) -> tuple[list[Fault], list[dict[str, str]]]:
    """Judge what can only be judged with the graph at hand."""
    faults, near = [], []
    for name in ("set", "status", "justification", "domein"):
        value = given.get(name, "").removeprefix("semapv:")
        known = value in JUSTIFICATIONS or mappings.has(name, value)
        if value and len(value) <= 500 and not known:
            faults.append(_fault(context, name, value, f"mappings.fault.{name}"))
    low, high = (_number(given.get(name, "")) for name in ("minConfidence", "maxConfidence"))
    if low is not None and high is not None and low > high:
        detail = translate(context.language, "mappings.fault.confidence", low=low, high=high)
        faults.append(Fault("query", "minConfidence", "empty-range", detail, {"with": "maxConfidence"}))
    element = given.get("element", "")
    if element and len(element) <= 500 and context.graph.index.resolve(element) is None:
        faults.append(_fault(context, "element", element, "mappings.fault.element"))
        near = context.graph.suggestions(element, context.language)
    return faults, near


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _fault(context: Asked, name: str, value: str, key: str) -> Fault:
    detail = f"parameter '{name}': " + translate(context.language, key, value=value)
    return Fault("query", name, "unknown-value", detail)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


_ALIASES = {"min_confidence": "minConfidence", "max_confidence": "maxConfidence"}
_EMPTY = {"richting": "heen", "sort": "model", "page": 1, "limit": LIMIT}
