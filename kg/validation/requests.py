"""Ties requests together: to those not answered yet, to the toewijzingen they are about, and answers to requests.

Requests (315, 317) belong to their answers (319, or a 301 that names them) by gemeente, aanbieder, law and reference.
A request for a change (317) is held against the toewijzingen of the client that run on the day it was sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from pyoxigraph import Triple

from kg.validation.chest import Chest, Key, Version, bsn
from kg.validation.history import Known, Part, day
from kg.validation.linking import fact, sign, tie

REQUESTS = ("315", "317")
ANSWERS = ("301", "319")
REJECTED, EXAMINED = "1", "2"
DELETED = ("01", "13")
"""Reasons for a change by which a toewijzing is deleted, when it ends on the day it begins."""

_REFERENCE = "gizo:verzoekReferentienummer"


def link_requests(chest: Chest) -> Iterator[Triple]:
    """Tie requests and answers.

    >>> list(link_requests(Chest([])))
    []
    """
    links = _Links(chest)
    for message in chest.kind(*REQUESTS):
        yield from links.request(message)
    for message in chest.kind("317"):
        yield from links.change(message)
    for message in chest.kind("319"):
        yield from links.answer(message)


class _Links:
    """Looks up what requests and answers are about."""

    def __init__(self, chest: Chest) -> None:
        self.chest = chest

    @cached_property
    def asked(self) -> dict[Key, list[tuple[Known, Part]]]:
        """The requests by gemeente, aanbieder, law and bsn, in order."""
        found: dict[Key, list[tuple[Known, Part]]] = {}
        for message in self.chest.kind(*REQUESTS):
            for request in _requests(message):
                found.setdefault((*message.parties, _client(message, request)), []).append((message, request))
        return found

    @cached_property
    def answers(self) -> dict[Key, list[tuple[Known, Part]]]:
        """The answers (319) by gemeente, aanbieder, law and reference, in order."""
        found: dict[Key, list[tuple[Known, Part]]] = {}
        for message in self.chest.kind("319"):
            for answer in message.all("gizo:VerzoekAntwoord"):
                request = message.follow(answer, "gizo:verzoekAntwoordIsAntwoordOpVerzoek")
                if request is not None and (reference := request.get(_REFERENCE).strip()):
                    found.setdefault((*message.parties, reference), []).append((message, answer))
        return found

    @cached_property
    def granted(self) -> dict[Key, list[tuple[Known, Part]]]:
        """The toewijzingen that name a request, by gemeente, aanbieder, law and reference, in order."""
        found: dict[Key, list[tuple[Known, Part]]] = {}
        for message in self.chest.kind("301"):
            for request in message.all("gizo:Verzoek"):
                toewijzing = message.follow(request, "gizo:verzoekLeidtTotToewijzing")
                if toewijzing is not None and (reference := request.get(_REFERENCE).strip()):
                    found.setdefault((*message.parties, reference), []).append((message, toewijzing))
        return found

    @cached_property
    def assigned(self) -> dict[Key, dict[Key, list[Version]]]:
        """The versions of each toewijzing of a client, by gemeente, aanbieder, law and bsn, then by number."""
        found: dict[Key, dict[Key, list[Version]]] = {}
        for key, versions in self.chest.versions.items():
            for version in versions:
                mine = found.setdefault((*version.message.parties, version.bsn), {})
                mine.setdefault(key, []).append(version)
        return found

    def request(self, message: Known) -> Iterator[Triple]:
        """Sign each request, and tie it to the requests for the same client that were not answered before it."""
        place = self.chest.place[message.iri]
        for request in _requests(message):
            who, reference = _client(message, request), request.get(_REFERENCE).strip()
            yield from sign(request.iri, "sleutel", "verzoek", message.provider, message.law, reference)
            if not (who and all(message.parties) and self._knows_answers(message)):
                continue
            for other, earlier in self.asked.get((*message.parties, who), ()):
                if self.chest.place[other.iri] < place and not self._settled(other, earlier, message):
                    yield tie(request.iri, "onderhanden", earlier.iri)

    def _settled(self, asked: Known, request: Part, then: Known) -> bool:
        """Tell whether a request was rejected or granted at the time of another message."""
        key = (*asked.parties, request.get(_REFERENCE).strip())
        rejected = (
            message
            for message, answer in self.answers.get(key, ())
            if answer.get("gizo:verzoekAntwoordAntwoord") == REJECTED
        )
        granted = (message for message, _ in self.granted.get(key, ()))
        return any(not _after(message, then) for message in (*rejected, *granted))

    def _knows_answers(self, message: Known) -> bool:
        """Tell whether answers would be known: from the history, or as both kinds of answer were given."""
        kinds = {kind for kind in ANSWERS if (*message.parties, kind) in self._present}
        return kinds == set(ANSWERS) or any(
            (*message.parties, kind) in self.chest.past for kind in (*REQUESTS, *ANSWERS)
        )

    @cached_property
    def _present(self) -> frozenset[Key]:
        return frozenset((*message.parties, message.kind) for message in self.chest.kind(*ANSWERS))

    def answer(self, message: Known) -> Iterator[Triple]:
        """Tie an answer to its request, and to what was answered to it before."""
        for answer in message.all("gizo:VerzoekAntwoord"):
            request = message.follow(answer, "gizo:verzoekAntwoordIsAntwoordOpVerzoek")
            reference = request.get(_REFERENCE).strip() if request is not None else ""
            if request is None or not reference or not all(message.parties):
                continue
            key = (*message.parties, reference)
            found = [part for other, part in self.chest.requests.get(key, ()) if not _after(other, message)]
            if found:
                yield tie(request.iri, "verwijstNaar", found[-1].iri)
            elif any((*message.parties, kind) in self.chest.past for kind in REQUESTS):
                yield fact(request.iri, "ontbreekt", True)
            rejects = answer.get("gizo:verzoekAntwoordAntwoord") == REJECTED
            for other, toewijzing in self.granted.get(key, ()):
                # Of the same day, only a rejection cannot stand beside a toewijzing whichever came first.
                if _after(message, other) or (rejects and message.dated == other.dated):
                    yield tie(request.iri, "naToewijzing", toewijzing.iri)
            for other, earlier in self.answers.get(key, ()):
                if self._rank(other, earlier) < self._rank(message, answer):
                    yield tie(answer.iri, "eerderAntwoord", earlier.iri)

    def _rank(self, message: Known, answer: Part) -> tuple[object, ...]:
        """Order answers by the day of sending; of messages of one day, that a request is examined comes first."""
        decided = answer.get("gizo:verzoekAntwoordAntwoord") != EXAMINED
        return message.dated or date.min, message.given, decided, self.chest.place[message.iri]

    def change(self, message: Known) -> Iterator[Triple]:
        """Tie a request for a change to the toewijzingen of the client, and its lines to what they are about."""
        for request in message.all("gizo:VerzoekOmWijziging"):
            client = message.follow(request, "gizo:verzoekBetreftClient")
            who = client.get("gizo:clientBsn").strip() if client else ""
            if client is None or not who or not all(message.parties):
                continue
            mine = (*message.parties, who)
            history = (*message.parties, "301") in self.chest.past
            if mine not in self.chest.clients and (
                history or any(self._of_other(message, part) for part in message.all("gizo:Toewijzing"))
            ):
                yield fact(client.iri, "ontbreekt", True)
            if history or self.chest.lists(message, who, message.dated):
                yield fact(request.iri, "kentToewijzingen", True)
            for versions in self.assigned.get(mine, {}).values():
                then = [version for version in versions if not _after(version.message, message)]
                if then and _runs(then[-1], message):
                    yield tie(request.iri, "actueleToewijzing", then[-1].part.iri)
            for part in message.all("gizo:Toewijzing"):
                yield from self._line(message, request, part)
            for product in message.all("gizo:AangevraagdProduct"):
                yield from _new(message, request, product)

    def _of_other(self, message: Known, reference: Part) -> bool:
        version = self.chest.toewijzing(message, reference)
        return version is not None and version.bsn != bsn(message, reference)

    def _line(self, message: Known, request: Part, reference: Part) -> Iterator[Triple]:
        """Tie what names a toewijzing of the client (unchanged, or to be changed) to its product and period."""
        version = self.chest.toewijzing(message, reference)
        if version is None or version.bsn != bsn(message, reference):
            return
        if _runs(version, message) is False:
            yield fact(reference.iri, "nietActueel", True)
        holder = message.follow(reference, "v:onderdeelVan")
        line, period = reference, version.part.iri
        if holder is not None and holder.cls == "gizo:AangevraagdProduct":
            yield tie(holder.iri, "wijzigt", version.part.iri)
            line, period = holder, holder.get("gizo:aangevraagdProductHeeftAangevraagdeToewijzingsperiode")
        if period:
            yield tie(line.iri, "inVerzoek", request.iri)
            yield tie(line.iri, "metPeriode", period)
            product = version.part.get("gizo:toewijzingBevatToegewezenProduct")
            if product:
                yield tie(line.iri, "metProduct", product)


def _new(message: Known, request: Part, product: Part) -> Iterator[Triple]:
    """Tie a new product, which names no toewijzing, to itself and its period."""
    period = product.get("gizo:aangevraagdProductHeeftAangevraagdeToewijzingsperiode")
    changes = any(part.get("v:onderdeelVan") == product.iri for part in message.all("gizo:Toewijzing"))
    if changes or "/TeWijzigenProduct" in product.iri or not period:
        return
    yield tie(product.iri, "inVerzoek", request.iri)
    yield tie(product.iri, "metPeriode", period)
    if any(product.get(f"gizo:aangevraagdProduct{name}") for name in ("Productcategorie", "Productcode")):
        yield tie(product.iri, "metProduct", product.iri)


def _runs(version: Version, then: Known) -> bool | None:
    """Tell whether a toewijzing runs, or is yet to begin, on the day of a message; None when dates cannot be read."""
    begin, ends = day(version.part.get("gizo:toewijzingIngangsdatum")), version.part.get("gizo:toewijzingEinddatum")
    end = day(ends)
    if then.dated is None or begin is None or (ends and end is None):
        return None
    reason = version.message.follow(version.part, "gizo:toewijzingIsGewijzigdVanwegeRedenWijzigingToewijzing")
    deleted = reason is not None and reason.get("gizo:redenWijzigingToewijzingReden") in DELETED and begin == end
    return not deleted and (end is None or end >= then.dated)


def _requests(message: Known) -> Iterator[Part]:
    yield from message.all("gizo:VerzoekOmToewijzing")
    yield from message.all("gizo:VerzoekOmWijziging")


def _client(message: Known, request: Part) -> str:
    client = message.follow(request, "gizo:verzoekBetreftClient")
    return client.get("gizo:clientBsn").strip() if client else ""


def _after(one: Known, other: Known) -> bool:
    return one.dated is not None and other.dated is not None and one.dated > other.dated
