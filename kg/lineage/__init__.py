"""How an element of one model connects to elements of others: the paths, and the forms in which people see them."""

from __future__ import annotations

from kg.lineage.paths import (
    MAX_HOPS,
    STRENGTH,
    Hop,
    Lineage,
    Link,
    NoCounterpart,
    lineage,
    lineage_in,
)

__all__ = [
    "MAX_HOPS",
    "STRENGTH",
    "Hop",
    "Lineage",
    "Link",
    "NoCounterpart",
    "lineage",
    "lineage_in",
]
