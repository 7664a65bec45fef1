"""Breaks a text into lines that fit in a box of a picture: nothing in SVG does."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WIDTHS = {**dict.fromkeys("MWmw_", 14.0), **dict.fromkeys(" iIl.,/()'-", 5.4)}
_LEFT_OUT = "…"
_HUMP = re.compile("(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^\s/]*[/\s]|[^\s/]+")


def wrapped(text: str, most: int, room: float) -> list[str]:
    """Break a text into lines that fit: after a space or a slash, and anywhere in a word that is too long.

    Args:
        text: the text.
        most: at most this many lines; what does not fit is left out, with a sign that it is.
        room: how wide a line may be, in pixels.

    >>> wrapped("JW325/DeclaratieAntwoord/Clienten/Client/Bsn", 3, 200)
    ['JW325/', 'DeclaratieAntwoord/', 'Clienten/Client/Bsn']
    >>> wrapped("datumAanvangGeldigheidVerblijfplaats", 3, 200)
    ['datumAanvangGeldigheid', 'Verblijfplaats']
    >>> wrapped("een twee drie", 1, 60)
    ['een…']
    """
    lines, used = [""], 0.0
    for word in _words(text, room):
        wide = _width(word.rstrip())
        if used + wide > room and used:
            lines.append("")
            used = 0.0
        for piece in (word,) if wide <= room else word:
            wider = _width(piece)
            if used + wider > room and wide > room:
                lines.append("")
                used = 0.0
            lines[-1] += piece
            used += wider
    lines = [line.strip() for line in lines if line.strip()]
    return lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], room)]


def _cut(line: str, room: float) -> str:
    """Give as much of a line as leaves room for the sign that something is left out."""
    while _width(line + _LEFT_OUT) > room and line:
        line = line[:-1]
    return line.rstrip() + _LEFT_OUT


def _words(text: str, room: float) -> Iterator[str]:
    """Give what a line may break between; a name that is too long for a line breaks where a new word begins."""
    for word in _WORDS.findall(text):
        yield from _HUMP.split(word) if _width(word) > room else [word]


def _width(text: str) -> float:
    """Estimate how wide a text is in bold letters of 14.5 pixels, in a wide font."""
    return sum(_WIDTHS.get(sign, 10.6 if sign.isupper() or sign.isdigit() else 9.2) for sign in text)
