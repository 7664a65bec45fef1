"""Every rule notices what it is about, at the right place, and nothing else notices it.

Each case breaks one thing in a valid message. What is reported must be exactly the rule, its equivalents (from
the relations of the shapes) and the rules it is declared to come with (``also``), which must be related too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kg import names
from kg.intake import Document
from kg.messages import lift
from kg.validation.engine import Finding, check
from kg.validation.rules import Rule
from kg.validation.shapes import load_shapes
from tests.messages_builder import MESSAGE_TYPES, Change, after, build, drop, drop_if_there, leaf_paths, put, twice

HEADER = "Header"
CLIENT = "Client"
R1, R2, R3 = (f"Client/Relaties/Relatie[{n}]" for n in (1, 2, 3))
K1, K2, K3 = (f"Client/Contactgegevens/Contact[{n}]" for n in (1, 2, 3))
T1, T2, T3 = (f"Client/ToegewezenProducten/ToegewezenProduct[{n}]" for n in (1, 2, 3))
ALL = MESSAGE_TYPES
JW, WMO = ("JW301",), ("WMO301",)


@dataclass(frozen=True)
class Case:
    """One thing broken: the rule that must notice, where (focus nodes), and the related rules that come with it."""

    rule: str
    changes: tuple[Change, ...]
    focus: tuple[str, ...]
    also: frozenset[str] = frozenset()
    messages: tuple[str, ...] = ALL


def case(
    rule: str, *changes: Change, focus: str | Iterable[str], also: Iterable[str] = (), messages: tuple[str, ...] = ALL
) -> Case:
    places = (focus,) if isinstance(focus, str) else tuple(focus)
    return Case(rule, changes, places, frozenset(also), messages)


def code(product: str, value: str) -> Change:
    return after(f"{product}/Product/Categorie", f"<b:Code>{value}</b:Code>")


ADRES1, HUIS1 = f"{R1}/Contact/Adres", f"{R1}/Contact/Adres/Huis"
PERIOD = "<m:Periode><b:Begindatum>2026-02-02</b:Begindatum></m:Periode>"
LONG = "abcdefghij" * 21

FAILING = [
    # The slide, and the conditions that say the same.
    case("SLIDE-1", drop(f"{T1}/Omvang"), focus=T1),
    case("SLIDE-2", code(T3, "50X01"), focus=T3, also=["CD041", "SLIDE-1"]),
    case("SLIDE-2", after(f"{T1}/Omvang", "<m:Budget>900</m:Budget>"), focus=T1, also=["CD077", "CD078"]),
    case("SLIDE-3", drop(f"{T3}/Product", f"{T3}/Budget", T1, T2), focus=f"{T1}"),
    case("CD041", drop(f"{T2}/Omvang"), focus=T2),
    case("CD077", after(f"{T1}/Omvang", "<m:Budget>900</m:Budget>"), focus=T1, also=["SLIDE-2"]),
    case("CD078", after(f"{T1}/Omvang", "<m:Budget>900</m:Budget>"), focus=T1, also=["SLIDE-2"]),
    case("CD079", drop(f"{T1}/Product", f"{T1}/Omvang", T2, T3), focus=T1),
    # Assignments.
    case("CD075", drop(f"{T3}/Einddatum"), focus=T3),
    case("CD076", drop(f"{T1}/Einddatum"), focus=T1),
    case("CD080", drop(f"{T1}/Product/Code"), focus=T1),
    case("CD080", drop(f"{T2}/Product/Code"), focus=T2),
    case("CS003", put(f"{T1}/Einddatum", "2026-04-05"), focus=T1),
    case("CS003", put(f"{K3}/Periode/Einddatum", "2026-02-01"), focus=f"{K3}/Periode"),
    case("CS335", put(f"{T1}/RedenWijziging", "13"), focus=T1),
    case("CS335", after(f"{T2}/Ingangsdatum", "<m:RedenWijziging>13</m:RedenWijziging>"), focus=T2),
    case("CS336", put(f"{T1}/RedenWijziging", "01"), focus=f"{T1}/RedenWijziging"),
    case("CS338", put(f"{T1}/Omvang/Frequentie", "1"), focus=f"{T1}/Omvang"),
    case("CS338", put(f"{T2}/Omvang/Eenheid", "14"), focus=f"{T2}/Omvang"),
    case(
        "TR101",
        put(f"{T1}/ToewijzingNummer", "7"),
        put(f"{T3}/ToewijzingNummer", "7"),
        focus=[T1, T3],
    ),
    case("TR101", put(f"{R2}/Nummer", "R1"), focus=[R1, R2]),
    case("TR101", put(f"{K2}/Soort", "01"), focus=[K1, K2]),
    case("TR302", put(f"{T1}/Product/Code", "XX001"), put(f"{T2}/Product/Code", "XX001"), focus=[T1, T2]),
    case(
        "TR302",
        put(f"{T1}/Product/Code", "XX001"),
        put(f"{T2}/Product/Code", "XX001"),
        put(f"{T1}/Ingangsdatum", "2027-04-04"),  # T2 has no end, so it still overlaps
        focus=[T1, T2],
    ),
    case("TR302", put(f"{T3}/Product/Categorie", "45"), focus=[T1, T3], messages=JW),
    case("TR302", put(f"{T3}/Product/Categorie", "07"), focus=[T1, T3], messages=WMO),
    case("TR302", drop(f"{T3}/Product"), focus=[T1, T2, T3]),
    # Dates of birth.
    case("TR002", put("Client/Geboortedatum/Datum", "1906-03-01"), focus=CLIENT),
    case("TR002", put(f"{R1}/Geboortedatum/Datum", "1906-03-15"), focus=R1),
    case(
        "TR002",
        put(f"{HEADER}/BerichtIdentificatie/Dagtekening", "2020-02-29"),
        put(f"{R1}/Geboortedatum/Datum", "1900-02-28"),
        focus=R1,
    ),
    case("TR134", put("Client/Geboortedatum/Datum", "2026-04-01"), focus=CLIENT),
    case("TR134", put(f"{R1}/Geboortedatum/Datum", "2026-03-17"), focus=R1),
    case("CS139", put("Client/Geboortedatum/Datum", "2011-09-02"), focus=CLIENT),
    case("CS139", put("Client/Geboortedatum/DatumGebruik", "2"), focus=CLIENT),
    case("CS139", put("Client/Geboortedatum/DatumGebruik", "3"), focus=CLIENT),
    case("CS139", put(f"{R3}/Geboortedatum/Datum", "1985-02-01"), focus=R3),
    case("CS139", after(f"{R1}/Geboortedatum/Datum", "<b:DatumGebruik>1</b:DatumGebruik>"), focus=R1),
    # The client and names.
    case("CS002", put("Client/Bsn", "999990018"), focus=CLIENT),
    case("CS050", put("Client/Naam/NaamGebruik", "5"), focus="Client/Naam"),
    case("CS050", put(f"{R1}/Naam/NaamGebruik", "6"), focus=f"{R1}/Naam"),
    case("CS050", put(f"{R2}/Naam/NaamGebruik", "2"), focus=f"{R2}/Naam"),
    case(
        "CS318",
        drop_if_there("Client/Naam/Partnernaam"),
        put("Client/Naam/NaamGebruik", "6"),
        focus="Client/Naam",
    ),
    case("CD007", drop("Client/Communicatie/Taal"), focus=CLIENT),
    case("CD007", put("Client/Communicatie/Vorm", "2"), focus=CLIENT),
    # Contact and address.
    case("TR061", drop(K1, K2), focus=CLIENT),
    case("TR006", drop(f"{R2}/Contact/Telefoon"), focus=f"{R2}/Contact"),
    case("TR006", drop(f"{K2}/Adres/Huis"), focus=K2),
    case("CD009", after(f"{K2}/Emailadres", PERIOD), focus=K2),
    case("CD034", drop(f"{ADRES1}/Postcode", f"{ADRES1}/LandCode"), focus=f"{R1}/Contact"),
    case("CD034", put(f"{K3}/Soort", "03"), drop(f"{K3}/Periode"), focus=K3),
    case("CD005", drop(f"{ADRES1}/LandCode"), focus=ADRES1),
    case("CD005", put(f"{R1}/Contact/Soort", "02"), drop(f"{ADRES1}/Postcode"), focus=ADRES1),
    case("CD025", drop(HUIS1), focus=ADRES1),
    case("CS089", put(f"{ADRES1}/Postcode", "9998 ZX"), focus=ADRES1),
    case("CS089", put(f"{K2}/Adres/LandCode", "NL"), focus=f"{K2}/Adres"),
    # Header.
    case("CS015", put(f"{HEADER}/BerichtSubversie", "1"), focus=""),
    case("CS025", put(f"{HEADER}/BerichtVersie", "2"), focus=""),
    case("RS047", put(f"{HEADER}/BerichtCode", "415"), focus=""),
    case("RS048", put(f"{HEADER}/XsdVersie/BerichtXsdVersie", "1.0"), focus=""),
    case("RS048", put(f"{HEADER}/XsdVersie/BasisschemaXsdVersie", "1.0.02"), focus=""),
    # Numbers.
    case("RS001", put(f"{T1}/Omvang/Volume", "-1"), focus=f"{T1}/Omvang"),
    case("RS001", put(f"{T3}/Budget", "-480000"), focus=T3),
    case("RS001", put(f"{T3}/ToewijzingNummer", "-3"), focus=T3),
    case("RS001", put(f"{HUIS1}/Huisnummer", "-7"), focus=ADRES1),
    case("RS001", put(f"{R1}/Volgorde", "-1"), focus=R1),
    case("RS001", put(f"{HEADER}/BerichtVersie", "-3"), focus="", also=["CS025"]),
    case("RS002", put(f"{R1}/Volgorde", "100"), focus=R1),
    case("RS002", put(f"{HEADER}/BerichtSubversie", "100"), focus="", also=["CS015"]),
    case("RS004", put(f"{HUIS1}/Huisnummer", "100000"), focus=ADRES1),
    case("RS005", put(f"{T1}/Omvang/Volume", "100000000"), focus=f"{T1}/Omvang"),
    case("RS005", put(f"{T3}/Budget", "100000000"), focus=T3),
    case("RS006", put(f"{T2}/ToewijzingNummer", "1000000000"), focus=T2),
    # Lengths.
    case("RS008", put(f"{HUIS1}/Huisletter", "CD"), focus=ADRES1),
    case("RS008", put("Client/Geslacht", "02"), focus=CLIENT, also=["COD046"]),
    case("RS008", put(f"{R2}/Naam/NaamGebruik", "06"), focus=f"{R2}/Naam", also=["COD700"]),
    case("RS009", put(f"{T1}/Omvang/Eenheid", "016"), focus=f"{T1}/Omvang", also=["WJ756"]),
    case("RS009", put(f"{ADRES1}/LandCode", "NLD"), focus=ADRES1, also=["COD032"]),
    case("RS009", put(f"{T2}/Product/Categorie", "042"), focus=f"{T2}/Product", also=["JZ020"], messages=JW),
    case("RS009", put(f"{T2}/Product/Categorie", "002"), focus=f"{T2}/Product", also=["WMO020"], messages=WMO),
    case("RS010", put(f"{HEADER}/BerichtCode", "4360"), focus="", also=["RS047"]),
    case("RS011", put(f"{HUIS1}/HuisnummerToevoeging", "2 HOOG"), focus=ADRES1),
    case("RS011", put(f"{R2}/Contact/Telefoon/Telefoon01/Landnummer", "00031"), focus=f"{R2}/Contact"),
    case("RS012", put(f"{T1}/Product/Code", "45B007"), focus=f"{T1}/Product"),
    case("RS013", put("Client/Naam/Voorletters", "ABCDEFG"), focus="Client/Naam"),
    case("RS014", put(f"{K2}/Adres/Postcode", "B-3999-XX"), focus=f"{K2}/Adres"),
    case("RS014", put(f"{HEADER}/Ontvanger", "737399910"), focus="Header/Ontvanger", also=["RS036"]),
    case("RS015", put("Client/Bsn", "9999900190"), focus=CLIENT, also=["RS037"]),
    case("RS016", put("Client/Naam/Geslachtsnaam/Voorvoegsel", "van onder de"), focus="Client/Naam"),
    case("RS016", put(f"{R1}/Naam/Partnernaam/Voorvoegsel", "van onder de"), focus=f"{R1}/Naam"),
    case("RS017", put(f"{HEADER}/BerichtIdentificatie/Identificatie", LONG[:13]), focus=""),
    case(
        "RS018",
        put(f"{R2}/Contact/Telefoon/Telefoon01/Telefoonnummer", "0800555033080055"),
        focus=f"{R2}/Contact",
    ),
    case("RS019", put(f"{R2}/Nummer", LONG[:21]), focus=R2),
    case("RS020", put(f"{ADRES1}/Straatnaam", LONG[:25]), focus=ADRES1),
    case("RS021", put("Client/Communicatie/Taal", LONG[:26]), focus=CLIENT),
    case("RS023", put(f"{K3}/Organisatie", LONG[:36]), focus=K3),
    case("RS024", put(f"{T1}/ReferentieAanbieder", LONG[:37]), focus=f"{T1}/ReferentieAanbieder"),
    case("RS026", put(f"{ADRES1}/Plaatsnaam", LONG[:81]), focus=ADRES1),
    case("RS026", put(f"{K2}/Emailadres", LONG[:81]), focus=K2),
    case("RS028", put("Client/Naam/Geslachtsnaam/Achternaam", LONG[:201]), focus="Client/Naam"),
    case("RS028", put(f"{R1}/Naam/Partnernaam/Achternaam", LONG[:201]), focus=f"{R1}/Naam"),
    case("RS028", put("Client/Naam/Voornamen", LONG[:201]), focus="Client/Naam"),
    # Emptiness and form.
    case("RS031", put("Client/Commentaar", ""), focus=CLIENT),
    case("RS031", put(f"{T1}/Commentaar", " \n\t"), focus=T1),
    case("RS032", put(f"{T1}/Einddatum", "2027-04-04Z"), focus=T1),
    case("RS032", put(f"{T1}/Toewijzingsdatum", "2026-03-12+01:00"), focus=T1),
    case("RS033", put("Client/Naam/Voornamen", ""), focus="Client/Naam"),
    case("RS033", put(f"{K3}/Organisatie", "   "), focus=K3),
    case("RS034", put(f"{T1}/Toewijzingstijd", "09:05:00Z"), focus=T1),
    case("RS034", put(f"{T1}/Toewijzingstijd", "09:05:00-02:00"), focus=T1),
    case("RS035", put(f"{HEADER}/Afzender", "518"), focus="Header/Afzender"),
    case("RS036", put(f"{HEADER}/Ontvanger", "7373999A"), focus="Header/Ontvanger"),
    case("RS037", put("Client/Bsn", "99999001"), focus=CLIENT),
    case("RS037", put("Client/Bsn", "9999 9001"), focus=CLIENT),
    case("RS045", put("Client/Naam/Voorletters", "M.J."), focus="Client/Naam"),
    case("RS045", put("Client/Naam/Voorletters", "M J"), focus="Client/Naam"),
    case("RS046", put(f"{R2}/Contact/Telefoon/Telefoon01/Telefoonnummer", "0800-555033"), focus=f"{R2}/Contact"),
    case(
        "RS033", put(f"{T1}/Product/Code", ""), put(f"{T2}/Product/Code", ""), focus=[f"{T1}/Product", f"{T2}/Product"]
    ),
    # Code lists.
    case("COD032", put(f"{K2}/Adres/LandCode", "XX"), focus=f"{K2}/Adres"),
    case("COD046", put("Client/Geslacht", "9"), focus=CLIENT),
    case("COD046", put(f"{R1}/Geslacht", ""), focus=R1),
    case("COD170", put("Client/Geboortedatum/DatumGebruik", "4"), focus=CLIENT),
    case("COD170", put(f"{R3}/Geboortedatum/DatumGebruik", "0"), focus=R3),
    case("COD472", put(f"{R1}/Soort", "99"), focus=R1),
    case("COD700", put("Client/Naam/NaamGebruik", "9"), focus="Client/Naam"),
    case("COD747", put("Client/Communicatie/Vorm", "9"), focus=CLIENT),
    case("COD757", put(f"{K3}/Soort", "99"), focus=K3),
    case("COD757", drop(K2), put(f"{K1}/Soort", "99"), focus=K1),
    case("JZ002", put(f"{T1}/RedenWijziging", "99"), focus=f"{T1}/RedenWijziging", messages=JW),
    case("JZ020", put(f"{T1}/Product/Categorie", "07"), focus=f"{T1}/Product", messages=JW),
    case("NUM061", put(f"{HUIS1}/AanduidingWoonadres", "ZZ"), focus=ADRES1),
    case("WJ003", put("Client/WettelijkeVertegenwoordiging", "01"), focus=CLIENT),
    case("WJ232", put("Client/JuridischeStatus", "99"), focus="Client/JuridischeStatus"),
    case("WJ756", put(f"{T1}/Omvang/Eenheid", "15"), focus=f"{T1}/Omvang"),
    case("WMO002", put(f"{T1}/RedenWijziging", "15"), focus=f"{T1}/RedenWijziging", messages=WMO),
    case("WMO020", put(f"{T1}/Product/Categorie", "45"), focus=f"{T1}/Product", messages=WMO),
    case("WMO757", put(f"{T1}/Omvang/Frequentie", "3"), focus=f"{T1}/Omvang"),
    # Structure: missing, too many, impossible values, groups that are no node.
    case("STRUCTUUR", drop("Client/Bsn"), focus=CLIENT),
    case("STRUCTUUR", twice("Client/Bsn", "999990020"), focus=CLIENT),
    case("STRUCTUUR", drop("Client/Geboortedatum"), focus=CLIENT),
    case("STRUCTUUR", drop("Client/Naam"), focus=CLIENT),
    case("STRUCTUUR", twice("Client/Naam"), focus=CLIENT),
    case("STRUCTUUR", drop("Client/Naam/Geslachtsnaam"), focus="Client/Naam"),
    case("STRUCTUUR", drop(f"{R1}/Naam/Partnernaam/Achternaam"), focus=f"{R1}/Naam"),
    case("STRUCTUUR", drop("Client/Communicatie/Vorm"), focus=CLIENT),
    case("STRUCTUUR", drop("Client/Communicatie/Vorm", "Client/Communicatie/Taal"), focus=CLIENT),
    case("STRUCTUUR", drop("Client/ToegewezenProducten"), focus=CLIENT),
    case("STRUCTUUR", drop(f"{HEADER}/Afzender"), focus=CLIENT),
    case("STRUCTUUR", drop(f"{HEADER}/Ontvanger"), focus=[T1, T2, T3]),
    case("STRUCTUUR", drop(f"{HEADER}/BerichtIdentificatie/Dagtekening"), focus=""),
    case("STRUCTUUR", put(f"{HEADER}/BerichtVersie", "drie"), focus=""),
    case("STRUCTUUR", drop(CLIENT), focus=""),
    case("STRUCTUUR", drop(f"{R1}/Nummer"), focus=R1),
    case("STRUCTUUR", drop(f"{R1}/Contact"), focus=R1),
    case("STRUCTUUR", drop(f"{R3}/Geboortedatum/Datum"), focus=R3),
    case("STRUCTUUR", drop(f"{HUIS1}/Huisnummer"), focus=ADRES1),
    case("STRUCTUUR", drop(f"{R1}/Contact/Soort"), focus=f"{R1}/Contact"),
    case("STRUCTUUR", drop(f"{K3}/Telefoon/Telefoon01/Telefoonnummer"), focus=f"{K3}/Telefoon/Telefoon01"),
    case("STRUCTUUR", put(f"{T1}/Einddatum", "2026-06-31"), focus=T1),
    case("STRUCTUUR", put(f"{T1}/Einddatum", "14-07-2026"), focus=T1),
    case("STRUCTUUR", put(f"{T1}/Ingangsdatum", "20260-04-06"), focus=T1),  # and nothing compares it
    case("STRUCTUUR", put(f"{T1}/Einddatum", "-0001-01-01"), focus=T1),
    case("STRUCTUUR", put(f"{R1}/Geboortedatum/Datum", "20026-01-01"), focus=R1),
    case("STRUCTUUR", put(f"{R1}/Geboortedatum/Datum", "-0044-03-15"), focus=R1),
    case("STRUCTUUR", put("Client/Geboortedatum/Datum", "2011-02-30"), focus=CLIENT),
    case("STRUCTUUR", put(f"{T1}/Toewijzingstijd", "25:00:00"), focus=T1),
    case("STRUCTUUR", put(f"{T1}/Omvang/Volume", "2,5"), focus=f"{T1}/Omvang"),
    case("STRUCTUUR", put(f"{HUIS1}/Huisnummer", "118C"), focus=ADRES1),
    case("STRUCTUUR", drop(f"{T1}/ToewijzingNummer"), focus=T1),
    case("STRUCTUUR", drop(f"{T1}/Ingangsdatum"), focus=T1),
    case("STRUCTUUR", drop(f"{T1}/Product/Categorie"), focus=f"{T1}/Product"),
    case("STRUCTUUR", drop(f"{T1}/Omvang/Frequentie"), focus=f"{T1}/Omvang"),
    case("STRUCTUUR", twice(f"{T1}/Omvang"), focus=f"{T1}/Product"),
]

PASSING = [
    ("SLIDE-2", [drop(f"{T3}/Budget")]),  # only a category: legal
    ("SLIDE-3", [drop(f"{T3}/Product", T1, T2)]),  # only a budget: legal
    (
        "CD080",
        [drop(f"{T1}/Product/Code"), put(f"{T1}/Ingangsdatum", "2020-01-01"), put(f"{T1}/Einddatum", "2020-12-31")],
    ),
    ("CS003", [put(f"{T1}/Einddatum", "2026-04-06")]),
    ("CS335", [put(f"{T1}/RedenWijziging", "13"), put(f"{T1}/Einddatum", "2026-04-06")]),
    (
        "CS338",
        [
            put(f"{T1}/Omvang/Frequentie", "1"),
            put(f"{T1}/Ingangsdatum", "2020-01-01"),
            put(f"{T1}/Einddatum", "2020-12-31"),
        ],
    ),
    ("TR002", [put(f"{R1}/Geboortedatum/Datum", "1906-03-16")]),
    ("TR002", [put("Client/Geboortedatum/Datum", "1900-01-01"), put("Client/Geboortedatum/DatumGebruik", "3")]),
    ("TR134", [put(f"{R1}/Geboortedatum/Datum", "2026-03-16")]),
    ("CS139", [put("Client/Geboortedatum/Datum", "2011-01-01"), put("Client/Geboortedatum/DatumGebruik", "2")]),
    ("CD007", [put("Client/Communicatie/Vorm", "2"), drop("Client/Communicatie/Taal")]),
    ("CD025", [put(f"{R1}/Contact/Soort", "02"), drop(ADRES1)]),
    ("TR061", [drop(K1)]),
    ("TR101", [put(f"{R1}/Contact/Soort", "02")]),  # the same kind as the client has: another parent
    ("TR302", [put(f"{T2}/Product/Code", "XX001"), put(f"{T1}/Product/Code", "XX002")]),
    (  # one follows the other
        "TR302",
        [
            put(f"{T1}/Product/Code", "XX001"),
            put(f"{T2}/Product/Code", "XX001"),
            put(f"{T2}/Ingangsdatum", "2027-04-05"),
        ],
    ),
    (  # one is deleted
        "TR302",
        [
            put(f"{T1}/Product/Code", "XX001"),
            put(f"{T2}/Product/Code", "XX001"),
            put(f"{T1}/RedenWijziging", "13"),
            put(f"{T1}/Einddatum", "2026-04-06"),
        ],
    ),
    ("STRUCTUUR", [put(f"{T1}/Omvang/Volume", " 6\n"), put(f"{T1}/Einddatum", "\t2027-04-04 ")]),
    ("RS002", [put(f"{R1}/Volgorde", "99")]),
    ("RS034", [put(f"{T1}/Toewijzingstijd", "23:59:59.999")]),
    ("RS045", [put("Client/Naam/Voorletters", "ÉÇ")]),
    ("STRUCTUUR", [put(f"{T1}/Omvang/Volume", "007"), put(f"{T1}/Toewijzingstijd", "24:00:00")]),
    ("STRUCTUUR", [put("Client/Geboortedatum/DatumGebruik", "1"), put("Client/Geboortedatum/Datum", "2012-02-01")]),
]


def each(cases: list[Case]) -> list[object]:
    counts: dict[tuple[str, str], int] = {}
    params: list[object] = []
    for index, one in enumerate(cases):
        for message in one.messages:
            number = counts[one.rule, message] = counts.get((one.rule, message), 0) + 1
            params.append(pytest.param(index, message, id=f"{one.rule}-{number}-{message}"))
    return params


def judge(documents: Iterable[Document], engine: str = "pyshifty") -> list[frozenset[Finding]]:
    """Give what is found in each message; they are judged in one graph, as they do not touch each other."""
    seen: set[str] = set()
    messages = [lift(document, seen) for document in documents]
    triples = [triple for message in messages for triple in message.triples]
    per_message: dict[str, set[Finding]] = {message.iri: set() for message in messages}
    for finding in check(triples, load_shapes(), engine):
        per_message[finding.focus.partition("#")[0] + "#"].add(finding)
    return [frozenset(per_message[message.iri]) for message in messages]


def found(document: Document) -> frozenset[Finding]:
    return check(lift(document).triples, load_shapes())


def codes(findings: Iterable[Finding]) -> set[str]:
    return {finding.rule for finding in findings}


@cache
def failing(message_type: str) -> dict[int, frozenset[Finding]]:
    indexes = [index for index, one in enumerate(FAILING) if message_type in one.messages]
    documents = [build(message_type, *FAILING[index].changes) for index in indexes]
    return dict(zip(indexes, judge(documents), strict=True))


def related(rule: str) -> set[str]:
    """Every rule that can be reached through equivalence and consequence, in either direction."""
    rules = load_shapes().rules
    reached, todo = {rule}, [rule]
    while todo:
        here = rules[todo.pop()]
        near = {*here.equivalent, *here.follows_from, *_consequences(here.code)}
        todo.extend(near - reached)
        reached |= near
    return reached


@cache
def _consequences(code: str) -> frozenset[str]:
    return frozenset(rule.code for rule in load_shapes().rules.values() if code in rule.follows_from)


def expected(one: Case) -> set[str]:
    rules = load_shapes().rules
    chosen = {one.rule, *one.also}
    return chosen | {other for code in chosen for other in rules[code].equivalent}


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_our_messages_conform(message_type: str) -> None:
    message = lift(build(message_type))
    assert not message.unknown
    assert not check(message.triples, load_shapes())


@pytest.mark.parametrize(("index", "message_type"), each(FAILING))
def test_fails_exactly_the_declared_set(index: int, message_type: str) -> None:
    one, findings = FAILING[index], failing(message_type)[index]
    assert codes(findings) == expected(one)
    assert codes(findings) <= related(one.rule), "what comes with a rule must be related to it"
    places = {names.instance_xpath(finding.focus) for finding in findings if finding.rule == one.rule}
    assert places == {f"/Bericht/{path}".rstrip("/") for path in one.focus}


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
@pytest.mark.parametrize(("rule", "changes"), PASSING)
def test_passes_at_the_edge(rule: str, changes: list[Change], message_type: str) -> None:
    assert rule in load_shapes().rules
    assert not found(build(message_type, *changes))


def test_every_rule_has_a_failing_message() -> None:
    shaped = {rule.code for rule in load_shapes().rules.values() if rule.shape and rule.level == "bericht"}
    assert {one.rule for one in FAILING} == shaped


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_every_rule_fails_in_each_message_it_is_for(message_type: str) -> None:
    rules = load_shapes().rules.values()
    wanted = {rule.code for rule in rules if rule.shape and message_type in rule.messages}
    assert {one.rule for one in FAILING if message_type in one.messages} == wanted


def test_categories_11_to_14_may_overlap_for_the_wmo_only() -> None:
    same = [
        change
        for product in (T1, T2)
        for change in (put(f"{product}/Product/Categorie", "11"), put(f"{product}/Product/Code", "11A01"))
    ]
    assert codes(found(build("WMO301", *same))) == set()
    assert codes(found(build("JW301", *same))) == {"JZ020", "TR302"}


def test_categories_11_to_14_may_overlap_with_another_category_seen_from_either_side() -> None:
    changes = [put(f"{product}/Product/Code", "X0001") for product in (T1, T2)]
    assert codes(found(build("WMO301", *changes))) == {"TR302"}
    assert codes(found(build("WMO301", *changes, put(f"{T2}/Product/Categorie", "12")))) == set()


def test_no_product_may_overlap_with_categories_11_to_14_for_the_wmo() -> None:
    changes = [drop(T2, f"{T1}/Product/Code", f"{T1}/Omvang"), put(f"{T1}/Product/Categorie", "14")]
    assert (
        codes(found(build("WMO301", *changes, drop("Client/ToegewezenProducten/ToegewezenProduct[2]/Product"))))
        == set()
    )


def test_category_alone_is_legal() -> None:
    for message_type in MESSAGE_TYPES:
        assert not found(build(message_type, drop(f"{T3}/Budget", f"{T3}/Einddatum")))


def test_omvang_counts_without_product() -> None:
    """In the graph Omvang hangs on Product; a missing Product must not hide it."""
    changes = [drop(f"{T1}/Product", T2, T3), after(f"{T1}/Omvang", "<m:Budget>900</m:Budget>")]
    for message_type in MESSAGE_TYPES:
        assert codes(found(build(message_type, *changes))) == {"CD077", "CD078", "CD080", "SLIDE-2"}


OWN_FORM = {
    "Bsn": "RS037",
    "Afzender": "RS035",
    "Ontvanger": "RS036",
    "BerichtCode": "RS047",
    "BasisschemaXsdVersie": "RS048",
    "BerichtXsdVersie": "RS048",
    "Commentaar": "RS031",
    "Voorletters": "RS045",
    "Telefoonnummer": "RS046",
    "Geslacht": "COD046",
    "DatumGebruik": "COD170",
    "NaamGebruik": "COD700",
    "Vorm": "COD747",
    "JuridischeStatus": "WJ232",
    "WettelijkeVertegenwoordiging": "WJ003",
    "AanduidingWoonadres": "NUM061",
    "LandCode": "COD032",
    "Eenheid": "WJ756",
    "Frequentie": "WMO757",
    **dict.fromkeys(
        (
            *("BerichtVersie", "BerichtSubversie", "Dagtekening", "Datum", "Volgorde", "Huisnummer", "Begindatum"),
            *("Einddatum", "ToewijzingNummer", "Toewijzingsdatum", "Toewijzingstijd", "Ingangsdatum", "Volume"),
            "Budget",
        ),
        "STRUCTUUR",
    ),
}
"""What an empty element is reported as when RS033 is not about it."""


def empty_code(path: str, message_type: str) -> str:
    law = {"Categorie": ("JZ020", "WMO020"), "RedenWijziging": ("JZ002", "WMO002")}
    name = path.rsplit("/", 1)[-1]
    if name in law:
        return law[name][MESSAGE_TYPES.index(message_type)]
    if name == "Soort":
        return "COD757" if "Contact" in path else "COD472"
    return OWN_FORM.get(name, "RS033")


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_an_empty_element_is_reported_once(message_type: str) -> None:
    paths = leaf_paths(message_type)
    reported = judge(build(message_type, put(path, "")) for path in paths)
    assert {path: codes(findings) for path, findings in zip(paths, reported, strict=True)} == {
        path: {empty_code(path, message_type)} for path in paths
    }


CONDITIONS = {
    "CD005",
    "CD007",
    "CD025",
    "CD034",
    "CD041",
    "CD075",
    "CD076",
    "CD080",
    "CS050",
    "SLIDE-1",
    "STRUCTUUR",
    "TR006",
}
"""Rules that may ask for an element that is missing, or that see what it leaves behind."""


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_a_missing_element_breaks_no_rule_about_values(message_type: str) -> None:
    paths = leaf_paths(message_type)
    for path, findings in zip(paths, judge(build(message_type, drop(path)) for path in paths), strict=True):
        assert codes(findings) <= CONDITIONS, path


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_time_zone_on_any_date(message_type: str) -> None:
    paths = [path for path in leaf_paths(message_type) if path.lower().endswith(("datum", "dagtekening"))]
    assert len(paths) >= 12
    documents = [build(message_type, put(path, _text(message_type, path) + "Z")) for path in paths]
    for path, findings in zip(paths, judge(documents), strict=True):
        assert codes(findings) == {"RS032"}, path


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_impossible_value_on_any_date_or_number(message_type: str) -> None:
    names_ = {name for name, code in OWN_FORM.items() if code == "STRUCTUUR"}
    paths = [path for path in leaf_paths(message_type) if path.rsplit("/", 1)[-1] in names_]
    for value in ("2026-06-31", "31-12-2025", "1.5"):
        documents = [build(message_type, put(path, value)) for path in paths]
        for path, findings in zip(paths, judge(documents), strict=True):
            assert codes(findings) == {"STRUCTUUR"}, (path, value)


def _text(message_type: str, path: str) -> str:
    from lxml import etree

    from tests.messages_builder import find

    return find(etree.fromstring(build(message_type).data), path).text or ""


@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_published_messages_conform(reference: Path, message_type: str) -> None:
    """The published 301 messages break no rule: judged by hand, that is true."""
    folder = {"JW301": "ijw-3.2", "WMO301": "iwmo-3.2"}[message_type]
    path = reference / "istandaarden" / folder / "berichten" / f"{message_type}.xml"
    assert codes(found(Document(path.name, path.read_bytes()))) == set()


def test_several_messages_in_one_graph_do_not_touch_each_other() -> None:
    """The laws side by side, the same numbers in both: each message is judged by its own rules."""
    assert judge(build(message_type) for message_type in MESSAGE_TYPES * 2) == [frozenset()] * 4


@pytest.mark.slow
@pytest.mark.parametrize("message_type", MESSAGE_TYPES)
def test_the_reference_engine_agrees(message_type: str) -> None:
    """One case of each rule, and every one of the rule with the longest query."""
    last = {one.rule: index for index, one in enumerate(FAILING) if message_type in one.messages}
    chosen = [index for index, one in enumerate(FAILING) if index == last.get(one.rule) or one.rule == "TR302"]
    chosen = [index for index in chosen if message_type in FAILING[index].messages]
    documents = [build(message_type, *FAILING[index].changes) for index in chosen]
    for index, findings in zip(chosen, judge(documents, "pyshacl"), strict=True):
        assert _keys(findings) == _keys(failing(message_type)[index]), FAILING[index]


def _keys(findings: Iterable[Finding]) -> set[tuple[str, str, str, str]]:
    return {
        (finding.rule, names.instance_xpath(finding.focus), finding.path, str(finding.value)) for finding in findings
    }


def test_related_rules_are_declared_on_shapes() -> None:
    rules = load_shapes().rules
    assert rules["SLIDE-1"].equivalent == ("CD041",)
    assert rules["SLIDE-3"].equivalent == ("CD079",)
    assert rules["CD077"].equivalent == ("CD078",)
    assert rules["SLIDE-2"].follows_from == ("CD041", "CD077")
    assert isinstance(rules["TR302"], Rule)
