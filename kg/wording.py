"""Says a mapping in words that a reader cannot turn around, in Dutch and in English.

"broadMatch" alone does not tell which of the two is the broader one; "GGM Leverancier is ruimer dan GIZO
Aanbieder" does. Names always come with their model: GGM omvang is not GIZO Omvang.
"""

from __future__ import annotations

from kg import names
from kg.elements import Entry
from kg.search import Index

HARMONISATION: dict[str, dict[str, str]] = {
    "exactMatch": {"nl": "is exact overeenkomstig", "en": "is exactly equivalent"},
    "closeMatch": {"nl": "is vrijwel overeenkomstig", "en": "is nearly equivalent"},
    "broadMatch": {"nl": "heeft overeenkomstig bovenliggend", "en": "has a corresponding broader element"},
    "narrowMatch": {"nl": "heeft overeenkomstig onderliggend", "en": "has a corresponding narrower element"},
    "relatedMatch": {"nl": "is overeenkomstig verwant", "en": "is related"},
}
"""The names Dutch harmonisation gives to the SKOS mapping properties, strongest first."""

SAYING: dict[str, dict[str, str]] = {
    **HARMONISATION,
    "geen": {"nl": "heeft geen tegenhanger", "en": "has no counterpart"},
    "niet": {"nl": "is niet hetzelfde", "en": "is not the same"},
}
"""What a mapping may claim: a harmonisation name, that there is no counterpart, or that it only looks alike."""

INVERSE = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}
"""What a mapping property is called when read from the other side; the others read the same."""

JUSTIFICATIONS: dict[str, dict[str, str]] = {
    "ManualMappingCuration": {"nl": "handmatig beoordeeld", "en": "judged by hand"},
    "MappingReview": {"nl": "handmatig nagezien", "en": "reviewed by hand"},
    "MappingChaining": {"nl": "keten van koppelingen", "en": "chain of mappings"},
    "MappingInversion": {"nl": "omkering van een koppeling", "en": "inverse of a mapping"},
    "LexicalMatching": {"nl": "gelijke naam", "en": "same name"},
}
"""What a justification of a mapping is called."""

_SENTENCES = {
    "exactMatch": {"nl": "{s} en {o} betekenen hetzelfde", "en": "{s} and {o} mean the same"},
    "closeMatch": {"nl": "{s} en {o} betekenen bijna hetzelfde", "en": "{s} and {o} mean nearly the same"},
    "broadMatch": {"nl": "{o} is ruimer dan {s}", "en": "{o} is broader than {s}"},
    "narrowMatch": {"nl": "{o} is enger dan {s}", "en": "{o} is narrower than {s}"},
    "relatedMatch": {"nl": "{s} en {o} hangen samen", "en": "{s} and {o} are related"},
}
_NEGATED = {
    "nl": "{s} en {o} zijn niet hetzelfde gegeven, al lijken ze op elkaar",
    "en": "{s} and {o} are not the same, alike though they seem",
}
_NONE = {
    "nl": "{s} heeft geen tegenhanger in {model}",
    "en": "{s} has no counterpart in {model}",
}

_INSIDE = ("attribute", "relation", "value", "element", "code")
"""Kinds of elements whose name says little without what they are part of."""


def qualified(label: str, model: str) -> str:
    """Give a name with the model it belongs to.

    >>> qualified("omvang", "ggm")
    'GGM omvang'
    """
    return f"{names.MODELS.get(model, model)} {label}".strip()


def named(entry: Entry, index: Index, language: str = "nl") -> str:
    """Give the name of an element with its model, and with what it is part of where the name alone says too little.

    >>> client = Entry(names.gizo_iri("Client"), "class", "gizo", {"nl": "Client"})
    >>> bsn = Entry(names.gizo_iri("clientBsn"), "attribute", "gizo", {"nl": "bsn"}, parent=client.iri)
    >>> place = Entry(names.expand("ijw:JW301/Client"), "element", "ijw", {"nl": "Client"})
    >>> inside = Entry(place.iri + "/Bsn", "element", "ijw", {"nl": "Bsn"}, parent=place.iri)
    >>> [named(one, Index([client, bsn, place, inside])) for one in (client, bsn, inside)]
    ['GIZO Client', 'GIZO bsn (Client)', 'iJw Bsn (JW301/Client)']
    """
    name = qualified(entry.label(language), entry.model)
    parent = index.get(entry.parent) if entry.kind in _INSIDE else None
    if parent is None:
        return name
    place = parent.id.partition(":")[2] if entry.kind == "element" else parent.label(language)
    return f"{name} ({place})"


def sentence(predicate: str, subject: str, obj: str, *, negated: bool = False, language: str = "nl") -> str:
    """Say one mapping as a sentence.

    Args:
        predicate: local name of the SKOS mapping property.
        subject: name of the subject, with its model.
        obj: name of the object, with its model.
        negated: whether the mapping says that they do *not* correspond.
        language: ``nl`` or ``en``.

    >>> sentence("broadMatch", "GIZO Aanbieder", "GGM Leverancier")
    'GGM Leverancier is ruimer dan GIZO Aanbieder'
    """
    if negated:
        return _NEGATED[language].format(s=subject, o=obj)
    known = _SENTENCES.get(predicate)
    return known[language].format(s=subject, o=obj) if known else f"{subject} {predicate} {obj}"


def justification(name: str, language: str = "nl") -> str:
    """Say how a mapping came about.

    >>> justification("MappingChaining"), justification("Other")
    ('keten van koppelingen', 'Other')
    """
    return JUSTIFICATIONS.get(name, {}).get(language, name)


def no_counterpart(subject: str, model: str, language: str = "nl") -> str:
    """Say that an element has no counterpart in a model.

    >>> no_counterpart("GIZO CAK", "GGM")
    'GIZO CAK heeft geen tegenhanger in GGM'
    """
    return _NONE[language].format(s=subject, model=model)
