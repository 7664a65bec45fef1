"""What several tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import servers

if TYPE_CHECKING:
    from kg.build import BuildReport
    from kg.store import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def reference() -> Path:
    """The published sources beside the project; tests that need them skip where they are absent."""
    folder = ROOT.parent / "shared" / "reference"
    if not folder.is_dir():
        pytest.skip("de map met gepubliceerde bronnen (../shared/reference) is er niet")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """The whole graph, built once from the repository: what the build says of it."""
    from kg.build import build

    return build(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def graph(built: BuildReport) -> EmbeddedStore:
    """The whole graph, open for questions."""
    from kg.store import EmbeddedStore

    return EmbeddedStore(built.path)


@pytest.fixture(scope="session")
def sparql_server() -> Iterator[Callable[[Path], str]]:
    """Serves a built graph as it lies on disk by an Oxigraph server; gives its address."""
    _available("oxigraph")
    with ExitStack() as running:
        addresses: dict[Path, str] = {}

        def serve(path: Path) -> str:
            if path not in addresses:
                addresses[path] = running.enter_context(servers.built(path))
            return addresses[path]

        yield serve


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], servers.Server]]:
    """Starts an empty server by its name (oxigraph or virtuoso); it runs until the last test is done."""
    with ExitStack() as running:

        def start(name: str) -> servers.Server:
            _available(name)
            return running.enter_context(servers.SERVERS[name](tmp_path_factory.mktemp(name)))

        yield start


@pytest.fixture(scope="session")
def whole_server(built: BuildReport, start_server: Callable[[str], servers.Server]) -> Callable[[str], servers.Server]:
    """Gives a server by its name with the whole graph on it, published once."""
    from kg.store import EmbeddedStore

    published: dict[str, servers.Server] = {}

    def give(name: str) -> servers.Server:
        if name not in published:
            server = start_server(name)
            servers.publish(EmbeddedStore(built.path), server)
            published[name] = server
        return published[name]

    return give


def _available(name: str) -> None:
    """Skip a test whose server is not on this machine, with the reason; on the build server that is a failure."""
    reason = servers.missing(name)
    if reason and os.environ.get("CI"):
        pytest.fail(f"in CI moet deze test draaien: {reason}")
    if reason:
        pytest.skip(reason)
