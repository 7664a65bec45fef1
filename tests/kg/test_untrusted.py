"""Parsing XML that nobody vouches for: read in whatever way XML may be written, or refused in one line."""

from __future__ import annotations

import pytest

from kg.document import Document
from kg.errors import GizoError
from kg.untrusted import parse_xml


def error(document: Document) -> str:
    with pytest.raises(GizoError) as caught:
        parse_xml(document)
    text = str(caught.value)
    assert "\n" not in text
    assert text.startswith(document.name)
    return text


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x0 "ha">
%s]><a>&x30;</a>""" % b"".join(b'<!ENTITY x%d "&x%d;&x%d;">' % (n, n - 1, n - 1) for n in range(1, 31))


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "leeg bestand"),
        (b" \n\t", "leeg bestand"),
        (b"<a><b></a>", "regel 1: geen welgevormde XML"),
        (b"<a>\n\n<b>", "regel 3: geen welgevormde XML"),
        (b"{}", "geen welgevormde XML"),
        (b"%PDF-1.4 \x00\xff", "geen welgevormde XML"),
        (b"<a>\x00</a>", "geen welgevormde XML"),
        (b"<a>&onbekend;</a>", "geen welgevormde XML"),
        (b'<?xml version="1.0" encoding="bestaat-niet"?><a/>', "geen welgevormde XML"),
        (b'<?xml version="1.0" encoding="UTF-8"?><a>\xe9</a>', "geen welgevormde XML"),
        (b"<a/><b/>", "geen welgevormde XML"),
        (b"<p:a/>", "geen welgevormde XML"),
        (b"<a>" * 5000 + b"</a>" * 5000, "geen welgevormde XML"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY %% p SYSTEM "http://127.0.0.1:9/x.dtd"> %%p;]><a/>'.replace(b"%%", b"%"), "DOCTYPE"),
        (LAUGHS, "DOCTYPE"),
        (b'<?xml version="1.0"?><!-- x --><?y z?>\n' + LAUGHS[21:], "DOCTYPE"),
        ('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'.encode("utf-16"), "DOCTYPE"),
        (b'<?xml version="1.0" encoding="UTF-8"?><a>\xe9</a>', "codering"),
        (b'<?xml version="1.0" encoding="UTF-16"?><a>e</a>', "codering"),
        (b'<?xml version="1.0" encoding="windows-1252"?><a>\x81</a>', "codering"),
        (b"<a>\xe9</a>", "codering"),
        (b"<a>" + b"<b>" * 300_000, "te diep"),
        (b"<a>" + b"x" * 11_000_000 + b"</a>", "te lang"),
        (b' <?xml version="1.0"?><a/>', "vooraan"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_hostile_or_broken_xml_is_one_clear_error(data: bytes, hint: str) -> None:
    assert hint in error(Document("x.xml", data))


def test_a_doctype_after_many_comments_is_found_at_once() -> None:
    """Looking for it takes time in proportion to what precedes it."""
    assert "DOCTYPE" in error(Document("x.xml", b"<!-- a --> " * 50_000 + b"<!DOCTYPE a><a/>"))
    assert "DOCTYPE" not in error(Document("x.xml", b"<!-- a --> " * 50_000 + b"<!-- <!DOCTYPE a> -->"))


def test_no_reason_shows_what_is_in_the_file() -> None:
    for data in (b"<a>999990019", b"<a b=999990019/>", b"<a><n999990019></a>", b"<a>&n999990019;</a>", b"999990019"):
        assert "999990019" not in error(Document("x.xml", data))


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0" encoding="windows-1252"?>\r\n<a>é</a>\r\n'.encode("cp1252"),
        '\ufeff<?xml version="1.0" encoding="windows-1252"?><a>é</a>'.encode(),
        '<?xml version="1.0" encoding="UTF-8"?><a>é</a>'.encode(),
        '\ufeff<?xml version="1.0" encoding="UTF-8"?><a>é</a>'.encode(),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"),
        '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'.encode("utf-16"),
        '<?xml version="1.0"?><a>é</a>'.encode("utf-16"),
        "<a><!-- weg -->é<?pi weg?></a>".encode(),
        "<a><![CDATA[é]]></a>".encode(),
        b"<a>&#233;</a>",
    ],
)
def test_every_encoding_and_notation_of_xml_is_read(data: bytes) -> None:
    assert parse_xml(Document("x.xml", data)).text == "é"


def test_a_comment_does_not_cut_a_value_in_two() -> None:
    assert parse_xml(Document("x.xml", b"<a>2026-<!-- x -->05-<?y?>11</a>")).text == "2026-05-11"
