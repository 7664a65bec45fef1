"""Words of the list of what is to be determined, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "ntb": ("Ntb-lijst", "To be determined"),
    "ntb.lead": (
        'Elke plaats waar het GIZO GGM-UUID="ntb" zegt of niets zegt, met ons voorstel om af te tekenen.',
        'Every place where GIZO says GGM-UUID="ntb" or says nothing, with our proposal to sign off.',
    ),
    "ntb.rule": (
        "Een GGM-UUID beweert dat beide elementen hetzelfde zijn. Daarom stellen we alleen een UUID voor bij een "
        "tegenhanger die exact of vrijwel overeenkomstig is. Is er in het GGM alleen iets ruimers, engers of verwants, "
        "dan zou een UUID misleiden: die plaatsen staan er met hun kandidaten bij, maar zonder voorstel.",
        "A GGM UUID claims that the two elements are the same. So we propose a UUID only for a counterpart that is "
        "exactly or nearly equivalent. Where GGM has only something broader, narrower or related, a UUID would "
        "mislead: "
        "those places are listed with their candidates, but without a proposal.",
    ),
    "ntb.proposal.only": (
        "Alles hier is een voorstel van gizo-kg; niemand heeft het nog vastgesteld.",
        "Everything here is a proposal by gizo-kg; nobody has adopted it yet.",
    ),
    "ntb.facets": ("Beperk de lijst", "Narrow the list"),
    "ntb.facet.zegt": ("Wat het GIZO zegt", "What GIZO says"),
    "ntb.facet.status": ("Uitkomst", "Outcome"),
    "ntb.facet.soort": ("Soort", "Kind"),
    "ntb.facet.domein": ("Deelmodel", "Submodel"),
    "ntb.says.ntb": ("ntb", "ntb"),
    "ntb.says.niets": ("niets", "nothing"),
    "ntb.says.uuid": ("een UUID", "a UUID"),
    "ntb.kind.class": ("klasse", "class"),
    "ntb.kind.attribute": ("attribuut", "attribute"),
    "ntb.kind.relation": ("rol", "role"),
    "ntb.found": ("{n} plaatsen", "{n} places"),
    "ntb.nothing": ("Geen plaatsen met deze filters.", "No places with these filters."),
    "ntb.all": ("Alles op één pagina, om af te drukken", "Everything on one page, to print"),
    "ntb.sign": ("Excel om af te tekenen", "Excel to sign off"),
    "ntb.element": ("GIZO-element", "GIZO element"),
    "ntb.says": ("GIZO zegt", "GIZO says"),
    "ntb.proposal": ("Voorstel", "Proposal"),
    "ntb.signed.who": ("Akkoord, door, datum", "Agreed, by, date"),
    "ntb.confidence": ("zekerheid {value}", "confidence {value}"),
    "ntb.decision": ("de koppeling", "the mapping"),
    "ntb.shared": (
        "Dezelfde UUID staat ook voorgesteld bij {names}: samen kunnen zij niet alle hetzelfde zijn.",
        "The same UUID is also proposed at {names}: together they cannot all be the same.",
    ),
    "ntb.candidates": ("Kandidaten ({n})", "Candidates ({n})"),
    "ntb.others": ("Andere kandidaten ({n})", "Other candidates ({n})"),
    "ntb.without": (
        "Vul geen UUID in: het GGM heeft alleen iets ruimers, engers of verwants.",
        "Fill in no UUID: GGM has only something broader, narrower or related.",
    ),
    "ntb.choose": (
        "Kies: deze kandidaten zijn even sterk.",
        "Choose: these candidates are equally strong.",
    ),
    "ntb.open": ("Nog niet beslist.", "Not decided yet."),
    "ntb.ea": ("Naar Enterprise Architect", "To Enterprise Architect"),
    "ntb.ea.text": (
        "De voorstellen van deze lijst als tagged values (element en {tag}). De importfunctie van Enterprise Architect "
        "leest alleen elementen in pakketten, dus alleen klassen; voor attributen en rollen is er een tweede bestand "
        "dat "
        "een script in Enterprise Architect leest. Plaatsen zonder voorstel staan er niet in.",
        "The proposals of this list as tagged values (element and {tag}). The import of Enterprise Architect only "
        "reads "
        "elements in packages, so only classes; for attributes and roles there is a second file, which a script in "
        "Enterprise Architect reads. Places without a proposal are not in it.",
    ),
    "ntb.ea.spec": (
        "Maak in Enterprise Architect een CSV-specificatie met als scheidingsteken een komma, richting Import en in "
        "deze "
        "volgorde de velden Name, Type, GUID en TagValue_{tag}. De kolom GUID is leeg: welk GUID een klasse in uw "
        "model "
        "heeft, weet alleen uw model. Exporteer daarom eerst Name, Type en GUID met dezelfde specificatie en neem de "
        "GUID's over; een rij zonder GUID zou een nieuwe klasse maken.",
        "In Enterprise Architect make a CSV specification with a comma as delimiter, direction Import, and in this "
        "order "
        "the fields Name, Type, GUID and TagValue_{tag}. The column GUID is empty: only your model knows which GUID a "
        "class has there. So first export Name, Type and GUID with the same specification and copy the GUIDs; a row "
        "without GUID would make a new class.",
    ),
    "ntb.ea.untested": (
        "De bestanden volgen de documentatie van Enterprise Architect; met het programma zelf zijn ze niet beproefd. "
        "Probeer ze eerst op een kopie van het model.",
        "The files follow the documentation of Enterprise Architect; they were not tried with the program itself. Try "
        "them on a copy of the model first.",
    ),
    "ntb.ea.weak": (
        "Toch ook de UUID's van wat ruimer, enger of verwant is",
        "Also the UUIDs of what is broader, narrower or related",
    ),
    "ntb.form.ea": ("Klassen voor de CSV-import", "Classes for the CSV import"),
    "ntb.form.eatags": ("Alles voor het script", "Everything for the script"),
}
