"""All mappings as a list that people filter and take home.

>>> Query(van="gizo", naar="ggm").filters()
{'van': 'gizo', 'naar': 'ggm'}
"""

from __future__ import annotations

from kg.mappings.filters import FACETS
from kg.mappings.listing import Count, Mappings, Page, read_mappings
from kg.mappings.query import JUSTIFICATIONS, LIMIT, SAYS, Query
from kg.mappings.record import Record, record_of
from kg.mappings.taking_home import said_of_mappings, sheet

__all__ = [
    "FACETS",
    "JUSTIFICATIONS",
    "LIMIT",
    "SAYS",
    "Count",
    "Mappings",
    "Page",
    "Query",
    "Record",
    "read_mappings",
    "record_of",
    "said_of_mappings",
    "sheet",
]
