"""Knows messages by the few facts that tie them to other messages, and reads the earlier ones someone keeps.

Of a message only the nodes count that rules across messages are about: toewijzingen, leveringen, verzoeken,
declaraties and what hangs on them. Names and addresses are left out, so they are not in the common graph either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg import names
from kg.errors import GizoError
from kg.intake import documents
from kg.messages import lift
from kg.validation.privacy import file_name

CLASSES = frozenset(
    {
        "v:Bericht", "gizo:Gemeente", "gizo:Aanbieder", "gizo:Client", "gizo:Toewijzing", "gizo:ToegewezenProduct",
        "gizo:Omvang", "gizo:RedenWijzigingToewijzing", "gizo:Levering", "gizo:RedenBeeindigenLevering",
        "gizo:Verzoek", "gizo:VerzoekOmToewijzing", "gizo:VerzoekOmWijziging", "gizo:VerzoekAntwoord",
        "gizo:AangevraagdProduct", "gizo:AangevraagdeToewijzingsperiode", "gizo:Declaratie",
        "gizo:DeclaratieAntwoord", "gizo:Prestatie", "gizo:Periode",
    }
)  # fmt: skip
"""Classes of the nodes that rules across messages are about."""

_OF_CLIENT = frozenset({"rdf:type", "gizo:clientBsn", "v:inBericht", "v:onderdeelVan"})
"""What of a client counts: who it is, nothing else."""

_RDF = {
    ".nt": RdfFormat.N_TRIPLES,
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
}
_MESSAGES = frozenset({".xml", ".zip"})
_STORE = "CURRENT"
"""The file every directory of an Oxigraph store has."""
_TYPE = NamedNode(names.RDF + "type")
_COMMENT = NamedNode(names.V + "commentaar")
_KIND = NamedNode(names.V + "berichtsoort")
_INSIDE = NamedNode(names.V + "inBericht")


@dataclass(frozen=True, slots=True)
class Part:
    """A node of a message: its IRI, its class as CURIE, and its values and links by predicate (a CURIE)."""

    iri: str
    cls: str
    values: Mapping[str, tuple[str, ...]]

    def get(self, predicate: str) -> str:
        """Give the first value or linked IRI of a predicate, empty when there is none.

        >>> Part("urn:t", "gizo:Toewijzing", {"gizo:toewijzingnummer": ("7",)}).get("gizo:toewijzingnummer")
        '7'
        """
        return next(iter(self.values.get(predicate, ())), "")


@dataclass(frozen=True, slots=True)
class Known:
    """A message as the check across messages knows it.

    Attributes:
        iri: IRI of the message node.
        type: message type such as ``JW323``.
        law: ``Jeugdwet`` or ``Wmo``.
        municipality: code of the gemeente, sender or receiver.
        provider: AGB-code of the aanbieder, sender or receiver.
        identification: its number.
        dated: its Dagtekening; None when it has none that can be read.
        given: whether results are about it; else it is context.
        parts: its nodes by IRI.
        mark: digest of what it says, the same for two copies of a message.
    """

    iri: str
    type: str
    law: str
    municipality: str
    provider: str
    identification: str
    dated: date | None
    given: bool
    parts: Mapping[str, Part] = field(repr=False)
    mark: str = field(repr=False)

    @property
    def kind(self) -> str:
        """The number of the message type, the same for both laws: ``323`` for ``JW323``."""
        return self.type[-3:]

    @property
    def parties(self) -> tuple[str, str, str]:
        """Gemeente, aanbieder and law: what besides a number tells which things are the same."""
        return self.municipality, self.provider, self.law

    def all(self, cls: str) -> Iterator[Part]:
        """Give the nodes of a class (a CURIE), in the order of the message."""
        return (part for part in self.parts.values() if part.cls == cls)

    def at(self, iri: str) -> Part | None:
        """Give the node with this IRI."""
        return self.parts.get(iri)

    def follow(self, part: Part | None, *predicates: str) -> Part | None:
        """Follow links from a node to other nodes of the message; None as soon as one is missing."""
        for predicate in predicates:
            part = self.parts.get(part.get(predicate)) if part is not None else None
        return part


def day(text: str) -> date | None:
    """Read a date as messages have it; None when it is none, or has a time zone (rules on form report that).

    >>> day("2026-02-28"), day("2026-02-30"), day("20260228")
    (datetime.date(2026, 2, 28), None, None)
    """
    try:
        return date.fromisoformat(text) if len(text) == len("2026-02-28") else None
    except ValueError:
        return None


def number(text: str) -> int | None:
    """Read a whole number; None when it is none.

    >>> number("007"), number("7a"), number("-7")
    (7, None, -7)
    """
    digits = text[1:] if text[:1] in "+-" else text
    return int(text) if digits.isascii() and digits.isdigit() else None


def relevant(triples: Iterable[Triple]) -> list[Triple]:
    """Leave out what no rule across messages is about: names, addresses, comments and other nodes of a person.

    >>> relevant([])
    []
    """
    known = list(triples)
    classes = {triple.subject: _curie(triple.object) for triple in known if triple.predicate == _TYPE}
    return [
        triple
        for triple in known
        if (cls := classes.get(triple.subject, "")) in CLASSES
        and triple.predicate != _COMMENT
        and (cls != "gizo:Client" or _curie(triple.predicate) in _OF_CLIENT)
    ]


def known(triples: Iterable[Triple], given: bool) -> Known:
    """Know one message by its graph.

    Args:
        triples: the graph of one message.
        given: whether results are to be about it.

    Raises:
        GizoError: when there is not exactly one message node.
    """
    everything = list(triples)
    gathered: dict[str, dict[str, list[str]]] = {}
    for triple in relevant(everything):
        assert isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal)
        values = gathered.setdefault(triple.subject.value, {})
        value = triple.object.value if triple.predicate != _TYPE else _curie(triple.object)
        values.setdefault(_curie(triple.predicate), []).append(value)
    parts = {iri: _part(iri, values) for iri, values in gathered.items()}
    messages = [part for part in parts.values() if "v:berichtsoort" in part.values]
    if len(messages) != 1:
        raise GizoError(f"graaf met {len(messages)} berichten; verwacht één bericht met v:berichtsoort")
    head = messages[0]

    def code(cls: str, attribute: str) -> str:
        return next((part.get(attribute).strip() for part in parts.values() if part.cls == cls), "")

    return Known(
        iri=head.iri,
        type=head.get("v:berichtsoort").rsplit("/", 1)[-1],
        law=head.get("v:wet"),
        municipality=code("gizo:Gemeente", "gizo:gemeentecode"),
        provider=code("gizo:Aanbieder", "gizo:aanbiederAgbCode"),
        identification=head.get("v:berichtidentificatie").strip(),
        dated=day(head.get("v:dagtekening")),
        given=given,
        parts=parts,
        mark=_mark(everything, head.iri),
    )


def _mark(triples: Iterable[Triple], base: str) -> str:
    """Give a digest of a message that does not depend on how its nodes are named."""
    lines = sorted(str(triple).replace(base, "#") for triple in triples)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _part(iri: str, values: Mapping[str, list[str]]) -> Part:
    classes = values.get("rdf:type", [])
    cls = next((name for name in classes if name in CLASSES), "")
    return Part(iri, cls, {predicate: tuple(found) for predicate, found in values.items()})


def _curie(term: object) -> str:
    assert isinstance(term, NamedNode)
    for prefix in ("gizo", "v", "rdf"):
        base = names.V if prefix == "v" else names.RDF if prefix == "rdf" else names.GIZO
        if term.value.startswith(base) and (prefix != "gizo" or not term.value.startswith(names.V)):
            return f"{prefix}:{term.value[len(base) :]}"
    return term.value


def read_history(folder: Path) -> Iterator[list[Triple]]:
    """Read earlier messages, one graph per message.

    Args:
        folder: a folder with messages (XML, or zips of them) and graphs as ``gizo convert`` writes them
            (``.nt``, ``.ttl``, ``.trig``, ``.nq``, ``.jsonld``), at any depth; or the directory of an Oxigraph store.

    Raises:
        GizoError: when it is no folder, holds none of these, or a file in it cannot be read or holds no message.

    >>> list(read_history(Path("weg")))
    Traceback (most recent call last):
    kg.errors.GizoError: weg: geen map; geef bij --history een map met eerdere berichten
    """
    if not folder.is_dir():
        raise GizoError(f"{file_name(str(folder))}: geen map; geef bij --history een map met eerdere berichten")
    if (folder / _STORE).is_file():
        yield from _some(per_message(_stored(folder)), folder)
        return
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    messages = [path for path in files if path.suffix.lower() in _MESSAGES]
    graphs = [path for path in files if path.suffix.lower() in _RDF]
    if not messages and not graphs:
        raise GizoError(f"{file_name(str(folder))}: geen eerdere berichten gevonden; zet er XML, zip of RDF in")
    try:
        for document in documents(messages):
            yield list(lift(document).triples)
    except GizoError as error:
        why = "zonder dit bericht is de historie niet volledig; er is niets gecontroleerd"
        raise GizoError(f"{file_name(str(error))}; {why}") from error
    for path in graphs:
        yield from _some(per_message(_parsed(path)), path)


def _some(messages: Iterable[list[Triple]], path: Path) -> Iterator[list[Triple]]:
    """Give the messages of a graph; one without any is a mistake, since what is not in the history counts as absent."""
    given = iter(messages)
    if (head := next(given, None)) is None:
        raise GizoError(f"{file_name(str(path))}: geen berichten in deze graaf; geef wat 'gizo convert' maakt")
    yield head
    yield from given


def _stored(folder: Path) -> Iterator[Triple]:
    try:
        store = Store.read_only(str(folder))
    except OSError as error:
        raise GizoError(
            f"{file_name(str(folder))}: geen leesbare opslag ({error}); geef een map met berichten"
        ) from error
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, None))


def _parsed(path: Path) -> Iterator[Triple]:
    try:
        quads: list[Quad] = list(parse(path=str(path), format=_RDF[path.suffix.lower()]))
    except (SyntaxError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())
        raise GizoError(
            f"{file_name(str(path))}: geen leesbare graaf ({reason}); maak hem met 'gizo convert'"
        ) from error
    return (quad.triple for quad in quads)


def per_message(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """Part a graph into the messages in it; what is in no message is left out.

    >>> list(per_message([]))
    []
    """
    everything = list(triples)
    inside = {
        triple.subject: triple.object if triple.predicate == _INSIDE else triple.subject
        for triple in everything
        if triple.predicate in (_INSIDE, _KIND)
    }
    messages: dict[object, list[Triple]] = {}
    for triple in everything:
        if triple.subject in inside:
            messages.setdefault(inside[triple.subject], []).append(triple)
    yield from messages.values()
