"""Reads the messages in a zip that nobody vouches for: bounded in size, number and depth, one bad member at a time.

Faults caught here: a zip that is damaged, encrypted or empty, that expands without end (one member, or all
together, or members that share their bytes), a zip in a zip in a zip, and a member that cannot be read.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from kg.document import SIZE_LIMIT, Document, Refused, TooLarge, too_large

START = b"PK\x03\x04"
"""How a zip begins; one that was cut off can still be told from a message by it."""

TOTAL_LIMIT = 2_000_000_000
"""Most that is read out of one zip, in bytes: some 300,000 messages."""

NESTED_LIMIT = 100_000_000
"""Largest zip in a zip, in bytes; it is read in memory."""

MEMBER_LIMIT = 400_000
"""Most files in one zip."""

RATIO_LIMIT, RATIO_FLOOR = 200, 1_000_000
"""A member above the floor (bytes) that unpacks to more than this many times its size is no message."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, EOFError, ValueError)
"""What reading a zip that is damaged, encrypted or packed in an unknown way may raise."""
_ENCRYPTED = 1


@dataclass
class Tally:
    """Counts by ending the files in folders and zips that are no messages and were passed over."""

    passed: Counter[str] = field(default_factory=Counter)

    def pass_over(self, name: str) -> None:
        """Count one file."""
        self.passed[PurePosixPath(name.lower()).suffix] += 1


@dataclass
class Budget:
    """How much may still be read, in bytes; shared by what is sent together."""

    left: int = TOTAL_LIMIT

    def take(self, name: str, size: int) -> None:
        """Use part of it.

        Raises:
            TooLarge: when it is used up.

        >>> Budget(10).take("a.zip", 10)
        """
        self.left -= size
        if self.left < 0:
            raise TooLarge(f"{name}: uitgepakt te groot; stuur minder tegelijk")


def is_message(name: str) -> bool:
    """Tell whether a file is meant as a message; what a Mac puts beside each file (``._x.xml``) is not.

    >>> is_message("map/A.XML"), is_message("__MACOSX/._a.xml"), is_message("lees.txt")
    (True, False, False)
    """
    return name.lower().endswith(".xml") and not is_companion(name)


def is_companion(name: str) -> bool:
    """Tell whether a file is what a Mac puts beside another one."""
    return name.rpartition("/")[2].startswith("._")


def is_archive(name: str) -> bool:
    """Tell whether a file is meant as a zip."""
    return name.lower().endswith(".zip") and not is_companion(name)


def unzip(
    source: Path | bytes, name: str, tally: Tally, budget: Budget, depth: int = 0
) -> Iterator[Document | Refused]:
    """Give the messages in a zip, sorted by name, one in memory at a time; a zip in it is opened too, one level deep.

    Args:
        source: the file, or its bytes.
        name: what to call it in reports.
        tally: counts what is passed over.
        budget: how much may come out of it.
        depth: how many zips this one is in.

    Raises:
        TooLarge: when more comes out of it than may.

    >>> list(unzip(b"PK", "a.zip", Tally(), Budget()))[0].reason
    'beschadigde zip; pak hem opnieuw in'
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            members = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
            size = len(source) if isinstance(source, bytes) else source.stat().st_size
            refusal = _suspect(name, members, size)
            if refusal is not None:
                yield refusal
                return
            found = False
            for info in members:
                if is_message(info.filename) or is_archive(info.filename):
                    found = True
                    yield from _member(archive, info, name, tally, budget, depth)
                elif not is_companion(info.filename):
                    tally.pass_over(info.filename)
            if not found:
                yield Refused(name, "geen berichten (*.xml) in deze zip", "no messages (*.xml) in this zip")
    except _DAMAGE as error:
        yield _damaged(name, error)


def _damaged(name: str, error: Exception) -> Refused:
    if isinstance(error, NotImplementedError):
        return Refused(
            name,
            "ingepakt op een manier die niet wordt gelezen; pak het opnieuw in als gewone zip",
            "packed in a way that is not read; pack it again as an ordinary zip",
        )
    return Refused(name, "beschadigde zip; pak hem opnieuw in", "damaged zip; pack it again")


def _suspect(name: str, members: list[zipfile.ZipInfo], size: int) -> Refused | None:
    """Refuse a zip made to do harm: too many members, or members that share their bytes."""
    if len(members) > MEMBER_LIMIT:
        return Refused(
            name,
            f"meer dan {MEMBER_LIMIT} bestanden in deze zip; verdeel ze over meer zips",
            f"more than {MEMBER_LIMIT} files in this zip; divide them over more zips",
        )
    if sum(info.compress_size for info in members) > size:
        return Refused(
            name,
            "de bestanden in deze zip overlappen elkaar, wat op een zipbom wijst; pak de berichten opnieuw in",
            "the files in this zip overlap, which points at a zip bomb; pack the messages again",
        )
    return None


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, tally: Tally, budget: Budget, depth: int
) -> Iterator[Document | Refused]:
    inner = f"{name}!{_one_line(info.filename)}"
    nested = is_archive(info.filename)
    if nested and depth:
        yield Refused(
            inner,
            "een zip in een zip in een zip wordt niet gelezen; pak de buitenste eerst uit",
            "a zip in a zip in a zip is not read; unpack the outer one first",
        )
        return
    if info.flag_bits & _ENCRYPTED:
        yield Refused(
            inner,
            "versleuteld met een wachtwoord; lever het zonder wachtwoord aan",
            "encrypted with a password; offer it without one",
        )
        return
    if info.file_size > RATIO_FLOOR and info.file_size > RATIO_LIMIT * max(info.compress_size, 1):
        budget.take(name, info.file_size)
        yield Refused(
            inner,
            f"pakt uit tot meer dan {RATIO_LIMIT} keer zijn omvang, wat op een zipbom wijst; haal het uit de zip",
            f"unpacks to more than {RATIO_LIMIT} times its size, which points at a zip bomb; take it out of the zip",
        )
        return
    limit = NESTED_LIMIT if nested else SIZE_LIMIT
    try:
        with archive.open(info) as member:
            data = member.read(min(limit, max(budget.left, 0)) + 1)
    except _DAMAGE as error:
        yield _damaged(inner, error)
        return
    budget.take(name, len(data))
    if len(data) > limit:
        yield too_large(inner)
    elif nested:
        yield from unzip(data, inner, tally, budget, depth + 1)
    else:
        yield Document(inner, data)


def _one_line(name: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in name)
