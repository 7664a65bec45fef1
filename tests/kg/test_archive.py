"""Zips that nobody vouches for: damaged, locked, nested, or made to expand without end."""

from __future__ import annotations

import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.archive import NESTED_LIMIT, RATIO_LIMIT
from kg.intake import SIZE_LIMIT, Document, Refused, offered
from tests.zips import reasons, sent, zipped


def test_what_a_mac_adds_to_a_zip_is_no_message(tmp_path: Path) -> None:
    path = tmp_path / "mac.zip"
    path.write_bytes(zipped({"a.xml": b"<a/>", "__MACOSX/._a.xml": b"\x00\x05\x16"}))
    assert [document.data for document in offered([path]) if isinstance(document, Document)] == [b"<a/>"]


def encrypted(members: dict[str, bytes]) -> bytes:
    data = bytearray(zipped(members))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def test_an_encrypted_member_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "slot.zip"
    path.write_bytes(encrypted({"a.xml": b"<a/>", "b.xml": b"<b/>"}))
    found = list(offered([path]))
    assert "wachtwoord" in reasons(found)[f"{path}!a.xml"]
    assert [one.data for one in found if isinstance(one, Document)] == [b"<b/>"]


def test_a_damaged_member_of_a_zip_stops_nothing(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.xml": b"<a/>", "b.xml": b"<b>kapot</b>", "c.xml": b"<c/>"}, zipfile.ZIP_STORED))
    data[data.index(b"kapot")] ^= 1
    found = sent("x.zip", bytes(data))
    assert list(reasons(found)) == ["x.zip!b.xml"]
    assert [one.data for one in found if isinstance(one, Document)] == [b"<a/>", b"<c/>"]


def test_a_zip_in_a_zip_is_opened_and_a_third_is_refused() -> None:
    inner = zipped({"a.xml": b"<a/>"})
    found = sent("x.zip", zipped({"1.zip": inner, "2.zip": zipped({"3.zip": inner, "b.xml": b"<b/>"})}))
    assert [one.name for one in found] == ["x.zip!1.zip!a.xml", "x.zip!2.zip!3.zip", "x.zip!2.zip!b.xml"]
    assert "zip in een zip in een zip" in reasons(found)["x.zip!2.zip!3.zip"]


def test_a_zip_that_holds_itself_ends() -> None:
    data = zipped({"a.xml": b"<a/>"})
    for _ in range(5):
        data = zipped({"x.zip": data})
    assert len(reasons(sent("x.zip", data))) == 1


def test_a_nested_zip_that_damages_is_refused_by_its_own_name() -> None:
    found = sent("x.zip", zipped({"in.zip": b"no zip", "leeg.zip": zipped({"lees.txt": b""}), "a.xml": b"<a/>"}))
    assert {name: reason.split()[0] for name, reason in reasons(found).items()} == {
        "x.zip!in.zip": "beschadigde",
        "x.zip!leeg.zip": "geen",
    }


def test_members_that_share_their_bytes_are_refused() -> None:
    """A zip bomb of that kind holds one body under many names."""
    data = bytearray(zipped({"a.xml": b"<a>%s</a>" % bytes(range(32, 60)) * 9, "b.xml": b"<b/>"}, zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    first = data.index(b"PK\x01\x02")
    data[second + 16 : second + 28] = data[first + 16 : first + 28]  # checksum and sizes
    data[second + 42 : second + 46] = data[first + 42 : first + 46]  # place
    assert "overlappen" in reasons(sent("x.zip", bytes(data)))["x.zip"]


def test_messages_of_a_zip_are_read_one_at_a_time(tmp_path: Path) -> None:
    """What was not asked for yet has not been unpacked: memory does not grow with the zip."""
    path = tmp_path / "veel.zip"
    path.write_bytes(zipped({f"{number:03}.xml": bytes(20_000) for number in range(100)}, zipfile.ZIP_STORED))
    found = offered([path])
    assert next(found).name.endswith("000.xml")
    data = path.read_bytes()
    path.write_bytes(data[:1_000_000].ljust(len(data), b"x"))  # the reader has the list of members, not what is in them
    refused = reasons(found)
    assert f"{path}!099.xml" in refused
    assert f"{path}!010.xml" not in refused


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_zip_gives_messages_or_refusals_and_never_an_error(data: st.DataObject) -> None:
    import tempfile

    method = data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))
    content = bytearray(zipped({"a.xml": b"<a>tekst</a>" * 20, "b.xml": b"<b/>"}, method))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(content)
        found = list(offered([path]))
    reasons(found)
    assert found
    assert all(isinstance(one, Document | Refused) for one in found)


def test_a_zip_that_expands_without_end_is_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "bom.zip"
    path.write_bytes(zipped({"bom.xml": b" " * (SIZE_LIMIT * 2), "goed.xml": b"<a/>"}))
    found = list(offered([path]))
    assert f"meer dan {RATIO_LIMIT} keer" in reasons(found)[f"{path}!bom.xml"]
    assert [one.data for one in found if isinstance(one, Document)] == [b"<a/>"]


def test_a_member_above_the_limit_is_refused() -> None:
    large = zipped({"groot.xml": bytes(SIZE_LIMIT + 1)}, zipfile.ZIP_STORED)
    assert "groter dan 20 MB" in reasons(sent("x.zip", large, NESTED_LIMIT))["x.zip!groot.xml"]


def test_a_way_of_packing_that_is_not_known_is_said_to_be_so() -> None:
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + offset] = 99
    assert "gewone zip" in reasons(sent("x.zip", bytes(data)))["x.zip!a.xml"]
