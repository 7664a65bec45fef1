"""The places of the site: what the main menu and the foot of every page lead to, and where a page belongs."""

from __future__ import annotations

from kg import names

MENU: tuple[tuple[str, str], ...] = (
    ("/", "nav.home"),
    ("/zoeken", "nav.search"),
    ("/mappings", "nav.mappings"),
    ("/vergelijken", "nav.compare"),
    ("/ntb", "nav.ntb"),
    ("/dekking", "nav.coverage"),
    ("/valideren", "nav.validate"),
    ("/sparql", "nav.sparql"),
    ("/over", "nav.about"),
)
"""The main menu: an address and the key of its word."""

FOOT: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "foot.content",
        (
            ("/modellen", "foot.models"),
            ("/berichten", "foot.messages"),
            ("/regels", "foot.rules"),
            ("/mappingsets", "foot.sets"),
            ("/hiaten", "foot.gaps"),
        ),
    ),
    (
        "foot.data",
        (
            ("/datasets", "foot.datasets"),
            ("/doc/def", "foot.ontology"),
            ("/vragen", "foot.questions"),
            ("/sparql", "foot.sparql"),
            ("/api", "foot.api"),
        ),
    ),
    (
        "foot.about",
        (
            ("/over", "foot.what"),
            ("/over#bronnen", "foot.sources"),
            ("/over#zekerheid", "foot.certainty"),
            ("/over#melden", "foot.report"),
        ),
    ),
)
"""The foot of every page: groups of addresses, each with the key of its word."""

_SECTIONS = {
    "/mappingsets": "/mappings",
    "/hiaten": "/dekking",
    "/vragen": "/sparql",
    "/doc/mapping": "/mappings",
    "/doc/mappingset": "/mappings",
    "/doc/shapes": "",
    "/doc/graph": "",
    "/doc/def/v": "",
    "/doc/bestand": "",
}
_ELEMENTS = "/doc/"
_ONTOLOGY = "/doc/" + names.ONTOLOGY.removeprefix(names.BASE).rstrip("/")


def section_of(path: str) -> str:
    """Give the address in the main menu that a page belongs to; empty when it belongs to none.

    >>> section_of("/mappingsets/gizo-ggm"), section_of("/doc/mapping/1a2b"), section_of("/doc/def/Client")
    ('/mappings', '/mappings', '/zoeken')
    >>> section_of("/"), section_of("/vergelijken"), section_of("/doc/shapes/CD041"), section_of("/doc/def")
    ('/', '/vergelijken', '', '')
    """
    for start, section in _SECTIONS.items():
        if path == start or path.startswith(start + "/"):
            return section
    for address, _ in MENU:
        if path == address or (address != "/" and path.startswith(address + "/")):
            return address
    return "/zoeken" if path.startswith(_ELEMENTS) and path != _ONTOLOGY else ""
