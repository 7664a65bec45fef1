"""Words of the page about a mapping, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "mapping.certainty": ("zekerheid {n}", "certainty {n}"),
    "mapping.decided": ("Koppeling", "Mapping"),
    "mapping.derived": ("Afgeleide koppeling", "Derived mapping"),
    "mapping.statement": ("Wat de koppeling zegt", "What the mapping says"),
    "mapping.subject": ("Van", "From"),
    "mapping.predicate": ("Overeenkomst", "Correspondence"),
    "mapping.object": ("Naar", "To"),
    "mapping.none": ("heeft geen tegenhanger", "has no counterpart"),
    "mapping.nothing": ("niets in {model}", "nothing in {model}"),
    "mapping.not": ("niet", "not"),
    "mapping.account": ("Verantwoording", "Justification"),
    "mapping.how": ("Hoe gevonden", "How it was found"),
    "mapping.status": ("Status", "Status"),
    "mapping.author": ("Beslist door", "Decided by"),
    "mapping.date": ("Datum", "Date"),
    "mapping.set": ("Verzameling", "Set"),
    "mapping.hops": ("Waar dit uit volgt", "What this follows from"),
    "mapping.hops.text": (
        "De zekerheid is het product van die van de stappen.",
        "The certainty is the product of that of the hops.",
    ),
    "mapping.used": ("Wat hieruit is afgeleid", "What is derived from this"),
}
