"""The addresses of the other pages of a list: the same address with another number."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from fastapi import Request


def page_at(request: Request, number: int) -> str:
    """Give the address of another page of the list that a request asked for."""
    kept = [(key, value) for key, value in parse_qsl(request.url.query) if key != "page"]
    return f"{request.url.path}?{urlencode([*kept, ('page', str(number))])}"
