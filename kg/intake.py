"""Finds the messages in files, folders and zips; what cannot be read is given as such, and stops nothing else.

Faults caught here: no such file, a folder without messages, a folder or file one may not read, a link that
leads nowhere or round in a circle, and what only looks like a file.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.archive import START, Budget, Tally, is_archive, is_companion, is_message, unzip
from kg.document import SIZE_LIMIT, CannotRead, Document, Refused, TooLarge, form_of, too_large
from kg.untrusted import parse_xml

__all__ = [
    "SIZE_LIMIT", "STDIN", "CannotRead", "Document", "Refused", "Tally", "TooLarge",
    "documents", "offered", "parse_xml", "unpack",
]  # fmt: skip

STDIN = "-"
"""The path that stands for standard input."""


def documents(paths: Iterable[Path]) -> Iterator[Document]:
    """Give every message among the paths, as :func:`offered`, for whoever wants all or nothing.

    Raises:
        CannotRead: at the first that cannot be read.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "b.xml").write_text("<a/>")
    >>> [document.data for document in documents([folder])]
    [b'<a/>']
    """
    for found in offered(paths):
        if isinstance(found, Refused):
            raise CannotRead(found)
        yield found


def offered(paths: Iterable[Path], tally: Tally | None = None) -> Iterator[Document | Refused]:
    """Give every message among the paths, and what was offered as one but cannot be read; one at a time.

    Args:
        paths: files (XML, RDF or zip; ``-`` is standard input) and folders; of a folder every ``*.xml`` and
            every zip is taken, at any depth, sorted by path.
        tally: counts the files in folders and zips that were passed over.

    >>> [found.reason for found in offered([Path("weg.xml")])]
    ['bestaat niet; geef een bestand, map of zip met berichten']
    """
    counts = tally if tally is not None else Tally()
    for path in paths:
        if str(path) == STDIN:
            yield from _standard_input(counts)
        elif path.is_dir():
            yield from _folder(path, counts)
        else:
            yield from _file(path, counts)


def unpack(name: str, data: bytes, budget: Budget, tally: Tally, form: str = "") -> Iterator[Document | Refused]:
    """Give the messages in what someone sent: one document, or a zip of them; all in memory.

    Args:
        name: what to call it in reports.
        data: the bytes as they came.
        budget: how much may come out of all that is sent together.
        tally: counts the files in a zip that were passed over.
        form: what the sender says it is, when the name does not tell.

    Raises:
        TooLarge: when more comes out.

    >>> [found.name for found in unpack("a.xml", b"<a/>", Budget(), Tally())]
    ['a.xml']
    """
    if data.startswith(START) or is_archive(name):
        yield from unzip(data, name, tally, budget)
        return
    budget.take(name, len(data))
    yield Document(name, data, form or form_of(name, data))


def _standard_input(tally: Tally) -> Iterator[Document | Refused]:
    name = "<stdin>"
    data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        yield too_large(name)
    else:
        yield from _bounded(unpack(name, data, Budget(), tally), name)


def _file(path: Path, tally: Tally) -> Iterator[Document | Refused]:
    """Give one file that was asked for by name."""
    name = str(path)
    try:
        with path.open("rb") as handle:
            data = handle.read(len(START))
            if data == START or is_archive(name):
                yield from _bounded(unzip(path, name, tally, Budget()), name)
                return
            data += handle.read(SIZE_LIMIT + 1 - len(data))
    except (OSError, ValueError) as error:
        yield _unread(path, error)
        return
    yield too_large(name) if len(data) > SIZE_LIMIT else Document(name, data, form_of(name, data))


def _folder(folder: Path, tally: Tally) -> Iterator[Document | Refused]:
    found = False
    for path in _walk(folder, set()):
        if isinstance(path, Refused):
            found = True
            yield path
        elif is_message(path.name) or is_archive(path.name):
            found = True
            yield from _file(path, tally) if _is_regular(path) else (_unread(path, None),)
        elif not is_companion(path.name):
            tally.pass_over(path.name)
    if not found:
        yield Refused(str(folder), "geen berichten (*.xml) in deze map", "no messages (*.xml) in this folder")


def _walk(folder: Path, above: set[tuple[int, int]]) -> Iterator[Path | Refused]:
    """Give the files in a folder and in those below it, sorted; a link that leads back up is refused.

    ``above`` holds the folders on the way here: only a link to one of them would go round for ever.
    """
    try:
        facts = folder.stat()
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield _unread(folder, error)
        return
    here = {*above, (facts.st_dev, facts.st_ino)}
    for path in entries:
        if not path.is_dir():
            yield path
        elif _identity(path) in here:
            yield Refused(
                str(path),
                "deze koppeling wijst naar een map waar ze zelf in zit; haal haar weg",
                "this link points at a folder that holds it; remove it",
            )
        else:
            yield from _walk(path, here)


def _identity(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_dev, facts.st_ino


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True  # opening it tells what is wrong


def _bounded(found: Iterator[Document | Refused], name: str) -> Iterator[Document | Refused]:
    """End a zip that expands without end with a refusal, so that other files are still read."""
    try:
        yield from found
    except TooLarge as error:
        refused = Refused.of(name, error)
        yield Refused(name, refused.reason, "too large when unpacked; offer less at a time")


def _unread(path: Path, error: Exception | None) -> Refused:
    if error is None:
        return Refused(
            str(path),
            "geen gewoon bestand; lever het bericht aan als bestand",
            "not a regular file; offer the message as a file",
        )
    if isinstance(error, FileNotFoundError) and not os.path.lexists(path):
        return Refused(
            str(path),
            "bestaat niet; geef een bestand, map of zip met berichten",
            "does not exist; give a file, folder or zip with messages",
        )
    why = getattr(error, "strerror", None) or type(error).__name__
    return Refused(
        str(path),
        f"niet te lezen ({why}); controleer het bestand en de rechten",
        f"cannot be read ({why}); check the file and its permissions",
    )
