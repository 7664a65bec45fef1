"""Lints an API description with Spectral, by the ruleset in ``tools/spectral``.

    python -m tools.api_lint http://127.0.0.1:8000/v1/openapi.json

Spectral is a tool of the tests and no part of what is served, so it has a folder and a lock file of its own. Node
need not be there: see :mod:`tools.frontend`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tools.frontend import NotBuilt, with_node

FOLDER = Path(__file__).resolve().parent / "spectral"
RULESET = FOLDER / "ruleset.yaml"

_PROGRAM = FOLDER / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"
_INSTALL = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


@dataclass(frozen=True)
class Finding:
    """What a document does wrong: the rule, where, and what to do."""

    rule: str
    place: str
    message: str

    def __str__(self) -> str:
        """Write it on one line."""
        return f"{self.rule} {self.place}: {self.message}"


def install() -> dict[str, str]:
    """Install Spectral when it is not there; give the environment to run it in.

    Raises:
        NotBuilt: when it cannot be installed, with the reason.
    """
    environment = with_node(os.environ)
    if not _PROGRAM.is_file():
        done = subprocess.run(_INSTALL, cwd=FOLDER, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = next((line for line in done.stderr.splitlines() if "rror" in line), "npm gave no reason")
            raise NotBuilt(f"Spectral could not be installed ({reason[:200]})")
    return environment


def lint(documents: Iterable[Any]) -> list[list[Finding]]:
    """Lint documents, all in one run; give what is wrong with each, warnings and hints too.

    Raises:
        NotBuilt: when Spectral cannot be installed or does not run.
    """
    environment, given = install(), list(documents)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:03}.json" for number in range(len(given))]
        for path, document in zip(paths, given, strict=True):
            path.write_text(json.dumps(document), encoding="utf-8")
        command = ["node", str(_PROGRAM), "lint", "--ruleset", str(RULESET), "--format", "json", "--quiet"]
        done = subprocess.run(
            [*command, *map(str, paths)], env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode not in (0, 1):
        raise NotBuilt(f"Spectral does not run ({(done.stderr or done.stdout).strip()[:300]})")
    found: list[list[Finding]] = [[] for _ in paths]
    for one in json.loads(done.stdout or "[]"):
        finding = Finding(one["code"], ".".join(map(str, one["path"])), one["message"])
        found[int(Path(one["source"]).stem)].append(finding)
    return found


def main(address: str) -> int:
    """Lint the description at an address; give the exit code."""
    with urlopen(address) as answer:  # an address that whoever runs this typed
        (found,) = lint([json.load(answer)])
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
