"""A build is repeatable, complete, refuses what does not fit, and never shows half a graph."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import generation, names
from kg.build import BuildReport, build, default_store_path, latest_store_path, make_latest, open_store
from kg.catalog import NamedGraph
from kg.conclude import DERIVED
from kg.errors import GizoError
from kg.gather import Sources
from kg.generation import publish
from kg.sources import tables
from kg.store import CATALOG, DATABASE, POINTER, EmbeddedStore, RemoteStore, select, text

HEAD = """#mapping_set_id: https://example.org/proef
#mapping_set_title: Proef
#mapping_set_version: 0.1.0
#subject_source: model:gizo
#object_source: model:brp
#license: https://eupl.eu/1.2/nl/
#status: voorstel
#extension_definitions:
#  - slot_name: status
#    property: v:status
#    type_hint: xsd:string
#curie_map:
#  gizo: https://w3id.org/gizo/def/
#  brp: https://w3id.org/gizo/id/brp/
#  model: https://w3id.org/gizo/id/model/
#  v: https://w3id.org/gizo/def/v/
"""
COLUMNS = (
    "subject_id", "predicate_id", "predicate_modifier", "object_id", "mapping_justification", "confidence",
    "object_source", "comment",
)  # fmt: skip
NONE = "sssom:NoTermFound"
TABLE = f"""{",".join(tables.COLUMNS)}
brp:01,concept,persoon,model:brp,,,,,,,,,,,,,
brp:01.01.20,item,burgerservicenummer,brp:01,,,,,,,,,,,,,
model:brp,model,BRP,,,,,,,,,,,,,,
"""
GIZO = """@prefix gizo: <https://w3id.org/gizo/def/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
gizo: a owl:Ontology .
gizo:Client a owl:Class ; rdfs:label "Client"@nl ; rdfs:isDefinedBy gizo: ; rdfs:subClassOf gizo:Persoon ,
  [ a owl:Restriction ; owl:onProperty gizo:clientBsn ; owl:maxCardinality 1 ] .
gizo:Persoon a owl:Class ; rdfs:subClassOf gizo:Partij . gizo:Partij a owl:Class .
gizo:clientBsn a owl:DatatypeProperty ; rdfs:label "bsn"@nl ; rdfs:isDefinedBy gizo: ; rdfs:domain gizo:Client .
"""


def mapping(subject: str, predicate: str, target: str, negated: bool = False) -> str:
    cells = (subject, f"skos:{predicate}", "Not" if negated else "", target)
    return "\t".join((*cells, "semapv:ManualMappingCuration", "0.8", "model:brp", "Een reden."))


def write_mappings(sources: Sources, *rows: str, name: str = "gizo-brp") -> Path:
    path = sources.mappings / f"{name}.sssom.tsv"
    subject, target = name.split("-")
    head = HEAD.replace("/proef", f"/{name}").replace(
        "subject_source: model:gizo\n#object_source: model:brp",
        f"subject_source: model:{subject}\n#object_source: model:{target}",
    )
    path.write_text(head + "\n".join(("\t".join(COLUMNS), *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """A complete but tiny set of sources."""
    made = Sources(tmp_path / "ontology", tmp_path / "shapes", tmp_path / "mappings")
    for folder in (made.ontology / "models", made.shapes, made.mappings):
        folder.mkdir(parents=True)
    (made.ontology / "gizo.ttl").write_text(GIZO)
    (made.ontology / "begrippen.ttl").write_text("<urn:begrip> a <urn:Begrip> .\n")
    (made.ontology / "vocabulary.ttl").write_text("<urn:v> a <urn:Term> .\n")
    (made.ontology / "models" / "brp.csv").write_text(TABLE)
    (made.shapes / "regels.ttl").write_text("<urn:regel> <urn:sh> [ <urn:min> 1 ] .\n")
    write_mappings(made, mapping("gizo:clientBsn", "broadMatch", "brp:01.01.20"))
    return made


def quads(path: Path) -> list[ox.Quad]:
    return list(ox.Store.read_only(str(EmbeddedStore(path).path / DATABASE)))


def test_the_version_is_the_checksum_of_the_sorted_nquads(built: BuildReport, graph: EmbeddedStore) -> None:
    lines = sorted(f"{quad} ." for quad in quads(built.path) if not isinstance(quad.graph_name, ox.DefaultGraph))
    assert hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest() == built.version
    assert graph.version == built.version
    assert graph.path.name == built.version


def test_the_store_has_no_blank_nodes(built: BuildReport) -> None:
    assert not [
        quad for quad in quads(built.path) for term in (quad.subject, quad.object) if isinstance(term, ox.BlankNode)
    ]


def test_the_default_graph_is_the_union_and_no_triple_stands_in_two_of_its_graphs(
    built: BuildReport, graph: EmbeddedStore
) -> None:
    members = set(graph.default_graphs())
    found = quads(built.path)
    union = [quad.triple for quad in found if isinstance(quad.graph_name, ox.DefaultGraph)]
    named = [quad.triple for quad in found if getattr(quad.graph_name, "value", "") in members]
    assert len(named) == len(set(named)) == len(union)
    assert set(named) == set(union)


def test_the_catalog_counts_what_is_there(built: BuildReport, graph: EmbeddedStore) -> None:
    listed = f"<{CATALOG}> <{names.DCAT}dataset> ?g . ?g <{names.VOID}triples> ?n"
    rows = select(graph, f"SELECT ?g ?n {{ GRAPH <{CATALOG}> {{ {listed} }} }}")
    counted = {text(iri): int(text(number)) for iri, number in rows}
    reported = {entry.iri: entry.triples for entry in built.graphs if entry.iri != CATALOG}
    assert counted == reported
    held: dict[str, int] = {}
    for quad in quads(built.path):
        if isinstance(quad.graph_name, ox.NamedNode):
            held[quad.graph_name.value] = held.get(quad.graph_name.value, 0) + 1
    assert {iri: number for iri, number in held.items() if iri != CATALOG} == counted


def test_every_graph_of_the_design_is_there(graph: EmbeddedStore) -> None:
    expected = {"gizo", "begrippen", "ggm/2.5.1", "ijw/3.2", "iwmo/3.2", "codelijsten", "derived", "shapes", "catalog"}
    expected |= {"brp", "zib/2020", "ieb/1.0", "mapping/gizo-ggm", "mapping/gizo-zib", "mapping/gizo-brp"}
    assert {names.GRAPH + name for name in expected} <= set(graph.graphs())


def test_no_decision_of_the_project_contradicts_what_follows_from_the_others(built: BuildReport) -> None:
    assert built.conflicts == ()


PEAK = Path("/proc/self/status")
"""Where Linux tells the peak memory of a process; the usual count starts with that of the parent."""


@pytest.mark.slow
def test_another_process_builds_the_same_in_half_a_gigabyte(built: BuildReport, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from kg.build import build; "
        "print(build(Path(sys.argv[1])).version); status = Path(sys.argv[2]); "
        "print(status.read_text().split('VmHWM:')[1].split()[0] if status.exists() else 0)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    command = [sys.executable, "-c", script, str(tmp_path), str(PEAK)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    version, kilobytes = done.stdout.split()
    assert version == built.version
    assert int(kilobytes) < 500_000


def test_the_same_sources_give_the_same_version_anywhere(sources: Sources, tmp_path: Path) -> None:
    assert build(tmp_path / "a", sources=sources).version == build(tmp_path / "b", sources=sources).version


def test_values_are_written_as_the_store_gives_them_back(sources: Sources, tmp_path: Path) -> None:
    (sources.ontology / "begrippen.ttl").write_text("<urn:a> <urn:b> 0.30 , 007 , 0.3 , true , '0.30' .\n")
    report = build(tmp_path / "uit", sources=sources)
    counts = {entry.iri: entry.triples for entry in report.graphs}
    held = [quad for quad in quads(tmp_path / "uit") if quad.graph_name == ox.NamedNode(names.graph_iri("begrippen"))]
    assert len(held) == counts[names.graph_iri("begrippen")] == 4


def test_a_comment_more_in_a_mapping_is_another_version(sources: Sources, tmp_path: Path) -> None:
    before = build(tmp_path / "a", sources=sources).version
    path = sources.mappings / "gizo-brp.sssom.tsv"
    path.write_text(path.read_text().replace("Een reden.", "Een betere reden."))
    assert build(tmp_path / "a", sources=sources).version != before


def test_conclusions_stand_in_a_graph_apart(sources: Sources, tmp_path: Path) -> None:
    build(tmp_path / "uit", sources=sources)
    store = EmbeddedStore(tmp_path / "uit")
    derived = f"SELECT ?o {{ GRAPH <{DERIVED}> {{ <%s> <%s> ?o }} }}"
    above = select(store, derived % (names.gizo_iri("Client"), names.RDFS + "subClassOf"))
    assert [text(row[0]) for row in above] == [names.gizo_iri("Partij")]
    back = select(store, derived % (names.expand("brp:01.01.20"), names.SKOS + "narrowMatch"))
    assert [text(row[0]) for row in back] == [names.gizo_iri("clientBsn")]


def test_an_older_release_is_a_named_graph_only(sources: Sources, tmp_path: Path) -> None:
    models = sources.ontology / "models"
    for release, label in (("2.9", "oud"), ("2.10", "nieuw")):
        rows = TABLE.replace("brp:01.01.20", "ggm:x").replace("brp:01,", "ggm:y,").replace("model:brp", "model:ggm")
        (models / f"ggm-{release}.csv").write_text(rows.replace("burgerservicenummer", label))
    build(tmp_path / "uit", sources=sources)
    store = EmbeddedStore(tmp_path / "uit")
    query = f"SELECT ?l {{ <urn:uuid:x> <{names.RDFS}label> ?l }}"
    assert [text(row[0]) for row in select(store, query)] == ["nieuw"]
    assert names.graph_iri("ggm", "2.9") in store.graphs()


def test_a_table_can_be_added_by_hand(sources: Sources, tmp_path: Path) -> None:
    extra = tmp_path / "zib-2030.csv"
    extra.write_text(TABLE.replace("brp:01", "NL-CM:1").replace("model:brp", "model:zib"))
    report = build(tmp_path / "uit", [extra], sources)
    (entry,) = (entry for entry in report.graphs if entry.iri == names.graph_iri("zib", "2030"))
    assert (entry.source, entry.release) == ("zib-2030.csv", "2030")


BSN = mapping("gizo:clientBsn", "broadMatch", "brp:01.01.20")


@pytest.mark.parametrize(
    ("rows", "line", "fault"),
    [
        ([mapping("gizo:clientBsm", "broadMatch", "brp:01.01.20")], 18, "gizo:clientBsm bestaat in geen"),
        ([BSN, mapping("gizo:Client", "broadMatch", "brp:99")], 19, "brp:99 bestaat in geen"),
        ([BSN, mapping("gizo:clientBsn", "exactMatch", "brp:01.01.20")], 19, "spreekt een ander besluit"),
        ([BSN, mapping("gizo:clientBsn", "exactMatch", "brp:01.01.20", negated=True)], 19, "spreekt een ander"),
        ([BSN, mapping("gizo:clientBsn", "exactMatch", NONE)], 19, "heeft een tegenhanger én"),
        ([BSN.replace("0.8", "1.8")], 18, ""),
        ([BSN.replace("gizo:", "gizzo:")], 18, ""),
    ],
)
def test_a_faulty_mapping_is_refused_with_its_place(
    sources: Sources, tmp_path: Path, rows: list[str], line: int, fault: str
) -> None:
    path = write_mappings(sources, *rows)
    with pytest.raises(GizoError) as raised:
        build(tmp_path / "uit", sources=sources)
    assert str(raised.value).startswith(f"{path}, regel {line}: ")
    assert fault in str(raised.value)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "uit").exists()


def test_two_sets_may_not_contradict_each_other_either(sources: Sources, tmp_path: Path) -> None:
    turned = mapping("brp:01.01.20", "broadMatch", "gizo:clientBsn").replace("model:brp", "model:gizo")
    write_mappings(sources, turned, name="brp-gizo")
    with pytest.raises(GizoError, match=r"brp-gizo\.sssom\.tsv, regel 18|gizo-brp\.sssom\.tsv, regel 18"):
        build(tmp_path / "uit", sources=sources)
    write_mappings(sources, turned.replace("broadMatch", "narrowMatch"), name="brp-gizo")
    build(tmp_path / "uit", sources=sources)


@pytest.mark.parametrize(
    ("file", "content", "fault"),
    [
        ("ontology/gizo.ttl", "gizo:Client a owl:Class .", "gizo.ttl, regel 1"),
        ("ontology/models/brp.csv", TABLE.replace(",item,", ",ding,"), "brp.csv, r"),
        ("ontology/models/brp.csv", TABLE + "brp:02,item\n", "brp.csv, r"),
        ("shapes/regels.ttl", "<urn:a> <urn:b>", "regels.ttl, regel 1"),
    ],
)
def test_a_damaged_source_is_refused_with_its_place(
    sources: Sources, tmp_path: Path, file: str, content: str, fault: str
) -> None:
    (sources.ontology.parent / file).write_text(content)
    with pytest.raises(GizoError, match=fault):
        build(tmp_path / "uit", sources=sources)
    assert not (tmp_path / "uit").exists()


def test_a_missing_source_is_refused(sources: Sources, tmp_path: Path) -> None:
    (sources.ontology / "begrippen.ttl").unlink()
    with pytest.raises(GizoError, match=r"begrippen\.ttl: ontbreekt"):
        build(tmp_path / "uit", sources=sources)


def test_one_statement_in_two_sources_is_refused(sources: Sources, tmp_path: Path) -> None:
    (sources.shapes / "regels.ttl").write_text("<urn:begrip> a <urn:Begrip> .\n")
    with pytest.raises(GizoError, match="staat in graph:begrippen en graph:shapes; laat het in één bron staan"):
        build(tmp_path / "uit", sources=sources)


def test_a_directory_that_cannot_be_written_is_one_line(sources: Sources, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(GizoError, match=r"bestand/uit: niet te schrijven [^\n]+$"):
        build(tmp_path / "bestand" / "uit", sources=sources)


def test_a_killed_build_leaves_the_old_graph(sources: Sources, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    version = build(out, sources=sources).version
    write_mappings(sources, mapping("gizo:clientBsn", "closeMatch", "brp:01.01.20"))
    script = (
        "import sys, time; from pathlib import Path; from kg import generation; from kg.build import build; "
        "from kg.gather import Sources; fill = generation._fill\n"
        "def slow(*given):\n  fill(*given); print('gevuld', flush=True); time.sleep(60)\n"
        "generation._fill = slow\n"
        "build(Path(sys.argv[1]), sources=Sources(*map(Path, sys.argv[2:])))"
    )
    folders = [str(folder) for folder in (sources.ontology, sources.shapes, sources.mappings)]
    command = [sys.executable, "-c", script, str(out), *folders]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "gevuld\n"
        process.kill()
    assert EmbeddedStore(out).version == version
    assert build(out, sources=sources).version != version
    assert EmbeddedStore(out).version != version


def test_builds_at_the_same_time_do_not_harm_each_other(sources: Sources, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    script = (
        "import sys; from pathlib import Path; from kg.build import build; from kg.gather import Sources; "
        "print(build(Path(sys.argv[1]), sources=Sources(*map(Path, sys.argv[2:]))).version)"
    )
    folders = [str(folder) for folder in (sources.ontology, sources.shapes, sources.mappings)]
    command = [sys.executable, "-c", script, str(out), *folders]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    versions = {process.communicate()[0].strip() for process in running}
    assert [process.returncode for process in running] == [0] * 4
    assert versions == {EmbeddedStore(out).version}
    assert sorted(entry.name for entry in out.iterdir() if entry.is_dir()) == sorted(versions)


def leftovers(root: Path) -> list[str]:
    return [entry.name for entry in root.iterdir() if entry.name.startswith(".gizo")]


@pytest.mark.slow
def test_builds_killed_at_any_moment_leave_a_graph_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    """One process publishes again and again, two graphs in turn, until it is killed; what is there must be whole."""
    script = (
        "import sys, itertools; from pathlib import Path; from tests.kg.test_build import one_triple, publish\n"
        "for number in itertools.count():\n"
        "    publish(Path(sys.argv[1]), [one_triple(f'{sys.argv[2]} {number}')])\n"
        "    print(number, flush=True)"
    )
    publish(tmp_path, [one_triple("eerste")])
    pick = random.Random(4)
    root = Path(__file__).resolve().parents[2]
    for attempt in range(25):
        command = [sys.executable, "-c", script, str(tmp_path), str(attempt)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(pick.uniform(0, 0.15))
            process.kill()
        store = EmbeddedStore(tmp_path)
        assert store.version == (tmp_path / POINTER).read_text().strip()
        assert len(select(store, "SELECT ?o { ?s ?p ?o }")) == 1
    version = publish(tmp_path, [one_triple("laatste")])
    assert EmbeddedStore(tmp_path).version == version
    assert leftovers(tmp_path) == []


def one_triple(word: str) -> NamedGraph:
    return NamedGraph("urn:g", "g", (ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(word)),))


def test_a_build_that_runs_is_not_cleaned_up_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = generation._fill

    def meanwhile(path: Path, graphs: Sequence[NamedGraph]) -> None:
        fill(path, graphs)
        monkeypatch.undo()
        publish(tmp_path, [one_triple("ander")])

    monkeypatch.setattr(generation, "_fill", meanwhile)
    version = publish(tmp_path, [one_triple("een")])
    assert EmbeddedStore(tmp_path).version == version
    assert leftovers(tmp_path) == []


def test_a_reader_may_stay_with_the_generation_it_knows(tmp_path: Path) -> None:
    first = publish(tmp_path, [one_triple("een")])
    publish(tmp_path, [one_triple("twee")])
    assert EmbeddedStore(tmp_path, first).version == first
    with pytest.raises(GizoError, match="niet te openen"):
        EmbeddedStore(tmp_path, "0" * 64)


def test_the_generation_before_is_kept_and_nothing_else_is_touched(tmp_path: Path) -> None:
    (tmp_path / "eigen werk").mkdir()
    (tmp_path / ("0" * 64)).mkdir()  # looks like a generation, but holds none
    versions = []
    for number in range(4):
        graph = NamedGraph(
            "urn:g", "g", (ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(str(number))),)
        )
        versions.append(publish(tmp_path, [graph]))
        old = time.time() - 7200
        os.utime(tmp_path / versions[-1], (old, old))
    folders = {entry.name for entry in tmp_path.iterdir() if entry.is_dir()}
    assert folders == {"eigen werk", "0" * 64, *versions[-2:]}


def test_a_broken_generation_is_built_again(sources: Sources, tmp_path: Path) -> None:
    report = build(tmp_path / "uit", sources=sources)
    (report.path / report.version / DATABASE / "CURRENT").unlink()
    build(tmp_path / "uit", sources=sources)
    assert EmbeddedStore(tmp_path / "uit").version == report.version


@pytest.fixture
def cache(sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of our own, and the tiny sources as those of the installation."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(Sources, "installed", classmethod(lambda _: sources))
    return tmp_path / "cache"


def test_the_graph_is_built_on_first_use_with_a_notice(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = open_store()
    assert str(default_store_path()) in capsys.readouterr().err
    assert open_store().version == first.version
    assert capsys.readouterr() == ("", "")
    assert default_store_path().is_relative_to(cache)


def test_changed_sources_get_another_place_and_old_ones_go(cache: Path, sources: Sources) -> None:
    places = []
    for number in range(7):
        (sources.ontology / "begrippen.ttl").write_text(f"<urn:begrip> a <urn:Begrip{number}> .\n")
        open_store()
        places.append(default_store_path())
        moment = time.time() - 1000 + number
        os.utime(places[-1] / POINTER, (moment, moment))
    assert len(set(places)) == 7
    assert [place.exists() for place in places] == [False, False, True, True, True, True, True]


def test_a_build_in_the_cache_is_found_by_who_follows_and_only_by_the_same_installation(
    cache: Path, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert latest_store_path() is None
    open_store()
    first = default_store_path()
    assert latest_store_path() == first
    (sources.ontology / "begrippen.ttl").write_text("<urn:begrip> a <urn:Ander> .\n")
    build(tmp_path / "elders")
    assert latest_store_path() == first
    assert build().path == latest_store_path() != first
    (tmp_path / "checkout").mkdir()
    with monkeypatch.context() as other:
        other.setattr("kg.build._INSTALLATION", tmp_path / "checkout")
        assert latest_store_path() is None
        make_latest(first)
        assert latest_store_path() == first
    assert latest_store_path() != first


def test_what_is_the_latest_of_another_installation_stays(
    cache: Path, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store()
    ours = default_store_path()
    os.utime(ours / POINTER, (1000, 1000))
    (tmp_path / "checkout").mkdir()
    monkeypatch.setattr("kg.build._INSTALLATION", tmp_path / "checkout")
    for number in range(7):
        (cache / "gizo-kg" / str(number)).mkdir()
        (cache / "gizo-kg" / str(number) / POINTER).write_text("x")
        make_latest(cache / "gizo-kg" / str(number))
    left = {folder.name for folder in (cache / "gizo-kg").iterdir() if folder.is_dir()}
    assert ours.name in left
    assert len(left) == 6


def test_where_a_store_comes_from(tmp_path: Path, built: BuildReport) -> None:
    assert open_store(built.path).version == built.version
    assert isinstance(open_store(endpoint="http://localhost:1/sparql"), RemoteStore)
    with pytest.raises(GizoError, match="niet allebei"):
        open_store(tmp_path, "http://localhost:1/sparql")
    with pytest.raises(GizoError, match="hier staat geen graaf"):
        open_store(tmp_path)
