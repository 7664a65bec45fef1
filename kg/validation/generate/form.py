"""Writes shapes/formaat.ttl: the restrictions (RS) on the form of single values.

The inventory says which restriction is on which element. All elements of a datatype have the same restrictions, so
those of the return messages, for which the inventory has only the header, follow from their datatypes; the limits
are the facets of those datatypes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from kg import names
from kg.errors import GizoError
from kg.schema import message_schema
from kg.sources.lifting import standard_of
from kg.validation.generate.lists import listed
from kg.validation.generate.turtle import Part, Stated, Texts, both, curie, document, local, source_of
from kg.validation.generate.uses import Value, all_uses
from kg.validation.inventory import published_rules

HEADER = ("RS047",)
"""Restrictions that stand in bericht.ttl: what they ask depends on the message type."""

REJECT_EMPTY = ("RS031", "RS033", "RS035", "RS036", "RS037", "RS045", "RS046", "RS047", "RS048")
"""Restrictions that an empty text breaks."""

_LOWEST = ("RS001",)
_HIGHEST = ("RS002", "RS004", "RS005", "RS006", "RS040")
_LENGTHS = (
    "RS008", "RS009", "RS010", "RS011", "RS012", "RS013", "RS014", "RS015", "RS016", "RS017", "RS018", "RS019",
    "RS020", "RS021", "RS023", "RS024", "RS025", "RS026", "RS028",
)  # fmt: skip
_FORMS: Mapping[str, tuple[str, Texts]] = {
    "RS031": (
        'sh:pattern "\\\\S"',
        ("Het commentaar is leeg. Vul tekst in of laat het element weg.",
         "The comment is empty. Fill in text or leave out the element."),
    ),
    "RS033": (
        'sh:pattern "\\\\S"',
        ("Dit element is leeg. Vul het of laat het weg.",
         "This element is empty. Fill it or leave it out."),
    ),
    "RS032": (
        "sh:not shape:datum-met-tijdzone",
        ("De datum {?value} heeft een tijdzone. Geef alleen jaar, maand en dag (JJJJ-MM-DD).",
         "The date {?value} has a time zone. Give only year, month and day (YYYY-MM-DD)."),
    ),
    "RS034": (
        "sh:not shape:tijd-met-tijdzone",
        ("De tijd {?value} heeft een tijdzone. Geef alleen uren, minuten en seconden.",
         "The time {?value} has a time zone. Give only hours, minutes and seconds."),
    ),
    "RS035": (
        'sh:pattern "^[0-9]{4}$"',
        ("De gemeentecode {?value} bestaat niet uit vier cijfers. Vul de code met voorloopnul in.",
         "Municipality code {?value} does not consist of four digits. Fill in the code with its leading zero."),
    ),
    "RS036": (
        'sh:pattern "^[0-9]{8}$"',
        ("De AGB-code {?value} bestaat niet uit acht cijfers. Vul de volledige code in.",
         "AGB code {?value} does not consist of eight digits. Fill in the complete code."),
    ),
    "RS037": (
        'sh:pattern "^[0-9]{9}$"',
        ("Het bsn bestaat niet uit negen cijfers. Vul het volledige nummer in.",
         "The bsn does not consist of nine digits. Fill in the complete number."),
    ),
    "RS045": (
        'sh:pattern "^[A-Za-zÀ-ỳ]+$"',
        ("De voorletters {?value} bevatten iets anders dan letters. Schrijf ze aaneen, zonder punten en spaties.",
         "The initials {?value} contain something else than letters. Write them together, without dots and spaces."),
    ),
    "RS046": (
        'sh:pattern "^[0-9]+$"',
        ("Het telefoonnummer {?value} bevat iets anders dan cijfers. Schrijf alleen cijfers, aaneen.",
         "Telephone number {?value} contains something else than digits. Write digits only, together."),
    ),
    "RS048": (
        'sh:pattern "^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)$"',
        ("De versie {?value} bestaat niet uit drie getallen met punten ertussen, zoals 1.0.0. Verbeter haar.",
         "Version {?value} does not consist of three numbers with dots between them, such as 1.0.0. Correct it."),
    ),
}  # fmt: skip
_COMMENTS: Mapping[str, Texts] = {
    "RS033": (
        "Geldt voor de elementen waarvoor de standaard hem noemt; alleen spaties is ook leeg. Is een ander element "
        "leeg, dan meldt de regel over zijn eigen vorm of codelijst dat, of anders STRUCTUUR.",
        "Holds for the elements for which the standard states it; only spaces is empty too. When another element is "
        "empty, the rule about its own form or code list says so, or else STRUCTUUR.",
    ),
}
_OF_FIXED_LENGTH = ("RS035", "RS036", "RS037")
_LOW = (
    "De waarde {{?value}} is negatief. Vul {0} of meer in.",
    "The value {{?value}} is negative. Fill in {0} or more.",
)
_HIGH = (
    "De waarde {{?value}} is te groot. Vul hoogstens {0} in.",
    "The value {{?value}} is too large. Fill in {0} at most.",
)
_LONG = (
    "De waarde is langer dan {0} teken{1}. Kort haar in.",
    "The value is longer than {0} character{2}. Shorten it.",
)
_VERSIONS = {"v:berichtversie": "CS025", "v:berichtsubversie": "CS015"}
_ABOUT = (
    "Restrictions (RS) on the form of a value: one property shape for each attribute that the standard states the",
    "restriction for, by way of its datatype. RS047, on the message code, stands in bericht.ttl. A number that is no",
    "whole number is reported by STRUCTUUR, not here.",
    "Made by make shapes from shapes/inventaris.csv, ontology/models and mappings/berichten; do not edit.",
)
Restricted = Mapping[str, Mapping[str, tuple[Value, ...]]]
"""The values each restriction is on: by code, then by attribute."""


def text() -> str:
    """Give the whole file.

    Raises:
        GizoError: for a restriction that is not known here, or whose datatypes disagree about its limit.
    """
    known = {*_LOWEST, *_HIGHEST, *_LENGTHS, *_FORMS, *HEADER}
    found = restricted()
    for code in found:
        if code not in known:
            raise GizoError(f"shapes: restrictie {code} is nieuw; zeg in generate/form.py wat zij vraagt")
    sections = (("Numbers", (*_LOWEST, *_HIGHEST)), ("Lengths", _LENGTHS), ("Emptiness and form", tuple(_FORMS)))
    body = [line for title, codes in sections for line in _section(title, codes, found)]
    return document(_ABOUT, body)


@cache
def restricted() -> Restricted:
    """Give the values that each restriction is on, in every message type.

    >>> sorted(map(curie, restricted()["RS037"]))
    ['gizo:clientBsn']
    """
    by_datatype: dict[str, set[str]] = defaultdict(set)
    for rule in published_rules().values():
        for place in rule.places if rule.kind == "RS" else ():
            part = message_schema(standard_of(place.message), place.message)[place.path]
            by_datatype[part.datatype].add(rule.code)
    found: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for uses in all_uses():
        for value in uses.values:
            for code in by_datatype[value.part.datatype] if value.main else ():
                found[code][value.term].append(value)
    return {code: {term: tuple(each) for term, each in terms.items()} for code, terms in sorted(found.items())}


def _section(title: str, codes: Sequence[str], found: Restricted) -> Iterator[str]:
    yield f"# {title}.\n"
    limits = sorted({_limit(code, found[code]) for code in codes if code in (*_LOWEST, *_HIGHEST)})
    for limit in limits:
        name, facet = ("minstens", "minInclusive") if not limit else ("hoogstens", "maxInclusive")
        yield f"shape:{name}-{limit} a sh:NodeShape ; sh:{facet} {limit} ."
    if limits:
        yield ""
    for code in codes:
        yield both(_rule(code, found[code]))


def _limit(code: str, values: Mapping[str, tuple[Value, ...]]) -> int:
    facet = "minInclusive" if code in _LOWEST else "maxInclusive" if code in _HIGHEST else "maxLength"
    limits = {value.facets.get(facet, "") for each in values.values() for value in each}
    if len(limits) != 1 or "" in limits:
        raise GizoError(f"shapes: {code} heeft niet overal dezelfde {facet}; importeer de standaard opnieuw")
    return int(limits.pop())


def _rule(code: str, values: Mapping[str, tuple[Value, ...]]) -> Stated:
    says, texts = _asks(code, values)
    types = tuple(sorted({value.message for each in values.values() for value in each}))
    parts = [
        Part(
            name=f"{code}-{local(term)}",
            path=curie(term),
            says=says,
            targets=(f"sh:targetSubjectsOf {curie(term)}",),
            types=of if (of := tuple(sorted({value.message for value in values[term]}))) != types else (),
        )
        for term in sorted(values, key=lambda term: (curie(term).startswith("v:"), curie(term)))
    ]
    return Stated(
        code=code,
        kind="RS",
        source=source_of(types, "RS", code),
        types=types,
        texts=texts,
        parts=tuple(parts),
        touches=tuple(term for term in values if not curie(term).startswith("v:")),
        follows=tuple(sorted(_follows(code, values))),
        comment=_COMMENTS.get(code),
    )


def _asks(code: str, values: Mapping[str, tuple[Value, ...]]) -> tuple[str, Texts]:
    if code in _FORMS:
        return _FORMS[code]
    limit = _limit(code, values)
    if code in _LENGTHS:
        endings = ("", "") if limit == 1 else ("s", "s")
        dutch, english = (template.format(limit, *endings) for template in _LONG)
        return f"sh:maxLength {limit}", (dutch, english)
    name, templates = ("minstens", _LOW) if code in _LOWEST else ("hoogstens", _HIGH)
    return f"sh:or ( shape:geen-geheel-getal shape:{name}-{limit} )", (
        templates[0].format(limit),
        templates[1].format(limit),
    )


def _follows(code: str, values: Iterable[str]) -> set[str]:
    """Give the rules that what breaks this one breaks too: a list of codes, a fixed length, a fixed version."""
    found: set[str] = set()
    for term in values:
        if code in _LENGTHS:
            found.update(list_ for list_, terms in listed().items() if term in terms)
            found.update(other for other in _OF_FIXED_LENGTH if term in restricted().get(other, {}))
            found.update(HEADER if term == names.V + "berichtcode" else ())
        elif code not in _FORMS and curie(term) in _VERSIONS:
            found.add(_VERSIONS[curie(term)])
    return found
