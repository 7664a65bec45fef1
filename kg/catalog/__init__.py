"""Says of every named graph where it came from: source file, release, licence, checksum, size and files to fetch.

The catalog is a graph itself (VoID, DCAT-AP-NL, PROV, SPDX), so a query can ask for it on any server. It also
lists the graphs that together form the default graph. The moment of a build is not in it: the same sources
give the same catalog.
"""

from kg.catalog.assembly import catalog_graph
from kg.catalog.dcat import FORMS, WHOLE, WHOLE_FORMS, WHOLE_NAME, Form
from kg.catalog.graphs import NamedGraph, Source, source
from kg.catalog.publishers import CC0, EUPL, LICENCES

__all__ = [
    "CC0",
    "EUPL",
    "FORMS",
    "LICENCES",
    "WHOLE",
    "WHOLE_FORMS",
    "WHOLE_NAME",
    "Form",
    "NamedGraph",
    "Source",
    "catalog_graph",
    "source",
]
