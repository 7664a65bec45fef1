"""Reads what someone sends to be validated: messages, data in RDF or zips of messages; in memory only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import UploadFile

from api import bodies
from api.problems import Problem
from kg.archive import Budget, Tally
from kg.document import Document, Refused, TooLarge
from kg.intake import unpack

FORM_TYPE = "multipart/form-data"
XML_TYPES = ("application/xml", "text/xml")
ZIP_TYPES = ("application/zip", "application/x-zip-compressed")
RDF_TYPES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/trig": "trig",
    "application/n-quads": "nq",
}
"""Media types of RDF and the form of document each stands for."""

_TAKEN = (*XML_TYPES, *ZIP_TYPES, *RDF_TYPES, FORM_TYPE)


@dataclass(frozen=True)
class Sent:
    """One file as it was sent: a name to report it by, its bytes, and its form when the sender says so."""

    name: str
    data: bytes = field(repr=False)
    form: str = ""


@dataclass(frozen=True)
class Upload:
    """What one request holds: files, and the other fields of a form."""

    files: tuple[Sent, ...]
    fields: Mapping[str, str]


async def read(request: Request, limit: int) -> Upload:
    """Read the body of a request.

    Raises:
        Problem: 400 without a file, 413 when it is larger than the limit, 415 for a type that is not read.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == FORM_TYPE:
        upload = await _form(request, limit)
    elif kind in _TAKEN:
        data = await bodies.read(request, limit)
        form = RDF_TYPES.get(kind, "")
        name = "gegevens" if form else "bericht.zip" if kind in ZIP_TYPES else "bericht.xml"
        upload = Upload((Sent(name, data, form),), {})
    else:
        raise Problem(415, f"'{kind}' wordt niet gelezen; stuur een van {', '.join(_TAKEN)}")
    if not upload.files:
        raise Problem(400, "er is geen bestand meegestuurd; kies een bericht (XML), RDF of een zip met berichten")
    return upload


async def _form(request: Request, limit: int) -> Upload:
    form = await bodies.read_form(request, limit)
    files: list[Sent] = []
    fields: dict[str, str] = {}
    used: Counter[str] = Counter()
    for name, value in form.multi_items():
        if not isinstance(value, UploadFile):
            fields[name] = value
        elif value.filename:
            used[value.filename] += 1
            copy = f" ({used[value.filename]})" if used[value.filename] > 1 else ""
            files.append(Sent(value.filename + copy, await value.read(), _form_of(value.filename, value.content_type)))
    await form.close()
    return Upload(tuple(files), fields)


def _form_of(name: str, media_type: str | None) -> str:
    """Give the form of a file by its media type, where its name does not tell."""
    return RDF_TYPES.get((media_type or "").lower(), "") if "." not in name else ""


def documents(upload: Upload, limit: int) -> list[Document | Refused]:
    """Give the documents in an upload, which together may not be larger than the limit when unpacked.

    Raises:
        Problem: 413 when they are.
    """
    budget, tally = Budget(limit), Tally()

    def unpacked() -> Iterator[Document | Refused]:
        for sent in upload.files:
            yield from unpack(sent.name, sent.data, budget, tally, sent.form)

    try:
        return list(unpacked())
    except TooLarge as error:
        raise Problem(413, str(error)) from None
