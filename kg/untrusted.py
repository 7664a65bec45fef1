"""Parses XML that nobody vouches for, and says in plain words what is wrong with it.

Faults caught here: an empty file, one above the limit, text that is no well-formed XML, an encoding that is
not what the file says, and a DTD (which could name entities or files): refused before anything is expanded.
"""

from __future__ import annotations

import re

from lxml import etree

from kg.document import SIZE_LIMIT, CannotRead, Document, Refused, too_large

_DOCTYPE = re.compile(rb"\A(?:\xef\xbb\xbf)?(?>\s++|<\?(?>.*?\?>)|<!--(?>.*?-->))*+<!DOCTYPE", re.DOTALL)

_UTF_8 = (
    "de tekst staat niet in de codering die het bestand noemt (zonder opgave: UTF-8); sla het op in die codering",
    "the text is not in the encoding that the file declares (UTF-8 when it declares none); save it in that encoding",
)
_CLOSING = (
    "een element wordt niet of verkeerd afgesloten; controleer de afsluitende tags",
    "an element is not closed, or closed by the wrong tag; check the closing tags",
)
_ENTITY = (
    "een & staat los of hoort bij een onbekende entiteit; schrijf &amp;",
    "an & stands by itself or names an unknown entity; write &amp;",
)
_MARKUP = (
    "een tag is niet goed geschreven; controleer de haken, namen en aanhalingstekens",
    "a tag is not well written; check its brackets, names and quotes",
)
_ENCODING = (
    "het bestand noemt een codering die niet bestaat; sla het op als UTF-8",
    "the file declares an encoding that does not exist; save it as UTF-8",
)
_OTHER = (
    "hier klopt iets niet in de opbouw van de XML; controleer deze regel",
    "something is wrong here in the make-up of the XML; check this line",
)
_WORDS: dict[str, tuple[str, str]] = {
    "ERR_DOCUMENT_EMPTY": (
        "het begint niet met een element; lever een XML-bestand aan",
        "it does not begin with an element; offer an XML file",
    ),
    "ERR_DOCUMENT_END": (
        "na het einde van het bericht staat nog iets; haal het weg",
        "something follows after the end of the message; remove it",
    ),
    "ERR_TAG_NAME_MISMATCH": _CLOSING,
    "ERR_TAG_NOT_FINISHED": _CLOSING,
    "ERR_LTSLASH_REQUIRED": _CLOSING,
    "ERR_INVALID_ENCODING": _UTF_8,
    "I18N_CONV_FAILED": _UTF_8,
    "ERR_UNSUPPORTED_ENCODING": _ENCODING,
    "ERR_UNKNOWN_ENCODING": _ENCODING,
    "ERR_INVALID_CHAR": (
        "er staat een teken in dat XML niet toelaat; haal het weg",
        "it holds a character that XML does not allow; remove it",
    ),
    "ERR_UNDECLARED_ENTITY": _ENTITY,
    "ERR_ENTITYREF_SEMICOL_MISSING": _ENTITY,
    "ERR_NAME_REQUIRED": _MARKUP,
    "ERR_GT_REQUIRED": _MARKUP,
    "ERR_LT_IN_ATTRIBUTE": _MARKUP,
    "ERR_ATTRIBUTE_NOT_STARTED": _MARKUP,
    "ERR_ATTRIBUTE_NOT_FINISHED": _MARKUP,
    "ERR_ATTRIBUTE_WITHOUT_VALUE": _MARKUP,
    "ERR_ATTRIBUTE_REDEFINED": (
        "een element heeft twee keer hetzelfde attribuut; haal er een weg",
        "an element has the same attribute twice; remove one",
    ),
    "ERR_RESERVED_XML_NAME": (
        "de regel <?xml …?> staat niet helemaal vooraan; haal weg wat ervoor staat",
        "the line <?xml …?> does not stand at the very beginning; remove what precedes it",
    ),
    "NS_ERR_UNDEFINED_NAMESPACE": (
        "een voorvoegsel heeft geen namespace; voeg xmlns:… toe",
        "a prefix has no namespace; add xmlns:…",
    ),
    "ERR_RESOURCE_LIMIT": (
        "elementen zitten te diep in elkaar of een waarde is te lang; dit is geen bericht",
        "elements are nested too deeply or a value is too long; this is no message",
    ),
}
_BY_CODE = {getattr(etree.ErrorTypes, name): words for name, words in _WORDS.items()}
_WIDE = re.compile(rb"\A<\?xml[^>]*encoding=.utf-?(?:16|32)", re.IGNORECASE)
"""A declaration in single bytes that says the text is in more than one byte a character."""


def parse_xml(document: Document) -> etree._Element:
    """Parse untrusted XML: no entities, no DTD, no network; comments and processing instructions dropped.

    Raises:
        CannotRead: with file and line, when it is empty, too large, not well-formed or has a DTD.

    >>> parse_xml(Document("a.xml", b"<a><b/></a>")).tag
    'a'
    """
    if not document.data.strip():
        raise CannotRead(
            Refused(
                document.name,
                "leeg bestand; verwacht een iWmo- of iJw-bericht",
                "empty file; expected an iWmo or iJw message",
            )
        )
    if len(document.data) > SIZE_LIMIT:
        raise CannotRead(too_large(document.name))
    if _DOCTYPE.match(document.data):
        raise _doctype(document)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(document.data, parser)
    except etree.XMLSyntaxError as error:
        raise CannotRead(_malformed(document, error)) from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding of more than one byte
        raise _doctype(document)
    return root


def _doctype(document: Document) -> CannotRead:
    return CannotRead(
        Refused(
            document.name,
            "een DOCTYPE is niet toegestaan in een bericht; haal hem weg",
            "a DOCTYPE is not allowed in a message; remove it",
        )
    )


def _malformed(document: Document, error: etree.XMLSyntaxError) -> Refused:
    """Say it in our own words: those of the parser are English, and may quote the file."""
    dutch, english = _UTF_8 if _WIDE.match(document.data) else _BY_CODE.get(getattr(error, "code", 0), _OTHER)
    line = error.lineno or 0
    return Refused(document.name, f"geen welgevormde XML: {dutch}", f"not well-formed XML: {english}", line)
