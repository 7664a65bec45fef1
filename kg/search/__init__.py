"""Finds elements of every model by any name: label, other label, identifier, code or path.

All elements are read once into an index in memory (some 15,000 small records), so that a search costs milliseconds
on an embedded store and on a remote one alike, and so that suggestions, search page, API and command line give the
same answer.
"""

from kg.search.identifiers import looks_like_a_code
from kg.search.index import Found, Index, load_index
from kg.search.ranking import Ranking

__all__ = ["Found", "Index", "Ranking", "load_index", "looks_like_a_code"]
