"""Whatever a server does, the caller has an answer or one clear line, and soon; never half an answer."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import pytest

from kg.cli import run
from kg.errors import GizoError
from kg.store import CATALOG, DEFAULT_GRAPH, RemoteStore, Rows, StoreUnavailable, Triples, select
from kg.store.credentials import Account, Credentials, from_environment
from kg.store.dialects import DIALECTS, OTHER, Addresses
from kg.store.rewriting import page, selection
from kg.store.writer import Writer

NOBODY = Credentials()
ASKED = f"SELECT ?x FROM <{CATALOG}> {{ ?x ?p ?o }}"


@contextmanager
def serving(talk: Callable[[socket.socket, bytes], None]) -> Iterator[str]:
    """A server that reads a request (the first line comes along) and then does what it likes."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                request = self.request.recv(65536)
                if request:
                    talk(self.request, request)
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
        server.shutdown()


def answer(status: str, kind: str, body: str, *headers: str) -> Callable[[socket.socket, bytes], None]:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body.encode())}", *headers]
    whole = ("\r\n".join([*lines, "Connection: close", "", ""]) + body).encode()
    return lambda connection, _: connection.sendall(whole)


SORTED = """{"head":{"vars":["o","s"]},"results":{"bindings":[
  {"s":{"type":"uri","value":"urn:s"},"o":{"type":"uri","value":"urn:o"}}]}}"""
ROWS = '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"urn:a"}}]}}'
JSON = "application/sparql-results+json"


def silent(connection: socket.socket, request: bytes) -> None:
    while connection.recv(65536):
        pass


def drips(connection: socket.socket, request: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n{")
    while True:
        connection.sendall(b" ")
        time.sleep(0.2)


def breaks(connection: socket.socket, request: bytes) -> None:
    body = ROWS.encode()
    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nContent-Length: {len(body)}\r\n\r\n".encode())
    connection.sendall(body[:40])


def breaks_chunked(connection: socket.socket, request: bytes) -> None:
    connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    connection.sendall(b"40\r\n" + ROWS.encode()[:20])


def no_web_server(connection: socket.socket, request: bytes) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


FAULTS = {
    "says nothing": (silent, "antwoordt niet binnen 1 seconden"),
    "never ends": (drips, "antwoordt niet binnen 1 seconden"),
    "breaks off": (breaks, "brak af"),
    "breaks off in a chunk": (breaks_chunked, "brak af"),
    "is no web server": (no_web_server, "geen webserver"),
    "hangs up": (lambda connection, _: connection.close(), "geen antwoord"),
    "is a page": (answer("200 OK", "text/html", "<html>Welkom</html>"), r"geen SPARQL-resultaat \(text/html\)"),
    "is garbage": (answer("200 OK", JSON, '{"head": "\x00'), "geen SPARQL-resultaat"),
    "is other json": (answer("200 OK", JSON, '{"error": "nee"}'), "geen SPARQL-resultaat"),
    "is guarded": (answer("401 Unauthorized", "text/plain", "wie?"), "zet GIZO_ENDPOINT_USER en"),
    "is closed": (answer("403 Forbidden", "text/plain", "nee"), "zet GIZO_ENDPOINT_USER en"),
    "is elsewhere": (answer("404 Not Found", "text/plain", "weg"), "geen SPARQL-dienst"),
    "is full": (answer("503 Service Unavailable", "text/plain", "later"), "503: later"),
    "is behind a broken proxy": (answer("502 Bad Gateway", "text/html", "<h1>Bad Gateway</h1>"), "502: Bad Gateway"),
    "ran out of time": (
        answer("200 OK", JSON, ROWS, "Server: Virtuoso/07.20", "X-SQL-State: S1TAT"),
        "brak de vraag af",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_that_gives_no_answer_is_one_line_and_soon(fault: str) -> None:
    talk, line = FAULTS[fault]
    with serving(talk) as address:
        store = RemoteStore(address, timeout=1, credentials=NOBODY)
        start = time.monotonic()
        with pytest.raises(StoreUnavailable, match=rf"^{address}: [^\n]*{line}") as raised:
            store.query(ASKED)
        assert time.monotonic() - start < 10
        assert "\n" not in str(raised.value)


@pytest.mark.parametrize("fault", ["says nothing", "is a page", "is guarded"])
def test_the_command_line_ends_with_2_and_one_line(
    fault: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    talk, _ = FAULTS[fault]
    monkeypatch.setattr("kg.build.RemoteStore", lambda address: RemoteStore(address, timeout=1))
    with serving(talk) as address:
        assert run(["coverage", "--endpoint", address]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"gizo: {address}: ") and shown.err.count("\n") == 1


def test_a_server_that_is_not_there_is_noticed_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/sparql"
        for command in (["gaps"], ["ask", "regels"], ["lineage", "gizo:Client"], ["explain", "CD041"], ["publish"]):
            assert run([*command, "--endpoint", address]) == 2
            assert "geen antwoord" in capsys.readouterr().err


def test_a_query_too_heavy_for_the_server_is_the_askers_to_change() -> None:
    said = "Virtuoso 42000 Error The estimated execution time 863 (sec) exceeds the limit of 400 (sec)."
    said += "\n\nSPARQL query:\nSELECT"
    with serving(answer("500 SPARQL Request Failed", "text/plain", said)) as address:
        with pytest.raises(GizoError, match="te zwaar") as raised:
            RemoteStore(address, credentials=NOBODY).query(ASKED)
        assert not isinstance(raised.value, StoreUnavailable)
        assert "SPARQL query" not in str(raised.value)


def test_an_answer_that_was_cut_off_says_so() -> None:
    with serving(answer("200 OK", JSON, ROWS, "Result-Truncated: true")) as address:
        result = RemoteStore(address, credentials=NOBODY).query(ASKED)
    assert isinstance(result, Rows) and result.truncated
    with serving(answer("200 OK", JSON, ROWS, "Server: Virtuoso/07.20", "X-SPARQL-MaxRows: 1")) as address:
        result = RemoteStore(address, credentials=NOBODY).query(ASKED)
    assert isinstance(result, Rows) and result.truncated
    with serving(answer("200 OK", JSON, ROWS, "Server: Virtuoso/07.20", "X-SPARQL-MaxRows: 2")) as address:
        result = RemoteStore(address, credentials=NOBODY).query(ASKED)
    assert isinstance(result, Rows) and not result.truncated
    with serving(answer("200 OK", "text/turtle", "<urn:a> <urn:b> 1 .", "Result-Truncated: true")) as address:
        made = RemoteStore(address, credentials=NOBODY).query(f"CONSTRUCT FROM <{CATALOG}> WHERE {{ ?s ?p ?o }}")
    assert isinstance(made, Triples) and made.truncated


def test_a_server_that_cuts_off_everything_has_no_whole_answer() -> None:
    empty = '{"head":{"vars":["x"]},"results":{"bindings":[]}}'
    with (
        serving(answer("200 OK", JSON, empty, "Result-Truncated: true")) as address,
        pytest.raises(GizoError, match="geen enkele regel"),
    ):
        select(RemoteStore(address, credentials=NOBODY), ASKED)


def test_credentials_go_only_to_a_server_that_asks_for_them() -> None:
    heard: list[bytes] = []

    def guarded(connection: socket.socket, request: bytes) -> None:
        heard.append(request)
        if b"Authorization: Basic ZGJhOmdlaGVpbQ==" in request:
            answer("200 OK", JSON, ROWS)(connection, request)
        else:
            answer("401 Unauthorized", "text/plain", "", 'WWW-Authenticate: Basic realm="x"')(connection, request)

    with serving(guarded) as address:
        store = RemoteStore(address, credentials=Credentials("dba", "geheim"))
        assert len(select(store, ASKED)) == len(select(store, ASKED)) == 1
        assert [b"Authorization" in request for request in heard] == [False, True, True]
    heard.clear()
    with serving(guarded) as address, pytest.raises(StoreUnavailable, match="weigert toegang") as raised:
        RemoteStore(address, credentials=Credentials("dba", "onbekend")).query(ASKED)
    assert "onbekend" not in str(raised.value)
    heard.clear()
    with serving(guarded) as address, pytest.raises(StoreUnavailable):
        RemoteStore(address, credentials=Credentials(token="teken")).query(ASKED)
    assert b"Authorization: Bearer teken" in heard[0]


def test_a_password_in_the_form_of_digest_is_never_sent_itself() -> None:
    challenge = 'Digest realm="SPARQL", nonce="abc", opaque="def", qop="auth", algorithm="MD5"'
    account = Account("http://localhost/sparql", Credentials("dba", "geheim"), challenge)
    first, second = account.header(), account.header()
    assert first.startswith('Digest username="dba"') and "geheim" not in first
    assert "nc=00000001" in first and "nc=00000002" in second


@pytest.mark.parametrize(
    "environment",
    [
        {"GIZO_ENDPOINT_USER": "dba"},
        {"GIZO_ENDPOINT_PASSWORD": "geheim"},
        {"GIZO_ENDPOINT_USER": "dba", "GIZO_ENDPOINT_PASSWORD": "geheim", "GIZO_ENDPOINT_TOKEN": "geheim"},
        {"GIZO_ENDPOINT_TOKEN": "geheim\r\nX-Header: 1"},
    ],
)
def test_credentials_that_cannot_be_are_refused_without_showing_them(environment: dict[str, str]) -> None:
    with pytest.raises(GizoError, match="GIZO_ENDPOINT") as raised:
        from_environment(environment)
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize("address", ["http://dba:geheim@x.test/sparql", "https://geheim@x.test/"])
def test_a_password_in_an_address_is_refused_without_showing_it(address: str) -> None:
    with pytest.raises(GizoError, match="geen wachtwoord in een adres") as raised:
        RemoteStore(address)
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize("address", ["", "x.test/sparql", "ftp://x.test/", "http://", "http://x test/", "http://x:y/"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(GizoError, match="geen SPARQL-endpoint"):
        RemoteStore(address)


GRAPH = "".join(f"<urn:s{n}> <urn:p> {n % 5}, 'x{n}'@nl .\n" for n in range(20))
PAGED = [
    "SELECT * { ?s ?p ?o }",
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 1)",
    "PREFIX : <urn:>  # naam\nSELECT DISTINCT ?o WHERE { ?s :p ?o # alles {\n } # klaar",
    "SELECT ?s ?o { ?s ?p ?o } ORDER BY DESC(?o) # omgekeerd",
    "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o ?s\n # maar\n LIMIT 30 OFFSET 3",
    "SELECT ?s ?o { ?s ?p ?o } VALUES ?s { <urn:s1> <urn:s2> <urn:s3> <urn:s4> <urn:s5> }",
    "SELECT ?s ?o { { SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s LIMIT 17 } }",
    "SELECT ?s ?o FROM <urn:g> { ?s ?p ?o }",
    "SELECT ?s ?g FROM NAMED <urn:g> WHERE { GRAPH ?g { ?s ?p ?o } }",
]


@pytest.fixture(scope="module")
def numbers() -> ox.Store:
    store = ox.Store()
    store.load(GRAPH.encode(), format=ox.RdfFormat.TURTLE)
    store.load(GRAPH.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("urn:g"))
    return store


@pytest.mark.parametrize("query", PAGED)
def test_the_pages_of_an_answer_are_together_the_answer(numbers: ox.Store, query: str) -> None:
    def rows(text: str) -> list[list[str]]:
        found = numbers.query(text)
        assert isinstance(found, ox.QuerySolutions)
        return [[str(term) for term in row] for row in found]

    whole = numbers.query(query)
    assert isinstance(whole, ox.QuerySolutions)
    variables = [variable.value for variable in whole.variables]
    found: list[list[str]] = []
    while part := rows(page(query, variables, len(found), 3)):
        assert len(part) <= 3
        found += part
    assert sorted(found) == sorted(rows(query))


CONSTRUCTED = [
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "PREFIX : <urn:> CONSTRUCT { ?s :is ?o ; :heet [ :q ?o ] } WHERE { ?s :p ?o }",
    "CONSTRUCT { ?s <urn:q> ?o . ?s <urn:leeg> ?nergens } { ?s ?p ?o OPTIONAL { ?s <urn:niets> ?nergens } }",
    "CONSTRUCT { <urn:a> <urn:b> 'vast' } WHERE { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } FROM <urn:g> WHERE { ?s ?p ?o } ORDER BY ?o ?s LIMIT 4",
    "DESCRIBE <urn:s1> <urn:s2>",
    "PREFIX : <urn:> DESCRIBE :s1",
    "DESCRIBE ?s WHERE { ?s ?p 3 }",
    "DESCRIBE <urn:s9> ?s WHERE { ?s ?p 3 } ORDER BY ?s LIMIT 1",
    "DESCRIBE <urn:s1> FROM <urn:g>",
    "DESCRIBE * { ?s ?p 3 }",
]


@pytest.mark.parametrize("query", CONSTRUCTED)
def test_a_construct_asked_as_a_select_makes_the_same_triples(numbers: ox.Store, query: str) -> None:
    direct = numbers.query(query)
    assert isinstance(direct, ox.QueryTriples)
    wanted = list(direct)
    rewritten = selection(query)
    rows = numbers.query(rewritten.select)
    assert isinstance(rows, ox.QuerySolutions)
    names = [variable.value for variable in rows.variables]
    made = list(rewritten.triples(names, (tuple(row) for row in rows)))
    blank = [triple for triple in wanted if "_:" in str(triple)]
    assert {str(one) for one in made if "_:" not in str(one)} == {str(one) for one in wanted if "_:" not in str(one)}
    assert len([one for one in made if "_:" in str(one)]) == len(blank)
    if "DESCRIBE *" not in query:
        assert wanted


def test_a_server_keeps_being_what_it_was_recognised_as() -> None:
    with serving(answer("200 OK", JSON, '{"head":{},"boolean":true}', "Server: Virtuoso/07.20")) as address:
        store = RemoteStore(address, credentials=NOBODY)
        assert store.dialect is DIALECTS[1]
    assert DEFAULT_GRAPH.endswith("/graph/default")


def test_columns_of_a_server_come_in_the_order_in_which_they_are_written() -> None:
    with serving(answer("200 OK", JSON, SORTED)) as url:
        found = RemoteStore(url, timeout=10).query(f"SELECT * FROM <{CATALOG}> {{ ?s ?p ?o }}")
        assert isinstance(found, Rows)
        assert found.variables == ("s", "o")
        assert list(found.rows) == [(ox.NamedNode("urn:s"), ox.NamedNode("urn:o"))]


def test_a_large_graph_is_not_sent_before_it_is_known_who_asks() -> None:
    seen: list[str] = []

    def wary(connection: socket.socket, request: bytes) -> None:
        head = request.partition(b"\r\n\r\n")[0].decode().lower()
        seen.append(head.split()[0])
        if "authorization: basic" in head:
            size = int((head.partition("content-length: ")[2].split() or ["0"])[0])
            left = size - len(request.partition(b"\r\n\r\n")[2])
            while left > 0:
                left -= len(connection.recv(65536))
            connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        elif head.startswith("get"):
            refused = b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"
            connection.sendall(refused.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        # and a body from a stranger is not even read: the connection closes

    many = [ox.Triple(ox.NamedNode(f"urn:{n}"), ox.NamedNode("urn:p"), ox.Literal("x" * 100)) for n in range(1000)]
    with serving(wary) as address:
        addresses = Addresses(address, graph_store=address)
        with Writer(addresses, OTHER, Credentials("iemand", "geheim")) as writer:
            assert writer.put("urn:g", many) == len(many)
    assert seen == ["get", "get", "put"]
