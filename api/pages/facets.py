"""The filters beside a list: for each value its address and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Option = tuple[str, str, int, bool]
"""A value as the page shows it: its name, its address, how many there are, and whether it is chosen."""


def options(
    counts: Mapping[str, int], chosen: str, name: Callable[[str], str], address: Callable[[str], str]
) -> list[Option]:
    """Give the values of a filter; the chosen one leads to the list without it.

    Args:
        counts: how many there are of each value.
        chosen: the value that is filtered on; empty when none.
        name: gives what people call a value.
        address: gives the address of the list with this value, or without any for an empty one.

    >>> options({"open": 2}, "open", str.upper, lambda value: f"?status={value}")
    [('OPEN', '?status=', 2, True)]
    """
    return [(name(value), address("" if value == chosen else value), n, value == chosen) for value, n in counts.items()]
