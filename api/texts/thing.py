"""Words of the page about anything else in the graph, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "thing.pointing": ("Wat hiernaar verwijst", "What points here"),
    "thing.nameless": ("Knoop zonder eigen naam", "Node without a name of its own"),
    "thing.owner": ("Onderdeel van", "Part of"),
    "thing.said": ("Wat erover gezegd is", "What is said of it"),
    "thing.according": ("volgens", "according to"),
    "thing.older": ("In een oudere uitgave:", "In an older release:"),
    "thing.fragments": ("Onderdelen van dit document", "Parts of this document"),
    "thing.has": ("Heeft dit als “{word}”", "Has this as “{word}”"),
    "thing.more": ("Nog {n}", "{n} more"),
    "thing.bounded": (
        "Er verwijzen {n} uitspraken hierheen; hier staan er hoogstens {size} tegelijk.",
        "{n} statements point here; at most {size} are shown at a time.",
    ),
    "thing.all": ("Alle uitspraken, met de graaf waarin ze staan", "All statements, with the graph they stand in"),
}
