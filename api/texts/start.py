"""Words of the start page, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "tagline": (
        "Welke gegevens wisselen gemeenten en zorgaanbieders uit, en hoe hangen de modellen samen?",
        "Which data do municipalities and care providers exchange, and how do the models hang together?",
    ),
    "picture": ("Het GIZO in één beeld", "GIZO in one picture"),
    "picture.intro": (
        "De negen klassen van het overzicht en hun rollen. Kies een klasse voor haar betekenis en tegenhangers. De "
        "balkjes tonen welk deel van de klasse en haar attributen een tegenhanger heeft; de tabel eronder zegt "
        "hetzelfde in woorden.",
        "The nine classes of the overview and their roles. Choose a class for its meaning and counterparts. The bars "
        "show which part of the class and its attributes has a counterpart; the table below says the same in words.",
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
    "numbers": ("Wat hangt waaraan", "What is linked to what"),
    "numbers.intro": (
        "Het GIZO telt hier {total} klassen, attributen en relaties. De tabel zegt voor hoeveel daarvan een "
        "tegenhanger is vastgelegd en voor hoeveel is beslist dat er geen is. Elke koppeling is een voorstel.",
        "GIZO counts {total} classes, attributes and relations here. The table says for how many of them a "
        "counterpart was recorded, and for how many it was decided that there is none. Each mapping is a proposal.",
    ),
    "numbers.messages": (
        "Bij de berichten telt wat de nu gekoppelde berichten dragen.",
        "For the messages it counts what the messages mapped so far carry.",
    ),
    "numbers.linked": ("Met tegenhanger", "With counterpart"),
    "numbers.none": ("Beslist: geen tegenhanger", "Decided: no counterpart"),
    "numbers.open": ("Nog open", "Still open"),
    "numbers.share": ("Aandeel", "Share"),
}
