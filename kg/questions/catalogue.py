"""Reads the question catalogue: SPARQL files whose header says what they answer and what they need to know.

A question is a file ``<name>.rq`` with a header in comments::

    #+ title@nl: Welke GGM-elementen horen bij dit berichtelement?
    #+ title@en: Which GGM elements correspond to this message element?
    #+ param element: iri — het berichtelement, bijvoorbeeld iwmo:WMO301/Client/Bsn
    #+ param model: ggm|zib — het model om in te zoeken
    #+ for: architect, ggm

Each parameter is a block ``VALUES ?element { <an example> }``, so the file runs as it stands. An answer
replaces only that block, with a term that the RDF library writes; text is never pasted into a query.
Adding a question is adding a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import names
from kg.errors import GizoError
from kg.resolve import resolve
from kg.sparql import ValuesBlock, query_form, values, values_blocks
from kg.store import GraphStore, Result

FOLDER = Path(__file__).parent
TYPES = ("iri", "literal", "code", "decimal")
"""What a parameter may be: an element, a text, a short code such as ``WMO301``, or a number.

A fifth kind is one of a few words; it is written as those words, ``ggm|zib|brp``.
"""

_HEADER = re.compile(r"^#\+\s*(?P<key>[^:]+):\s*(?P<value>.*)$")
_PARAM = re.compile(r"^param\s+(?P<name>\w+)$")
_CHOICES = re.compile(r"^[a-z]+(\|[a-z]+)+$")
_CODE = re.compile(r"^[\w.-]{1,40}$")
_DECIMAL = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$")
_LANGUAGES = ("nl", "en")

Find = Callable[[str], str]


@dataclass(frozen=True)
class Param:
    """A parameter of a question; ``example`` is what stands in the file, as a person would type it.

    ``type`` is one of :data:`TYPES`, or the words to choose from (``ggm|zib|brp``).
    """

    name: str
    type: str
    description: str
    example: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from; empty when it may be any.

        >>> Param("model", "ggm|zib", "het model", "ggm").choices
        ('ggm', 'zib')
        """
        return tuple(self.type.split("|")) if "|" in self.type else ()


@dataclass(frozen=True)
class Question:
    """A question of the catalogue. ``audience`` says for whom, ``text`` is the query as it stands."""

    name: str
    title: Mapping[str, str]
    params: tuple[Param, ...]
    audience: tuple[str, ...]
    text: str

    @property
    def iri(self) -> str:
        """The IRI of the question."""
        return names.PREFIXES["vraag"] + self.name

    def bind(self, given: Mapping[str, str], find: Find = names.expand) -> str:
        """Give the query with the parameters filled in.

        Args:
            given: a text per parameter; all parameters must be there.
            find: turns the text of an ``iri`` parameter into an IRI.

        Raises:
            GizoError: for a parameter that is unknown, missing or not of its type.

        >>> print(question("element-naar-modellen").bind({"element": "gizo:clientBsn"}).splitlines()[-1])
        ORDER BY ?model DESC(?zekerheid) ?tegenhanger
        """
        self._check_names(given)
        blocks = {block.variable: block for block in values_blocks(self.text)}
        query = self.text
        for param in sorted(self.params, key=lambda param: blocks[param.name].start, reverse=True):
            block = blocks[param.name]
            term = _term(param, given[param.name], find)
            query = query[: block.start] + values(param.name, [term]) + query[block.end :]
        return query

    def _check_names(self, given: Mapping[str, str]) -> None:
        known = [param.name for param in self.params]
        unknown = sorted(set(given) - set(known))
        if unknown and not known:
            raise GizoError(f"vraag '{self.name}' kent geen parameters; laat '{unknown[0]}' weg")
        if unknown:
            raise GizoError(f"vraag '{self.name}' kent geen parameter '{unknown[0]}'; geef {self._usage}")
        if set(known) - set(given):
            raise GizoError(f"vraag '{self.name}' mist een parameter; geef {self._usage}")

    @property
    def _usage(self) -> str:
        return " ".join(f"{param.name}={param.example}" for param in self.params)


@cache
def questions(folder: Path = FOLDER) -> tuple[Question, ...]:
    """Give all questions, sorted by name.

    Raises:
        GizoError: when a file is no valid question.

    >>> len(questions()) >= 18
    True
    """
    return tuple(read_question(path) for path in sorted(folder.glob("*.rq")))


def question(name: str, folder: Path = FOLDER) -> Question:
    """Give one question by its name.

    Raises:
        GizoError: when there is none, with the names that come near.

    >>> question("valse-vrienden").title["en"]
    'Which pairs look the same but were explicitly decided not to be?'
    """
    import difflib

    found = {entry.name: entry for entry in questions(folder)}
    if name not in found:
        near = difflib.get_close_matches(name, found, n=3, cutoff=0.5)
        hint = f"bedoelt u {', '.join(near)}?" if near else "'gizo ask' zonder naam toont ze alle"
        raise GizoError(f"vraag '{name}' bestaat niet; {hint}")
    return found[name]


def ask(store: GraphStore, name: str, given: Mapping[str, str]) -> Result:
    """Answer a question of the catalogue.

    Args:
        store: the graph.
        name: name of the question.
        given: a text per parameter; an element may be given in any spelling, or by its label.

    Raises:
        GizoError: as :func:`question`, :meth:`Question.bind` and :func:`kg.resolve.resolve`.
    """
    return store.query(question(name).bind(given, find=lambda text: resolve(store, text).iri))


def read_question(path: Path) -> Question:
    """Read one question file.

    Raises:
        GizoError: when the header is incomplete, a parameter has no block, or the query is not allowed.

    >>> read_question(FOLDER / "valse-vrienden.rq").params
    ()
    """
    text = path.read_text(encoding="utf-8")
    try:
        query_form(text)
        return _question(path.stem, text)
    except GizoError as error:
        raise GizoError(f"{path}: {error}") from error


def _question(name: str, text: str) -> Question:
    blocks = {block.variable: block for block in values_blocks(text)}
    title: dict[str, str] = {}
    params: list[Param] = []
    audience: tuple[str, ...] = ()
    for line in text.splitlines():
        header = _HEADER.match(line)
        if header is None:
            continue
        key, value = header["key"].strip(), header["value"].strip()
        param = _PARAM.match(key)
        if param:
            params.append(_param(param["name"], value, blocks))
        elif key.startswith("title@"):
            title[key.removeprefix("title@")] = value
        elif key == "for":
            audience = tuple(part.strip() for part in value.split(",") if part.strip())
        else:
            raise GizoError(f"onbekende kopregel '{key}'; kies uit title@nl, title@en, param en for")
    missing = [f"title@{language}" for language in _LANGUAGES if not title.get(language)]
    if missing or not audience:
        raise GizoError(f"de kop mist {', '.join(missing) or 'for'}")
    return Question(name, title, tuple(params), audience, text)


def _param(name: str, value: str, blocks: Mapping[str, ValuesBlock]) -> Param:
    kind, _, description = (part.strip() for part in value.partition("—"))
    if kind not in TYPES and not _CHOICES.match(kind):
        raise GizoError(f"parameter '{name}' is van onbekende soort '{kind}'; kies uit {', '.join(TYPES)}")
    if name not in blocks:
        raise GizoError(f"parameter '{name}' heeft geen blok VALUES ?{name} {{ … }}")
    return Param(name, kind, description, _example(blocks[name].body))


def _example(body: str) -> str:
    """Give the term in a VALUES block as a person would type it."""
    query = f"SELECT ?x WHERE {{ VALUES ?x {{ {body} }} }}"
    (row,) = ox.Store().query(query, prefixes=names.PREFIXES)  # type: ignore[misc]
    term = row[0]
    return names.curie(term.value) if isinstance(term, ox.NamedNode) else str(term.value)


def _term(param: Param, text: str, find: Find) -> ox.NamedNode | ox.Literal:
    if param.type == "iri":
        try:
            return ox.NamedNode(find(text))
        except ValueError as error:
            raise _wrong(param, text, "een element") from error
    if param.type == "decimal":
        if not _DECIMAL.match(text.strip()):
            raise _wrong(param, text, "een getal")
        number = text.strip().replace(",", ".")
        return ox.Literal(number, datatype=ox.NamedNode(names.XSD + "decimal"))
    if param.choices:
        if text.lower() not in param.choices:
            raise GizoError(f"parameter '{param.name}': '{text}' bestaat niet; kies uit {', '.join(param.choices)}")
        return ox.Literal(text.lower())
    if param.type == "code" and not _CODE.match(text):
        raise _wrong(param, text, "een code")
    return ox.Literal(text)


def _wrong(param: Param, text: str, what: str) -> GizoError:
    return GizoError(f"parameter '{param.name}': '{text}' is niet {what}; bijvoorbeeld {param.example}")
