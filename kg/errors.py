"""The exceptions a person can cause: each is one line that says what, where and what to do."""

from __future__ import annotations


class GizoError(Exception):
    """Bad input or usage; the command line prints its message and exits with 2.

    >>> str(GizoError("bericht.xml, regel 3: geen welgevormde XML; controleer de afsluitende tags"))
    'bericht.xml, regel 3: geen welgevormde XML; controleer de afsluitende tags'
    """
