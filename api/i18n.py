"""The language of a page and the words in it. Dutch is the language; ``?taal=en`` switches, without a cookie."""

from __future__ import annotations

from typing import Literal

from api.texts import TEXTS

Language = Literal["nl", "en"]
LANGUAGES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}
"""What each language calls itself."""


def translate(language: Language, key: str, **values: object) -> str:
    """Give a text of the pages.

    Raises:
        KeyError: when there is no such text; a test looks up every key the templates use.

    >>> translate("en", "search.found", n=3)
    '3 found'
    """
    return TEXTS[key][0 if language == "nl" else 1].format_map(values)


def language_of(taal: str | None) -> Language:
    """Give the language a request asks for: Dutch unless it says ``en``.

    >>> language_of("en"), language_of(None), language_of("de")
    ('en', 'nl', 'nl')
    """
    return "en" if taal == "en" else "nl"
