"""Says a mapping in words that a reader cannot turn around, in Dutch and in English.

"broadMatch" alone does not tell which of the two is the broader one; "GGM Leverancier is ruimer dan GIZO
Aanbieder" does. Names always come with their model: GGM omvang is not GIZO Omvang.
"""

from __future__ import annotations

from kg import names

HARMONISATION: dict[str, dict[str, str]] = {
    "exactMatch": {"nl": "is exact overeenkomstig", "en": "is exactly equivalent"},
    "closeMatch": {"nl": "is vrijwel overeenkomstig", "en": "is nearly equivalent"},
    "broadMatch": {"nl": "heeft overeenkomstig bovenliggend", "en": "has a corresponding broader element"},
    "narrowMatch": {"nl": "heeft overeenkomstig onderliggend", "en": "has a corresponding narrower element"},
    "relatedMatch": {"nl": "is overeenkomstig verwant", "en": "is related"},
}
"""The names Dutch harmonisation gives to the SKOS mapping properties, strongest first."""

INVERSE = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}
"""What a mapping property is called when read from the other side; the others read the same."""

JUSTIFICATIONS: dict[str, dict[str, str]] = {
    "ManualMappingCuration": {"nl": "door een mens beslist", "en": "decided by a person"},
    "MappingReview": {"nl": "door een mens nagezien", "en": "reviewed by a person"},
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


def qualified(label: str, model: str) -> str:
    """Give a name with the model it belongs to.

    >>> qualified("omvang", "ggm")
    'GGM omvang'
    """
    return f"{names.MODELS.get(model, model)} {label}".strip()


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
