"""The command line: what it prints where, how it ends, and that bad input is one line with exit code 2."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kg.build import BuildReport
from kg.cli import run
from kg.store import EmbeddedStore

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
GOOD = EXAMPLES / "toewijzing-jw301.xml"
BAD = EXAMPLES / "toewijzing-met-fouten.xml"
BSN = "999990018"
GIZO = str(Path(sys.executable).with_name("gizo"))


@pytest.fixture
def store(graph: EmbeddedStore) -> list[str]:
    """The options that name the graph of this project, built once per test run."""
    return ["--store", str(graph.path.parent)]


def gizo(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command; give exit code, standard output and standard error."""
    code = run(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


class TestEnding:
    def test_a_good_message_ends_with_0(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys, "validate", str(GOOD))
        assert (code, err) == (0, "")
        assert "Geen overtredingen" in out

    def test_a_message_that_violates_rules_ends_with_1(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys, "validate", str(BAD))
        assert (code, err) == (1, "")
        assert all(rule in out for rule in ("CS002", "CS003", "CD079"))
        assert BSN not in out

    def test_the_dutch_alias_does_the_same(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert gizo(capsys, "valideer", str(BAD)) == gizo(capsys, "validate", str(BAD))

    def test_english_on_request(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = gizo(capsys, "validate", str(BAD), "--lang", "en")
        assert "check" in out.lower()
        assert "overtreding" not in out

    @pytest.mark.parametrize("form", ["table", "json", "csv", "ttl", "html", "sarif", "junit"])
    def test_no_format_shows_a_bsn(self, form: str, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys, "validate", str(BAD), "--format", form)
        assert code == 1
        assert "CS002" in out
        assert BSN not in out + err


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


OLD = '<Bericht xmlns="http://www.istandaarden.nl/ijw/3_1/jw301/schema"/>'
FOREIGN = '<Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw999/schema"/>'
ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
MESSAGES = {
    "no such file": (None, "bestaat niet"),
    "empty file": ("", "leeg bestand"),
    "not well-formed": ("<a><b></a>", "regel 1"),
    "not a message": ("<boek/>", "geen iWmo- of iJw-bericht"),
    "another release": (OLD, "release 3.1"),
    "type without table": (FOREIGN, "JW999"),
    "entity": (ENTITY, "DOCTYPE"),
    "not xml": (b"\x00\x01\x02", "regel 1"),
}


class TestBadInput:
    """One line that says what, where and what to do; exit code 2; nothing on standard output."""

    @pytest.mark.parametrize("command", ["validate", "convert"])
    @pytest.mark.parametrize("case", MESSAGES)
    def test_messages(self, command: str, case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        content, expected = MESSAGES[case]
        path = str(tmp_path / "m.xml") if content is None else write(tmp_path, "m.xml", content)
        code, out, err = gizo(capsys, command, path)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert "m.xml" in err
        assert expected in err
        assert "root:" not in err

    def test_a_folder_without_messages(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys, "validate", str(tmp_path))
        assert (code, out, err.count("\n")) == (2, "", 1)

    def test_one_bad_file_does_not_hide_the_others(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(tmp_path, "a.xml", BAD.read_bytes())
        write(tmp_path, "b.xml", "<boek/>")
        code, out, err = gizo(capsys, "validate", str(tmp_path), "--format", "json")
        assert code == 2
        assert json.loads(out)["messages"] == 1
        assert "b.xml" in err

    def test_convert_writes_all_or_nothing(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(tmp_path, "a.xml", GOOD.read_bytes())
        write(tmp_path, "b.xml", "<boek/>")
        code, out, _ = gizo(capsys, "convert", str(tmp_path))
        assert (code, out) == (2, "")

    @pytest.mark.parametrize(
        "arguments",
        [
            ["lineage", "gizo:Bestaatniet"],
            ["lineage", "{00000000-0000-4000-8000-000000000000}"],
            ["lineage", "gizo:Client", "--to", "xyz"],
            ["lineage", "gizo:Client", "--format", "pdf"],
            ["lineage", ""],
            ["ask", "bestaat-niet"],
            ["ask", "element-naar-modellen", "fout=1"],
            ["ask", "element-naar-modellen", "element"],
            ["ask", "element-naar-modellen", "element=gizo:Bestaatniet"],
            ["coverage", "--model", "xyz"],
            ["gaps", "--model", "xyz"],
            ["gaps", "--model", "iwmo"],
            ["ask", "dekking-per-klasse", "model=iwmo"],
            ["gaps", "--lang", "de"],
        ],
    )
    def test_questions(self, arguments: list[str], store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys, *arguments, *store)
        assert (code, out, err.count("\n")) == (2, "", 1), err

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * WHERE {",
            "SELECT ?x WHERE { ?x nope:a ?y }",
            "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
            "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "",
        ],
    )
    def test_sparql(self, query: str, store: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys, "query", write(tmp_path, "q.rq", query), *store)
        assert (code, out, err.count("\n")) == (2, "", 1), err

    def test_a_store_that_is_not_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys, "lineage", "gizo:Client", "--store", str(tmp_path))
        assert (code, out, err.count("\n")) == (2, "", 1)

    def test_an_endpoint_that_does_not_answer(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys, "lineage", "gizo:Client", "--endpoint", "http://127.0.0.1:9/sparql")
        assert (code, out, err.count("\n")) == (2, "", 1)

    @pytest.mark.parametrize("arguments", [["frobnicate"], ["validate"], ["build", "--frob"], ["serve", "--port", "x"]])
    def test_usage(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys, *arguments)
        assert (code, out, err.count("\n")) == (2, "", 1)

    def test_without_a_command_the_whole_help_is_shown(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = gizo(capsys)
        assert (code, out) == (2, "")
        assert "\nCommands:\n" in err

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full on this system")
    def test_output_that_cannot_be_written_is_one_line(self, store: list[str]) -> None:
        for arguments in (["rules"], ["lineage", "gizo:Client", "--format", "json", *store]):
            with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
                done = subprocess.run([GIZO, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
            assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr

    def test_import_refuses_what_is_not_the_model(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = write(tmp_path, "ggm.xlsx", "no spreadsheet")
        code, _, err = gizo(capsys, "import", "ggm", file, "--release", "9.9", "--out", str(tmp_path / "out"))
        assert (code, err.count("\n")) == (2, 1)
        assert not list(tmp_path.glob("out/*"))


MESSAGES_OF_OURS = ROOT / "tests" / "data" / "voorbeeld"
SCHEMAS = ROOT / "tests" / "data" / "xsd"


class TestValidate:
    """Every option of ``gizo validate``, and what it does with a folder as people have them."""

    def report(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
        code, out, err = gizo(capsys, "validate", "--format", "json", *arguments)
        return code, json.loads(out) if out else {}, err

    def test_2_wins_over_1_and_every_file_is_accounted_for(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(tmp_path, "a.xml", BAD.read_bytes())
        write(tmp_path, "b.xml", "<boek/>")
        write(tmp_path, "c.zip", "geen zip")
        write(tmp_path, "d.xml", GOOD.read_bytes())
        write(tmp_path, "lees.txt", "")
        code, found, err = self.report(capsys, str(tmp_path), str(tmp_path / "weg.xml"))
        assert (code, found["messages"], found["files"]) == (2, 2, 5)
        assert [Path(unread["file"]).name for unread in found["unreadable"]] == ["b.xml", "c.zip", "weg.xml"]
        assert {Path(result["file"]).name for result in found["results"]} == {"a.xml"}
        assert err.count("gizo: ") == 3
        assert "1 .txt" in err.splitlines()[-1]

    def test_an_unreadable_file_is_told_in_the_language_asked_for(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = write(tmp_path, "999990019.xml", "<a>")
        for lang, words in (("nl", ", regel 1: geen welgevormde XML"), ("en", ", line 1: not well-formed XML")):
            code, out, err = gizo(capsys, "validate", path, "--lang", lang)
            assert (code, out) == (2, "")
            assert words in err
            assert "999990019" not in err

    def test_data_in_rdf_is_taken_by_name(self, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert run(["convert", str(BAD)]) == 0
        turtle = capsysbinary.readouterr().out
        path = tmp_path / "data.ttl"
        path.write_bytes(turtle)
        both = []
        for given in (BAD, path):
            assert run(["validate", str(given), "--format", "json"]) == 1
            both.append(json.loads(capsysbinary.readouterr().out))
        xml, rdf = ([(result["rule"], result["xpath"]) for result in found["results"]] for found in both)
        assert sorted(rdf) == sorted(xml)

    def test_a_report_for_a_file_is_there_as_a_whole_or_not_at_all(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name, start in (("r.html", b"<!DOCTYPE html>"), ("r.JSON", b"{"), ("r.xlsx", b"PK"), ("r.xml", b"<?xml")):
            code, out, err = gizo(capsys, "validate", str(BAD), "--out", str(tmp_path / name))
            assert (code, out) == (1, "")
            assert "3 overtredingen" in err
            assert (tmp_path / name).read_bytes().startswith(start)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["r.JSON", "r.html", "r.xlsx", "r.xml"]
        code, _, err = gizo(capsys, "validate", str(BAD), "--out", str(tmp_path / "r.html"), "--engine", "bestaatniet")
        assert code == 2
        assert (tmp_path / "r.html").read_bytes().startswith(b"<!DOCTYPE html>"), "the old report is still there"

    @pytest.mark.parametrize("where", ["", "geen/map/r.html"])
    def test_a_place_that_cannot_be_written_is_refused_before_the_work(
        self, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("kg.validation.command.check", lambda *_: pytest.fail("the work was done"))
        code, out, err = gizo(capsys, "validate", str(GOOD), "--out", str(tmp_path / where))
        assert (code, out, err.count("\n")) == (2, "", 1)

    def test_the_report_keeps_the_permissions_of_a_file(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "r.html"
        gizo(capsys, "validate", str(GOOD), "--out", str(path))
        new = tmp_path / "nieuw"
        new.touch()
        assert path.stat().st_mode == new.stat().st_mode
        path.chmod(0o640)
        gizo(capsys, "validate", str(GOOD), "--out", str(path))
        assert path.stat().st_mode & 0o777 == 0o640

    def test_the_day_is_what_was_asked_for(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.report(capsys, str(GOOD), "--today", "2030-01-31")[1]["today"] == "2030-01-31"
        for wrong in ("2026-13-01", "20260101", "morgen", ""):
            code, found, err = self.report(capsys, str(GOOD), "--today", wrong)
            assert (code, found, err.count("\n")) == (2, {}, 1)

    def test_across_and_history(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        history = tmp_path / "eerder"
        history.mkdir()
        text = (MESSAGES_OF_OURS / "JW301.xml").read_text(encoding="utf-8")
        write(history, "oud.xml", text.replace("UTR000000001", "OUD1").replace("73731234", "73735678"))
        given = str(MESSAGES_OF_OURS / "JW301.xml")
        alone = self.report(capsys, given)[1]
        assert (alone["complete"], alone["results"]) == (True, [])
        known = self.report(capsys, given, "--across", "--history", str(history))[1]
        assert "TR332" in {result["rule"] for result in known["results"]}
        assert {result["file"] for result in known["results"]} == {given}
        for arguments in (["--history", str(history)], ["--across", "--history", str(tmp_path / "weg")]):
            code, _, err = self.report(capsys, given, *arguments)
            assert (code, err.count("\n")) == (2, 1)

    def test_a_list_of_products_of_the_municipality(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        given = str(MESSAGES_OF_OURS / "JW301.xml")
        category, code = _product(Path(given))
        for code_in_list, expected in ((code, []), ("00X00", ["TR381"])):
            products = write(tmp_path, "p.csv", f"productcategorie;productcode\n{category};{code_in_list}\n")
            found = self.report(capsys, given, "--products", products)[1]
            assert [result["rule"] for result in found["results"]] == expected
        code_, _, err = self.report(capsys, given, "--products", write(tmp_path, "p.csv", "naam\nx\n"))
        assert (code_, err.count("\n")) == (2, 1)

    def test_official_schemas(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        text = (MESSAGES_OF_OURS / "JW301.xml").read_text(encoding="utf-8").replace("<b:Geslacht>2", "<b:Geslacht>1")
        path = write(tmp_path, "m.xml", text)
        assert self.report(capsys, path)[0] == 0
        code, found, _ = self.report(capsys, path, "--xsd", str(SCHEMAS))
        assert (code, [result["rule"] for result in found["results"]]) == (1, ["XSD"])
        code, _, err = self.report(capsys, path, "--xsd", str(tmp_path))
        assert (code, err.count("\n")) == (2, 1)

    @pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals to play on this system")
    def test_progress_shows_on_a_terminal_when_it_takes_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kg.terminal._PATIENCE", 0.0)
        monkeypatch.setattr("kg.terminal._REFRESH", 0.0)
        leader, follower = os.openpty()
        with os.fdopen(follower, "w") as screen:
            monkeypatch.setattr(sys, "stderr", screen)
            assert run(["validate", str(GOOD), "--format", "json", "--lang", "en"]) == 0
            screen.flush()
            shown = os.read(leader, 10_000).decode()
        os.close(leader)
        assert "\r1 messages, " in shown
        assert "/s" in shown
        assert shown.rstrip(" \r").count("\n") == 0, "and is wiped out"

    @pytest.mark.skipif(sys.platform == "win32", reason="closes streams the way a Unix shell does")
    @pytest.mark.parametrize(
        ("closed", "code", "words"),
        [("<&-", 2, "leeg bestand"), ("</dev/null >&-", 2, "niet te schrijven"), ("<&- >&-", 2, "leeg bestand")],
    )
    def test_a_closed_stream_is_one_line(self, closed: str, code: int, words: str) -> None:
        path = "-" if closed.startswith("<&-") else str(GOOD)
        done = subprocess.run(
            f"'{GIZO}' validate '{path}' {closed}", shell=True, stderr=subprocess.PIPE, text=True, check=False
        )
        assert (done.returncode, done.stderr.count("\n")) == (code, 1), done.stderr
        assert words in done.stderr

    @pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
    def test_an_interrupt_leaves_no_traceback(self) -> None:
        process = subprocess.Popen(
            [GIZO, "validate", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        deadline = time.monotonic() + 30
        while "pyoxigraph" not in _mapped(process.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out) == (130, b"")
        assert b"Traceback" not in err


def _product(path: Path) -> tuple[str, str]:
    """Give category and code of the one product in a message that has a code."""
    root = etree.parse(str(path)).getroot()
    (product,) = (one for one in root.iter("{*}Product") if one.find("{*}Code") is not None)
    return product.findtext("{*}Categorie") or "", product.findtext("{*}Code") or ""


def _mapped(pid: int) -> str:
    """Give the libraries a process has loaded, where the system tells."""
    maps = Path(f"/proc/{pid}/maps")
    return maps.read_text() if maps.exists() else "pyoxigraph"


class TestAnswers:
    @pytest.mark.parametrize(
        "spelling",
        [
            "ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5",
            "GGM:01ECE551-A7B0-4b99-B6E7-F654D6AC15D5",
            "{01ECE551-A7B0-4b99-B6E7-F654D6AC15D5}",
            "01ece551-a7b0-4b99-b6e7-f654d6ac15d5",
            "EAID_01ECE551_A7B0_4b99_B6E7_F654D6AC15D5",
            "urn:uuid:01ECE551-A7B0-4B99-B6E7-F654D6AC15D5",
        ],
    )
    def test_lineage_of_a_uuid_in_any_spelling(
        self, spelling: str, store: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, _ = gizo(capsys, "lineage", spelling, "--to", "gizo", "--format", "json", *store)
        found = json.loads(out)
        assert code == 0
        assert found["element"] == {
            "id": "ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5", "label": "Toewijzing", "model": "ggm",
        }  # fmt: skip
        assert next((link["target"]["id"], link["predicate"]) for link in found["links"]) == (
            "gizo:Toewijzing",
            "skos:exactMatch",
        )

    def test_models_may_be_written_as_people_do(self, store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        for arguments in (["lineage", "gizo:Client", "--to"], ["coverage", "--model"], ["gaps", "--model"]):
            one, other = (gizo(capsys, *arguments, model, *store) for model in ("GGM", "ggm"))
            assert one == other
            assert one[0] == 0

    def test_no_answer_is_said(self, store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        code, _, err = gizo(capsys, "ask", "elementen-in-bericht", "bericht=JW999", *store)
        assert (code, err) == (0, "geen resultaten\n")

    def test_a_pipe_gets_utf_8_whatever_the_locale(self, store: list[str]) -> None:
        environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
        done = subprocess.run(
            [GIZO, "lineage", "gizo:Client", *store], env=environment, capture_output=True, check=True
        )
        assert "gizo:Client – Client" in done.stdout.decode("utf-8")

    def test_gaps_json_is_the_contract(self, store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = gizo(capsys, "gaps", "--model", "ggm", "--format", "json", *store)
        found = {gap["id"]: gap for gap in json.loads(out)}
        assert code == 0
        assert set(found["gizo:toewijzingBudget"]) == {"id", "label", "missingIn", "reason"}
        assert found["gizo:toewijzingBudget"]["missingIn"] == "ggm"

    def test_the_catalogue_lists_every_question(self, store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = gizo(capsys, "ask", "--format", "json", *store)
        files = {path.stem for path in (ROOT / "kg" / "questions").glob("*.rq")}
        assert code == 0
        assert {row["vraag"] for row in json.loads(out)} == files

    def test_a_question_with_a_parameter(self, store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        given = "element=WMO301/Client/Bsn"
        code, out, _ = gizo(capsys, "vraag", "element-naar-modellen", given, "--format", "csv", *store)
        assert code == 0
        assert "d0d31a65-6add-4d9e-94e4-f232d261a053" in out

    def test_a_query_in_a_file_with_a_byte_order_mark(
        self, store: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, err = gizo(capsys, "query", write(tmp_path, "q.rq", "\ufeffASK {}"), *store)
        assert (code, err) == (0, "")
        assert out

    def test_a_query_of_ours(self, store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = gizo(capsys, "query", str(EXAMPLES / "ggm-per-toewijzing.rq"), "--format", "tsv", *store)
        assert code == 0
        assert "e0cf75e3-a8a9-4e34-9aff-e180f0071ef2" in out

    def test_a_limit_is_announced(self, store: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        query = str(EXAMPLES / "ggm-per-toewijzing.rq")
        code, out, err = gizo(capsys, "query", query, "--format", "csv", "--limit", "2", *store)
        assert (code, len(out.splitlines())) == (0, 3)
        assert err.strip()

    def test_a_zip_is_a_folder(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
            archive.write(GOOD, "a/b.xml")
        code, out, _ = gizo(capsys, "validate", str(tmp_path / "m.zip"), "--format", "json")
        assert (code, json.loads(out)["messages"]) == (0, 1)

    def test_convert_gives_the_message_node(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert run(["convert", str(GOOD), "--to", "nt"]) == 0
        out = capsysbinary.readouterr().out.decode()
        assert "<https://w3id.org/gizo/id/instantie/436/0344/VB-2026-0001#/Client> " in out


HEAVY = ("rdflib", "pyshacl", "fastapi", "openpyxl", "sssom_pydantic", "curies", "rich", "pyoxigraph")


def test_help_loads_no_heavy_library() -> None:
    code = f"import sys; import kg.cli; kg.cli.run(['--help']); print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_validating_a_message_loads_no_graph_and_no_reference_engine() -> None:
    code = (
        "import sys; import kg.cli; kg.cli.run(['validate', sys.argv[1], '--format', 'json']); "
        "print([m for m in ('rdflib', 'pyshacl', 'fastapi', 'sssom_pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(GOOD)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_dump_is_the_graph_to_the_byte(built: BuildReport, tmp_path: Path, capsysbinary: Any) -> None:
    store = ["--store", str(built.path)]
    assert run(["dump", *store, "--out", str(tmp_path / "alles.nq.gz")]) == 0
    unpacked = gzip.decompress((tmp_path / "alles.nq.gz").read_bytes())
    assert hashlib.sha256(unpacked).hexdigest() == built.version
    capsysbinary.readouterr()
    assert run(["dump", *store, "--graph", "brp", "--format", "nt"]) == 0
    printed = capsysbinary.readouterr().out
    assert run(["dump", *store, "--graph", "brp", "--out", str(tmp_path / "brp.nt")]) == 0
    assert (tmp_path / "brp.nt").read_bytes() == printed
    assert printed.count(b"\n") == next(entry.triples for entry in built.graphs if entry.iri.endswith("/brp"))


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--format", "doc"], "formaat 'doc' bestaat niet; kies met --format uit nq, trig"),
        (["--out", "graaf.txt"], "formaat 'txt' bestaat niet"),
        (["--graph", "brq"], "graaf 'brq' bestaat niet; bedoelt u brp"),
        (["--format", "ttl"], "kan maar één graaf bevatten"),
    ],
)
def test_a_dump_that_cannot_be_is_one_line(
    built: BuildReport, arguments: list[str], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["dump", "--store", str(built.path), *arguments]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert fault in told.err
