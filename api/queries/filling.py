"""Fills in a question of the catalogue with what someone typed, and tells all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from api.graph import Graph
from api.problems import Fault, Problem
from kg import names
from kg.errors import GizoError
from kg.questions.catalogue import Question
from kg.resolve import resolve
from kg.store import StoreUnavailable


@dataclass(frozen=True)
class Chosen:
    """A question of the catalogue as someone filled it in.

    Attributes:
        question: the question.
        values: what was given per parameter; its example where nothing was.
        query: the filled query; the text as it stands when something is wrong.
        faults: what is wrong, by parameter.
    """

    question: Question
    values: Mapping[str, str]
    query: str
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def problem(self) -> Problem | None:
        """The faults as a problem; None when there are none."""
        if not self.faults:
            return None
        faults = tuple(Fault("query", name, "parameter", detail) for name, detail in self.faults.items())
        return Problem(400, "; ".join(fault.detail for fault in faults), faults)


def filled(graph: Graph, found: Question, given: Mapping[str, str]) -> Chosen:
    """Fill in a question; a parameter that was not given gets its example.

    Args:
        graph: where an element is looked up by whatever name it was given.
        found: the question.
        given: a text per parameter.

    Raises:
        StoreUnavailable: when the store does not answer.
    """
    examples = {param.name: param.example for param in found.params}
    values = {name: given.get(name) or example for name, example in examples.items()}
    unknown = {name: f"vraag '{found.name}' kent geen parameter '{name}'" for name in given if name not in examples}

    def find(spelling: str) -> str:
        if spelling in examples.values():
            return names.expand(spelling)
        entry = graph.index.resolve(spelling)
        return entry.iri if entry else resolve(graph.store, spelling).iri

    faults = dict(unknown)
    for name, value in values.items():
        try:
            found.bind({**examples, name: value}, find)
        except StoreUnavailable:
            raise
        except GizoError as error:
            faults[name] = str(error).removeprefix(f"parameter '{name}': ")
    query = found.text if faults else found.bind(values, find)
    return Chosen(found, values, _without_header(query), faults)


def _without_header(text: str) -> str:
    """Leave out the header of a question file: the page shows its title and parameters itself."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+"))
