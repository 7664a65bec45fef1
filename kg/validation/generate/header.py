"""Writes shapes/bericht.ttl: what the header of each message type must say about version and kind of message."""

from __future__ import annotations

from collections.abc import Iterator

from kg import names
from kg.errors import GizoError
from kg.sources.lifting import standard_of, supported_messages
from kg.validation.generate.turtle import Part, Stated, both, curie, document, source_of
from kg.validation.generate.uses import uses

_ABOUT = (
    "Rules about the header of a message. They touch no GIZO element: the header only serves the exchange. Published",
    "CS015, CS025 and RS047 name the outgoing messages; return messages have a header of the same datatypes.",
    "Made by make shapes from ontology/models and mappings/berichten; do not edit.",
)
_SUBVERSION = (
    "De berichtsubversie is {{?value}}; deze release heeft subversie {0}. Zet het bericht om of verbeter de header.",
    "The message subversion is {{?value}}; this release has subversion {0}. Convert the message or correct the header.",
)
_VERSION = (
    "De berichtversie is {{?value}}; deze release heeft versie {0}. Zet het bericht om of verbeter de header.",
    "The message version is {{?value}}; this release has version {0}. Convert the message or correct the header.",
)
_CODE = (
    "De berichtcode {?value} hoort niet bij dit soort bericht. Vul de code van het berichttype in.",
    "Message code {?value} does not belong to this kind of message. Fill in the code of the message type.",
)
_CODE_OF = (
    "De berichtcode {{?value}} hoort niet bij een {0}: die heeft {1}. Verbeter de code.",
    "Message code {{?value}} does not belong to a {0}, which has {1}. Correct the code.",
)


def text() -> str:
    """Give the whole file.

    Raises:
        GizoError: when the message types disagree about the version of this release.
    """
    return document(
        _ABOUT,
        [
            *_versions("CS015", names.V + "berichtsubversie", "subversie", _SUBVERSION),
            *_versions("CS025", names.V + "berichtversie", "versie", _VERSION),
            both(_codes()),
        ],
    )


def fixed(message: str, term: str) -> str:
    """Give the one value a header element of a message type may have.

    >>> fixed("JW301", names.V + "berichtcode")
    '436'
    """
    return next(value.facets["pattern"] for value in uses(message).values if value.term == term)


def _versions(code: str, term: str, name: str, texts: tuple[str, str]) -> Iterator[str]:
    types = supported_messages()
    values = {fixed(message, term) for message in types}
    if len(values) != 1:
        raise GizoError(f"shapes: berichten van één release hebben {names.curie(term)} {', '.join(sorted(values))}")
    value = values.pop()
    shape = Part(
        name=f"{code}-{name}",
        path=curie(term),
        says=f"sh:or ( shape:geen-geheel-getal shape:is-{value} )",
        targets=(f"sh:targetSubjectsOf {curie(term)}",),
    )
    yield both(
        Stated(
            code=code,
            kind="CS",
            source=source_of(types, "CS", code),
            types=types,
            texts=(texts[0].format(value), texts[1].format(value)),
            parts=(shape,),
        )
    ).rstrip("\n")
    yield f"shape:is-{value} a sh:NodeShape ; sh:in ( {value} ) .\n"


def _codes() -> Stated:
    types = supported_messages()
    return Stated(
        code="RS047",
        kind="RS",
        source=source_of(types, "RS", "RS047"),
        types=types,
        texts=_CODE,
        parts=tuple(part for message in types for part in _code(message)),
    )


def _code(message: str) -> Iterator[Part]:
    code = fixed(message, names.V + "berichtcode")
    yield Part(
        name=f"RS047-{message}",
        path="[ sh:inversePath v:berichtsoort ]",
        says=f"sh:property shape:RS047-{message}-code",
        targets=(f"sh:targetNode {standard_of(message)}:{message}",),
        types=(message,),
    )
    yield Part(
        name=f"RS047-{message}-code",
        path="v:berichtcode",
        says=f'sh:in ( "{code}" )',
        texts=(_CODE_OF[0].format(message, code), _CODE_OF[1].format(message, code)),
        hung=False,
    )
