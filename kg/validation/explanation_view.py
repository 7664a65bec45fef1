"""Writes the explanation of a rule: as text to read in a terminal, or as JSON (a stable contract)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg import names
from kg.errors import GizoError
from kg.validation.difference import SIGNS, Example
from kg.validation.explanation import Explanation, Touched
from kg.validation.listing import short_types, status_text
from kg.wording import HARMONISATION

FORMATS = ("table", "json")

_WORDS = {
    "nl": {
        "kind": "soort",
        "level": "niveau",
        "severity": "ernst",
        "status": "stand",
        "messages": "berichten",
        "retourcode": "retourcode",
        "source": "bron",
        "equivalent": "gelijkwaardig aan",
        "follows": "volgt uit",
        "leads": "leidt tot",
        "reason": "wat geen shape beslist",
        "passes": "Zo mag het",
        "fails": "Zo mag het niet",
        "reported": "gemeld bij",
        "earlier": "eerder",
        "products": "met een productcodelijst van",
        "as_is": "het bericht zoals het is",
        "touches": "Elementen die de regel raakt",
        "none": "geen tegenhanger in",
        "shape": "Zo staat de regel in de shapes",
    },
    "en": {
        "kind": "type",
        "level": "level",
        "severity": "severity",
        "status": "status",
        "messages": "messages",
        "retourcode": "return code",
        "source": "source",
        "equivalent": "equivalent to",
        "follows": "follows from",
        "leads": "leads to",
        "reason": "what no shape decides",
        "passes": "This is right",
        "fails": "This is wrong",
        "reported": "reported at",
        "earlier": "earlier",
        "products": "with a product code list of",
        "as_is": "the message as it is",
        "touches": "Elements the rule touches",
        "none": "no counterpart in",
        "shape": "The rule as it stands in the shapes",
    },
}


def write(found: Explanation, form: str = "table") -> str:
    """Write an explanation in one of the :data:`FORMATS`.

    Raises:
        GizoError: when the format does not exist.

    >>> from kg.validation.explanation import explain
    >>> write(explain("CD041")).splitlines()[0][:7]
    'CD041: '
    """
    if form == "json":
        return json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n"
    if form != "table":
        raise GizoError(f"formaat '{form}' bestaat niet; kies uit {', '.join(FORMATS)}")
    return "\n".join(_text(found)) + "\n"


def _text(found: Explanation) -> Iterator[str]:
    rule, word = found.rule, _WORDS[found.lang]
    yield f"{rule.code}: {found.demands}"
    facts = (
        ("kind", rule.kind),
        ("level", rule.level),
        ("severity", rule.severity),
        ("status", status_text(rule, found.lang)),
        ("reason", found.reason),
        ("messages", short_types(rule.messages)),
        ("retourcode", rule.return_code),
        ("source", rule.source),
        ("equivalent", " ".join(rule.equivalent)),
        ("follows", " ".join(rule.follows_from)),
        ("leads", " ".join(found.leads_to)),
    )
    for name, value in facts:
        if value:
            yield f"  {word[name]:<20} {value}"
    for name, shown in (("passes", found.passes), ("fails", found.fails)):
        if shown is not None:
            yield from ("", f"{word[name]} ({_about(shown, word)})")
            yield from _example(shown, word)
    if found.touches:
        yield from ("", word["touches"])
        for touched in found.touches:
            yield from _touched(touched, found.lang)
    if found.turtle:
        yield from ("", word["shape"], "")
        yield from (f"  {line}".rstrip() for line in found.turtle.splitlines())


def _about(shown: Example, word: dict[str, str]) -> str:
    messages = (f"{name} {word['earlier']}" if name in shown.earlier else name for name in shown.messages)
    return ", ".join([*messages, shown.source or word["as_is"]])


def _example(shown: Example, word: dict[str, str]) -> Iterator[str]:
    several = len(shown.messages) > 1
    for fragment in shown.fragments:
        yield f"  {f'{fragment.message} ' if several else ''}{fragment.place}"
        yield from (f"    {SIGNS[line.change]} {line.text}" for line in fragment.lines)
    if shown.products:
        yield f"  {word['products']} {', '.join(shown.products)}"
    for message, xpath in shown.spots:
        yield f"  {word['reported']} {f'{message} ' if several else ''}{xpath}"


def _touched(touched: Touched, lang: str) -> Iterator[str]:
    yield f"  {touched.element.id} ({touched.element.label})"
    for link in touched.lineage.links:
        target = link.target
        parent = f" ({target.parent})" if target.parent else ""
        relation = HARMONISATION[link.predicate.removeprefix("skos:")][lang]
        shown = target.id if target.model in ("ijw", "iwmo", "ieb") else f"{target.label}{parent}"
        yield f"    {relation:<18} {names.MODELS[target.model]} {shown}"
    for one in touched.lineage.none:
        if one.element == touched.element:
            yield f"    {_WORDS[lang]['none']} {names.MODELS[one.model]}: {one.reason}"
