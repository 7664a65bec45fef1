"""Zips made for a test, and what comes out of what was sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from kg.archive import Budget
from kg.intake import SIZE_LIMIT, Document, Refused, Tally, unpack


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def sent(name: str, data: bytes, limit: int = SIZE_LIMIT) -> list[Document | Refused]:
    return list(unpack(name, data, Budget(limit), Tally()))


def reasons(found: Iterable[Document | Refused]) -> dict[str, str]:
    """The reason of each refusal by name, after checking that it fits on a line and is there in both languages."""
    refused = [one for one in found if isinstance(one, Refused)]
    for one in refused:
        assert one.reason and one.english
        assert "\n" not in one.reason + one.english
        assert one.name not in one.reason
    return {one.name: one.reason for one in refused}
