"""Takes texts apart into the words that a search compares, so that every way of writing a name is the same name.

``toewijzingIngangsdatum``, ``ToewijzingIngangsdatum`` and ``toewijzing ingangsdatum`` are one name; in each of them
both words can be found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_CHUNK = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\Wa-zA-Z\d_]+")

_DUTCH = "de het een van en of in op bij voor met te"
_ENGLISH = "the of a an and in on at for with to"
STOP_WORDS = frozenset(f"{_DUTCH} {_ENGLISH}".split())
"""Words that say nothing of what someone looks for, when there are other words."""


def folded(text: str) -> str:
    """Give a text without accents; case stays.

    >>> folded("Reden Beëindiging")
    'Reden Beeindiging'
    """
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def squashed(text: str) -> str:
    """Give a name without case, accents and everything between its letters and digits.

    >>> squashed("toewijzing Ingangs-datum") == squashed("ToewijzingIngangsdatum")
    True
    """
    return "".join(_CHUNK.findall(folded(text))).casefold()


def chunks(text: str) -> tuple[str, ...]:
    """Give the words of a text, as they are written but without accents.

    >>> chunks("WMO301/Client/Bsn")
    ('WMO301', 'Client', 'Bsn')
    """
    return tuple(_CHUNK.findall(folded(text)))


def pieces(chunk: str) -> tuple[str, ...]:
    """Give the words inside a word that is written with capitals or digits in it.

    >>> pieces("toewijzingIngangsdatum"), pieces("WMO301"), pieces("LDTEenheid")
    (('toewijzing', 'ingangsdatum'), ('wmo', '301'), ('ldt', 'eenheid'))
    """
    return tuple(piece.casefold() for piece in _PIECE.findall(chunk))


def words(texts: Iterable[str]) -> set[str]:
    """Give every word that can be found in some texts: each as a whole, and the words inside it.

    >>> sorted(words(["clientBsn"]))
    ['bsn', 'client', 'clientbsn']
    """
    found: set[str] = set()
    for text in texts:
        for chunk in chunks(text):
            found.add(chunk.casefold())
            found.update(pieces(chunk))
    return found
