"""Ties messages together: which toewijzing a number means, which prestatie a credit takes back, what was answered.

Things belong together by gemeente, aanbieder, law and number, never by number alone. What is found becomes
triples beside the messages, so that a shape only has to follow them; ``shapes/README.md`` lists the terms.
Everything goes through dictionaries: linking takes time in proportion to the messages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.validation.chest import CLIENT_OF, NEVER, Chest
from kg.validation.codelists import read_code_lists
from kg.validation.history import Known, Part, number

Linker = Callable[["Chest"], Iterator[Triple]]

REFERENCE = (
    "gizo:prestatieIsOpBasisVanToewijzing",
    "gizo:leveringGeeftInvullingAanToewijzing",
    "gizo:verzoekOmWijzigingLaatOngewijzigdToewijzing",
    "gizo:verzoekOmWijzigingWilWijzigenToewijzing",
)
"""Links from what refers to a toewijzing to the node that holds its number."""

MUNICIPALITIES = "CBS_Gemeentecodes"
REJECTED, APPROVED = "afgewezen", "goedgekeurd"


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
    chest = Chest(sorted(messages, key=lambda message: (message.dated or NEVER, message.given)))
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
