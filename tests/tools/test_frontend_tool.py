"""Building the query page: quiet when it works, one line when no registry can be reached, and no host in the lock."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tools import frontend


@pytest.fixture
def unreachable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the front end, and registries that nobody answers at."""
    for name in ("package.json", "package-lock.json", "build.mjs", "adaptations.mjs"):
        shutil.copy(frontend.FOLDER / name, tmp_path)
    monkeypatch.setattr(frontend, "FOLDER", tmp_path)
    for name, value in {
        "npm_config_registry": "http://127.0.0.1:9",
        "npm_config_fetch_retries": "0",
        "npm_config_cache": str(tmp_path / "cache"),
        "PIP_INDEX_URL": "http://127.0.0.1:9",
        "PIP_RETRIES": "0",
        "PIP_NO_INDEX": "1",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("unreachable")
@pytest.mark.parametrize(("ci", "code"), [("", 0), ("1", 1)])
def test_without_a_registry_one_line_says_what_happens(
    ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    assert frontend.main() == code
    (line,) = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("installing Node")]
    assert "the pages keep their plain form" in line


def test_the_lock_names_no_host_and_checks_every_package() -> None:
    packages = json.loads((frontend.FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert not [name for name, entry in packages.items() if name and "integrity" not in entry]


def test_npm_that_is_too_old_or_absent_is_not_used(tmp_path: Path) -> None:
    for name, said in (("node", "v12.22.9"), ("npm", "6.14.4")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {said}\n")
        program.chmod(0o755)
    assert not frontend.recent({"PATH": str(tmp_path)})
    (tmp_path / "node").write_text("#!/bin/sh\necho v22.1.0\n")
    assert frontend.recent({"PATH": str(tmp_path)})
    assert not frontend.recent({"PATH": str(tmp_path / "nothing")})
