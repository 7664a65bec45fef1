"""Words of the catalog, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "datasets": ("Gegevens en downloads", "Data and downloads"),
    "datasets.intro": (
        "Alle gegevens van deze site, per bron een eigen graaf. U kunt alles ophalen en in uw eigen gereedschap laden.",
        "All data of this site, a graph of its own for each source. You can fetch everything and load it in your own "
        "tools.",
    ),
    "datasets.whole": ("Alles in één bestand", "Everything in one file"),
    "datasets.whole.text": (
        "Elke graaf houdt in het bestand zijn eigen naam en zijn eigen licentie. Dezelfde gegevens geven altijd "
        "hetzelfde bestand.",
        "Each graph keeps its own name and its own licence in the file. The same data always give the same file.",
    ),
    "datasets.catalog": ("Deze catalogus", "This catalogue"),
    "datasets.catalog.text": (
        "In DCAT-AP-NL en VoID, met herkomst, omvang en controlegetal van elke graaf:",
        "In DCAT-AP-NL and VoID, with provenance, size and checksum of each graph:",
    ),
    "datasets.parts": ("Waar de catalogus naar verwijst", "What the catalogue refers to"),
    "datasets.sparql": ("Liever een vraag stellen dan downloaden?", "Rather ask a question than download?"),
    "datasets.group.models": ("Modellen, begrippen en regels", "Models, concepts and rules"),
    "datasets.group.mappings": ("Koppelingen tussen modellen", "Mappings between models"),
    "datasets.group.messages": ("Koppelingen per bericht", "Mappings per message"),
    "datasets.group.older": ("Oudere uitgaven", "Older releases"),
    "datasets.older.text": (
        "Een vraag ziet deze alleen als zij de graaf noemt.",
        "A query sees these only when it names the graph.",
    ),
    "datasets.title": ("Graaf", "Graph"),
    "datasets.release": ("Uitgave", "Release"),
    "datasets.origin": ("Feiten van", "Facts from"),
    "datasets.licence": ("Licentie", "Licence"),
    "datasets.licence.none": ("geen genoemd", "none stated"),
    "datasets.triples": ("Triples", "Triples"),
    "datasets.downloads": ("Ophalen", "Fetch"),
    "datasets.total": ("{n} triples in {graphs} grafen.", "{n} triples in {graphs} graphs."),
    "datasets.none": (
        "Deze graaf heeft geen catalogus. Bouw hem opnieuw met 'gizo build'.",
        "This graph has no catalogue. Build it again with 'gizo build'.",
    ),
}
