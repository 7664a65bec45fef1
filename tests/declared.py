"""Says which rules a text at an element must break, from the published inventory and the schema alone.

What the shapes do is not looked at: this is what they are held against.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from kg.schema import Part, message_schema
from kg.sources.lifting import ANSWERED, standard_of
from kg.validation.codelists import read_code_lists
from kg.validation.examples import leaf_paths
from kg.validation.inventory import published_rules, rules_of
from kg.validation.rules import STRUCTURE
from kg.validation.shapes import load_shapes

FORM = frozenset({"RS031", "RS033", "RS035", "RS036", "RS037", "RS045", "RS046", "RS047", "RS048", "CS319"})
"""Published rules on the pattern of a text; each element has at most one of them."""

EXACT = frozenset({"CS015", "CS025"})
"""Published rules that a number is the one of this release."""

_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)?|24:00:00(Z|[+-]\d\d:\d\d)?")
_NUMBER = re.compile(r"[+-]?\d+")


@cache
def schema(message_type: str) -> Mapping[str, Part]:
    """Give the elements of a message type by path."""
    return message_schema(standard_of(message_type), message_type)


@cache
def leaves(message_type: str) -> Mapping[str, Part]:
    """Give the elements with text in a base message, by a path in it: of repeated ones only the first."""
    found: dict[str, Part] = {}
    for path in leaf_paths(message_type):
        part = schema(message_type)["/Bericht/" + re.sub(r"\[\d+\]", "", path)]
        if part not in found.values():
            found[path] = part
    return found


def facet(part: Part, name: str) -> str:
    """Give what the schema says of the text of an element: ``base``, ``maxLength``, ``pattern``, …

    >>> facet(schema("JW301")["/Bericht/Client/Bsn"], "maxLength")
    '9'
    """
    found = re.search(rf"(?:^|; ){name}=(.*?)(?=; \w+=|$)", part.pattern)
    return found[1].removeprefix("xs:") if found else ""


def codes_of(part: Part, message_type: str) -> tuple[str, ...]:
    """Give the codes of the list that the text of an element is from; none when it has no list we hold it against."""
    lists = [name for name in listed(part) if name in load_shapes().rules]
    return read_code_lists()[lists[0]].of(standard_of(message_type)) if lists else ()


def listed(part: Part) -> tuple[str, ...]:
    """Give the ids of the code lists of an element."""
    return tuple(name.partition(":")[2] for name in part.code_lists)


@cache
def limits() -> Mapping[str, int]:
    """Give the length or the number that each rule about one draws the line at, by its code.

    >>> limits()["RS017"], limits()["RS004"]
    (12, 99999)
    """
    found: dict[str, set[str]] = {}
    for code, rule in published_rules().items():
        for place in rule.places if rule.kind == "RS" and code not in FORM else ():
            part = schema(place.message)[place.path]
            found.setdefault(code, set()).add(facet(part, "maxLength") or facet(part, "maxInclusive"))
    return {code: int(number) for code, (number, *more) in found.items() if number and not more}


def published(message_type: str, part: Part) -> frozenset[str]:
    """Give the codes of the rules published for an element; a return message repeats elements of what it answers."""
    own = rules_of(message_type).get(part.path, ())
    answered = rules_of(ANSWERED[message_type]).get(part.path, ()) if message_type in ANSWERED else ()
    return frozenset((*own, *answered))


def declared(message_type: str, part: Part, text: str) -> set[str]:
    """Give the codes of the rules that a text at an element breaks: none when it is as the schema wants it.

    >>> declared("JW301", schema("JW301")["/Bericht/Client/Bsn"], "1234567890") == {"RS015", "RS037"}
    True
    """
    rules = published(message_type, part)
    check = {"integer": _number, "date": _date, "time": _time}.get(facet(part, "base"), _text)
    broken, wrong = check(message_type, part, rules, text)
    return broken or ({STRUCTURE} if wrong else set())


Verdict = tuple[set[str], bool]
"""The published rules that are broken, and whether the schema is."""


def _text(message_type: str, part: Part, rules: frozenset[str], text: str) -> Verdict:
    long = bool(facet(part, "maxLength")) and len(text) > int(facet(part, "maxLength"))
    pattern = facet(part, "pattern")
    off = bool(pattern) and re.fullmatch(pattern, text) is None
    empty = not text.strip() and bool(facet(part, "minLength"))
    allowed = codes_of(part, message_type)
    unknown = bool(allowed) and text not in allowed
    broken: set[str] = {code for code in rules if code in limits()} if long else set()
    broken |= (rules & FORM) if off and not empty else set()
    broken |= (rules & FORM - {"CS319"}) if empty else set()  # it says nothing of what is not there
    broken |= {name for name in listed(part) if name in load_shapes().rules} if unknown else set()
    return broken, long or off or empty or unknown


def _number(_: str, part: Part, rules: frozenset[str], text: str) -> Verdict:
    if not _NUMBER.fullmatch(text):
        return set(), True
    low, high = int(text) < int(facet(part, "minInclusive")), int(text) > int(facet(part, "maxInclusive"))
    other = bool(facet(part, "pattern")) and int(text) != int(facet(part, "pattern"))
    broken = set(rules & {"RS001"}) if low else set()
    broken |= {code for code in rules if code in limits() and code != "RS001"} if high else set()
    broken |= (rules & EXACT) if other else set()
    return broken, low or high or other


def _date(_: str, part: Part, rules: frozenset[str], text: str) -> Verdict:
    found = _DATE.fullmatch(text)
    try:
        date.fromisoformat(found[1] if found else text[:0])
    except ValueError:
        return set(), True
    return (set(rules & {"RS032"}), True) if found and found[2] else (set(), False)


def _time(_: str, part: Part, rules: frozenset[str], text: str) -> Verdict:
    found = _TIME.fullmatch(text)
    if found is None:
        return set(), True
    return (set(rules & {"RS034"}), True) if any(found.groups()) else (set(), False)
