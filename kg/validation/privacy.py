"""Hides citizen service numbers (bsn): a report goes further than the message it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg import names
from kg.printable import printable

BSN_PATHS = frozenset({"gizo:clientBsn"})
"""Attributes whose value is a bsn, well-formed or not."""

_BSN_TERMS = frozenset(names.GIZO + path.removeprefix("gizo:") for path in BSN_PATHS)
_VISIBLE = 3
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_NUMBER = re.compile(r"(?<!\d)\d(?:[\s.-]?\d){8}(?!\d)")
_DATED = re.compile(r"(?:19|20)\d\d-\d\d-\d\d-\d")
"""A date and a digit, as in the name of the first file of a day: nine digits, but no bsn."""
_REFERENCES = frozenset(
    f"gizo:{name}"
    for name in ("toewijzingnummer", "declaratienummer", "prestatieReferentienummer", "prestatieVorigReferentienummer")
)
"""Attributes by which people find what a fault is about: one in eleven of such numbers looks like a bsn."""


def mask(text: str) -> str:
    """Hide all but the last three characters.

    >>> mask("999990019")
    '******019'
    """
    return "*" * max(len(text) - _VISIBLE, 0) + text[-_VISIBLE:]


def is_bsn(text: str) -> bool:
    """Tell whether the digits in a text pass the test every bsn passes (the "elfproef").

    >>> is_bsn("999990019"), is_bsn("123456789")
    (True, False)
    """
    digits = [int(character) for character in text if character.isdigit()]
    if len(digits) != len(_WEIGHTS) or not any(digits):
        return False
    return sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def file_name(name: str) -> str:
    """Give the name of a file to show: no bsn in it, and nothing that would steer a terminal.

    >>> file_name("clienten/999990019.xml")
    'clienten/******019.xml'
    """
    return Mask(frozenset()).file(name)


@dataclass(frozen=True)
class Mask:
    """Hides the bsn's a message is known to hold, and whatever else could be one."""

    known: frozenset[str]

    @classmethod
    def of(cls, values: Iterable[tuple[str, str, str]]) -> Mask:
        """Know the bsn's among the values (node, attribute, text) of a message."""
        return cls(frozenset(text.strip() for _, term, text in values if term in _BSN_TERMS and text.strip()))

    def text(self, text: str) -> str:
        """Hide every bsn in a text.

        >>> Mask(frozenset()).text("zie dossier 999990019.")
        'zie dossier ******019.'
        """

        def hidden(match: re.Match[str]) -> str:
            if _digits(match[0]) in self.known:
                return mask(match[0])
            return mask(match[0]) if is_bsn(match[0]) and not _DATED.fullmatch(match[0]) else match[0]

        return _NUMBER.sub(hidden, self.name(text))

    def name(self, text: str) -> str:
        """Hide only the bsn's the message is known to hold: a name has to tell one message from another.

        >>> Mask(frozenset({"999990019"})).name("414/0599/999990019#")
        '414/0599/******019#'
        """
        for length in self._lengths:
            pieces = {text[start : start + length] for start in range(len(text) - length + 1)}
            for number in sorted(pieces & self.known):
                text = text.replace(number, mask(number))
        return text

    @cached_property
    def _lengths(self) -> list[int]:
        """How long the known bsn's are, longest first: nearly always just nine."""
        return sorted({len(number) for number in self.known if len(number) > _VISIBLE}, reverse=True)

    def value(self, text: str, path: str) -> str:
        """Hide a value when its path says it is a bsn, else every bsn in it.

        A number by which people know a toewijzing or prestatie stays, unless it is a bsn of this message.

        >>> Mask(frozenset()).value("12345678X", "gizo:clientBsn")
        '******78X'
        """
        last = path.strip("()").rsplit("/", 1)[-1]
        if last in BSN_PATHS:
            return mask(text)
        return self.name(text) if last in _REFERENCES else self.text(text)

    def file(self, name: str) -> str:
        """Hide every bsn in the name of a file, and replace what would steer a terminal.

        >>> Mask(frozenset()).file("2026-05-11-1.xml")
        '2026-05-11-1.xml'
        """
        return printable(self.text(name))
