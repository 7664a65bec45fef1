"""What is known of a message, and where earlier messages may come from."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store

from kg.convert import serialise
from kg.errors import GizoError
from kg.messages import lift
from kg.validation.across import Across
from kg.validation.history import known, per_message, read_history
from kg.validation.shapes import load_shapes
from tests.messages_builder import build, put

TYPES = ("JW301", "JW323", "JW325")
WRONG = put("Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]/ToewijzingNummer", "999")


def earlier(folder: Path, form: str) -> Path:
    """A folder with the earlier messages in one of the forms people keep them in."""
    messages = [lift(build(message_type)) for message_type in TYPES]
    (folder / "diep").mkdir()
    if form == "xml":
        for message_type in TYPES:
            (folder / "diep" / f"{message_type}.xml").write_bytes(build(message_type).data)
    elif form == "zip":
        with zipfile.ZipFile(folder / "oud.zip", "w") as archive:
            for message_type in TYPES:
                archive.writestr(f"{message_type}.xml", build(message_type).data)
    elif form == "store":
        store = Store(str(folder / "diep"))
        store.extend(
            Quad(triple.subject, triple.predicate, triple.object) for one in messages for triple in one.triples
        )
        store.flush()
        del store
        return folder / "diep"
    else:
        (folder / "diep" / f"alles.{form}").write_bytes(serialise(messages, form))
    return folder


@pytest.mark.parametrize("form", ["xml", "zip", "nt", "ttl", "trig", "jsonld", "store"])
def test_earlier_messages_may_be_kept_in_many_forms(tmp_path: Path, form: str) -> None:
    check = Across(read_history(earlier(tmp_path, form)))
    check.add(lift(build("JW323", WRONG, put("Header/BerichtIdentificatie/Identificatie", "NIEUW"))))
    found = check.check(load_shapes())
    assert {"TR338", "TR314", "TR389"} <= {result.rule for result in found.results}
    assert "TR338" not in {one.rule for one in found.undecided}


def test_what_is_known_is_the_same_from_xml_and_from_rdf(tmp_path: Path) -> None:
    message = lift(build("JW323"))
    (graph,) = read_history(_written(tmp_path, serialise([message], "nt")))
    assert known(graph, given=True) == known(message.triples, given=True)


def _written(folder: Path, data: bytes) -> Path:
    (folder / "een.nt").write_bytes(data)
    return folder


def test_the_parties_are_found_whoever_sent_it() -> None:
    for message_type in TYPES:
        facts = known(lift(build(message_type)).triples, given=False)
        assert (facts.parties, facts.kind) == (("0518", "73739991", "Jeugdwet"), message_type[-3:])


def test_a_copy_is_recognised_whatever_its_nodes_are_called() -> None:
    one = lift(build("JW323"), seen := set[str]())
    again, other = lift(build("JW323"), seen), lift(build("JW323", WRONG), seen)
    marks = [known(message.triples, given=True).mark for message in (one, again, other)]
    assert one.iri != again.iri
    assert marks[0] == marks[1] != marks[2]


def test_a_graph_without_messages_has_no_history() -> None:
    part = [triple for triple in lift(build("JW301")).triples if not triple.predicate.value.endswith("berichtsoort")]
    assert all("berichtsoort" not in str(triple) for graph in per_message(part) for triple in graph)
    with pytest.raises(GizoError, match="0 berichten"):
        known(part, given=False)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leeg.txt", b"", "geen eerdere berichten gevonden"),
        ("kapot.ttl", b"<urn:a> <urn:b>", "geen leesbare graaf"),
        ("kapot.xml", b"<a>", "kapot.xml"),
        ("999990019.nt", b"x", r"\*\*\*\*\*\*019.nt"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GizoError, match=words) as error:
        list(read_history(tmp_path))
    assert "\n" not in str(error.value)


def test_a_graph_without_messages_is_no_earlier_message(tmp_path: Path) -> None:
    (tmp_path / "leeg.nt").write_bytes(b"")
    with pytest.raises(GizoError, match=r"leeg\.nt: geen berichten"):
        list(read_history(tmp_path))


def test_no_bsn_in_the_name_of_a_broken_file_comes_out(tmp_path: Path) -> None:
    (tmp_path / "client 999990019.xml").write_bytes(b"<stuk")
    with pytest.raises(GizoError, match="geen welgevormde XML") as caught:
        list(read_history(tmp_path))
    assert "999990019" not in str(caught.value)
