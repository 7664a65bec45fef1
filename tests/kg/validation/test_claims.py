"""Credits, replies and sums: what takes back what, whichever file comes first, and what nothing is guessed from."""

from __future__ import annotations

import pytest

from tests.across_cases import Said, faults, outcome, said, undecided
from tests.messages_builder import Changes, after, drop, put

DAY = "Header/BerichtIdentificatie/Dagtekening"
NUMBER = "Header/BerichtIdentificatie/Identificatie"
LIST = "Declaratie/Clienten/Client[1]/Prestaties"
ONLY = f"{LIST}/Prestatie"
T1 = "Client/ToegewezenProducten/ToegewezenProduct[1]"
LAWS = pytest.mark.parametrize("law", ["JW", "WMO"])


def claim(law: str, name: str, day: str, *changes: Changes, reference: str = "", takes_back: str = "") -> Said:
    """Say a claim with one service on the first toewijzing: a debit, or the credit of one."""
    shape: Changes = drop(f"{LIST}/Prestatie[4]", f"{LIST}/Prestatie[3]", f"{LIST}/Prestatie[2]")
    if takes_back:
        previous = f"<b:VorigReferentieNummer>{takes_back}</b:VorigReferentieNummer>"
        shape += after(f"{ONLY}/ProductReferentie/ReferentieNummer", previous)
        shape += put(f"{ONLY}/IngediendBedrag/DebetCredit", "C")
    shape += put(f"{ONLY}/ProductReferentie/ReferentieNummer", reference or f"R{name}")
    shape += put(NUMBER, name) + put("Declaratie/DeclaratieNummer", f"N{name}") + put(DAY, day)
    return said(f"{law}323", shape, *changes)


def reply(law: str, name: str, day: str, *, rejects: str = "") -> Said:
    """Say the reply to a claim: everything approved, or the credit with this reference rejected."""
    answer = "DeclaratieAntwoord/Clienten/Client[1]/Prestaties"
    shape = put(NUMBER, f"A{name}") + put(DAY, day) + put("DeclaratieAntwoord/DeclaratieNummer", f"N{name}")
    shape += put("Header/DeclaratieIdentificatie/Identificatie", name)
    if not rejects:
        return said(f"{law}325", shape, drop("DeclaratieAntwoord/Clienten"))
    shape += drop(f"{answer}/Prestatie[1]")
    return said(f"{law}325", shape, put(f"{answer}/Prestatie/ProductReferentie/ReferentieNummer", rejects))


def debit(law: str) -> list[Said]:
    """Say a toewijzing, a claim on it, and its approval."""
    return [said(f"{law}301"), claim(law, "EEN", "2026-06-04", reference="X1"), reply(law, "EEN", "2026-06-10")]


def codes(given: list[Said], history: list[Said]) -> set[str]:
    return {rule for rule, _, _ in faults(outcome(given, history))}


@LAWS
def test_a_rejected_credit_takes_nothing_back(law: str) -> None:
    credit = claim(law, "TWEE", "2026-06-20", takes_back="X1")
    again = [claim(law, "DRIE", "2026-07-02")]
    assert codes(again, [*debit(law), credit]) == set()
    assert codes(again, [*debit(law), credit, reply(law, "TWEE", "2026-06-25", rejects="RTWEE")]) == {"TR389"}


@LAWS
def test_of_one_day_a_credit_counts_whichever_file_comes_first(law: str) -> None:
    credit, again = claim(law, "TWEE", "2026-07-02", takes_back="X1"), claim(law, "DRIE", "2026-07-02")
    assert codes([credit, again], debit(law)) == codes([again, credit], debit(law)) == set()
    late = claim(law, "TWEE", "2026-07-03", takes_back="X1")
    assert codes([again, late], debit(law)) == {"TR389"}


@LAWS
def test_a_toewijzing_is_deleted_too_early_when_the_credit_comes_later(law: str) -> None:
    deleted = said(
        f"{law}301",
        put(NUMBER, "WEG"),
        put(DAY, "2026-07-01"),
        put(f"{T1}/Toewijzingsdatum", "2026-06-30"),
        put(f"{T1}/Einddatum", "2026-04-06"),
        put(f"{T1}/RedenWijziging", "13"),
    )
    before, later = (claim(law, "TWEE", day, takes_back="X1") for day in ("2026-06-20", "2026-07-02"))
    assert "TR385" not in codes([deleted], [*debit(law), before])
    assert "TR385" in codes([deleted], [*debit(law), reply(law, "TWEE", "2026-06-25", rejects="RTWEE"), before])
    assert codes([deleted, later], debit(law)) - {"TR379"} == {"TR385"}


@LAWS
def test_what_was_claimed_before_a_toewijzing_was_shortened_can_be_credited(law: str) -> None:
    shorter = said(
        f"{law}301",
        put(NUMBER, "KORT"),
        put(DAY, "2026-07-01"),
        put(f"{T1}/Toewijzingsdatum", "2026-06-30"),
        put(f"{T1}/Einddatum", "2026-05-15"),
    )
    history = [*debit(law), shorter]
    assert codes([claim(law, "TWEE", "2026-07-02", takes_back="X1")], history) == set()
    assert "TR308" in codes([claim(law, "TWEE", "2026-07-02", reference="Y1")], history)


@LAWS
def test_the_first_claim_has_none_before_it_when_the_history_knows_claims(law: str) -> None:
    first, later = claim(law, "EEN", "2026-06-04"), claim(law, "TWEE", "2026-07-04")
    assert "TR318" in undecided(outcome([first]))
    assert "TR318" not in undecided(outcome([first], [said(f"{law}301"), later]))


@LAWS
def test_only_claims_in_units_that_can_be_compared_are_added(law: str) -> None:
    def total(unit: str, day: str) -> Said:
        return said(
            f"{law}301",
            put(NUMBER, f"T{unit}"),
            put(DAY, day),
            put(f"{T1}/Toewijzingsdatum", day),
            put(f"{T1}/Omvang/Volume", "10"),
            put(f"{T1}/Omvang/Eenheid", unit),
            put(f"{T1}/Omvang/Frequentie", "6"),
        )

    def delivered(name: str, day: str, unit: str) -> Said:
        return claim(law, name, day, put(f"{ONLY}/GeleverdVolume", "10"), put(f"{ONLY}/Eenheid", unit))

    half_days = [total("16", "2026-03-16"), delivered("EEN", "2026-06-04", "16")]
    assert "TR322" in codes([delivered("TWEE", "2026-07-02", "16")], half_days)
    hours = [*half_days, total("04", "2026-06-20")]
    assert "TR322" not in codes([delivered("TWEE", "2026-07-02", "04")], hours)


@LAWS
def test_messages_that_lack_a_party_do_not_meet(law: str) -> None:
    nobody, nobody_too = drop("Header/Ontvanger"), drop("Header/Afzender")
    given = [claim(law, "EEN", "2026-06-04", nobody), said(f"{law}325", put(NUMBER, "A"), nobody_too)]
    history = [claim(law, "NUL", "2026-05-04", nobody, put(f"{ONLY}/ProductPeriode/Begindatum", "2026-04-06"))]
    found = outcome([*given, claim(law, "TWEE", "2026-07-02", nobody, takes_back="X9")], history)
    assert not faults(found)
    assert undecided(found).keys() >= {"TR323", "TR337", "TR338", "TR376"}
