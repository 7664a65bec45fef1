"""Serves the files of the pages small and once: compressed for who can read that, and kept by the browser.

An address with the checksum of the file in it (:func:`versioned`) never means another file, so a browser need not ask
for it again; that is most of what a page weighs on a telephone.
"""

from __future__ import annotations

import gzip
import hashlib
import os
from functools import lru_cache
from pathlib import Path

from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers, QueryParams
from starlette.responses import FileResponse, Response
from starlette.types import Scope

from api.compression import accepts_gzip

FOLDER = Path(__file__).resolve().parent / "static"
_TEXT = (".css", ".js", ".svg", ".txt")
_FOREVER = "public, max-age=31536000, immutable"


def versioned(name: str) -> str:
    """Give the address of a file with its checksum; without one when there is no such file.

    >>> versioned("style.css").startswith("/static/style.css?v="), versioned("nothing.css")
    (True, '/static/nothing.css')
    """
    try:
        state = (FOLDER / name).stat()
    except OSError:
        return f"/static/{name}"
    return f"/static/{name}?v={_checksum(FOLDER / name, state.st_mtime_ns)}"


class Files(StaticFiles):
    """The static files, compressed where that helps and lasting where the address says which file it is."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer with a file."""
        path = Path(full_path)
        response = super().file_response(full_path, stat_result, scope, status_code)
        if isinstance(response, FileResponse) and path.suffix in _TEXT:
            if accepts_gzip(Headers(scope=scope)):
                headers = {"Content-Encoding": "gzip", "Last-Modified": response.headers["Last-Modified"]}
                headers["ETag"] = f'W/"{_checksum(path, stat_result.st_mtime_ns)}-gz"'
                compressed = _compressed(path, stat_result.st_mtime_ns)
                response = Response(compressed, status_code, headers, response.media_type)
            response.headers["Vary"] = "Accept-Encoding"
        wanted = QueryParams(scope["query_string"]).get("v")
        if wanted and wanted == _checksum(path, stat_result.st_mtime_ns):
            response.headers["Cache-Control"] = _FOREVER
        return response


@lru_cache(maxsize=64)
def _checksum(path: Path, _: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=64)
def _compressed(path: Path, _: int) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
