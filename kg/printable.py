"""Makes text of others fit to show: a file name or a comment may hold characters that steer a terminal."""

from __future__ import annotations


def printable(text: str, keep: str = "") -> str:
    r"""Give a text without characters that would steer a terminal (a file name may hold any).

    >>> printable("a\x1b[31mb")
    'a?[31mb'
    """
    if text.isprintable():  # as nearly all are
        return text
    return "".join(character if character.isprintable() or character in keep else "?" for character in text)
