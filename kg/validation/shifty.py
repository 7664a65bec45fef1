"""Runs pyshifty, the fast engine: compiled shapes are kept, and nothing of rdflib is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import RdfFormat, Triple, parse
from shifty._shifty import PreparedValidator

from kg.errors import GizoError


def report(shapes: bytes, data: bytes) -> Iterator[Triple]:
    """Validate data against shapes, both N-Triples; give the triples of the ``sh:ValidationReport``.

    Raises:
        GizoError: when the engine cannot run a shape; it never skips one in silence.

    >>> list(report(b"", b""))
    []
    """
    if not shapes.strip() or not data.strip():
        return
    try:
        result = _prepared(shapes).validate_w3c(
            data=data,
            data_format="nt",
            graph_mode="data",
            run_infer=False,
            sort_results=False,
            on_unsupported="error",
        )
    except ValueError as error:
        raise GizoError(f"pyshifty kan een shape niet uitvoeren ({error}); verbeter de shape") from error
    if result.diagnostics:
        raise GizoError(f"pyshifty kan een shape niet uitvoeren ({result.diagnostics[0]}); verbeter de shape")
    for quad in parse(result.report_turtle.encode(), format=RdfFormat.TURTLE):
        yield quad.triple


@lru_cache(maxsize=64)
def _prepared(shapes: bytes) -> PreparedValidator:
    return PreparedValidator(shapes=shapes, shapes_format="nt")
