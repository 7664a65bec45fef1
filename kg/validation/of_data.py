"""Makes the results of data given as RDF: by message where it holds messages, else by node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from kg import names
from kg.sources.lifting import lifting_table
from kg.validation.checked import describe
from kg.validation.engine import Finding
from kg.validation.instances import Instances
from kg.validation.of_message import first, result_of
from kg.validation.places import target
from kg.validation.privacy import Mask
from kg.validation.responsibility import repairer
from kg.validation.results import Checked, Result, group
from kg.validation.rules import DUPLICATE
from kg.validation.shapes import Shapes

_PART_OF = names.V + "onderdeelVan"
_NUMBER = names.GIZO + "toewijzingnummer"
_REFERRING = frozenset(names.GIZO + name for name in ("Levering", "AangevraagdProduct", "Prestatie"))
"""Classes of what holds the number of one toewijzing that it is about."""


class DataResults:
    """Turns what was found in one file of RDF into results.

    A node that carries the XPath it was lifted from is reported by that XPath; any other only by its IRI.
    """

    def __init__(self, data: Instances, shapes: Shapes, lang: str, seen: set[str]) -> None:
        """Know the data, the rules and the language; ``seen`` holds the messages of earlier files, and is added to."""
        self.data, self.shapes, self.lang = data, shapes, lang
        self.mask = Mask.of(
            (triple.subject.value, triple.predicate.value, triple.object.value)
            for triple in data.triples
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal)
        )
        self.about: dict[str, str] = {}
        self.again: set[str] = set()
        for iri in (*data.types, *([""] if data.loose else [])):
            key, copy = iri or names.file_iri(data.name), 1
            while key in seen:
                copy += 1
                key = f"{iri or names.file_iri(data.name)}~{copy}"
            if iri and copy > 1:
                self.again.add(iri)
            seen.add(key)
            self.about[iri] = key
        self._index()

    def _index(self) -> None:
        """Know what each node is part of and which toewijzing it is about: itself, or the one it refers to."""
        self.above: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        referring: set[str] = set()
        for triple in self.data.triples:
            subject, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
            if triple.predicate.value == _PART_OF:
                self.above[subject] = value
            elif triple.predicate.value == _NUMBER:
                self.numbers.setdefault(subject, value)
            elif triple.predicate.value == names.RDF + "type" and value in _REFERRING:
                referring.add(subject)
        for node, number in list(self.numbers.items()):
            if (whole := self.above.get(node, "")) in referring:
                self.numbers.setdefault(whole, number)

    def checked(self) -> list[Checked]:
        """Say which messages the file holds; what is in none counts as one more, without a type."""
        return [
            describe(
                self.data.name, self.data.types.get(iri, ""), key, self.data.of_message(iri) if iri else (), self.mask
            )
            for iri, key in self.about.items()
        ]

    def results(self, findings: Iterable[Finding]) -> list[Result]:
        """Give the results, in the order of the messages in the file."""
        found: dict[str, list[Result]] = {iri: [] for iri in self.about}
        for finding in first(findings):
            iri = self.data.message_of(finding.focus)
            found.setdefault(iri if iri in self.about else "", []).append(self.result(finding))
        for iri in self.again:
            found[iri].append(self._duplicate(iri))
        return [result for members in found.values() for result in self._grouped(members)]

    def _grouped(self, results: list[Result]) -> list[Result]:
        """Join results about one fault; where there is no XPath, the node is the place."""
        placed = [result if result.xpath else replace(result, xpath=result.focus_node) for result in results]
        unique = {(result.rule, result.xpath, result.path, result.value): result for result in placed}
        joined = sorted(
            group(unique.values(), self.shapes), key=lambda result: (result.xpath, result.rule, result.value or "")
        )
        return [result if result.xpath.startswith("/") else replace(result, xpath="") for result in joined]

    def result(self, finding: Finding) -> Result:
        """Make a result of one finding."""
        rule = self.shapes.rules[finding.rule]
        iri = self.data.message_of(finding.focus)
        message_type = self.data.types.get(iri, "")
        xpath = names.instance_xpath(finding.focus)
        if xpath and message_type and finding.path:
            xpath = target(lifting_table(message_type), xpath, finding.path) or xpath
        return replace(
            result_of(finding, rule, self.shapes, self.lang, self.mask),
            file=self.mask.file(self.data.name),
            xpath=xpath,
            about=self.about.get(iri, self.about.get("", "")),
            toewijzing=self._assignment(finding.focus),
            repair=repairer(rule, xpath, message_type) if message_type else "",
        )

    def _assignment(self, node: str) -> str:
        here, walked = node, set[str]()
        while here and here not in walked:
            if here in self.numbers:
                return self.mask.name(self.numbers[here])
            walked.add(here)
            here = self.above.get(here, "")
        return ""

    def _duplicate(self, iri: str) -> Result:
        rule = self.shapes.rules[DUPLICATE]
        return Result(
            rule=rule.code,
            severity=rule.severity,
            message=rule.text(self.lang),
            focus_node=self.mask.name(iri),
            path="",
            value=None,
            file=self.mask.file(self.data.name),
            xpath=names.instance_xpath(iri),
            line=0,
            about=self.about[iri],
            repair=repairer(rule, names.instance_xpath(iri), self.data.types[iri]),
        )
