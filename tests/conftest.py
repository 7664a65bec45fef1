"""What several tests share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

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
    """Serves a published store by the SPARQL 1.1 Protocol (POST, default-graph-uri); gives its address."""
    servers: dict[Path, ThreadingHTTPServer] = {}

    def serve(path: Path) -> str:
        if path not in servers:
            servers[path] = ThreadingHTTPServer(("127.0.0.1", 0), _protocol(path))
            threading.Thread(target=servers[path].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[path].server_port}/sparql"

    yield serve
    for server in servers.values():
        server.shutdown()
        server.server_close()


_NOTHING = ox.NamedNode("urn:leeg")


def _protocol(path: Path) -> type[BaseHTTPRequestHandler]:
    """Make a server that, unlike ours, knows only named graphs: what a query sees is what the client sends along."""
    from kg.store import DATABASE, POINTER

    store = ox.Store.read_only(str(path / (path / POINTER).read_text().strip() / DATABASE))

    class Protocol(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            named: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
            also: list[ox.NamedNode | ox.BlankNode]
            named = [ox.NamedNode(iri) for iri in form.get("default-graph-uri", [])]
            text = form["query"][0]
            try:
                if named:
                    also = [ox.NamedNode(iri) for iri in form.get("named-graph-uri", [])]
                    result = store.query(text, default_graph=named, named_graphs=also or [_NOTHING])
                else:
                    result = store.query(text, default_graph=None if " FROM " in text else [_NOTHING])
            except SyntaxError as error:
                self._send(400, "text/plain", str(error).encode())
                return
            if isinstance(result, ox.QueryTriples):
                self._send(200, "text/turtle", ox.serialize(result, format=ox.RdfFormat.TURTLE) or b"")
            else:
                body = result.serialize(format=ox.QueryResultsFormat.JSON) or b""
                self._send(200, "application/sparql-results+json", body)

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    return Protocol
