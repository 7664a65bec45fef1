"""Words of the pages on coverage and gaps, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "coverage": ("Dekking", "Coverage"),
    "coverage.lead": (
        "Van elk model: hoeveel elementen een tegenhanger hebben in een ander model, voor hoeveel beslist is dat er "
        "geen "
        "is, en hoeveel er open zijn. Elk getal leidt naar zijn lijst.",
        "For each model: how many elements have a counterpart in another model, for how many it was decided that there "
        "is none, and how many are open. Every number leads to its list.",
    ),
    "coverage.open": (
        "Open is niet hetzelfde als achterstallig. Naar tegenhangers is gezocht vanuit het GIZO, vanuit de berichten "
        "en "
        "vanuit het GGM-domein Generiek Jeugd en Wmo. Van de andere GGM-domeinen, van de zibs en van de BRP is niet "
        "element voor element gevraagd wat zij in het GIZO zijn; wat daar open is, heeft niemand overgeslagen.",
        "Open is not the same as overdue. People looked for counterparts from GIZO, from the messages and from the GGM "
        "domain Generiek Jeugd en Wmo. Of the other GGM domains, of the zibs and of the BRP nobody asked element by "
        "element what they are in GIZO; what is open there, nobody passed over.",
    ),
    "coverage.filter": ("Kies een telling", "Choose a count"),
    "coverage.model": ("Geteld model", "Counted model"),
    "coverage.all": ("alle", "all"),
    "coverage.target": ("Tegenhanger in", "Counterpart in"),
    "coverage.target.berichten": ("berichten", "messages"),
    "coverage.part": ("Onderdeel", "Part"),
    "coverage.go": ("Toon", "Show"),
    "coverage.none": ("Hierover is niets geteld.", "Nothing was counted about this."),
    "coverage.summary": ("In het kort", "In short"),
    "coverage.pair": ("Van → naar", "From → to"),
    "coverage.linked": ("gekoppeld", "linked"),
    "coverage.decided": ("geen tegenhanger", "no counterpart"),
    "coverage.still": ("open", "open"),
    "coverage.total": ("elementen", "elements"),
    "coverage.share": ("aandeel", "share"),
    "coverage.sought": ("Gezocht?", "Looked for?"),
    "coverage.gizo": ("GIZO per deelmodel", "GIZO by submodel"),
    "coverage.gizo.text": (
        "Klassen, attributen en rollen. Een element dat in twee deelmodellen staat, telt in beide. Bij de berichten "
        "telt "
        "wat een bericht draagt: een klasse of attribuut, of een rol waarmee een berichtelement aan een ander hangt.",
        "Classes, attributes and roles. An element in two submodels counts in both. For the messages it counts what a "
        "message carries: a class or attribute, or a role by which one message element hangs on another.",
    ),
    "coverage.submodel": ("Deelmodel", "Submodel"),
    "coverage.whole": ("Samen", "Together"),
    "coverage.of": ("{n} van {total}", "{n} of {total}"),
    "coverage.open.n": ("{n} open", "{n} open"),
    "coverage.ggm": ("GGM per domein", "GGM by domain"),
    "coverage.ggm.text": (
        "De genummerde domeinen van het GGM, met daaronder de onderwerpen waarin iets gekoppeld of beslist is; kies "
        "een "
        "domein voor al zijn onderwerpen. De kolom Gezocht zegt of vanuit het domein naar het GIZO is gezocht, of dat "
        "het alleen vanuit het GIZO is geraakt.",
        "The numbered domains of GGM, and below them the subjects in which something is linked or decided; choose a "
        "domain for all its subjects. The column Looked for says whether people looked from the domain to GIZO, or "
        "whether it was only touched from GIZO.",
    ),
    "coverage.domain": ("Domein", "Domain"),
    "coverage.kind.class": ("klassen", "classes"),
    "coverage.kind.attribute": ("attributen", "attributes"),
    "coverage.kind.relation": ("relaties", "relations"),
    "coverage.messages": ("Berichten", "Messages"),
    "coverage.messages.text": (
        "Elk berichtelement is beslist: het draagt een gegeven van het GIZO of het staat daar met een reden buiten. "
        "Wat "
        "het in het GGM is, volgt uit de koppelingen van het GIZO. De keten sluit niet als twee stappen op elkaar "
        "volgen "
        "die samen niets zeker maken, zoals tweemaal vrijwel overeenkomstig.",
        "Every message element is decided: it carries data of GIZO, or it stands outside it with a reason. What it is "
        "in GGM follows from the mappings of GIZO. The chain does not connect when two steps together make nothing "
        "sure, such as nearly equivalent twice.",
    ),
    "coverage.message": ("Berichtsoort", "Message type"),
    "coverage.carries": ("draagt GIZO", "carries GIZO"),
    "coverage.outside": ("buiten GIZO", "outside GIZO"),
    "coverage.reaches": ("bereikt GGM", "reaches GGM"),
    "coverage.reaches.none": ("zonder GGM-tegenhanger", "without GGM counterpart"),
    "coverage.chain": ("keten sluit niet", "chain does not connect"),
    "coverage.zib": ("zibs", "zibs"),
    "coverage.zib.text": (
        "Van de zibs staan alleen die in de graaf die met de uitwisseling te maken kunnen hebben. Gezocht is vanuit "
        "het "
        "GIZO: wat hier open is, kwam bij geen enkel GIZO-element als tegenhanger naar voren.",
        "Only the zibs that may have to do with the exchange are in the graph. People looked from GIZO: what is open "
        "here came up as counterpart of no GIZO element.",
    ),
    "coverage.zib.part": ("zib", "zib"),
    "coverage.brp": ("BRP per categorie", "BRP by category"),
    "coverage.brp.part": ("Categorie", "Category"),
    "coverage.detail": ("{model} → {target}", "{model} → {target}"),
    "coverage.exact": ("exact", "exact"),
    "coverage.close": ("vrijwel", "nearly"),
    "coverage.broad": ("bovenliggend", "broader"),
    "coverage.narrow": ("onderliggend", "narrower"),
    "coverage.related": ("verwant", "related"),
    "coverage.gaps": ("hiaten", "gaps"),
    "coverage.legend": (
        "Balk: donker is gekoppeld, grijs is beslist dat er geen tegenhanger is, wit is open.",
        "Bar: dark is linked, grey is decided that there is no counterpart, white is open.",
    ),
    "gaps": ("Hiaten", "Gaps"),
    "gaps.lead": (
        "Elementen zonder tegenhanger in een ander model: waarvan dat beslist is, met de reden, en wat nog open is.",
        "Elements without counterpart in another model: those for which that was decided, with the reason, and what is "
        "still open.",
    ),
    "gaps.facets": ("Beperk de lijst", "Narrow the list"),
    "gaps.facet.model": ("Model", "Model"),
    "gaps.facet.naar": ("Ontbreekt in", "Missing in"),
    "gaps.facet.status": ("Status", "Status"),
    "gaps.facet.gezocht": ("Is hier gezocht?", "Did people look here?"),
    "gaps.facet.soort": ("Soort", "Kind"),
    "gaps.facet.domein": ("Onderdeel", "Part"),
    "gaps.missing": ("ontbreekt in {model}", "missing in {model}"),
    "gaps.found": ("{n} hiaten", "{n} gaps"),
    "gaps.nothing": ("Geen hiaten met deze filters.", "No gaps with these filters."),
    "gaps.element": ("Element", "Element"),
    "gaps.in": ("Ontbreekt in", "Missing in"),
    "gaps.status": ("Status", "Status"),
    "gaps.reason": ("Waarom", "Why"),
    "gaps.decision": ("beslissing", "decision"),
}
