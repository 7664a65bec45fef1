"""The rules that touch each element of GIZO, and the messages each of them is about; read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg import names
from kg.facts import PREFIXES, Facts, by_subject, one, words
from kg.once import once
from kg.search import Index
from kg.store import GraphStore, select, text

_PLACEHOLDER = re.compile(r"\{[?$]\w+\}")
_GRAPH = f"GRAPH <{names.graph_iri('shapes')}>"
_TOUCHES = f"{PREFIXES}\nSELECT ?rule ?element WHERE {{ {_GRAPH} {{ ?rule v:raakt ?element }} }}"
_RULES = f"""{PREFIXES}
SELECT ?rule ?p ?o WHERE {{
  {_GRAPH} {{
    ?rule dct:identifier ?code .
    VALUES ?p {{ dct:identifier sh:severity sh:message v:geldtVoor }}
    ?rule ?p ?o
  }}
}}"""


@dataclass(frozen=True, order=True)
class RuleRef:
    """A rule that touches an element; several shapes that carry out one rule are one."""

    code: str
    iri: str
    severity: str
    message: str

    def with_message_of(self, other: RuleRef) -> RuleRef:
        """Give the rule with what another shape of it says too.

        >>> RuleRef("CD079", "urn:b", "", "B.").with_message_of(RuleRef("CD079", "urn:a", "", "A.")).message
        'A. B.'
        """
        if self.message in other.message:
            return other
        return replace(other, severity=other.severity or self.severity, message=f"{other.message} {self.message}")


@dataclass(frozen=True)
class Touching:
    """Which rules touch which elements.

    Attributes:
        rules: what is said of each rule, by its IRI.
        by_element: the IRIs of the rules that touch an element.
    """

    rules: Mapping[str, Facts]
    by_element: Mapping[str, tuple[str, ...]]

    def of(self, elements: Iterable[str], language: str = "nl", message_type: str = "") -> tuple[RuleRef, ...]:
        """Give the rules that touch any of some elements, by code.

        Args:
            elements: IRIs of elements of GIZO.
            language: ``nl`` or ``en``.
            message_type: IRI of a message type; only rules that are about it, when given.
        """
        found = {rule: None for element in elements for rule in self.by_element.get(element, ())}
        by_code: dict[str, RuleRef] = {}
        for ref in sorted(
            self._ref(iri, self.rules[iri], language) for iri in found if self._applies(iri, message_type)
        ):
            known = by_code.get(ref.code)
            by_code[ref.code] = ref.with_message_of(known) if known else ref
        return tuple(by_code.values())

    def _applies(self, rule: str, message_type: str) -> bool:
        known = self.rules.get(rule)
        if known is None:
            return False
        about = {text(term) for term in known.get(names.V + "geldtVoor", ())}
        return not message_type or not about or message_type in about

    def _ref(self, iri: str, said: Facts, language: str) -> RuleRef:
        severity = one(said, names.SH + "severity").removeprefix(names.SH)
        message = _PLACEHOLDER.sub("…", words(said, names.SH + "message", language))
        return RuleRef(one(said, names.DCT + "identifier"), iri, severity, message)


@once
def read_touching(store: GraphStore, index: Index) -> Touching:
    """Read which rules touch which elements.

    Raises:
        GizoError: when the store cannot be asked.
    """
    by_element: dict[str, list[str]] = {}
    for rule, element in select(store, _TOUCHES):
        by_element.setdefault(text(element), []).append(text(rule))
    touched = {element: tuple(sorted(rules)) for element, rules in by_element.items() if element in index}
    return Touching(by_subject(select(store, _RULES)), touched)
