"""Ties messages together: which toewijzing a number means, which prestatie a credit takes back, what was answered.

Things belong together by gemeente, aanbieder, law and number, never by number alone. What is found becomes
triples beside the messages, so that a shape only has to follow them; ``shapes/README.md`` lists the terms.
Everything goes through dictionaries: linking takes time in proportion to the messages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.validation.codelists import read_code_lists
from kg.validation.history import Known, Part, number

Key = tuple[object, ...]
Linker = Callable[["Chest"], Iterator[Triple]]

REFERENCE = (
    "gizo:prestatieIsOpBasisVanToewijzing",
    "gizo:leveringGeeftInvullingAanToewijzing",
    "gizo:verzoekOmWijzigingLaatOngewijzigdToewijzing",
    "gizo:verzoekOmWijzigingWilWijzigenToewijzing",
)
"""Links from what refers to a toewijzing to the node that holds its number."""

CLIENT_OF = ("gizo:toewijzingIsOpdrachtTotLeverenAanClient", "gizo:prestatieBetreftClient")
"""Links from a toewijzing or prestatie to its client."""

DEBIT = "D"
MUNICIPALITIES = "CBS_Gemeentecodes"
REJECTED, APPROVED = "afgewezen", "goedgekeurd"
_NEVER = date.min


@dataclass(frozen=True, slots=True)
class Version:
    """A toewijzing as one 301 says it is; a later 301 may say it again, changed."""

    message: Known
    part: Part
    bsn: str

    @property
    def order(self) -> tuple[str, str, date]:
        """What tells which version is newer: when it was decided, then when it was sent."""
        decided, time = self.part.get("gizo:toewijzingDatum"), self.part.get("gizo:toewijzingTijd")
        return decided, time, self.message.dated or _NEVER


@dataclass(frozen=True, slots=True)
class Claimed:
    """A prestatie as one 323 (or 325) holds it."""

    message: Known
    part: Part

    @property
    def debit(self) -> bool:
        """Whether it asks for money."""
        return self.part.get("gizo:prestatieDebetOfCredit") == DEBIT

    @property
    def reference(self) -> str:
        """Its reference number."""
        return self.part.get("gizo:prestatieReferentienummer").strip()

    @property
    def earlier(self) -> str:
        """The reference number of the prestatie it takes back."""
        return self.part.get("gizo:prestatieVorigReferentienummer").strip()

    @property
    def toewijzing(self) -> Part | None:
        """The node that holds the number of its toewijzing."""
        return self.message.follow(self.part, "gizo:prestatieIsOpBasisVanToewijzing")


@dataclass(frozen=True)
class Chest:
    """All messages of a check, in the order in which they were sent, with the indexes that linking looks in."""

    messages: Sequence[Known] = field(repr=False)

    def kind(self, *kinds: str) -> Iterator[Known]:
        """Give the messages of some kinds (``301``), in order."""
        return (message for message in self.messages if message.kind in kinds)

    @cached_property
    def past(self) -> frozenset[Key]:
        """Gemeente, aanbieder, law and kind of every earlier message: what the history can tell about."""
        return frozenset((*message.parties, message.kind) for message in self.messages if not message.given)

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each message in the order, by IRI."""
        return {message.iri: place for place, message in enumerate(self.messages)}

    @cached_property
    def versions(self) -> dict[Key, list[Version]]:
        """The toewijzingen in 301 messages by gemeente, aanbieder, law and number, the oldest version first."""
        found: dict[Key, list[Version]] = {}
        for message in self.kind("301"):
            for part in message.all("gizo:Toewijzing"):
                nummer = number(part.get("gizo:toewijzingnummer"))
                if nummer is not None and all(message.parties):
                    found.setdefault((*message.parties, nummer), []).append(Version(message, part, bsn(message, part)))
        return {key: sorted(several, key=lambda version: version.order) for key, several in found.items()}

    @cached_property
    def clients(self) -> frozenset[Key]:
        """Gemeente, aanbieder, law and bsn of every client with a 301."""
        return frozenset(
            (*message.parties, client.get("gizo:clientBsn").strip())
            for message in self.kind("301")
            for client in message.all("gizo:Client")
        )

    @cached_property
    def claims(self) -> dict[Key, list[Claimed]]:
        """The prestaties in 323 messages by gemeente, aanbieder, law and reference number, in order."""
        found: dict[Key, list[Claimed]] = {}
        for message in self.kind("323"):
            for part in message.all("gizo:Prestatie"):
                claimed = Claimed(message, part)
                found.setdefault((*message.parties, claimed.reference), []).append(claimed)
        return found

    @cached_property
    def requests(self) -> dict[Key, list[tuple[Known, Part]]]:
        """The verzoeken in 315 and 317 messages by gemeente, aanbieder, law and reference number, in order."""
        found: dict[Key, list[tuple[Known, Part]]] = {}
        for message in self.kind("315", "317"):
            for part in message.parts.values():
                reference = part.get("gizo:verzoekReferentienummer").strip()
                if reference and all(message.parties):
                    found.setdefault((*message.parties, reference), []).append((message, part))
        return found

    def toewijzing(self, message: Known, reference: Part | None) -> Version | None:
        """Give the toewijzing that a reference means: as it was when the message that refers was sent.

        When every version is of a later date, it is the oldest one. A version of the same client goes before
        one of another (a number that was given out twice).
        """
        nummer = number(reference.get("gizo:toewijzingnummer")) if reference is not None else None
        versions = self.versions.get((*message.parties, nummer), []) if nummer is not None else []
        who = bsn(message, reference)
        versions = [version for version in versions if version.bsn == who] or versions
        then = [version for version in versions if not _after(version.message, message)]
        return then[-1] if then else next(iter(versions), None)

    def debit(self, credit: Claimed) -> Claimed | None:
        """Give the debit that a credit takes back: of an earlier message, the newest; None when it is not known."""
        same = self.claims.get((*credit.message.parties, credit.earlier), []) if credit.earlier else []
        place = self.place[credit.message.iri]
        earlier = [
            claimed
            for claimed in same
            if claimed.debit
            and claimed.message is not credit.message
            and (self.place[claimed.message.iri] < place or claimed.message.dated == credit.message.dated)
        ]
        return earlier[-1] if earlier else None

    def must_know(self, message: Known, reference: Part) -> bool:
        """Tell whether a toewijzing that is not found does not exist, as far as what is known can tell.

        That is so when the history has 301 messages between the same parties, or when a 301 of the same
        client between the same parties is known: it lists all toewijzingen (OP087).
        """
        return (*message.parties, "301") in self.past or (*message.parties, bsn(message, reference)) in self.clients


def _after(one: Known, other: Known) -> bool:
    return one.dated is not None and other.dated is not None and one.dated > other.dated


def bsn(message: Known, part: Part | None) -> str:
    """Give the bsn of the client of a toewijzing or prestatie; it never leaves the linking."""
    for role in CLIENT_OF:
        client = message.follow(part, role)
        if client is not None:
            return client.get("gizo:clientBsn").strip()
    return ""


def link(messages: Iterable[Known], linkers: Iterable[Linker] | None = None) -> Iterator[Triple]:
    """Tie messages together.

    Args:
        messages: all messages of the check, earlier ones first.
        linkers: what to tie; everything when omitted.

    Returns:
        The triples that say what belongs together.

    >>> list(link([]))
    []
    """
    chest = Chest(sorted(messages, key=lambda message: (message.dated or _NEVER, message.given)))
    for linker in linkers if linkers is not None else all_linkers():
        yield from linker(chest)


def all_linkers() -> tuple[Linker, ...]:
    """Give every linker; a module that ties other messages adds its own here.

    >>> link_messages in all_linkers()
    True
    """
    from kg.validation.claims import link_claims
    from kg.validation.deliveries import link_deliveries
    from kg.validation.requests import link_requests

    return (link_messages, link_lists, link_toewijzingen, link_claims, link_deliveries, link_requests)


def fact(subject: str, term: str, value: str | int | bool) -> Triple:
    """Make a triple with a literal of one of our terms.

    >>> str(fact("urn:t", "soort", "301").object)
    '"301"'
    """
    if isinstance(value, bool):
        literal = Literal(value)
    elif isinstance(value, int):
        literal = Literal(str(value), datatype=NamedNode(names.XSD + "integer"))
    else:
        literal = Literal(value)
    return Triple(NamedNode(subject), NamedNode(names.V + term), literal)


def tie(subject: str, term: str, target: str) -> Triple:
    """Make a triple between two nodes with one of our terms.

    >>> tie("urn:a", "verwijstNaar", "urn:b").object.value
    'urn:b'
    """
    return Triple(NamedNode(subject), NamedNode(names.V + term), NamedNode(target))


def sign(subject: str, term: str, *parts: object) -> Iterator[Triple]:
    """Sign a node with a key made of parts; nothing when a part is empty or not known."""
    if all(part not in ("", None) for part in parts):
        yield fact(subject, term, "/".join(str(part) for part in parts))


def link_messages(chest: Chest) -> Iterator[Triple]:
    """Say of each message its kind and order, whether results are about it, and what the history can tell it."""
    kinds = sorted({str(key[-1]) for key in chest.past})
    for place, message in enumerate(chest.messages):
        yield fact(message.iri, "soort", message.kind)
        yield fact(message.iri, "volgorde", place)
        yield from sign(message.iri, "sleutel", "bericht", message.type, _sender(message), message.identification)
        if message.given:
            yield fact(message.iri, "aangeboden", True)
            for kind in kinds:
                if (*message.parties, kind) in chest.past:
                    yield fact(message.iri, "kentEerdere", kind)


def _sender(message: Known) -> str:
    head = next((part for part in message.parts.values() if part.iri.endswith("/Header/Afzender")), None)
    return (head.get("gizo:gemeentecode") or head.get("gizo:aanbiederAgbCode")).strip() if head else ""


def link_lists(chest: Chest) -> Iterator[Triple]:
    """Say of each gemeente in a given message when the list of the CBS does not have its code."""
    codes = frozenset(read_code_lists()[MUNICIPALITIES].of(""))
    for message in chest.messages:
        for part in message.all("gizo:Gemeente"):
            if message.given and part.get("gizo:gemeentecode").strip() not in codes:
                yield tie(part.iri, "buitenCodelijst", names.code_iri(MUNICIPALITIES))


def link_toewijzingen(chest: Chest) -> Iterator[Triple]:
    """Tie the versions of a toewijzing to each other, and what refers to a toewijzing to the version it means."""
    for versions in chest.versions.values():
        for version, following in pairwise(versions):
            yield tie(version.part.iri, "vervangenDoor", following.part.iri)
        for version in versions:
            yield tie(version.part.iri, "actueleVersie", versions[-1].part.iri)
    for message in chest.kind("301"):
        yield from _requested(chest, message)
    for message in chest.messages:
        for part in message.all("gizo:Toewijzing"):
            nummer = number(part.get("gizo:toewijzingnummer"))
            if message.kind == "301":
                yield from sign(part.iri, "sleutel", "toewijzing", message.municipality, message.law, nummer)
            elif nummer is not None and all(message.parties):
                meant = chest.toewijzing(message, part)
                if meant is not None:
                    yield tie(part.iri, "verwijstNaar", meant.part.iri)
                elif chest.must_know(message, part):
                    yield fact(part.iri, "ontbreekt", True)
                else:
                    continue
                yield from recognised(part)


def recognised(part: Part) -> Iterator[Triple]:
    """Say of the client of a toewijzing or prestatie that other messages say something about it."""
    for role in CLIENT_OF:
        if client := part.get(role):
            yield fact(client, "herkend", True)


def _requested(chest: Chest, message: Known) -> Iterator[Triple]:
    """Tie the references that toewijzingen have to the verzoeken they mean."""
    for request in message.all("gizo:Verzoek"):
        reference = request.get("gizo:verzoekReferentienummer").strip()
        found = chest.requests.get((*message.parties, reference), [])
        if found:
            yield tie(request.iri, "verwijstNaar", found[-1][1].iri)
        elif reference and any((*message.parties, kind) in chest.past for kind in ("315", "317")):
            yield fact(request.iri, "ontbreekt", True)
