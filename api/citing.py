"""How a page is cited, and where a fault in it is reported: with the citation, so that it is clear what is meant."""

from __future__ import annotations

from urllib.parse import quote

from api.i18n import Language, translate
from api.settings import Settings

_ISSUE = "/issues/new"


def citation(title: str, address: str, version: str, language: Language) -> str:
    """Write how to cite a page.

    Args:
        title: what the page is about.
        address: its address, or better the IRI of what it is about.
        version: version of the graph that it was made from.
        language: in which language to say it.

    >>> citation("GIZO Client", "https://w3id.org/gizo/def/Client", "1a2b3c", "nl")
    'GIZO-kennisgraaf (reconstructie, niet-officieel): GIZO Client. https://w3id.org/gizo/def/Client (graaf 1a2b3c)'
    """
    return translate(language, "cite.text", title=title, address=address, version=version)


def report_address(settings: Settings, cited: str, language: Language) -> str:
    """Give the address to report a fault at, with the citation in it.

    A mail when there is a mail address, a new issue when the contact address is of that form; else our own page
    about this site, which shows the citation to take along.

    >>> report_address(Settings(contact_email="beheer@example.org"), "Dit & dat", "nl").partition("&")[0]
    'mailto:beheer@example.org?subject=Fout%20in%20de%20GIZO-kennisgraaf'
    >>> report_address(Settings(contact_url="https://example.org/x/issues/new"), "Dit", "nl").partition("&")[0]
    'https://example.org/x/issues/new?title=Fout%20in%20de%20GIZO-kennisgraaf'
    >>> report_address(Settings(), "Dit & dat", "en")
    '/over?betreft=Dit%20%26%20dat&taal=en#melden'
    """
    subject = quote(translate(language, "report.subject"))
    body = quote(translate(language, "report.body", cited=cited))
    if settings.contact_email:
        return f"mailto:{settings.contact_email}?subject={subject}&body={body}"
    if settings.contact_url.endswith(_ISSUE):
        return f"{settings.contact_url}?title={subject}&body={body}"
    return f"/over?betreft={quote(cited, safe='')}{'&taal=en' if language == 'en' else ''}#melden"
