"""Puts in README.md what its commands really print; run it when an answer has changed (``make readme``)."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^(```\n\$ \.venv/bin/(gizo .*)\n)(?:.*\n)*?(```)$", re.MULTILINE)


def seen(match: re.Match[str]) -> str:
    """Give the block with the output the command has now."""
    gizo = Path(sys.executable).parent
    done = subprocess.run(
        [str(gizo / "gizo"), *shlex.split(match[2])[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    lines = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
    return match[1] + lines + match[3]


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(BLOCK.sub(seen, readme.read_text("utf-8")), "utf-8")
