"""Words of the query page, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "sparql": ("SPARQL", "SPARQL"),
    "sparql.title": ("Stel de graaf een vraag", "Ask the graph a question"),
    "sparql.intro": (
        "Kies een vraag uit de lijst, of schrijf er zelf een in SPARQL. Programma's gebruiken hetzelfde adres "
        "(SPARQL 1.1 Protocol).",
        "Choose a question from the list, or write one yourself in SPARQL. Programs use the same address (SPARQL "
        "1.1 Protocol).",
    ),
    "sparql.query": ("SPARQL-vraag", "SPARQL query"),
    "sparql.limits": (
        "Een vraag duurt hoogstens {timeout} seconden en geeft hoogstens {rows} rijen.",
        "A query runs for at most {timeout} seconds and gives at most {rows} rows.",
    ),
    "sparql.run": ("Voer uit", "Run"),
    "sparql.examples": ("Vragen", "Questions"),
    "sparql.to.examples": ("Naar de lijst met vragen", "To the list of questions"),
    "sparql.search": ("Zoek een vraag", "Find a question"),
    "sparql.for.architect": ("Voor architecten", "For architects"),
    "sparql.for.ggm": ("Voor de GGM-expertgroep", "For the GGM expert group"),
    "sparql.for.implementer": ("Voor bouwers", "For implementers"),
    "sparql.results": ("Antwoord", "Answer"),
    "sparql.count": ("Aantal rijen: {n}", "Number of rows: {n}"),
    "sparql.as": ("Dit antwoord als", "This answer as"),
    "sparql.truncated": (
        "Dit zijn alleen de eerste {n} rijen; het antwoord is langer.",
        "These are only the first {n} rows; the answer is longer.",
    ),
    "sparql.scroll": ("Tabel met het antwoord, te schuiven", "Table with the answer, scrolls"),
    "sparql.fault": ("De vraag kon niet worden uitgevoerd", "The query could not be run"),
}
