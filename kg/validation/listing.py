"""Lists every rule with how it is expressed, or why not: what ``gizo rules`` shows."""

from __future__ import annotations

from collections.abc import Sequence

from kg.validation.rules import EXPRESSED, STRUCTURE, Rule
from kg.validation.shapes import Shapes, load_shapes

COLUMNS = ("rule", "type", "level", "messages", "status", "reason", "shape")
"""What is said of a rule, in order: the keys of JSON and the columns of CSV."""

_HEADERS = {
    "nl": ("regel", "soort", "niveau", "berichten", "stand", "wat de regel zegt, of waarom hij geen shape heeft"),
    "en": ("rule", "type", "level", "messages", "status", "what the rule says, or why it has no shape"),
}
_STATUSES = {
    "nl": {
        "core": "SHACL Core",
        "sparql": "SHACL-SPARQL",
        "needs-messages": "andere berichten nodig",
        "needs-source": "andere bron nodig",
        "outside": "buiten GIZO",
    },
    "en": {
        "core": "SHACL Core",
        "sparql": "SHACL-SPARQL",
        "needs-messages": "needs other messages",
        "needs-source": "needs another source",
        "outside": "outside GIZO",
    },
}


def rule_objects(lang: str = "nl", shapes: Shapes | None = None) -> list[dict[str, object]]:
    """Give every rule as the JSON contract has it; one that another rule decides names the shape of that rule.

    Args:
        lang: ``nl`` or ``en``, the language of the reasons.
        shapes: the rules; those of the project when omitted.

    >>> next(rule["status"] for rule in rule_objects() if rule["rule"] == "TR302")
    'sparql'
    """
    rules = (shapes or load_shapes()).rules
    found = []
    for rule in rules.values():
        made = rule.to_json(lang)
        if not rule.shape and rule.status in EXPRESSED:
            others = [rules[code] for code in (*rule.equivalent, *rule.follows_from) if rules[code].shape]
            made["shape"] = next((other.shape for other in sorted(others, key=_published_first)), "")
        found.append(made)
    return found


def rule_rows(lang: str = "nl", shapes: Shapes | None = None) -> list[tuple[str, ...]]:
    """Give the same as rows of text, under :data:`COLUMNS`; message types are separated by a space.

    >>> len(rule_rows()[0]) == len(COLUMNS)
    True
    """
    objects = rule_objects(lang, shapes)
    return [tuple(_cell(row[column]) for column in COLUMNS) for row in objects]


def rule_table(lang: str = "nl", shapes: Shapes | None = None) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give header and rows to read: message types in short, the status in words, and the message or the reason.

    >>> rule_table("en")[0][0]
    'rule'
    """
    return _HEADERS[lang], [_row(rule, lang) for rule in (shapes or load_shapes()).rules.values()]


def status_text(rule: Rule, lang: str = "nl") -> str:
    """Say how a rule is expressed, or what it needs.

    >>> status_text(load_shapes().rules["CD041"])
    'SHACL Core'
    """
    return _STATUSES[lang][rule.status]


def short_types(messages: Sequence[str]) -> str:
    """Give message types in short: a number alone stands for both laws.

    >>> short_types(("JW301", "JW319", "WMO301"))
    '301 JW319'
    """
    laws: dict[str, list[str]] = {}
    for message in messages:
        laws.setdefault(message[-3:], []).append(message)
    return " ".join(number if len(same) > 1 else same[0] for number, same in sorted(laws.items()))


def _published_first(rule: Rule) -> tuple[bool, str]:
    return rule.code == STRUCTURE, rule.code


def _row(rule: Rule, lang: str) -> tuple[str, ...]:
    text = rule.summary(lang) if rule.shape else rule.reason_text(lang) or rule.summary(lang)
    return rule.code, rule.kind, rule.level, short_types(rule.messages), _STATUSES[lang][rule.status], text


def _cell(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
