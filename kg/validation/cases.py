"""Reads cases: what is done to which messages, and where a rule must then speak.

A file is a list of cases in YAML; ``shapes/voorbeelden/README.md`` says how one is written. Nothing is guessed:
a key that is not known, or a path that is none, is an error with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from kg.errors import GizoError
from kg.sources.lifting import supported_messages

LAWS = ("JW", "WMO")
"""What the message types of each law start with."""

DO = ("zet", "weg", "weg_als_er", "na", "dubbel")
"""What can be done: set a text, remove, remove if there, add after, repeat right after itself."""

_KEYS = frozenset({"regel", "berichten", "samen", "eerder", "wet", "doe", "plaats", "ook", "onbeslist", "producten"})
_STEP = re.compile(r"[A-Za-z]\w*(\[[1-9]\d*\])?")
_PRODUCT = re.compile(r"\S+ \S+")
_COPY = re.compile(r"\d{3}(#[2-9])?")


@dataclass(frozen=True)
class Change:
    """One thing done to a message.

    Attributes:
        kind: one of :data:`DO`.
        path: the element it is done to.
        text: the new text, or the XML to add (prefix ``m:`` for the message, ``b:`` for the base schema); None
            when nothing is given.
        message: of several messages together, the one it is done to, such as ``323`` or ``323#2``.
    """

    kind: str
    path: str
    text: str | None = None
    message: str = ""


@dataclass(frozen=True, order=True)
class Spot:
    """A place where a rule must speak: the path of a lifted node, and of several messages together, which one."""

    message: str
    path: str


@dataclass(frozen=True)
class Case:
    """A message, or several together, that breaks a rule in one way, or only just does not.

    Attributes:
        rule: code of the rule it is about.
        messages: base messages it is done to, each on its own; for messages together, the laws (``JW``, ``WMO``).
        together: message types without law that are judged together, copies as ``323#2``; empty for one message.
        earlier: those of them that came earlier (history) and are not judged themselves.
        changes: what is done, in order.
        spots: where the rule speaks; None when nothing may be said at all.
        also: related rules that come with it.
        undecided: rules that must be listed as undecided; empty when that is not looked at.
        products: what is in the product code list that is given, as ``45 45A01``; empty when none is given.
        source: file and line of the case.
    """

    rule: str
    messages: tuple[str, ...]
    changes: tuple[Change, ...]
    spots: tuple[Spot, ...] | None = None
    also: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    source: str = ""

    @property
    def fails(self) -> bool:
        """Whether the rule must speak."""
        return self.spots is not None


def read_cases(name: str, text: bytes) -> Iterator[Case]:
    """Read cases from YAML.

    Args:
        name: what to call the file in errors.
        text: its content.

    Raises:
        GizoError: when a case is not as it should be, with file and line.

    >>> text = b"- {regel: CS002, berichten: [JW301], doe: [{zet: Client/Bsn, op: '999990018'}], plaats: [Client]}"
    >>> next(read_cases("a.yaml", text)).spots
    (Spot(message='', path='Client'),)
    """
    import yaml

    # The base loader leaves every scalar a string, so that 01 and 2026-04-05 stay what they look like.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(text)
    try:
        node = loader.get_single_node()
        entries = loader.construct_document(node) if node is not None else []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", regel {mark.line + 1}" if mark is not None else ""
        raise GizoError(
            f"{name}{where}: geen YAML ({getattr(error, 'problem', error)}); verbeter het bestand"
        ) from error
    if not isinstance(entries, list):
        raise GizoError(f"{name}: verwacht een lijst van gevallen; begin elk geval met '- regel:'")
    for entry, part in zip(entries, node.value if node is not None else [], strict=True):
        where = f"{name}, regel {part.start_mark.line + 1}"
        if not isinstance(entry, dict):
            raise GizoError(f"{where}: verwacht een geval met regel, berichten en doe; begin met '- regel:'")
        yield _Entry(entry, f"{where} ({entry.get('regel', 'geen regel')})").case()


class _Entry:
    """One case as it is written."""

    def __init__(self, entry: Mapping[str, object], where: str) -> None:
        self.entry, self.where = entry, where
        if unknown := sorted(entry.keys() - _KEYS):
            raise self.error(f"onbekende sleutel '{unknown[0]}'; kies uit {', '.join(sorted(_KEYS))}")

    def error(self, text: str) -> GizoError:
        return GizoError(f"{self.where}: {text}")

    def case(self) -> Case:
        rule = self.entry.get("regel")
        if not isinstance(rule, str) or not rule:
            raise self.error("geen regel; geef de code van de regel")
        together = self.texts("samen")
        if bool(together) == ("berichten" in self.entry):
            raise self.error("geef 'berichten' (elk apart) of 'samen', een van beide")
        for name in together:
            if not _COPY.fullmatch(name) or name.partition("#")[0] not in _numbers():
                raise self.error(f"'{name}' is geen berichtsoort zonder wet, zoals 323 of 323#2")
        earlier = self.texts("eerder")
        if not set(earlier) <= set(together):
            raise self.error("'eerder' noemt een bericht dat niet in 'samen' staat; zet het er ook bij")
        messages = self._messages(bool(together))
        return Case(
            rule=rule,
            messages=messages,
            changes=tuple(self._change(item, together) for item in self._list("doe")),
            spots=self._spots(together) if "plaats" in self.entry else None,
            also=self.texts("ook"),
            together=together,
            earlier=earlier,
            undecided=self.texts("onbeslist"),
            products=self._products(),
            source=self.where.partition(" (")[0],
        )

    def _messages(self, together: bool) -> tuple[str, ...]:
        known: Sequence[str] = LAWS if together else supported_messages()
        messages = (self.texts("wet") or LAWS) if together else self.texts("berichten")
        if not messages:
            raise self.error("'berichten' is leeg; noem minstens een berichtsoort")
        for message in messages:
            if message not in known:
                raise self.error(f"'{message}' bestaat niet; kies uit {', '.join(known)}")
        return messages

    def _list(self, key: str) -> list[object]:
        found = self.entry.get(key) or []
        if not isinstance(found, list):
            raise self.error(f"'{key}' is geen lijst; zet er '- ' voor of [ ] om")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._list(key)
        if not all(isinstance(item, str) for item in found):
            raise self.error(f"'{key}' is geen lijst van teksten")
        return tuple(cast("list[str]", found))

    def _products(self) -> tuple[str, ...]:
        products = self.texts("producten")
        if wrong := [product for product in products if not _PRODUCT.fullmatch(product)]:
            raise self.error(f"product '{wrong[0]}' is geen categorie en code, zoals '45 45A01'")
        return products

    def _change(self, item: object, together: tuple[str, ...]) -> Change:
        kind = next((kind for kind in DO if isinstance(item, dict) and kind in item), None)
        if not isinstance(item, dict) or kind is None:
            raise self.error(f"een stap van 'doe' begint met een van {', '.join(DO)}")
        given = {"zet": "op", "dubbel": "op", "na": "xml"}.get(kind, "")
        if unknown := sorted(item.keys() - {kind, given, "in"}):
            raise self.error(f"'{kind}' kent geen '{unknown[0]}'")
        path, text, message = item[kind], item.get(given), item.get("in", "")
        if text is None and kind in ("zet", "na"):
            raise self.error(f"'{kind}' heeft geen '{given}'")
        if not (isinstance(path, str) and isinstance(text, str | None) and _is_path(path)):
            raise self.error(f"'{path}' is geen pad onder Bericht, zoals Client/Relaties/Relatie[2]/Naam")
        if (message not in together) if together else message:
            raise self.error("zeg met 'in' in welk van de berichten van 'samen' de stap is")
        return Change(kind, path, text, message)

    def _spots(self, together: tuple[str, ...]) -> tuple[Spot, ...]:
        found = self.entry["plaats"]
        by_message = found if together else {"": found}
        if not isinstance(by_message, dict) or not all(
            isinstance(paths, list) and all(isinstance(path, str) for path in paths) for paths in by_message.values()
        ):
            form = "per bericht van 'samen' een lijst van paden" if together else "een lijst van paden"
            raise self.error(f"'plaats' is {form}; \"\" is het bericht zelf")
        if together and not set(by_message) <= set(together):
            raise self.error("'plaats' noemt een bericht dat niet in 'samen' staat")
        spots = tuple(Spot(message, path) for message, paths in by_message.items() for path in paths)
        if not spots:
            raise self.error("'plaats' is leeg; laat het weg als niets gemeld mag worden")
        return spots


@cache
def _numbers() -> frozenset[str]:
    return frozenset(message[-3:] for message in supported_messages())


def _is_path(path: str) -> bool:
    return all(_STEP.fullmatch(step) for step in path.split("/"))
