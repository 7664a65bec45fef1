"""Finding and parsing messages that nobody vouches for."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.errors import GizoError
from kg.intake import SIZE_LIMIT, Document, Tally, TooLarge, documents, offered
from tests.zips import reasons, sent, zipped


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


def test_one_bad_file_among_many_stops_nothing(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.xml").write_bytes(b"<a/>")
    (tmp_path / "1.zip").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "3.zip").write_bytes(b"no zip at all")
    with (tmp_path / "4.xml").open("wb") as handle:
        handle.truncate(SIZE_LIMIT + 1)
    found = list(offered([tmp_path, tmp_path / "weg.xml", tmp_path / "0.xml"]))
    assert sorted(Path(name).name for name in reasons(found)) == ["1.zip", "3.zip", "4.xml", "weg.xml"]
    assert [Path(one.name).name for one in found if isinstance(one, Document)] == [
        "0.xml", "1.xml", "2.xml", "3.xml", "0.xml",
    ]  # fmt: skip


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<a/>")
    (tmp_path / "._a.xml").write_bytes(b"\x00")
    for name in ("lees.txt", "oud.TXT", "LEESMIJ", "gegevens.ttl"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "z.zip").write_bytes(zipped({"b.xml": b"<b/>", "map/kaart.pdf": b"x", "__MACOSX/._b.xml": b"x"}))
    tally = Tally()
    assert len(list(offered([tmp_path], tally))) == 2
    assert tally.passed == {".txt": 2, "": 1, ".ttl": 1, ".pdf": 1}


def test_links_and_folders_that_look_like_messages(tmp_path: Path) -> None:
    folder = tmp_path / "map.xml"
    folder.mkdir()
    (folder / "a.xml").write_bytes(b"<a/>")
    (folder / "rond").symlink_to(tmp_path, target_is_directory=True)
    (folder / "zelf.xml").symlink_to(folder / "zelf.xml")
    (folder / "dood.xml").symlink_to(folder / "weg.xml")
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "b.xml").write_bytes(b"<b/>")
    (folder / "zijweg").symlink_to(elsewhere, target_is_directory=True)
    found = list(offered([tmp_path]))
    assert [one.data for one in found if isinstance(one, Document)] == [b"<b/>", b"<a/>", b"<b/>"]
    why = {Path(name).name: reason for name, reason in reasons(found).items()}
    assert set(why) == {"rond", "zelf.xml", "dood.xml"}
    assert "waar ze zelf in zit" in why["rond"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.xml")
    assert "geen gewoon bestand" in reasons(offered([tmp_path]))[str(tmp_path / "pijp.xml")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:  # pragma: no cover - depends on who runs it
    (tmp_path / "dicht.xml").write_bytes(b"<a/>")
    (tmp_path / "dicht.xml").chmod(0)
    (tmp_path / "map").mkdir()
    (tmp_path / "map").chmod(0)
    try:
        assert len(reasons(offered([tmp_path]))) == 2
    finally:
        (tmp_path / "map").chmod(0o700)


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xml").write_bytes(b"<a/>")
    shut = tmp_path / "dicht"
    shut.mkdir()
    listed = Path.iterdir

    def iterdir(self: Path) -> Iterable[Path]:
        if self == shut:
            raise PermissionError(13, "Permission denied", str(self))
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found = list(offered([tmp_path]))
    assert "niet te lezen" in reasons(found)[str(shut)]
    assert len(found) == 2


def test_standard_input_may_be_a_message_a_zip_or_rdf(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, expected in (
        (b"<a/>", Document("<stdin>", b"<a/>", "xml")),
        (zipped({"a.xml": b"<a/>"}), Document("<stdin>!a.xml", b"<a/>", "xml")),
        (b"@prefix a: <urn:a> .", Document("<stdin>", b"@prefix a: <urn:a> .", "ttl")),
        (
            b"<https://w3id.org/gizo/x> <urn:b> 1 .",
            Document("<stdin>", b"<https://w3id.org/gizo/x> <urn:b> 1 .", "ttl"),
        ),
        (b'  {"@id": "urn:a"}', Document("<stdin>", b'  {"@id": "urn:a"}', "jsonld")),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert list(offered([Path("-")])) == [expected]


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.xml"
    with path.open("wb") as handle:
        handle.truncate(SIZE_LIMIT + 1)
    with pytest.raises(GizoError, match="groter dan 20 MB"):
        list(documents([path]))


def test_what_was_sent_may_be_a_message_or_a_zip() -> None:
    packed = zipped({"b.xml": b"<b/>", "a.xml": b"<a/>", "lees.txt": b""})
    assert sent("x.zip", packed) == [Document("x.zip!a.xml", b"<a/>"), Document("x.zip!b.xml", b"<b/>")]
    assert sent("x.xml", b"<a/>") == [Document("x.xml", b"<a/>")]
    assert sent("x.jsonld", b"{}") == [Document("x.jsonld", b"{}", "jsonld")]


def test_what_comes_out_of_what_was_sent_has_a_limit() -> None:
    packed = zipped({f"{number}.xml": b" " * 60 for number in range(3)})
    assert len(sent("x.zip", packed, 180)) == 3
    for limit in (179, 60, 1, 0):
        with pytest.raises(TooLarge, match=r"^x\.zip: uitgepakt te groot"):
            sent("x.zip", packed, limit)


@pytest.mark.parametrize("damage", [b"PK\x03\x04", zipped({"a.xml": b"<a/>" * 99})[:-9]])
def test_what_was_sent_as_a_damaged_zip_is_called_that(damage: bytes) -> None:
    assert "beschadigde zip" in reasons(sent("x.zip", damage))["x.zip"]
