"""The addresses of the pages of a list in the API: this one, the first, the last, and those beside it."""

from __future__ import annotations

from api.urls import Urls


def page_links(path: str, given: dict[str, object], number: int, last: int) -> dict[str, str]:
    """Give the addresses of the pages of a list.

    Args:
        path: the resource.
        given: the other parameters; what is empty is left out.
        number: the page that was asked for.
        last: the last page with something on it.

    >>> page_links("/v1/hiaten", {"model": "gizo"}, 1, 2)["next"]
    '/v1/hiaten?model=gizo&page=2'
    """

    def at(page: int) -> str:
        return Urls("nl").page(path, **given, page=page)

    links = {"self": at(number), "first": at(1), "last": at(last)}
    if 1 < number <= last:
        links["prev"] = at(number - 1)
    if number < last:
        links["next"] = at(number + 1)
    return links
