"""Pages of a real browser that notice by themselves when something on a page is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

Opened = Callable[..., AbstractContextManager[Page]]
"""Opens a page while a block runs: ``opened(width=320, script=False)``."""


@pytest.fixture
def opened(browser: Browser, real_address: str) -> Opened:
    """Opens pages over the whole graph; each fails the test when another host is asked or our own policy is broken."""
    return partial(_opened, browser, real_address)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(opened: Opened, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page as wide as a laptop, with and without JavaScript."""
    with opened(script=request.param) as made:
        yield made


@pytest.fixture
def scripted(opened: Opened) -> Iterator[Page]:
    """A page as wide as a laptop, with JavaScript."""
    with opened() as made:
        yield made


@contextmanager
def _opened(
    browser: Browser, address: str, *, script: bool = True, width: int = 1280, height: int = 900, **options: object
) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address,
        java_script_enabled=script,
        viewport={"width": width, "height": height},
        **options,  # type: ignore[arg-type]
    )
    wrong: list[str] = []
    host = urlsplit(address).netloc

    def asked(request: Request) -> None:
        if urlsplit(request.url).netloc != host:
            wrong.append(f"another host is asked: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            wrong.append(f"{response.status} for {response.url}")

    def heard(message: ConsoleMessage) -> None:
        # That an address answers with an error is seen above, where the page itself may be one.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            wrong.append(f"{message.type}: {message.text}")

    context.on("request", asked)
    context.on("response", answered)
    context.on("console", heard)
    context.on("weberror", lambda error: wrong.append(f"error in a script: {error.error}"))
    try:
        yield context.new_page()
        assert wrong == []
    finally:
        context.close()
