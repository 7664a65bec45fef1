"""The command line: what it prints where, how it ends, and that bad input is one line with exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
RETURN = '<Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw302/schema"/>'
ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
MESSAGES = {
    "no such file": (None, "bestaat niet"),
    "empty file": ("", "leeg bestand"),
    "not well-formed": ("<a><b></a>", "regel 1"),
    "not a message": ("<boek/>", "geen iWmo- of iJw-bericht"),
    "another release": (OLD, "release 3.1"),
    "type without table": (RETURN, "JW302"),
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
