"""Words of the start page, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "tagline": (
        "Welke gegevens wisselen gemeenten en zorgaanbieders uit, en hoe hangen de modellen samen?",
        "Which data do municipalities and care providers exchange, and how do the models hang together?",
    ),
    "start.examples": ("Bijvoorbeeld", "For example"),
    "start.ways": ("Waar wilt u heen?", "Where do you want to go?"),
    "start.experts": ("Modellen harmoniseren", "Harmonise models"),
    "start.mappings": ("Koppelingen", "Mappings"),
    "start.mappings.text": (
        "zoek, filter en neem de lijst mee in Excel",
        "search, filter and take the list home in Excel",
    ),
    "start.compare": ("Naast elkaar", "Side by side"),
    "start.compare.text": (
        "twee klassen met hun attributen, en de gaten",
        "two classes with their attributes, and gaps",
    ),
    "start.ntb": ("Ntb-lijst", "Ntb list"),
    "start.ntb.text": (
        "{n} voorstellen voor een GGM-UUID om af te tekenen",
        "{n} proposals for a GGM UUID to sign off",
    ),
    "start.coverage": ("Dekking en hiaten", "Coverage and gaps"),
    "start.coverage.text": (
        "per deelmodel, domein en bericht: wat is gekoppeld, wat open",
        "by submodel, domain and message: what is linked, what open",
    ),
    "start.architects": ("De graaf bevragen", "Ask the graph"),
    "start.questions": ("Vragencatalogus", "Question catalogue"),
    "start.questions.text": ("veelgestelde vragen, met antwoord", "frequent questions, with their answers"),
    "start.sparql": ("SPARQL", "SPARQL"),
    "start.sparql.text": ("stel uw eigen vraag", "ask your own question"),
    "start.datasets": ("Gegevens en downloads", "Data and downloads"),
    "start.datasets.text": ("de hele graaf, of per model", "the whole graph, or by model"),
    "start.implementers": ("Berichten controleren", "Check messages"),
    "start.validate": ("Bericht controleren", "Check a message"),
    "start.validate.text": (
        "geef een iWmo- of iJw-bericht en krijg het rapport",
        "give an iWmo or iJw message, get the report",
    ),
    "start.messages": ("Berichten", "Messages"),
    "start.messages.text": ("per berichtsoort: wat elk element betekent", "by message type: what each element means"),
    "start.rules": ("Regels", "Rules"),
    "start.rules.text": (
        "elke regel met een goed en een fout voorbeeld",
        "every rule with a right and a wrong example",
    ),
    "picture": ("Het GIZO in één beeld", "GIZO in one picture"),
    "picture.intro": (
        "De negen klassen van het overzicht en hun rollen. Kies een klasse voor haar betekenis en tegenhangers, of een "
        "balk voor wat hij telt: de klasse en haar attributen.",
        "The nine classes of the overview and their roles. Choose a class for its meaning and counterparts, or a bar "
        "for "
        "what it counts: the class and its attributes.",
    ),
    "picture.legend": (
        "Effen: heeft een tegenhanger. Gestreept: beslist dat er geen is. Wit: open.",
        "Solid: has a counterpart. Striped: decided that there is none. White: open.",
    ),
    "picture.title": (
        "Overzicht van het GIZO: klassen en hun rollen",
        "Overview of GIZO: classes and their roles",
    ),
    "picture.scroll": ("Schema, horizontaal te schuiven", "Diagram, scrolls horizontally"),
    "picture.table": ("Hetzelfde in een tabel", "The same in a table"),
    "picture.class": ("Klasse", "Class"),
    "picture.roles": ("Rollen", "Roles"),
    "picture.messages": ("berichten", "messages"),
    "picture.of": ("{n} van {total}", "{n} of {total}"),
    "picture.counted": ("{label}: {n} van {total} gekoppeld", "{label}: {n} of {total} linked"),
    "numbers": ("Wat hangt waaraan", "What is linked to what"),
    "numbers.intro": (
        "Het GIZO telt hier {total} klassen, attributen en relaties. Van elk is te zien of er een tegenhanger is, of "
        "dat "
        "beslist is dat er geen is. Elke koppeling is een voorstel.",
        "GIZO counts {total} classes, attributes and relations here. Of each one can see whether it has a "
        "counterpart, or "
        "whether it was decided that there is none. Each mapping is a proposal.",
    ),
    "numbers.messages": (
        "Bij de berichten telt wat een bericht draagt; wat geen bericht draagt, heeft daar geen tegenhanger.",
        "For the messages it counts what a message carries; what no message carries has no counterpart there.",
    ),
    "numbers.more": (
        "Alle tellingen: per deelmodel, GGM-domein, bericht en zib",
        "All counts: by submodel, domain, message, zib",
    ),
}
