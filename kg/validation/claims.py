"""Ties claims together: a credit to its debit, a reply (325) to the claim (323) it answers, and what it decided.

A 325 lists only the prestaties that were rejected. So a prestatie in a claim that was answered is approved when
the reply does not list it, unless the reply turns down the claim as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Triple

from kg.validation.amounts import link_amounts
from kg.validation.chest import Chest, Claimed, Key
from kg.validation.history import Known, day, number
from kg.validation.linking import APPROVED, REJECTED, fact, recognised, sign, tie


def link_claims(chest: Chest) -> Iterator[Triple]:
    """Tie the claims and the replies, and add up what was claimed."""
    yield from _signed(chest)
    yield from _credited(chest)
    yield from _preceded(chest)
    judged: dict[str, str] = {}
    by_name, by_number = _claims(chest)
    for reply in chest.kind("325"):
        yield from _Reply(chest, reply, by_name, by_number).ties(judged)
    for prestatie, verdict in judged.items():
        yield fact(prestatie, "beoordeling", verdict)
    yield from _taken_back(chest, judged)
    yield from link_amounts(chest, judged)


def _signed(chest: Chest) -> Iterator[Triple]:
    for message in chest.kind("323"):
        for declaratie in message.all("gizo:Declaratie"):
            nummer = declaratie.get("gizo:declaratienummer").strip()
            yield from sign(declaratie.iri, "sleutel", "declaratie", message.provider, message.law, nummer)
        for part in message.all("gizo:Prestatie"):
            claimed = Claimed(message, part)
            yield from sign(part.iri, "sleutel", "prestatie", message.provider, message.law, claimed.reference)
            if claimed.debit:
                yield from sign(part.iri, "debetsleutel", *message.parties, *_subject(claimed))
            elif claimed.earlier:
                yield from sign(part.iri, "creditsleutel", *message.parties, claimed.earlier)


def _subject(claimed: Claimed) -> tuple[object, ...]:
    """Give what a prestatie is about: its toewijzing, product and period."""
    reference = claimed.toewijzing
    period = claimed.message.follow(claimed.part, "gizo:prestatieProductperiode")
    return (
        number(reference.get("gizo:toewijzingnummer")) if reference else None,
        period.get("gizo:periodeBegindatum") if period else "",
        period.get("gizo:periodeEinddatum") if period else "",
        claimed.part.get("gizo:prestatieProductcategorie"),
        claimed.part.get("gizo:prestatieProductcode"),
    )


def _credited(chest: Chest) -> Iterator[Triple]:
    for several in chest.claims.values():
        for credit in several:
            if credit.debit:
                continue
            debit = chest.debit(credit)
            if debit is not None:
                yield tie(credit.part.iri, "crediteert", debit.part.iri)
            elif (*credit.message.parties, "323") in chest.past:
                yield fact(credit.part.iri, "ontbreekt", True)


def _taken_back(chest: Chest, judged: Mapping[str, str]) -> Iterator[Triple]:
    """Say of a debit from which place in the order it counts as credited: by a credit that was not rejected."""
    since: dict[str, int] = {}
    for several in chest.claims.values():
        for credit in several:
            debit = chest.debit(credit) if not credit.debit and judged.get(credit.part.iri) != REJECTED else None
            if debit is not None:
                place = chest.first_of_day[credit.message.dated or date.min]
                since[debit.part.iri] = min(place, since.get(debit.part.iri, place))
    for debit_iri, place in since.items():
        yield fact(debit_iri, "gecrediteerdVanaf", place)


def _preceded(chest: Chest) -> Iterator[Triple]:
    """Tie a declaratie to the one with the last period among those sent on an earlier day, between the same parties."""
    sent: dict[Key, _Sent] = {}
    for message in chest.kind("323"):
        declaratie = next(message.all("gizo:Declaratie"), None)
        period = message.follow(declaratie, "gizo:declaratieperiode")
        begin = day(period.get("gizo:periodeBegindatum")) if period else None
        if declaratie is None or begin is None or message.dated is None or not all(message.parties):
            continue
        line = sent.setdefault(message.parties, _Sent())
        before = line.take(message.dated, (begin, declaratie.iri))
        if before is not None:
            yield tie(declaratie.iri, "voorgaandeDeclaratie", before[1])


@dataclass
class _Sent:
    """The last period among claims that come in order of sending: of earlier days, and of the day itself."""

    when: date = date.min
    earlier: tuple[date, str] | None = None
    today: tuple[date, str] | None = None

    def take(self, when: date, claim: tuple[date, str]) -> tuple[date, str] | None:
        """Take a claim (its period and IRI); give the one with the last period of an earlier day."""
        if when > self.when:
            self.when, self.earlier, self.today = when, self.today, None
        self.today = max(filter(None, (self.earlier, self.today, claim)))
        return self.earlier


def _claims(chest: Chest) -> tuple[dict[Key, Known], dict[Key, Known]]:
    """Give the 323 messages by gemeente, aanbieder, law and identification, and by declaratienummer."""
    by_name: dict[Key, Known] = {}
    by_number: dict[Key, Known] = {}
    for message in filter(lambda one: all(one.parties), chest.kind("323")):
        by_name[(*message.parties, message.identification)] = message
        for declaratie in message.all("gizo:Declaratie"):
            by_number[(*message.parties, declaratie.get("gizo:declaratienummer").strip())] = message
    return by_name, by_number


class _Reply:
    """One reply, and the claim it answers as far as that is known."""

    def __init__(
        self, chest: Chest, reply: Known, by_name: Mapping[Key, Known], by_number: Mapping[Key, Known]
    ) -> None:
        self.chest, self.reply = chest, reply
        self.past = (*reply.parties, "323") in chest.past
        self.about = next(reply.all("gizo:Declaratie"), None)
        self.name = next(reply.all("v:Bericht")).get("v:declaratieIdentificatie").strip()
        self.number = self.about.get("gizo:declaratienummer").strip() if self.about else ""
        self.named = by_name.get((*reply.parties, self.name)) if self.name else None
        self.numbered = by_number.get((*reply.parties, self.number)) if self.number else None
        self.claim = self.named or self.numbered

    def ties(self, judged: dict[str, str]) -> Iterator[Triple]:
        """Tie the reply; note in ``judged`` what it decided about the prestaties of the claim."""
        if self.named is not None:
            yield tie(self.reply.iri, "beantwoordt", self.named.iri)
        elif self.name and (self.past or self.numbered is not None):
            yield fact(self.reply.iri, "ontbreekt", True)
        if self.about is not None and self.numbered is not None:
            yield tie(self.about.iri, "verwijstNaar", next(self.numbered.all("gizo:Declaratie")).iri)
        elif self.about is not None and self.number and (self.past or self.named is not None):
            yield fact(self.about.iri, "ontbreekt", True)
        listed: set[str] = set()
        for part in self.reply.all("gizo:Prestatie"):
            repeated = self._repeated(Claimed(self.reply, part))
            if repeated is not None:
                yield tie(part.iri, "herhaalt", repeated.part.iri)
                yield from recognised(part)
                listed.add(repeated.part.iri)
            elif Claimed(self.reply, part).reference and (self.past or self.claim is not None):
                yield fact(part.iri, "ontbreekt", True)
        if self.claim is not None:
            for part in self.claim.all("gizo:Prestatie"):
                judged[part.iri] = REJECTED if part.iri in listed or self._turned_down() else APPROVED

    def _repeated(self, claimed: Claimed) -> Claimed | None:
        """Give the prestatie that the reply repeats; of the answered claim, if that is known."""
        same = self.chest.claims.get((*self.reply.parties, claimed.reference), []) if claimed.reference else []
        if self.claim is None:
            return same[-1] if same else None
        return next((other for other in same if other.message is self.claim), None)

    def _turned_down(self) -> bool:
        """Tell whether the claim was rejected as a whole: nothing granted, and no prestatie that says why."""
        answer = next(self.reply.all("gizo:DeclaratieAntwoord"), None)
        if answer is None:
            return True
        if any(self.reply.all("gizo:Prestatie")):
            return False
        asked = number(self.about.get("gizo:declaratieIngediendTotaalbedrag")) if self.about else None
        return number(answer.get("gizo:declaratieAntwoordTotaalToegekendBedrag")) == 0 and asked != 0
