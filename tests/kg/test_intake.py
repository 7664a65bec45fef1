"""Finding and parsing messages that nobody vouches for."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import GizoError
from kg.intake import SIZE_LIMIT, Document, TooLarge, documents, parse_xml, unpack


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def error(document: Document) -> str:
    with pytest.raises(GizoError) as caught:
        parse_xml(document)
    text = str(caught.value)
    assert "\n" not in text
    assert text.startswith(document.name)
    return text


def test_files_folders_and_zips_are_found_in_order(tmp_path: Path) -> None:
    (tmp_path / "map" / "diep").mkdir(parents=True)
    (tmp_path / "map" / "b.xml").write_bytes(b"<b/>")
    (tmp_path / "map" / "diep" / "A.XML").write_bytes(b"<a/>")
    (tmp_path / "map" / "lees.txt").write_bytes(b"geen bericht")
    (tmp_path / "map" / "z.zip").write_bytes(zipped({"2.xml": b"<z2/>", "1.xml": b"<z1/>", "x.txt": b""}))
    (tmp_path / "los").write_bytes(b"<los/>")
    found = list(documents([tmp_path / "map", tmp_path / "los"]))
    assert [document.data for document in found] == [b"<b/>", b"<a/>", b"<z1/>", b"<z2/>", b"<los/>"]
    assert found[2].name == f"{tmp_path / 'map' / 'z.zip'}!1.xml"


def test_what_a_mac_adds_to_a_zip_is_no_message(tmp_path: Path) -> None:
    path = tmp_path / "mac.zip"
    path.write_bytes(zipped({"a.xml": b"<a/>", "__MACOSX/._a.xml": b"\x00\x05\x16"}))
    assert [document.data for document in documents([path])] == [b"<a/>"]


def test_a_zip_without_the_name_of_one_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "levering.dat"
    path.write_bytes(zipped({"a.xml": b"<a/>"}))
    assert [document.data for document in documents([path])] == [b"<a/>"]


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("weg.xml", None, "bestaat niet"),
        ("leeg.zip", zipped({}), "geen berichten"),
        ("tekst.zip", zipped({"a.txt": b""}), "geen berichten"),
        ("geen.zip", b"dit is geen zip", "beschadigde"),
        ("af.zip", zipped({"a.xml": b"<a/>" * 1000})[:60], "beschadigde"),
    ],
)
def test_a_path_without_messages_is_one_clear_error(
    name: str, content: bytes | None, hint: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GizoError, match=hint) as caught:
        list(documents([path]))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GizoError, match="geen berichten"):
        list(documents([tmp_path]))


def test_an_encrypted_zip_is_an_error(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    (tmp_path / "slot.zip").write_bytes(data)
    with pytest.raises(GizoError, match="versleutelde"):
        list(documents([tmp_path / "slot.zip"]))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_zip_never_gives_anything_but_an_error_of_ours(data: st.DataObject) -> None:
    import tempfile

    method = data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))
    content = bytearray(zipped({"a.xml": b"<a>tekst</a>" * 20, "b.xml": b"<b/>"}, method))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(content)
        try:
            found = list(documents([path]))
        except GizoError as caught:
            assert "\n" not in str(caught)
        else:
            assert all(isinstance(document.data, bytes) for document in found)


def test_a_zip_that_expands_without_end_is_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "bom.zip"
    path.write_bytes(zipped({"bom.xml": b" " * (SIZE_LIMIT * 5)}))
    (document,) = documents([path])
    assert len(document.data) == SIZE_LIMIT + 1
    assert "leeg" in error(document) or "groter" in error(document)


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.xml"
    with path.open("wb") as handle:
        handle.truncate(SIZE_LIMIT + 1)
    with pytest.raises(GizoError, match="groter dan 20 MB"):
        list(documents([path]))


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
        (LAUGHS, "entity nesting"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_hostile_or_broken_xml_is_one_clear_error(data: bytes, hint: str) -> None:
    assert hint in error(Document("x.xml", data))


@pytest.mark.parametrize(
    "data",
    [
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


def test_what_was_sent_may_be_a_message_or_a_zip() -> None:
    sent = zipped({"b.xml": b"<b/>", "a.xml": b"<a/>", "lees.txt": b""})
    assert list(unpack("x.zip", sent)) == [Document("x.zip!a.xml", b"<a/>"), Document("x.zip!b.xml", b"<b/>")]
    assert list(unpack("x.xml", b"<a/>")) == [Document("x.xml", b"<a/>")]


def test_what_comes_out_of_what_was_sent_has_a_limit() -> None:
    sent = zipped({f"{number}.xml": b" " * 60 for number in range(3)})
    assert len(list(unpack("x.zip", sent, 180))) == 3
    with pytest.raises(TooLarge, match=r"^x\.zip: uitgepakt te groot"):
        list(unpack("x.zip", sent, 179))


@pytest.mark.parametrize("damage", [b"PK\x03\x04", zipped({"a.xml": b"<a/>" * 99})[:-9]])
def test_what_was_sent_as_a_damaged_zip_is_called_that(damage: bytes) -> None:
    with pytest.raises(GizoError, match="beschadigde of versleutelde zip"):
        list(unpack("x.zip", damage))
