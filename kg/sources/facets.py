"""The limits a schema sets on a value (length, range, pattern), as one cell of a table and back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import GizoError

_NAMES = {
    "base": "base",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_inclusive": "minInclusive",
    "max_inclusive": "maxInclusive",
}
_SPLIT = re.compile(r"(?:^|; )(base|minLength|maxLength|minInclusive|maxInclusive|pattern)=")


@dataclass(frozen=True, slots=True)
class Facets:
    """What a value must satisfy: a basic type, bounds, and patterns that must all match."""

    base: str = ""
    min_length: int | None = None
    max_length: int | None = None
    min_inclusive: int | None = None
    max_inclusive: int | None = None
    patterns: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Facets:
        """Read the ``pattern`` cell of a message element.

        Raises:
            GizoError: when the text is not of the form :attr:`text` gives.

        >>> Facets.parse("base=xs:string; minLength=1; pattern=[0-9]{4}").patterns
        ('[0-9]{4}',)
        """
        if not text:
            return cls()
        before, *parts = _SPLIT.split(text)
        if before or not parts:
            raise GizoError(f"'{text}' is geen reeks facetten; verwacht bijvoorbeeld maxLength=3; pattern=436")
        pairs = list(zip(parts[::2], parts[1::2], strict=True))
        values = dict(pairs)
        try:
            numbers = {field: int(values[xml]) for field, xml in _NAMES.items() if xml in values and xml != "base"}
        except ValueError as error:
            raise GizoError(f"'{text}': lengtes en grenzen zijn hele getallen") from error
        patterns = tuple(value for name, value in pairs if name == "pattern")
        return cls(base=values.get("base", ""), patterns=patterns, **numbers)

    @property
    def text(self) -> str:
        """The facets as the ``pattern`` cell of a table.

        >>> Facets("xs:string", max_length=3, patterns=("436",)).text
        'base=xs:string; maxLength=3; pattern=436'
        """
        parts = [f"{xml}={value}" for field, xml in _NAMES.items() if (value := getattr(self, field)) not in ("", None)]
        return "; ".join([*parts, *(f"pattern={pattern}" for pattern in self.patterns)])

    def restricted(self, own: Facets) -> Facets:
        """Give these facets with those of a restriction on top.

        >>> Facets("xs:string", max_length=3).restricted(Facets("LDT_BerichtCode", patterns=("436",))).text
        'base=xs:string; maxLength=3; pattern=436'
        """

        def latest(name: str) -> int | None:
            value: int | None = getattr(own, name)
            inherited: int | None = getattr(self, name)
            return inherited if value is None else value

        return Facets(
            self.base,
            latest("min_length"),
            latest("max_length"),
            latest("min_inclusive"),
            latest("max_inclusive"),
            self.patterns + own.patterns,
        )


NO_FACETS = Facets()
"""No limits at all."""
