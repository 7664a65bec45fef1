"""How a comparison is worded, in Dutch and English: the same words in the picture, the table and the downloads."""

from __future__ import annotations

import re

from kg import names
from kg.comparison.outcome import Nothing, Place, Row, Side, Verdict
from kg.elements import Entry
from kg.members import Member, multiplicity

_ARROW = " → "
_PREFIX = re.compile(r"\b[LC]DT_")
"""The message standards put this before the name of every datatype."""
_IN_MESSAGES = ("ijw", "iwmo", "ieb")
_RELATIONS = {
    "exactMatch": ("=", {"nl": "exact", "en": "exact"}),
    "closeMatch": ("≈", {"nl": "vrijwel", "en": "nearly"}),
    "broadMatch": ("<", {"nl": "ruimer", "en": "broader"}),
    "narrowMatch": (">", {"nl": "enger", "en": "narrower"}),
    "relatedMatch": ("~", {"nl": "verwant", "en": "related"}),
}
_NOT = ("≠", {"nl": "niet", "en": "not"})
_VERDICTS = {
    Verdict.HERE: ("", {"nl": "gekoppeld", "en": "linked"}),
    Verdict.ELSEWHERE: ("↗", {"nl": "elders", "en": "elsewhere"}),
    Verdict.NONE: ("∅", {"nl": "geen", "en": "none"}),
    Verdict.OPEN: ("?", {"nl": "open", "en": "open"}),
    Verdict.OUTSIDE: ("·", {"nl": "los", "en": "loose"}),
}
_INHERITED = {"nl": "geërfd van {name}", "en": "inherited from {name}"}
_KIND_OF = {"nl": "soort van {name}", "en": "kind of {name}"}
_AND_MORE = {"nl": "en nog {n}", "en": "and {n} more"}
_BY_STRUCTURE = {"nl": "zit in de opbouw van het bericht", "en": "is in the structure of the message"}
_FOLLOWS = {"nl": "volgt uit andere besluiten", "en": "follows from other decisions"}


def relation_sign(relation: str, *, negated: bool = False) -> str:
    """Give a sign and a word for how the right end relates to the left one; never colour alone.

    >>> relation_sign("broadMatch"), relation_sign("exactMatch", negated=True)
    ('<', '≠')
    """
    return _NOT[0] if negated else _RELATIONS[relation][0]


def relation_word(relation: str, *, negated: bool = False, language: str = "nl") -> str:
    """Give the word for how the right end relates to the left one: "ruimer" when the right one is broader.

    >>> relation_word("broadMatch"), relation_word("exactMatch", negated=True)
    ('ruimer', 'niet')
    """
    return (_NOT if negated else _RELATIONS[relation])[1][language]


def verdict_sign(verdict: Verdict) -> str:
    """Give the sign of a verdict."""
    return _VERDICTS[verdict][0]


def verdict_word(verdict: Verdict, language: str = "nl") -> str:
    """Give the word for a verdict.

    >>> verdict_word(Verdict.NONE), verdict_word(Verdict.OPEN, "en")
    ('geen', 'open')
    """
    return _VERDICTS[verdict][1][language]


def called(entry: Entry, language: str = "nl") -> str:
    """Give the name of a class or message so that it can be told from its namesakes: with its path or number.

    >>> called(Entry(names.expand("WMO301/Client"), "element", "iwmo", {"nl": "Client"}))
    'WMO301/Client'
    >>> called(Entry(names.expand("brp:01"), "class", "brp", {"nl": "persoon"}, notation="01"))
    '01 persoon'
    """
    if entry.model in _IN_MESSAGES:
        return entry.id.partition(":")[2] or entry.label(language)
    return f"{entry.notation} {entry.label(language)}" if entry.model == "brp" else entry.label(language)


def member_name(member: Member, language: str = "nl") -> str:
    """Give the name of a member; a relation with what it leads to.

    >>> client = Entry("urn:client", "class", "gizo", {"nl": "Client"})
    >>> member_name(Member(Entry("urn:r", "relation", "gizo", {"nl": "is voor"}), range=(client,)))
    'is voor → Client'
    """
    name = member.name(language)
    if member.entry.kind != "relation" or not member.range:
        return name
    return name + _ARROW + ", ".join(one.label(language) for one in member.range)


def member_facts(member: Member, room: int = 200) -> str:
    """Give datatype and multiplicity in a few characters; of a datatype that is too long the end is left out.

    >>> member_facts(Member(Entry("urn:a", "attribute", "ggm", {}), datatype="AN9", minimum="0", maximum="1"))
    'AN9 0..1'
    >>> volume = Member(Entry("urn:a", "attribute", "ijw", {}), datatype="LDT_Volume", minimum="0", maximum="1")
    >>> member_facts(volume, room=9)
    'Vol… 0..1'
    """
    count = multiplicity(member.minimum, member.maximum)
    datatype = "" if member.entry.kind == "relation" else _PREFIX.sub("", member.datatype)
    space = room - len(count) - bool(count)
    short = datatype if len(datatype) <= space else datatype[: space - 1] + "…"
    return " ".join(part for part in (short, count) if part)


def place_name(place: Place, language: str = "nl") -> str:
    """Say where a member is linked to: model, class and element."""
    model = model_name(place.entry)
    if place.holder is None or place.entry.model in _IN_MESSAGES:
        return f"{model} {called(place.entry, language)}"
    return f"{model} {called(place.holder, language)}: {place.entry.label(language)}"


def inherited_from(row: Row, language: str = "nl") -> str:
    """Say where a class has a member from; empty when it is its own."""
    above = row.member.inherited
    return _INHERITED[language].format(name=above.label(language)) if above else ""


def kind_of(side: Side, language: str = "nl") -> str:
    """Say what a class is a kind of; empty when of nothing."""
    above = ", ".join(one.label(language) for one in side.above)
    return _KIND_OF[language].format(name=above) if above else ""


def elsewhere(row: Row, language: str = "nl", limit: int = 3) -> str:
    """Say to what else a member is linked; empty when to nothing."""
    if row.verdict is Verdict.ELSEWHERE and not row.elsewhere:
        return _BY_STRUCTURE[language]
    named = [place_name(place, language) for place in row.elsewhere]
    more = len(named) - limit
    tail = [_AND_MORE[language].format(n=more)] if more > 0 else []
    return ", ".join([*named[:limit], *tail])


def reason(nothing: Nothing, language: str = "nl") -> str:
    """Say why there is no counterpart; what was not written down follows from what was decided elsewhere."""
    return nothing.reason or _FOLLOWS[language]


def model_name(entry: Entry) -> str:
    """Give what people call the model of an element."""
    return names.MODELS.get(entry.model, entry.model)
