"""Says what an offered file is: one we can try to read, or one that is refused, with the reason in one line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import GizoError

SIZE_LIMIT = 20_000_000
"""Largest message accepted, in bytes; a real one is 3 to 7 kilobytes."""

MEGABYTES = SIZE_LIMIT // 1_000_000

XML = "xml"
"""Form of a document that is a message; the other forms are those of :data:`RDF`."""

RDF = {
    "ttl": (".ttl",),
    "nt": (".nt",),
    "jsonld": (".jsonld", ".json"),
    "rdfxml": (".rdf",),
    "trig": (".trig",),
    "nq": (".nq",),
}
"""Forms of RDF, and how the names of files in them end."""

_RDF_START = re.compile(rb"^\s*(?:@prefix\s|@base\s|prefix\s|base\s|<(?:https?://|urn:)|[{\[])", re.IGNORECASE)
_PLACE = re.compile(r"^, regel (\d+)")


@dataclass(frozen=True)
class Document:
    """One file: the name to report it by, its bytes, and what they are (``xml``, or a form of :data:`RDF`)."""

    name: str
    data: bytes
    form: str = XML


@dataclass(frozen=True)
class Refused:
    """A file that was offered and is not read, with the reason in Dutch and English, without its name."""

    name: str
    reason: str
    english: str = ""
    line: int = 0

    @classmethod
    def of(cls, name: str, error: GizoError) -> Refused:
        """Give the refusal that an error about a file amounts to.

        >>> Refused.of("a.xml", GizoError("a.xml, regel 3: geen welgevormde XML"))
        Refused(name='a.xml', reason='geen welgevormde XML', english='', line=3)
        """
        if isinstance(error, CannotRead):
            return error.refused
        text = str(error).removeprefix(name)
        place = _PLACE.match(text)
        text = text[place.end() :] if place else text
        return cls(name, text.removeprefix(":").strip(), line=int(place[1]) if place else 0)

    def text(self, lang: str) -> str:
        """Give the reason in a language; in Dutch when it was not said in that language.

        >>> Refused("a.xml", "leeg bestand", "empty file").text("en")
        'empty file'
        """
        return self.english if lang == "en" and self.english else self.reason


class CannotRead(GizoError):
    """A file cannot be read; ``refused`` says which one and why."""

    def __init__(self, refused: Refused) -> None:
        """Make one line of it: file, line if known, reason."""
        self.refused = refused
        place = f", regel {refused.line}" if refused.line else ""
        super().__init__(f"{refused.name}{place}: {refused.reason}")


class TooLarge(GizoError):
    """More was sent than is taken at once."""


def too_large(name: str) -> Refused:
    """Give the refusal of a file above the limit.

    >>> too_large("a.xml").reason
    'groter dan 20 MB; lever berichten los van elkaar aan'
    """
    return Refused(
        name,
        f"groter dan {MEGABYTES} MB; lever berichten los van elkaar aan",
        f"larger than {MEGABYTES} MB; offer messages one by one",
    )


def form_of(name: str, data: bytes = b"") -> str:
    """Tell what a file is by how its name ends; one without a known ending by how it begins.

    >>> form_of("data.TTL"), form_of("bericht.xml"), form_of("<stdin>", b"@prefix gizo: <urn:x> .")
    ('ttl', 'xml', 'ttl')
    """
    lower = name.lower()
    if lower.endswith(".xml"):
        return XML
    known = next((form for form, endings in RDF.items() if lower.endswith(endings)), "")
    if known or not _RDF_START.match(data):
        return known or XML
    return "jsonld" if data.lstrip()[:1] in (b"{", b"[") else "ttl"
