"""The wheel is complete: installed in a fresh environment it works from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MESSAGE = ROOT / "examples" / "toewijzing-jw301.xml"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this tree."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (path,) = out.glob("gizo_kg-*.whl")
    return path


@pytest.fixture(scope="module")
def gizo(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command ``gizo`` in a fresh virtual environment with nothing but the wheel and the locked packages."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for arguments in (["-r", str(ROOT / "requirements.lock")], ["--no-deps", str(wheel)]):
        subprocess.run([*pip, *arguments], check=True, capture_output=True)
    return scripts / "gizo"


def run(gizo: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in an empty folder, with a cache of its own."""
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    return subprocess.run(
        [str(gizo), *arguments], cwd=empty, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_data_licence_and_notice(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for expected in (
        "kg/data/ontology/gizo.ttl",
        "kg/data/ontology/models/ggm-2.5.1.csv",
        "kg/data/shapes/toewijzing.ttl",
        "kg/data/mappings/gizo-ggm.sssom.tsv",
        "kg/data/mappings/berichten/JW301.csv",
        "api/templates/start.html",
    ):
        assert expected in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "ontology/", "shapes/"))]


def test_the_wheel_holds_the_query_page_as_it_was_built(wheel: Path) -> None:
    if not (ROOT / "api" / "static" / "vendor" / "sparql.js").is_file():
        if os.environ.get("CI"):
            pytest.fail("in CI the query page must be built; run make")
        pytest.skip("the query page was not built here; make builds it")
    names = zipfile.ZipFile(wheel).namelist()
    for expected in ("site.css", "site.js", "sparql.js", "sparql.css", "LICENSES.txt"):
        assert f"api/static/vendor/{expected}" in names
    assert not [name for name in names if name.startswith("api/frontend/")]


def test_validate_works_from_an_empty_folder(gizo: Path, tmp_path: Path) -> None:
    done = run(gizo, tmp_path, "validate", str(MESSAGE), "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["conforms"] is True
    assert report["messages"] == 1


def test_lineage_builds_the_graph_on_first_use_and_says_so_once(gizo: Path, tmp_path: Path) -> None:
    first = run(gizo, tmp_path, "lineage", "JW301/Client/Bsn", "--to", "ggm", "--format", "json")
    assert first.returncode == 0, first.stderr
    assert first.stderr.strip()
    links = json.loads(first.stdout)["links"]
    assert any(link["target"]["label"] == "burgerservicenummer" for link in links)
    second = run(gizo, tmp_path, "lineage", "JW301/Client/Bsn", "--to", "ggm", "--format", "json")
    assert second.stdout == first.stdout
    assert second.stderr == ""
    assert not list((tmp_path / "empty").iterdir())
