"""Writes a result to a file as a whole or not at all, so that nobody ever reads half a report."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import GizoError


def write_file(path: Path, body: bytes) -> None:
    """Write a file as a whole or not at all: a reader never sees half of it.

    Raises:
        GizoError: when it cannot be written.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "rapport.txt"
    >>> write_file(file, b"goed")
    >>> file.read_bytes()
    b'goed'
    """
    with whole_file(path) as stream:
        stream.write(body)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a stream to write a file with, that appears when the block ends well and not before.

    Raises:
        GizoError: when it cannot be written.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "graaf.nt"
    >>> with whole_file(file) as stream:
    ...     _, early = stream.write(b"goed"), file.exists()
    >>> early, file.read_bytes()
    (False, b'goed')
    """
    real = path.resolve()
    try:
        if real.exists() and not real.is_file():  # a device or a pipe
            with real.open("wb") as stream:
                yield stream
            return
        handle, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
            temporary.chmod(_mode(real))
            temporary.replace(real)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise GizoError(f"{path}: niet te schrijven ({error.strerror}); controleer de map en de rechten") from error


def writable(path: Path) -> None:
    """Check beforehand that a file can be written, so that no long work is done for nothing.

    Raises:
        GizoError: when its folder is not there or may not be written to, or it is a folder itself.
    """
    folder = path.resolve().parent
    if path.is_dir():
        raise GizoError(f"{path}: is een map; geef de naam van een bestand")
    if not folder.is_dir():
        raise GizoError(f"{folder}: deze map bestaat niet; maak haar of kies een andere")
    if not path.exists() and not os.access(folder, os.W_OK):
        raise GizoError(f"{folder}: in deze map mag niet geschreven worden; kies een andere")


def _mode(path: Path) -> int:
    """Give the permissions a file has, or a new one would get."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
