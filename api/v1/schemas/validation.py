"""The JSON of ``/v1/validaties``: the contract of ``gizo validate --format json``, which writes it."""

from __future__ import annotations

from datetime import date

from api.v1.schemas.base import Out


class ResultOut(Out):
    """One fault: the rule, where it is and who can repair it; a bsn is masked."""

    rule: str
    severity: str
    message: str
    focus_node: str | None
    path: str | None
    value: str | None
    file: str
    xpath: str | None
    line: int | None
    retourcode: str | None
    related: list[str]
    message_id: str | None
    toewijzingnummer: str | None
    repaired_by: str | None


class ReportOut(Out):
    """What checking the messages gave."""

    conforms: bool
    complete: bool
    files: int
    messages: int
    undecided: list[dict[str, object]]
    results: list[ResultOut]
    unreadable: list[dict[str, object]]
    today: date
