"""Reads every source file of the project into named graphs, one per source and release.

Nothing is concluded here and nothing is judged: what a file says is in its graph, so that anyone can ask
according to whom something is so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import names
from kg.catalog import EUPL, LICENCES, NamedGraph, source
from kg.errors import GizoError
from kg.mapping import MappingSet, set_triples
from kg.resources import data_path
from kg.skolem import read_turtle
from kg.sources import shape, tables
from kg.sources.tables import ModelRow

if TYPE_CHECKING:
    from kg.sources.lifting import LiftTable

_TURTLE = (
    ("gizo", "GIZO (reconstructie, niet-officieel)"),
    ("begrippen", "Begrippen achter het GIZO"),
    ("vocabulary", "Hulptermen van de kennisgraaf"),
)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Sources:
    """The folders to read: what models say, what must hold, and how models connect."""

    ontology: Path
    shapes: Path
    mappings: Path

    @classmethod
    def installed(cls) -> Sources:
        """Give the folders of this installation.

        >>> Sources.installed().ontology.name
        'ontology'
        """
        return cls(data_path("ontology"), data_path("shapes"), data_path("mappings"))

    def files(self) -> list[Path]:
        """Give every file in the folders, sorted."""
        folders = (self.ontology, self.shapes, self.mappings)
        return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


@dataclass(frozen=True)
class ReadSet:
    """A mapping set with the file it came from.

    ``chained`` tells whether chains may run over it. Those of return messages do not take part: they say again
    what the message they answer says, and each would double what follows from that.
    """

    path: Path
    mappings: MappingSet
    chained: bool = True


@dataclass(frozen=True)
class Gathered:
    """All that the sources say: the graphs, and the mapping sets and model rows they were made from."""

    graphs: tuple[NamedGraph, ...]
    sets: tuple[ReadSet, ...]
    rows: tuple[ModelRow, ...]


def gather(sources: Sources, models: Sequence[Path] = ()) -> Gathered:
    """Read all sources.

    Args:
        sources: the folders.
        models: further model tables, in place of one of the same name.

    Raises:
        GizoError: for a file that is missing or damaged, with file and line.
    """
    graphs = [_turtle(sources, name, title) for name, title in _TURTLE]
    rows: list[ModelRow] = []
    for path, is_newest in _tables(sources, models):
        found = tables.read(path)
        graphs.append(_table(sources, path, found, is_newest))
        rows += found if is_newest else ()
    sets = []
    for path in sorted(sources.mappings.glob("*.sssom.tsv")):
        from kg.sources.sssom import read_sssom

        sets.append(ReadSet(path, read_sssom(path)))
        graphs.append(_mapping_graph(sources, sets[-1], path.name.removesuffix(".sssom.tsv")))
    for read, graph in _liftings(sources):
        sets.append(read)
        graphs.append(graph)
    graphs += (_shapes(sources), _questions())
    return Gathered(tuple(graphs), tuple(sets), tuple(rows))


def newest(releases: Iterable[str]) -> str:
    """Give the newest of some releases; numbers count as numbers.

    >>> newest(["2.5.1", "2.10.0", "2.9"])
    '2.10.0'
    """
    return max(releases, key=lambda release: [int(number) for number in _NUMBER.findall(release)])


def _turtle(sources: Sources, name: str, title: str) -> NamedGraph:
    path = sources.ontology / f"{name}.ttl"
    if not path.is_file():
        raise GizoError(f"{path}: ontbreekt; zonder dit bestand is er geen graaf")
    made_from = (source(path, sources.ontology.parent),)
    return NamedGraph(names.graph_iri(name), title, tuple(read_turtle(path)), made_from, licence=EUPL)


def _tables(sources: Sources, models: Sequence[Path]) -> list[tuple[Path, bool]]:
    """Give the tables to read, each with whether it is the newest release of its model."""
    paths = {path.name: path for path in sorted((sources.ontology / "models").glob("*.csv"))}
    paths |= {path.name: path for path in models}
    releases: dict[str, list[str]] = {}
    for path in paths.values():
        model, release = tables.model_of(path)
        releases.setdefault(model, []).append(release)
    found = ((path, *tables.model_of(path)) for _, path in sorted(paths.items()))
    return [(path, release == newest(releases[model])) for path, model, release in found]


def _table(sources: Sources, path: Path, rows: Sequence[ModelRow], is_newest: bool) -> NamedGraph:
    model, release = tables.model_of(path)
    root = sources.ontology.parent
    return NamedGraph(
        iri=names.graph_iri(model, release),
        title=f"{names.MODELS[model]} {release}".strip(),
        triples=tuple(shape.triples(rows, model, release)),
        sources=(source(path, root if path.is_relative_to(root) else None),),
        model=model,
        release=release,
        licence=LICENCES.get(model, ""),
        default=is_newest,
    )


def _mapping_graph(sources: Sources, read: ReadSet, name: str) -> NamedGraph:
    return NamedGraph(
        iri=names.graph_iri(f"mapping/{name}"),
        title=read.mappings.title,
        triples=tuple(set_triples(read.mappings)),
        sources=(source(read.path, sources.mappings.parent),),
        release=read.mappings.version,
        licence=EUPL,
    )


def _liftings(sources: Sources) -> Iterator[tuple[ReadSet, NamedGraph]]:
    """Read the lifting tables, and make those of the return messages that answer a message with a table."""
    from kg.sources.lifting import ANSWERED, RETURN_TABLE, read_lifting, return_table

    folder = sources.mappings / "berichten"
    paths = {path.stem: path for path in sorted(folder.glob("*.csv")) if path.name != RETURN_TABLE}
    for path in paths.values():
        yield _lifting(sources, read_lifting(path), (path,))
    for message, answered in ANSWERED.items():
        if answered in paths and (folder / RETURN_TABLE).is_file():
            made_from = (paths[answered], folder / RETURN_TABLE)
            yield _lifting(sources, return_table(message, folder), made_from, chained=False)


def _lifting(
    sources: Sources, table: LiftTable, paths: tuple[Path, ...], chained: bool = True
) -> tuple[ReadSet, NamedGraph]:
    from kg.sources.lifting import fact_triples, mapping_set

    read = ReadSet(paths[0], mapping_set(table), chained)
    graph = NamedGraph(
        iri=names.graph_iri(f"mapping/berichten-{table.message.lower()}"),
        title=read.mappings.title,
        triples=(*set_triples(read.mappings), *fact_triples(table)),
        sources=tuple(source(path, sources.mappings.parent) for path in paths),
        release=read.mappings.version,
        licence=EUPL,
    )
    return read, graph


def _shapes(sources: Sources) -> NamedGraph:
    paths = sorted(sources.shapes.glob("*.ttl"))
    return NamedGraph(
        iri=names.graph_iri("shapes"),
        title="Regels (SHACL)",
        triples=tuple(triple for path in paths for triple in read_turtle(path)),
        sources=tuple(source(path, sources.shapes.parent) for path in paths),
        licence=EUPL,
    )


def _questions() -> NamedGraph:
    """Read the question catalogue: it belongs to the code, and is in the graph so that editors find it there."""
    from kg.questions.catalogue import FOLDER, questions
    from kg.questions.executable import GRAPH, question_triples

    root = FOLDER.parent.parent
    return NamedGraph(
        iri=GRAPH,
        title="Vragen (SPARQL)",
        triples=tuple(question_triples(questions())),
        sources=tuple(source(path, root) for path in sorted(FOLDER.glob("*.rq"))),
        licence=EUPL,
    )
