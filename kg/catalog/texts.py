"""What the catalog says of each graph in words: title, description, themes and the standard it follows.

A graph that is not named here still gets a title and a description, so that adding one is no work here.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg import names
from kg.catalog.graphs import NamedGraph

_THEME = "http://publications.europa.eu/resource/authority/data-theme/"
_CARE, _GOVERNMENT, _SOCIETY = (_THEME + code for code in ("HEAL", "GOVE", "SOCI"))
_STATUS = "http://publications.europa.eu/resource/authority/dataset-status/"

CATALOG_TITLE = ("Catalogus van de kennisgraaf GIZO", "Catalogue of the GIZO knowledge graph")
CATALOG_DESCRIPTION = (
    "Welke grafen er zijn, waar elk vandaan komt, hoe groot hij is, onder welke licentie en waar u hem kunt ophalen. "
    "Reconstructie, niet-officieel.",
    "Which graphs there are, where each came from, how large it is, under which licence and where to fetch it. "
    "A reconstruction, not official.",
)
WHOLE_TITLE = ("Kennisgraaf GIZO, geheel", "GIZO knowledge graph, whole")
WHOLE_DESCRIPTION = (
    "Alle grafen samen, ook oudere uitgaven en de catalogus zelf, elk als benoemde graaf. "
    "Reconstructie, niet-officieel.",
    "All graphs together, older releases and the catalogue itself included, each as a named graph. "
    "A reconstruction, not official.",
)
UNION_TITLE = ("Standaardgraaf van een vraag", "Default graph of a query")
NO_LICENCE = (
    "De uitgever noemt geen licentie; hier staan alleen namen, nummers en structuur.",
    "The publisher names no licence; only names, numbers and structure are given here.",
)
PER_GRAPH = (
    "Elke graaf heeft een eigen licentie, die de catalogus noemt; sommige uitgevers noemen er geen.",
    "Each graph has a licence of its own, which the catalogue states; some publishers name none.",
)

Pair = tuple[str, str]
"""The same in Dutch and in English."""

_TITLES: dict[str, str] = {
    "gizo": "GIZO (reconstruction, not official)",
    "begrippen": "Concepts behind GIZO",
    "vocabulary": "Auxiliary terms of the knowledge graph",
    "shapes": "Rules (SHACL)",
    "derived": "Derived knowledge",
    "dwarsverbanden": "Direct lines: in one step what is otherwise more",
    "vragen": "Questions (SPARQL)",
    "codelijsten": "Code lists",
}
_DESCRIPTIONS: dict[str, Pair] = {
    "gizo": (
        "Klassen, attributen en relaties van het GIZO in OWL, gereconstrueerd uit dia's, een openbare samenvatting en "
        "de berichten; elk element zegt waar het vandaan komt en hoe zeker dat is.",
        "Classes, attributes and relations of GIZO in OWL, reconstructed from slides, a public summary and the "
        "messages; each element says where it comes from and how sure that is.",
    ),
    "begrippen": (
        "Wat de woorden van het GIZO in het domein betekenen, los van het model (SKOS).",
        "What the words of GIZO mean in the domain, apart from the model (SKOS).",
    ),
    "vocabulary": (
        "Eigen termen voor wat geen bestaande standaard zegt, zoals zekerheid en herkomst.",
        "Terms of our own for what no existing standard says, such as certainty and provenance.",
    ),
    "ggm": (
        "Pakketten, klassen, attributen, relaties en enumeraties van het Gemeentelijk Gegevensmodel.",
        "Packages, classes, attributes, relations and enumerations of the municipalities' data model (GGM).",
    ),
    "zib": (
        "Concepten van de zorginformatiebouwstenen die het GIZO raakt, met hun NL-CM-nummers.",
        "Concepts of the health and care information models that GIZO touches, with their NL-CM numbers.",
    ),
    "brp": (
        "Rubrieken van de basisregistratie personen (LO-GBA) die het GIZO raakt.",
        "Items of the population register (LO-GBA) that GIZO touches.",
    ),
    "ijw": (
        "Berichten en berichtelementen van iJw, met multipliciteit, datatype en codelijst.",
        "Messages and message elements of iJw, with multiplicity, datatype and code list.",
    ),
    "iwmo": (
        "Berichten en berichtelementen van iWmo, met multipliciteit, datatype en codelijst.",
        "Messages and message elements of iWmo, with multiplicity, datatype and code list.",
    ),
    "ieb": (
        "Berichten en berichtelementen van iEb, voor zover bekend.",
        "Messages and message elements of iEb, as far as known.",
    ),
    "codelijsten": (
        "Codelijsten van iWmo en iJw en de gemeentecodes van het CBS, als SKOS-begrippenlijsten.",
        "Code lists of iWmo and iJw and the municipality codes of Statistics Netherlands, as SKOS schemes.",
    ),
    "mapping": (
        "Beslissingen over welke elementen van twee modellen bij elkaar horen, hoe sterk en waarom (SSSOM en SKOS). "
        "Elke koppeling is een voorstel.",
        "Decisions on which elements of two models correspond, how strongly and why (SSSOM and SKOS). "
        "Each mapping is a proposal.",
    ),
    "derived": (
        "Wat uit de bronnen volgt en niemand zo heeft opgeschreven: OWL 2 RL, ketens van koppelingen en directe "
        "verbanden.",
        "What follows from the sources and nobody wrote down: OWL 2 RL, chains of mappings and direct edges.",
    ),
    "dwarsverbanden": (
        "Directe lijnen tussen dingen die anders een aantal stappen uit elkaar liggen, zodat vragen snel zijn. "
        "Er staat niets in dat niet uit de andere grafen volgt.",
        "Direct lines between things that are otherwise several steps apart, so that queries are fast. Nothing in it "
        "does not follow from the other graphs.",
    ),
    "shapes": (
        "Regels waaraan berichten moeten voldoen, in eigen woorden, met de code van de standaard.",
        "Rules that messages must satisfy, in our own words, with the code of the standard.",
    ),
    "vragen": (
        "De vragencatalogus: elke vraag als uitvoerbare SPARQL met titel, parameters en doelgroep.",
        "The question catalogue: each question as executable SPARQL with title, parameters and audience.",
    ),
}
_THEMES: dict[str, tuple[str, ...]] = {
    "ggm": (_GOVERNMENT, _SOCIETY),
    "brp": (_GOVERNMENT, _SOCIETY),
    "zib": (_CARE,),
}
_STANDARDS: dict[str, str] = {
    "gizo": "https://www.w3.org/TR/owl2-overview/",
    "begrippen": "https://www.w3.org/TR/skos-reference/",
    "codelijsten": "https://www.w3.org/TR/skos-reference/",
    "mapping": names.SSSOM,
    "shapes": "https://www.w3.org/TR/shacl/",
    "vragen": "https://www.w3.org/TR/sparql11-query/",
}
_TABLES = tuple(code for code in names.MODELS if code != "gizo")

THEMES = (_CARE, _SOCIETY, _GOVERNMENT)
"""What the whole is about."""


@dataclass(frozen=True)
class Words:
    """What the catalog says of a graph: title and description in two languages, themes, standard and status."""

    title: Pair
    description: Pair
    themes: tuple[str, ...]
    standard: str
    status: str


def words(graph: NamedGraph) -> Words:
    """Give the words for a graph.

    >>> words(NamedGraph(names.graph_iri("mapping/gizo-ggm"), "GIZO naar GGM", ())).title
    ('GIZO naar GGM', 'GIZO to GGM')
    >>> words(NamedGraph(names.graph_iri("mapping/berichten-jw302"), "iJw JW302 naar GIZO, zoals JW301", ())).title[1]
    'iJw JW302 to GIZO, as JW301'
    """
    kind = graph.name.partition("/")[0]
    english = f"Code lists {graph.release}".strip() if kind == "codelijsten" else _TITLES.get(kind, "")
    fallback = (f"De graaf {graph.name} van de kennisgraaf GIZO.", f"Graph {graph.name} of the GIZO knowledge graph.")
    return Words(
        title=(graph.title, english or graph.title.replace(" naar ", " to ").replace(", zoals ", ", as ")),
        description=_DESCRIPTIONS.get(kind, fallback),
        themes=_THEMES.get(kind, (_CARE, _SOCIETY)),
        standard=_STANDARDS.get(kind, ""),
        status=_STATUS + ("COMPLETED" if kind in _TABLES else "DEVELOP"),
    )
