"""Orders a report for its readers: by message and toewijzing, counted by rule and by who must repair.

Every form of the report shows these groups and says these sentences; here they are made once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.validation.responsibility import MUNICIPALITY, PROVIDER, SUPPLIER, sender
from kg.validation.results import Checked, Report, Result, by_assignment, by_message
from kg.validation.rules import SEVERITIES
from kg.validation.texts import TEXTS, counted

_SENTENCE = re.compile(r"(?<=[.;])\s+(?=\w)")


@dataclass(frozen=True)
class Chapter:
    """One message: what it is, and its results by toewijzingnummer (empty: about none)."""

    checked: Checked
    parts: tuple[tuple[str, tuple[Result, ...]], ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """All results of the message."""
        return tuple(result for _, results in self.parts for result in results)


@dataclass(frozen=True)
class Tally:
    """How often something occurs: results by severity (worst first), and in how many messages."""

    name: str
    counts: tuple[int, ...]
    messages: int

    @property
    def total(self) -> int:
        """The number of results."""
        return sum(self.counts)

    @property
    def severity(self) -> str:
        """The worst severity among them."""
        return next(name for name, count in zip(SEVERITIES, self.counts, strict=True) if count)


def outline(report: Report) -> list[Chapter]:
    """Give the messages with their results by toewijzing, in the order in which they were checked.

    >>> from kg.validation.report import validate
    >>> outline(validate([]))
    []
    """
    return [
        Chapter(checked, tuple((number, tuple(members)) for number, members in by_assignment(results)))
        for checked, results in by_message(report)
    ]


def by_rule(chapters: Iterable[Chapter]) -> list[Tally]:
    """Count results by the rule they go by; what is worst and most frequent comes first."""
    return _tally(chapters, lambda result, _: result.rule)


def by_party(chapters: Iterable[Chapter], lang: str) -> list[Tally]:
    """Count results by who must repair them."""
    return _tally(chapters, lambda result, checked: repairs(result, checked, lang))


def _tally(chapters: Iterable[Chapter], key: Callable[[Result, Checked], str]) -> list[Tally]:
    counts: Counter[tuple[str, str]] = Counter()
    messages: dict[str, set[str]] = {}
    for chapter in chapters:
        for result in chapter.results:
            name = key(result, chapter.checked)
            counts[name, result.severity] += 1
            messages.setdefault(name, set()).add(chapter.checked.iri)
    found = [
        Tally(name, tuple(counts[name, severity] for severity in SEVERITIES), len(messages[name])) for name in messages
    ]
    return sorted(found, key=lambda tally: ([-count for count in tally.counts], tally.name))


def repairs(result: Result, checked: Checked, lang: str) -> str:
    """Say who must repair a result, with the code of that party where the message gives it.

    >>> repairs(Result("A", "Info", "", "", "", None, "", "", 0, repair="gemeente"), Checked("", "JW301", ""), "nl")
    'gemeente'
    """
    texts = TEXTS[lang]
    if not checked.sender or not checked.type:
        return texts[result.repair]
    if result.repair == SUPPLIER:
        return texts["supplier_of"].format(sender=party(checked, lang))
    is_sender = result.repair == sender(checked.type)
    return f"{texts[result.repair]} {checked.sender if is_sender else checked.receiver}".strip()


def party(checked: Checked, lang: str, receiver: bool = False) -> str:
    """Name the sender of a message, or its receiver: what it is, and its code.

    >>> party(Checked("a.xml", "JW301", "", sender="0344"), "nl")
    'gemeente 0344'
    """
    if not checked.type:
        return ""
    role = sender(checked.type)
    if receiver:
        role = PROVIDER if role == MUNICIPALITY else MUNICIPALITY
    return f"{TEXTS[lang][role]} {checked.receiver if receiver else checked.sender}".strip()


def route(checked: Checked, lang: str) -> str:
    """Say who sent a message to whom, as far as the message tells.

    >>> route(Checked("a.xml", "JW301", "", sender="0344", receiver="99990001"), "nl")
    'gemeente 0344 → aanbieder 99990001'
    """
    ends = (party(checked, lang) if checked.sender else "", party(checked, lang, True) if checked.receiver else "")
    return " → ".join(filter(None, ends))


def title(checked: Checked) -> str:
    """Name a message as sender and receiver know it: type and number; by its file when it has none.

    >>> title(Checked("a.xml", "JW301", "", "UTR1")), title(Checked("a.xml", "JW301", ""))
    ('JW301 UTR1', 'JW301 a.xml')
    """
    return f"{checked.type} {checked.identification or checked.file}".strip()


def advice(message: str) -> tuple[str, str]:
    """Split the message of a rule in what is wrong and what makes it right: its last sentence.

    >>> advice("Het bsn heeft acht cijfers. Verbeter het.")
    ('Het bsn heeft acht cijfers.', 'Verbeter het.')
    >>> advice("Element Naam ontbreekt; voeg het toe.")
    ('Element Naam ontbreekt.', 'Voeg het toe.')
    """
    *wrong, remedy = _SENTENCE.split(message.strip())
    if not wrong:
        return remedy, ""
    said = message.strip()[: -len(remedy)].rstrip().removesuffix(";").rstrip(".") + "."
    return said, remedy[:1].upper() + remedy[1:]


def needed(report: Report) -> list[tuple[str, tuple[str, ...], int]]:
    """Give what is missing to decide rules: what, for which rules, and for how many messages at most."""
    found: dict[str, list[tuple[str, int]]] = {}
    for rule in report.undecided:
        found.setdefault(rule.needs, []).append((rule.rule, rule.count))
    return [
        (needs, tuple(sorted({code for code, _ in rules})), max(count for _, count in rules))
        for needs, rules in found.items()
    ]


def summary(report: Report) -> str:
    """Say in one line how many messages were checked and what was found.

    >>> from kg.validation.report import validate
    >>> summary(validate([]))
    'Er zijn geen berichten gecontroleerd.'
    """
    texts, lang = TEXTS[report.lang], report.lang
    unread, undecided = len(report.unreadable), len({rule.rule for rule in report.undecided})
    if not report.checked and not unread:
        return texts["nothing"]
    severities = Counter(result.severity for result in report.results)
    counts = [
        *(counted(lang, severity, severities[severity]) for severity in SEVERITIES if severities[severity]),
        *([counted(lang, "unread", unread)] if unread else []),
        *([counted(lang, "open", undecided)] if undecided else []),
    ]
    verdict = "fails" if not report.conforms or unread else "conforms" if report.complete else "conforms_partly"
    return f"{'; '.join([counted(lang, 'checked', len(report.checked)), *counts])}. {texts[verdict]}"
