"""A dump holds exactly what the graph holds, gives the same bytes for the same graph, and is never half written."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox
import pytest

from kg import dump as module
from kg import names
from kg.build import BuildReport
from kg.catalog import NamedGraph
from kg.dump import FORMS, dump, dump_file
from kg.errors import GizoError
from kg.generation import publish
from kg.store import EmbeddedStore, RemoteStore
from tests.servers import Server

NODE = ox.NamedNode
TRIPLES = (
    ox.Triple(NODE("urn:a"), NODE("urn:p"), ox.Literal('een "aanhaling"\nen een regel', language="nl")),
    ox.Triple(NODE("urn:a"), NODE("urn:p"), ox.Literal("x")),
    ox.Triple(NODE("urn:a"), NODE("urn:p"), ox.Literal("x", language="nl")),
    ox.Triple(NODE("urn:b"), NODE(names.RDF + "type"), NODE(names.GIZO + "Client")),
    ox.Triple(NODE("urn:b"), NODE("urn:p"), ox.Literal("7", datatype=NODE(names.XSD + "integer"))),
)
ONE, TWO = names.graph_iri("een"), names.graph_iri("twee", "1.0")


@pytest.fixture
def small(tmp_path: Path) -> EmbeddedStore:
    """Two small graphs."""
    publish(tmp_path / "graaf", [NamedGraph(ONE, "", TRIPLES), NamedGraph(TWO, "", TRIPLES[:2], default=False)])
    return EmbeddedStore(tmp_path / "graaf")


def written(store: EmbeddedStore, form: str, *graphs: str) -> bytes:
    out = io.BytesIO()
    dump(store, form, out, graphs)
    return out.getvalue()


@pytest.mark.parametrize("form", [name for name, form in FORMS.items() if form.quads])
def test_everything_comes_back_in_its_graph(small: EmbeddedStore, form: str) -> None:
    found = set(ox.parse(written(small, form), format=FORMS[form].syntax))
    expected = {ox.Quad(t.subject, t.predicate, t.object, NODE(ONE)) for t in TRIPLES}
    expected |= {ox.Quad(t.subject, t.predicate, t.object, NODE(TWO)) for t in TRIPLES[:2]}
    assert found == expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["twee/1.0", TWO])
def test_one_graph_comes_back_in_every_form(small: EmbeddedStore, form: str, name: str) -> None:
    found = {quad.triple for quad in ox.parse(written(small, form, name), format=FORMS[form].syntax)}
    assert found == set(TRIPLES[:2])


def test_the_checksum_of_the_nquads_is_the_version(built: BuildReport, graph: EmbeddedStore) -> None:
    assert hashlib.sha256(written(graph, "nq")).hexdigest() == built.version


def test_sorting_by_way_of_files_gives_the_same(small: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {form: written(small, form, "een") for form in FORMS}
    monkeypatch.setattr(module, "_RUN", 2)
    monkeypatch.setattr(module, "_BATCH", 1)
    assert {form: written(small, form, "een") for form in FORMS} == before


def test_another_process_gives_the_same_bytes(small: EmbeddedStore, tmp_path: Path) -> None:
    for form in FORMS:
        path = tmp_path / f"graaf.{form}.gz"
        dump_file(small, form, path, ["een"])
        script = (
            "import sys; from pathlib import Path; from kg.dump import dump_file; from kg.store import EmbeddedStore; "
            "dump_file(EmbeddedStore(Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3]), ['een'])"
        )
        again = tmp_path / f"andere-naam.{form}.gz"
        command = [sys.executable, "-c", script, str(tmp_path / "graaf"), form, str(again)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "4711"})
        assert again.read_bytes() == path.read_bytes()


def test_a_packed_file_tells_no_time_and_no_name(small: EmbeddedStore, tmp_path: Path) -> None:
    dump_file(small, "nq", tmp_path / "alles.nq.gz")
    body = (tmp_path / "alles.nq.gz").read_bytes()
    assert body[3] == 0  # no flags, so no name and no comment
    assert body[4:8] == b"\0\0\0\0"  # no time
    assert hashlib.sha256(gzip.decompress(body)).hexdigest() == small.version


def test_a_dump_that_fails_leaves_what_was_there(small: EmbeddedStore, tmp_path: Path) -> None:
    path = tmp_path / "graaf.ttl"
    path.write_bytes(b"van gisteren")
    with pytest.raises(GizoError, match="maar één graaf"):
        dump_file(small, "ttl", path)
    assert path.read_bytes() == b"van gisteren"
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["graaf.ttl"]


def test_what_cannot_be_is_told_in_one_line(small: EmbeddedStore) -> None:
    with pytest.raises(GizoError, match=r"graaf 'twe/1.0' bestaat niet; bedoelt u twee/1.0\?"):
        written(small, "ttl", "twe/1.0")
    with pytest.raises(GizoError, match="graaf 'qqq' bestaat niet; 'gizo ask graaf-inhoud' toont ze alle"):
        written(small, "ttl", "qqq")
    with pytest.raises(GizoError, match="formaat 'doc' bestaat niet"):
        written(small, "doc")


@pytest.mark.slow
@pytest.mark.parametrize("server", ["oxigraph", "virtuoso"])
def test_a_dump_from_a_server_is_the_same_to_the_byte(
    built: BuildReport, whole_server: Callable[[str], Server], server: str
) -> None:
    remote = RemoteStore(whole_server(server).endpoint)
    digest = _Digest()
    dump(remote, "nq", cast(BinaryIO, digest))
    assert digest.sha256.hexdigest() == built.version


class _Digest:
    """Takes in a dump and keeps its checksum only."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, body: bytes) -> int:
        self.sha256.update(body)
        return len(body)
