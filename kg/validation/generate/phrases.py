"""Says in Dutch and English what structure asks, and makes the property shapes that say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.sources.lifting import supported_messages
from kg.validation.generate.turtle import Part, Texts, curie
from kg.validation.generate.uses import Uses

Counted = tuple[int, int | None]
"""How often something occurs: at least, and at most (None: no limit)."""

ONCE = (
    "{} moet precies één keer voorkomen. Vul aan wat ontbreekt of haal weg wat te veel is.",
    "{} must occur exactly once. Add what is missing or remove what is too much.",
)
MISSING = ("{} ontbreekt. Vul dit aan.", "{} is missing. Add it.")
MOST = {
    1: ("{} mag hoogstens één keer voorkomen. Haal weg wat te veel is.",
        "{} may occur once at most. Remove what is too much."),
    2: ("{} mag hoogstens twee keer voorkomen. Haal weg wat te veel is.",
        "{} may occur twice at most. Remove what is too much."),
}  # fmt: skip
PART = ("Onderdeel {}", "Part {}")


def few(types: Iterable[str]) -> tuple[str, ...]:
    """Give message types, none when they are all of them.

    >>> few(["WMO301", "JW301"]), few(supported_messages())
    (('JW301', 'WMO301'), ())
    """
    found = tuple(sorted(set(types)))
    return () if found == supported_messages() else found


def fill(texts: Texts, fillings: Texts) -> Texts:
    """Fill in what a text is about, in each language.

    >>> fill(MISSING, ("Bsn", "Bsn"))
    ('Bsn ontbreekt. Vul dit aan.', 'Bsn is missing. Add it.')
    """
    return texts[0].format(fillings[0]), texts[1].format(fillings[1])


def highest(numbers: Iterable[int | None]) -> int | None:
    """Give the highest number; None, no limit, is higher than any.

    >>> highest([1, 2]), highest([1, None])
    (2, None)
    """
    known = list(numbers)
    return None if None in known else max(number for number in known if number is not None)


def least(uses: Uses, cls: str, counts: Mapping[str, Counted]) -> Counted:
    """Give how often nodes of a class have something in a message, by the least strict of their places.

    Args:
        uses: what the message uses.
        cls: IRI of the class.
        counts: how often, by the place of a node that may have it.
    """
    elsewhere = {path for kind, path in uses.nodes if kind == cls} - set(counts)
    low = 0 if elsewhere else min(low for low, _ in counts.values())
    return low, highest(high for _, high in counts.values())


def of_class(name: str, cls: str, path: str, says: str, types: Iterable[str], texts: Texts) -> Part:
    """Make a property shape on the nodes of a class."""
    return Part(name, path, says, (f"sh:targetClass {curie(cls)}",), few(types), texts, section=curie(cls))
