"""Why a query got no answer: what happened, and what to do, in words for whoever asked."""

from __future__ import annotations

from collections.abc import Mapping


class Ended(Exception):
    """A query got no answer; the message tells why.

    ``status`` is the HTTP status that fits, ``headers`` what should go along.
    """

    status = 503
    headers: Mapping[str, str] = {}


class TimeLimit(Ended):
    """A query ran past its time.

    >>> print(TimeLimit(30))
    de vraag duurde langer dan 30 seconden en is beëindigd; maak hem kleiner
    """

    def __init__(self, seconds: float) -> None:
        """Take the limit."""
        super().__init__(f"de vraag duurde langer dan {seconds:g} seconden en is beëindigd; maak hem kleiner")


class EndedEarly(Ended):
    """A long query made place for others.

    >>> print(EndedEarly(6.2))
    er wachtten anderen, dus de vraag is na 6 seconden beëindigd; maak hem kleiner of probeer het later opnieuw
    """

    headers: Mapping[str, str] = {"Retry-After": "60"}

    def __init__(self, seconds: float) -> None:
        """Take how long it ran."""
        advice = "maak hem kleiner of probeer het later opnieuw"
        super().__init__(f"er wachtten anderen, dus de vraag is na {seconds:.0f} seconden beëindigd; {advice}")


class Busy(Ended):
    """No worker came free in time."""

    headers: Mapping[str, str] = {"Retry-After": "5"}

    def __init__(self) -> None:
        """Need nothing."""
        super().__init__("alle plaatsen voor vragen zijn bezet; probeer het over enkele seconden opnieuw")


class OutOfMemory(Ended):
    """A query needed more memory than it may have.

    >>> print(OutOfMemory(700))
    de vraag had meer dan 700 MB geheugen nodig en is beëindigd; maak hem kleiner
    """

    def __init__(self, megabytes: int) -> None:
        """Take the limit."""
        super().__init__(f"de vraag had meer dan {megabytes} MB geheugen nodig en is beëindigd; maak hem kleiner")


class Killed(Ended):
    """Somebody else ended the process: an operator, or the system for want of memory.

    >>> print(Killed())
    het systeem heeft de vraag beëindigd, misschien bij gebrek aan geheugen; probeer het opnieuw
    """

    headers: Mapping[str, str] = {"Retry-After": "5"}

    def __init__(self) -> None:
        """Need nothing."""
        super().__init__("het systeem heeft de vraag beëindigd, misschien bij gebrek aan geheugen; probeer het opnieuw")


class TooLarge(Ended):
    """An answer holds more bytes than are sent at once.

    >>> print(TooLarge(20_000_000))
    het antwoord is groter dan 20 MB; vraag het in delen (LIMIT en OFFSET), of haal alles op met /dump/gizo-kg.nq.gz
    """

    status = 413

    def __init__(self, limit: int) -> None:
        """Take the limit, in bytes."""
        advice = "vraag het in delen (LIMIT en OFFSET), of haal alles op met /dump/gizo-kg.nq.gz"
        super().__init__(f"het antwoord is groter dan {limit / 1e6:g} MB; {advice}")


class TooComplex(Ended):
    """A query made the engine fall over: too deep or too long a chain of parts.

    >>> print(TooComplex())
    de vraag is te groot of te diep genest voor de zoekmachine; maak hem kleiner
    """

    status = 400

    def __init__(self) -> None:
        """Need nothing."""
        super().__init__("de vraag is te groot of te diep genest voor de zoekmachine; maak hem kleiner")


class Stopping(Ended):
    """The server is being stopped."""

    headers: Mapping[str, str] = {"Retry-After": "10"}

    def __init__(self) -> None:
        """Need nothing."""
        super().__init__("de server stopt; probeer het straks opnieuw")


class WorkerFailed(Ended):
    """A worker broke down; the message names the kind of failure only.

    >>> print(WorkerFailed("KeyError"))
    de vraag liep vast (KeyError); maak hem kleiner
    """

    status = 500

    def __init__(self, kind: str) -> None:
        """Take the kind of failure."""
        super().__init__(f"de vraag liep vast ({kind}); maak hem kleiner")
