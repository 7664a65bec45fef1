"""Writes rules and their property shapes as Turtle that people read: one shape a paragraph, long lists broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg import names
from kg.sources.lifting import standard_of

WIDTH = 120
PREFIXES = ("shape", "gizo", "v", "ijw", "iwmo", "codelijst", "dct", "rdfs", "sh", "xsd")
_KINDS = {"RS": "restrictie", "CS": "constraint", "codelijst": "codelijst"}
_OWN = {
    "shape": names.SHAPES,
    "ijw": names.message_iri("ijw", ""),
    "iwmo": names.message_iri("iwmo", ""),
    "rdfs": names.RDFS,
    "sh": names.SH,
    "v": names.V,
    "xsd": names.XSD,
    "dct": names.DCT,
    "codelijst": names.PREFIXES["codelijst"],
    "gizo": names.GIZO,
}
Texts = tuple[str, str]
"""A text in Dutch and in English."""


@dataclass(frozen=True)
class Part:
    """A property shape with a target of its own, or one inside another.

    Attributes:
        name: local name of the shape.
        path: its path in Turtle.
        says: what it asks, in Turtle.
        targets: targets in Turtle, such as ``sh:targetClass gizo:Client``.
        types: message types it is about, when these are fewer than its rule is about.
        texts: message of its own.
        hung: whether it hangs on the rule; else on another part.
        section: heading it stands under in the file.
    """

    name: str
    path: str
    says: str
    targets: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    texts: Texts | None = None
    hung: bool = True
    section: str = ""


@dataclass(frozen=True)
class Stated:
    """A rule and the parts that state it."""

    code: str
    kind: str
    source: str
    types: tuple[str, ...]
    texts: Texts
    parts: tuple[Part, ...]
    touches: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    comment: Texts | None = None
    targets: tuple[str, ...] = field(default=())


def source_of(types: Iterable[str], kind: str, code: str) -> str:
    """Name the publication a rule is in.

    >>> source_of(["JW301", "WMO301"], "RS", "RS001"), source_of(["JW301"], "codelijst", "JZ002")
    ('iWmo en iJw 3.2, restrictie RS001', 'iJw 3.2, codelijst JZ002')
    """
    standards = {standard_of(message) for message in types}
    label = " en ".join(label for standard, label in (("iwmo", "iWmo"), ("ijw", "iJw")) if standard in standards)
    return f"{label} 3.2, {_KINDS[kind]} {code}"


def curie(iri: str) -> str:
    """Write an IRI of a term with its prefix.

    >>> curie(names.GIZO + "clientBsn"), curie(names.V + "Bericht")
    ('gizo:clientBsn', 'v:Bericht')
    """
    return names.curie(iri)


def local(iri: str) -> str:
    """Give the local name of a term.

    >>> local(names.V + "dagtekening")
    'dagtekening'
    """
    return curie(iri).partition(":")[2]


def message_types(types: Iterable[str]) -> list[str]:
    """Write message types, those of iJw first.

    >>> message_types(["WMO301", "JW301"])
    ['ijw:JW301', 'iwmo:WMO301']
    """
    return sorted(f"{standard_of(message)}:{message}" for message in types)


def document(comment: Sequence[str], body: Iterable[str]) -> str:
    """Give a whole file: prefixes that are used, what it is about, and the shapes.

    >>> document(["About nothing."], ["shape:a sh:in ( ) ."]).splitlines()[0]
    '@prefix shape: <https://w3id.org/gizo/shapes/> .'
    """
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(body))
    used = [prefix for prefix in PREFIXES if f"{prefix}:" in text]
    head = [f"@prefix {prefix}: <{_OWN[prefix]}> ." for prefix in used]
    return "\n".join([*head, "", *(f"# {line}" for line in comment), "", text.strip("\n"), ""])


def rule(stated: Stated) -> str:
    """Write a rule, without its parts."""
    lines = [
        f"shape:{stated.code} a sh:NodeShape ;",
        f'  dct:identifier "{stated.code}" ;',
        f"  dct:source {_quoted(stated.source)} ;",
        f'  v:regelsoort "{stated.kind}" ;',
        '  v:controleniveau "bericht" ;',
        _listed("v:geldtVoor", message_types(stated.types)),
        *([_listed("v:raakt", sorted(map(curie, stated.touches)))] if stated.touches else []),
        *([_listed("v:volgtUit", [f"shape:{code}" for code in stated.follows])] if stated.follows else []),
        "  sh:severity sh:Violation ;",
        _texts("sh:message", stated.texts) + " ;",
        *([_texts("rdfs:comment", stated.comment) + " ;"] if stated.comment else []),
        *(f"  {target} ;" for target in stated.targets),
    ]
    hung = [f"shape:{part.name}" for part in stated.parts if part.hung]
    return "\n".join([*lines, _listed("sh:property", hung, " ."), ""])


def part(one: Part) -> str:
    """Write a property shape."""
    facts = ["a sh:PropertyShape", *one.targets, f"sh:path {one.path}", one.says]
    lines = [f"shape:{one.name} {' ; '.join(fact for fact in facts if fact)}"]
    if one.types:
        lines.append(_listed("v:geldtVoor", message_types(one.types), ""))
    if one.texts:
        lines.append(_texts("sh:message", one.texts))
    return " ;\n".join(lines) + " ."


def both(stated: Stated) -> str:
    """Write a rule and its parts."""
    return "\n".join([rule(stated), *map(part, stated.parts), ""])


def _listed(predicate: str, terms: Sequence[str], end: str = " ;") -> str:
    line = f"  {predicate} {' , '.join(terms)}{end}"
    if len(line) <= WIDTH:
        return line
    rows: list[str] = []
    for term in terms:
        if rows and len(rows[-1]) + len(term) + 9 <= WIDTH:
            rows[-1] += f" , {term}"
        else:
            rows.append(f"    {term}")
    return f"  {predicate}\n" + " ,\n".join(rows) + end


def _texts(predicate: str, texts: Texts) -> str:
    return f"  {predicate} {_quoted(texts[0])}@nl ,\n    {_quoted(texts[1])}@en"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
