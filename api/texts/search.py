"""Words of the search page, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "search": ("Zoeken", "Search"),
    "search.label": ("Zoek een element", "Find an element"),
    "search.hint": (
        "Een naam, GGM-UUID, zib-nummer of plaats in een bericht. Bijvoorbeeld: beschikking, WMO301 bsn.",
        "A name, GGM UUID, zib number or place in a message. For example: beschikking, WMO301 bsn.",
    ),
    "search.all.models": ("Alle modellen", "All models"),
    "search.all.kinds": ("Alle soorten", "All kinds"),
    "search.model": ("Model", "Model"),
    "search.kind": ("Soort", "Kind"),
    "search.found": ("{n} gevonden", "{n} found"),
    "search.none": (
        "Niets gevonden. Controleer de spelling, of zoek op een deel van de naam.",
        "Nothing found. Check the spelling, or search for a part of the name.",
    ),
    "search.near": ("Bedoelt u misschien", "Did you mean"),
    "search.pages": ("Bladeren", "Pages"),
    "search.page": ("Pagina {page} van {last}", "Page {page} of {last}"),
    "search.previous": ("Vorige", "Previous"),
    "search.next": ("Volgende", "Next"),
}
