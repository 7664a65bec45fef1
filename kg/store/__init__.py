"""The graph behind one small interface: a store on disk, or any SPARQL 1.1 server.

Whoever asks a question need not know which of the two answers.
"""

from kg.sparql import syntax_error
from kg.store.dialects import TRUNCATED
from kg.store.embedded import DATABASE, MANIFEST, POINTER, EmbeddedStore
from kg.store.interface import (
    CATALOG,
    DEFAULT_GRAPH,
    Answer,
    GraphStore,
    Result,
    Row,
    Rows,
    StoreUnavailable,
    Term,
    Triples,
    select,
    text,
)
from kg.store.remote import RemoteStore

__all__ = [
    "CATALOG",
    "DATABASE",
    "DEFAULT_GRAPH",
    "MANIFEST",
    "POINTER",
    "TRUNCATED",
    "Answer",
    "EmbeddedStore",
    "GraphStore",
    "RemoteStore",
    "Result",
    "Row",
    "Rows",
    "StoreUnavailable",
    "Term",
    "Triples",
    "select",
    "syntax_error",
    "text",
]
