"""Shows a lineage: as a table, as JSON (a stable contract), as CSV, or as a picture in Mermaid."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from decimal import Decimal

from kg import names
from kg.errors import GizoError
from kg.lineage.paths import Hop, Lineage, Link
from kg.resolve import Element
from kg.sheets import Column, Sheet, to_csv

_WORDS = {
    "nl": {
        "exactMatch": "gelijk aan",
        "closeMatch": "bijna gelijk aan",
        "broadMatch": "valt onder",
        "narrowMatch": "omvat",
        "relatedMatch": "verwant met",
        "header": ("model", "element", "label", "in", "relatie", "zekerheid", "langs"),
        "none": "geen tegenhanger in",
        "nothing": "geen verbanden met andere modellen",
        "direct": "rechtstreeks",
    },
    "en": {
        "exactMatch": "same as",
        "closeMatch": "nearly the same as",
        "broadMatch": "falls under",
        "narrowMatch": "includes",
        "relatedMatch": "related to",
        "header": ("model", "element", "label", "in", "relation", "confidence", "by way of"),
        "none": "no counterpart in",
        "nothing": "no links to other models",
        "direct": "direct",
    },
}
_COLUMNS = (
    ("element", "Element", "Element", 28),
    ("target", "Bereikt element", "Element reached", 40),
    ("label", "Naam", "Name", 26),
    ("parent", "Onderdeel van", "Part of", 22),
    ("model", "Model", "Model", 10),
    ("predicate", "Overeenkomst (SKOS)", "Correspondence (SKOS)", 18),
    ("confidence", "Zekerheid", "Confidence", 10),
    ("justification", "Hoe gevonden", "How it was found", 28),
    ("weakest", "Zwakste stap", "Weakest hop", 16),
    ("derived", "Afgeleid", "Derived", 10),
    ("path", "Langs", "By way of", 80),
)
_NEEDS_ENTITY = str.maketrans({"#": "#35;", '"': "#quot;", "[": "#91;", "]": "#93;", "<": "#lt;", ">": "#gt;"})


def write(found: Lineage, form: str, lang: str = "nl") -> str:
    """Write a lineage in one of the :data:`FORMATS`.

    Args:
        found: from :func:`kg.lineage.lineage`.
        form: ``table``, ``json``, ``csv`` or ``mermaid``.
        lang: language of the words around the data, ``nl`` or ``en``.

    Raises:
        GizoError: when the format does not exist.

    >>> bsn = Element(names.gizo_iri("clientBsn"), "bsn", "gizo")
    >>> print(write(Lineage(bsn, (), ()), "json"))
    {
      "element": {
        "id": "gizo:clientBsn",
        "label": "bsn",
        "model": "gizo"
      },
      "links": [],
      "noCounterpart": []
    }
    """
    if form not in FORMATS:
        raise GizoError(f"formaat '{form}' bestaat niet; kies uit {', '.join(FORMATS)}")
    return FORMATS[form](found, lang)


def as_json(found: Lineage) -> dict[str, object]:
    """Give a lineage as plain values, in the shape of the contract."""
    return {
        "element": _element(found.element),
        "links": [_link(link) for link in found.links],
        "noCounterpart": [
            {"element": decision.element.id, "model": decision.model, "reason": decision.reason}
            for decision in found.none
        ],
    }


def _element(element: Element) -> dict[str, str]:
    return {"id": element.id, "label": element.label, "model": element.model}


def _link(link: Link) -> dict[str, object]:
    target = link.target
    return {
        "target": {"id": target.id, "label": target.label, "parent": target.parent, "model": target.model},
        "predicate": link.predicate,
        "confidence": _number(link.confidence),
        "justification": link.justification,
        "weakest": link.weakest,
        "derived": link.derived,
        "path": [_hop(hop) for hop in link.path],
    }


def _hop(hop: Hop) -> dict[str, object]:
    return {
        "subject": names.curie(hop.subject),
        "predicate": names.curie(hop.predicate),
        "object": names.curie(hop.object),
        "direction": "inverse" if hop.inverse else "forward",
        "confidence": _number(hop.confidence),
        "justification": names.curie(hop.justification),
        "comment": hop.comment,
        "set": names.curie(hop.mapping_set),
        "mapping": names.curie(hop.mapping),
    }


def _number(value: Decimal) -> float:
    return round(float(value), 4)


def _json(found: Lineage, _lang: str) -> str:
    return json.dumps(as_json(found), ensure_ascii=False, indent=2)


def sheet(found: Lineage, lang: str = "nl") -> Sheet:
    """Give a lineage as rows for a spreadsheet: a row for each element reached.

    >>> bsn = Element(names.gizo_iri("clientBsn"), "bsn", "gizo")
    >>> sheet(Lineage(bsn, (), ())).columns[1].key
    'target'
    """
    columns = [Column(key, nl if lang == "nl" else en, width) for key, nl, en, width in _COLUMNS]
    title = "Samenhang" if lang == "nl" else "Lineage"
    return Sheet(title, columns, (_cells(found.element, link) for link in found.links))


def _cells(element: Element, link: Link) -> tuple[str | float, ...]:
    target = link.target
    steps = [names.curie(element.iri)]
    steps += [part for hop in link.path for part in (hop.match, names.curie(hop.end))]
    facts = (link.predicate, _number(link.confidence), link.justification, link.weakest)
    place = (element.id, target.id, target.label, target.parent, target.model)
    return (*place, *facts, str(link.derived).lower(), " ".join(steps))


def _csv(found: Lineage, lang: str) -> str:
    return to_csv(sheet(found, lang))


def _table(found: Lineage, lang: str) -> str:
    from rich.table import Table

    words = _WORDS[lang]
    title = f"{found.element.id} – {found.element.label}"
    made = Table(title=title, title_justify="left", header_style="bold")
    for name in words["header"]:
        made.add_column(name, overflow="fold")
    for link in found.links:
        target = link.target
        way = ", ".join(f"{names.curie(hop.end)} ({words[hop.match]})" for hop in link.path[:-1]) or words["direct"]
        cells = (target.model, target.id, target.label, target.parent)
        relation = str(words[link.predicate.removeprefix("skos:")])
        made.add_row(*map(_plain, (*cells, relation, f"{link.confidence:.2f}", str(way))))
    lines = [
        f"{decision.element.id}: {words['none']} {names.MODELS.get(decision.model, decision.model)}"
        f"{' – ' + decision.reason if decision.reason else ''}"
        for decision in found.none
    ]
    body = render(made) if found.links else f"{title}: {words['nothing']}"
    return "\n".join([body, *lines]) + "\n"


def render(table: object) -> str:
    """Give a table of rich as text, as wide as the terminal; in a file there is room for whole names."""
    import shutil

    from rich.console import Console

    out = io.StringIO()
    Console(file=out, width=shutil.get_terminal_size((160, 24)).columns).print(table)
    return out.getvalue().rstrip()


def _plain(cell: str) -> str:
    return cell.replace("[", "\\[")


def _mermaid(found: Lineage, _lang: str) -> str:
    """Draw each element once, and each mapping once, however many paths use it."""
    labels = {link.target.iri: f"{link.target.label}<br/>{link.target.id}" for link in found.links}
    labels[found.element.iri] = f"{found.element.label}<br/>{found.element.id}"
    numbers: dict[str, str] = {}
    arrows: dict[str, None] = {}
    for hop in (hop for link in found.links for hop in link.path):
        for iri in (hop.subject, hop.object):
            numbers.setdefault(iri, f"n{len(numbers)}")
        word = f"{hop.predicate.removeprefix(names.SKOS)} {_number(hop.confidence)}"
        arrows[f'  {numbers[hop.subject]} -->|"{word}"| {numbers[hop.object]}'] = None
    numbers.setdefault(found.element.iri, "n0")
    nodes = [f'  {number}["{_quoted(labels.get(iri, iri))}"]' for iri, number in numbers.items()]
    return "\n".join(["flowchart LR", *nodes, *arrows]) + "\n"


def _quoted(label: str) -> str:
    return "<br/>".join(part.translate(_NEEDS_ENTITY) for part in label.split("<br/>"))


FORMATS: dict[str, Callable[[Lineage, str], str]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "mermaid": _mermaid,
}
"""The forms of a lineage, by the name a person types."""
