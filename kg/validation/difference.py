"""Shows a case as a small difference in XML: what is changed in a message that is right, and where a rule then speaks.

No bsn is ever shown, also not one of an invented person: people paste what they see into an e-mail.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from kg.validation.cases import Case
from kg.validation.examples import apply, build, build_together
from kg.validation.privacy import Mask, mask

CONTEXT = 3
"""Unchanged lines shown around a change."""

SIGNS = {"same": " ", "removed": "-", "added": "+"}
"""What can be the matter with a line, and the sign it gets in a text."""

_BSN = re.compile(r"(<(?:\w+:)?Bsn>)([^<]+)(</)")
_NAMESPACES = re.compile(r' xmlns:\w+="[^"]*"')


@dataclass(frozen=True)
class Line:
    """A line of XML: ``same``, ``removed`` or ``added``."""

    change: str
    text: str


@dataclass(frozen=True)
class Fragment:
    """A piece of a message: its type (a copy as ``JW323#2``), the element it starts in, and its lines."""

    message: str
    place: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Example:
    """A message, or several together, that a rule lets through or stops.

    Attributes:
        fails: whether the rule speaks.
        messages: the messages it takes, in order; earlier ones (history) come first in ``earlier``.
        earlier: those of them that came earlier.
        fragments: what is changed, or for a message as it is, the piece the rule is about.
        spots: where the rule speaks, as paths from ``/Bericht``, per message when there are several.
        products: what is in the product code list that is given with it.
        source: file and line of the case; empty for a message as it is.
    """

    fails: bool
    messages: tuple[str, ...]
    earlier: tuple[str, ...]
    fragments: tuple[Fragment, ...]
    spots: tuple[tuple[str, str], ...]
    products: tuple[str, ...]
    source: str

    def to_json(self) -> dict[str, object]:
        """Give it as plain values."""
        return {
            "messages": list(self.messages),
            "earlier": list(self.earlier),
            "products": list(self.products),
            "source": self.source,
            "reportedAt": [{"message": message, "xpath": xpath} for message, xpath in self.spots],
            "fragments": [
                {
                    "message": fragment.message,
                    "place": fragment.place,
                    "lines": [{"change": line.change, "text": line.text} for line in fragment.lines],
                }
                for fragment in self.fragments
            ],
        }


def example(case: Case, message: str) -> Example:
    """Show a case in one of its message types, or for messages together, in one law.

    Args:
        case: the case.
        message: one of ``case.messages``.

    Raises:
        GizoError: when the case does not fit the messages.

    >>> from kg.validation.examples import cases
    >>> shown = example(cases("CS002")[0], "JW301")
    >>> [line.text.strip() for line in shown.fragments[0].lines if line.change == "added"]
    ['<m:Bsn>******018</m:Bsn>']
    """
    if case.together:
        after = build_together(case, message)
        names = {name: f"{message}{name}" for name in case.together}
        before = {name: apply(f"{message}{name.partition('#')[0]}").data for name in after}
    else:
        after, names = {"": build(case, message)}, {"": message}
        before = {"": apply(message).data}
    fragments = [
        fragment
        for name, document in after.items()
        for fragment in _fragments(names[name], _lines(before[name]), _lines(document.data))
    ]
    return Example(
        fails=case.fails,
        messages=tuple(names.values()),
        earlier=tuple(names[name] for name in case.earlier),
        fragments=tuple(fragments),
        spots=tuple((names[spot.message], f"/Bericht/{spot.path}".rstrip("/")) for spot in case.spots or ()),
        products=case.products,
        source=case.source,
    )


def unchanged(failing: Example) -> Example:
    """Give the messages of an example as they are, before the change: an example of what is right."""
    fragments = (
        Fragment(
            fragment.message,
            fragment.place,
            tuple(Line("same", line.text) for line in fragment.lines if line.change != "added"),
        )
        for fragment in failing.fragments
    )
    return Example(False, failing.messages, failing.earlier, tuple(fragments), (), failing.products, "")


def _lines(xml: bytes) -> list[str]:
    """Write a message with one element on a line."""
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True))
    etree.indent(root)
    return _NAMESPACES.sub("", etree.tostring(root, encoding="unicode")).split("\n")


def _fragments(message: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Fragment]:
    # Compared as they are and hidden after that: two numbers may look the same once they are hidden.
    known = Mask(frozenset(found[2].strip() for line in (*before, *after) for found in _BSN.finditer(line)))
    for group in difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT):
        lines: list[Line] = []
        for kind, i1, i2, j1, j2 in group:
            parts = (
                [("same", before[i1:i2])] if kind == "equal" else [("removed", before[i1:i2]), ("added", after[j1:j2])]
            )
            lines.extend(Line(change, _hidden(text, known)) for change, texts in parts for text in texts)
        first = next(i1 for kind, i1, *_ in group if kind != "equal")
        yield Fragment(message, _place(before[:first]), tuple(_shifted(lines)))


def _hidden(line: str, known: Mask) -> str:
    return known.text(_BSN.sub(lambda match: match[1] + mask(match[2]) + match[3], line))


def _place(lines: Iterable[str]) -> str:
    """Give the path of the elements that are open after some lines, with the number of each that repeats.

    >>> _place(["<Bericht>", "  <A>", "    <B>x</B>"])
    '/Bericht/A'
    """
    open_: list[str] = []
    counts: list[dict[str, int]] = [{}]
    for line in lines:
        tag = re.match(r"\s*<(/?)(?:\w+:)?(\w+)", line)
        if tag is None:
            continue
        if tag[1]:
            open_.pop()
            counts.pop()
            continue
        counts[-1][tag[2]] = number = counts[-1].get(tag[2], 0) + 1
        if "</" not in line and not line.rstrip().endswith("/>"):
            open_.append(f"{tag[2]}[{number}]" if number > 1 else tag[2])
            counts.append({})
    return "/" + "/".join(open_)


def _shifted(lines: Sequence[Line]) -> Iterator[Line]:
    margin = min((len(line.text) - len(line.text.lstrip()) for line in lines if line.text.strip()), default=0)
    return (Line(line.change, line.text[margin:]) for line in lines)
