"""Finds the messages in files, folders and zips, and parses XML that nobody vouches for.

Faults caught here: no such file, an empty file or folder, a zip that is damaged or expands without end, a
message larger than the limit, text that is no well-formed XML, and a DTD (which could name entities or files).
"""

from __future__ import annotations

import io
import lzma
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from kg.errors import GizoError

SIZE_LIMIT = 20_000_000
"""Largest message accepted, in bytes; a real one is 3 to 7 kilobytes."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, EOFError, ValueError)
"""What reading a zip that is damaged, encrypted or packed in an unknown way may raise."""

_ZIP_START = b"PK\x03\x04"
"""How a zip begins; one that was cut off can still be told from a message by it."""

STDIN = "-"
"""The path that stands for standard input."""


class TooLarge(GizoError):
    """More was sent than is taken at once."""


@dataclass(frozen=True)
class Document:
    """One file with a message in it: the name to report it by, and its bytes."""

    name: str
    data: bytes


def documents(paths: Iterable[Path]) -> Iterator[Document]:
    """Give every XML file among the paths: a file (``-``: standard input), the ``*.xml`` in a folder or zip, sorted.

    Raises:
        GizoError: for a path that does not exist, or a folder or zip without XML files.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "b.xml").write_text("<a/>")
    >>> [document.data for document in documents([folder])]
    [b'<a/>']
    """
    for path in paths:
        if str(path) == STDIN:
            yield Document("<stdin>", sys.stdin.buffer.read(SIZE_LIMIT + 1))
        elif path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            raise GizoError(f"{path}: bestaat niet; geef een bestand, map of zip met berichten")
        elif _is_zip(path):
            yield from _zip(path, str(path))
        else:
            yield Document(str(path), _read(path))


def unpack(name: str, data: bytes, limit: int = SIZE_LIMIT) -> Iterator[Document]:
    """Give the messages in what someone sent: one message, or a zip of them; all in memory.

    Args:
        name: what to call it in reports.
        data: the bytes as they came.
        limit: how much may come out of a zip, in bytes.

    Raises:
        TooLarge: when more comes out of a zip.
        GizoError: when a zip is damaged or holds no messages.

    >>> [document.name for document in unpack("a.xml", b"<a/>")]
    ['a.xml']
    """
    if not (zipfile.is_zipfile(io.BytesIO(data)) or data.startswith(_ZIP_START)):
        yield Document(name, data)
        return
    left = limit
    for document in _zip(io.BytesIO(data), name, max(0, min(SIZE_LIMIT, limit))):
        left -= len(document.data)
        if left < 0:
            raise TooLarge(f"{name}: uitgepakt te groot; stuur minder tegelijk")
        yield document


def parse_xml(document: Document) -> etree._Element:
    """Parse untrusted XML: no entities, no DTD, no network; comments and processing instructions dropped.

    Raises:
        GizoError: with file and line, when it is empty, too large, not well-formed or has a DTD.

    >>> parse_xml(Document("a.xml", b"<a><b/></a>")).tag
    'a'
    """
    if not document.data.strip():
        raise GizoError(f"{document.name}: leeg bestand; verwacht een iWmo- of iJw-bericht")
    if len(document.data) > SIZE_LIMIT:
        raise GizoError(f"{document.name}: groter dan {SIZE_LIMIT // 1_000_000} MB; lever berichten los van elkaar aan")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(document.data, parser)
    except etree.XMLSyntaxError as error:
        reason = " ".join((error.msg or "onbekende fout").split(", line ")[0].split())
        raise GizoError(f"{document.name}, regel {error.lineno}: geen welgevormde XML ({reason})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise GizoError(f"{document.name}: een DOCTYPE is niet toegestaan in een bericht; haal hem weg")
    return root


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise GizoError(f"{path}: groter dan {SIZE_LIMIT // 1_000_000} MB; lever berichten los van elkaar aan")
        return path.read_bytes()
    except OSError as error:
        raise GizoError(f"{path}: niet te lezen ({error.strerror}); controleer het bestand en de rechten") from error


def _folder(folder: Path) -> Iterator[Document]:
    files = sorted(
        path
        for path in folder.rglob("*")
        if (_is_message(path.name) or path.suffix.lower() == ".zip") and path.is_file()
    )
    if not files:
        raise GizoError(f"{folder}: geen berichten (*.xml) in deze map")
    for path in files:
        if _is_zip(path):
            yield from _zip(path, str(path))
        else:
            yield Document(str(path), _read(path))


def _one_line(name: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in name)


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip" or (path.is_file() and zipfile.is_zipfile(path))


def _is_message(name: str) -> bool:
    """Tell whether a file is meant as a message; what a Mac puts beside each file in a zip (``._x.xml``) is not."""
    return name.lower().endswith(".xml") and not name.rpartition("/")[2].startswith("._")


def _zip(source: Path | io.BytesIO, name: str, largest: int = SIZE_LIMIT) -> Iterator[Document]:
    """Give the messages in a zip, each read up to one byte over the limit; whoever parses it refuses it then."""
    try:
        with zipfile.ZipFile(source) as archive:
            members = sorted(
                (info for info in archive.infolist() if _is_message(info.filename)),
                key=lambda info: info.filename,
            )
            if not members:
                raise GizoError(f"{name}: geen berichten (*.xml) in deze zip")
            for info in members:
                with archive.open(info) as member:
                    data = member.read(largest + 1)
                yield Document(f"{name}!{_one_line(info.filename)}", data)
    except _DAMAGE as error:
        raise GizoError(f"{name}: beschadigde of versleutelde zip ({error}); pak hem opnieuw in") from error
