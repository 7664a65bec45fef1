"""Words of the page about the site, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "about.title": ("Over deze kennisgraaf", "About this knowledge graph"),
    "about.lead": (
        "Deze site laat zien hoe de gegevens in de berichten van Wmo en Jeugdwet, het GIZO, het Gemeentelijk "
        "Gegevensmodel (GGM), de zorginformatiebouwstenen en de BRP met elkaar samenhangen: welk element bij welk "
        "element hoort, waarom, hoe zeker dat is en wat nog open staat.",
        "This site shows how the data in the messages of the Dutch social support and youth acts, the GIZO, the "
        "municipalities' data model (GGM), the health information building blocks (zib) and the population register "
        "(BRP) hang together: which element corresponds to which, why, how sure that is and what is still open.",
    ),
    "about.what": ("Wat dit wel en niet is", "What this is and is not"),
    "about.what.not": (
        "Het GIZO hier is een reconstructie en niet officieel.",
        "The GIZO here is a reconstruction and not official.",
    ),
    "about.what.text": (
        "Het concept-GIZO is gepresenteerd, maar was niet als model te krijgen. Wat u hier ziet is opgebouwd uit "
        "dia's, "
        "een openbare samenvatting en de berichten. Elk element zegt waar het vandaan komt en hoe zeker het is dat het "
        "GIZO het zo heeft. Zo kan het officiële model het later element voor element vervangen.",
        "The draft GIZO was presented, but was not available as a model. What you see here was built from slides, a "
        "public summary and the messages. Each element says where it comes from and how sure it is that GIZO has it in "
        "this form. So the official model can replace it later, element by element.",
    ),
    "about.what.others": (
        "De andere modellen zijn overgenomen uit hun uitgaven: hun namen, nummers en structuur, niet hun teksten. De "
        "omschrijvingen hier zijn van ons. Deze site is niet van de overheid en niet van de beheerders van die "
        "modellen.",
        "The other models were taken from their releases: their names, numbers and structure, not their texts. The "
        "descriptions here are ours. This site belongs neither to the government nor to the keepers of those models.",
    ),
    "about.who": ("Voor wie", "For whom"),
    "about.who.group": ("GGM-expertgroep", "GGM expert group"),
    "about.who.group.text": (
        "Welk GIZO-element hoort bij welk GGM-element, hoe zeker is dat, wie besloot het en wat staat nog open?",
        "Which GIZO element corresponds to which GGM element, how sure is that, who decided it and what is still open?",
    ),
    "about.who.architect": ("Informatiearchitect", "Information architect"),
    "about.who.architect.text": (
        "Welke gegevens gaan er in de iStandaarden om, wat betekenen ze en hoe hangen de standaarden samen?",
        "Which data do the iStandaarden exchange, what do they mean and how do the standards hang together?",
    ),
    "about.who.builder": ("Bouwer bij gemeente, aanbieder of leverancier", "Implementer"),
    "about.who.builder.text": (
        "Klopt dit bericht, en zo niet: welke regel, waar in het bericht en wie kan het herstellen?",
        "Is this message right, and if not: which rule, where in the message and who can repair it?",
    ),
    "about.sources": ("Bronnen, uitgaven en licenties", "Sources, releases and licences"),
    "about.sources.text": (
        "Elke bron staat in een eigen graaf, zodat altijd te zien is wie iets zegt. Deze tabel komt uit de catalogus.",
        "Each source has a graph of its own, so that one can always see who says something. This table comes from the "
        "catalogue.",
    ),
    "about.sources.none": (
        "Deze graaf heeft geen catalogus; bouw hem opnieuw met 'gizo build'.",
        "This graph has no catalogue; build it again with 'gizo build'.",
    ),
    "about.sources.own": (
        "Het eigen werk (de reconstructie, de koppelingen, de regels in SHACL en de programmatuur) staat onder "
        "EUPL-1.2. "
        "Alle grafen met herkomst en controlegetal:",
        "Our own work (the reconstruction, the mappings, the rules in SHACL and the software) is under EUPL-1.2. All "
        "graphs with provenance and checksum:",
    ),
    "about.certain": ("Hoe zeker is het", "How certain it is"),
    "about.certain.text": (
        "Van elke koppeling staat erbij wat zij zegt, hoe zij tot stand kwam, hoe zeker zij is en wat haar status is. "
        "Dat zijn vier verschillende dingen.",
        "Each mapping says what it states, how it came about, how sure it is and what its status is. These are four "
        "different things.",
    ),
    "about.relations": ("Wat een koppeling zegt", "What a mapping states"),
    "about.relations.text": (
        "Vijf namen, met de term uit SKOS en een zin die niet om te draaien is. A is het element van de pagina, B het "
        "andere.",
        "Five names, with the SKOS term and a sentence that cannot be turned around. A is the element of the page, B "
        "the "
        "other.",
    ),
    "about.relation": ("Naam", "Name"),
    "about.term": ("Term", "Term"),
    "about.reads": ("Zo leest u het", "How to read it"),
    "about.see": ("Bekijk", "See"),
    "about.see.all": ("koppelingen met ‘{name}’", "mappings with ‘{name}’"),
    "about.made": ("Hoe een koppeling tot stand kwam", "How a mapping came about"),
    "about.made.ManualMappingCuration": (
        "Beide elementen zijn bekeken en beoordeeld, niet uitgerekend. Van wie en wanneer staat erbij.",
        "Both elements were looked at and judged, not computed. By whom and when is stated.",
    ),
    "about.made.MappingReview": (
        "Een ander dan de maker heeft de koppeling nagezien.",
        "Somebody other than its author reviewed the mapping.",
    ),
    "about.made.MappingChaining": (
        "Volgt uit twee of meer andere koppelingen achter elkaar; de stappen staan erbij. Niemand heeft haar zelf "
        "besloten.",
        "Follows from two or more other mappings in a row; the steps are shown. Nobody decided it as such.",
    ),
    "about.made.MappingInversion": (
        "Volgt uit een koppeling de andere kant op.",
        "Follows from a mapping in the other direction.",
    ),
    "about.made.LexicalMatching": (
        "De namen zijn gelijk; meer is er niet naar gekeken.",
        "The names are the same; nobody looked any further.",
    ),
    "about.words": ("Zekerheid en status", "Certainty and status"),
    "about.word.confidence": ("Zekerheid van een koppeling", "Certainty of a mapping"),
    "about.word.confidence.text": (
        "Een getal van 0 tot 1: hoe zeker de maker is dat de koppeling klopt. Een oordeel, geen meting. Van een "
        "afgeleide "
        "koppeling is het de zekerheid van haar stappen, met elkaar vermenigvuldigd.",
        "A number from 0 to 1: how sure its author is that the mapping is right. A judgement, not a measurement. For a "
        "derived mapping it is the certainty of its steps, multiplied.",
    ),
    "about.word.element": ("Zekerheid van een GIZO-element", "Certainty of a GIZO element"),
    "about.word.element.text": (
        "Iets anders: hoe zeker het is dat het GIZO dit element zo heeft, met de bron waar dat uit blijkt.",
        "Something else: how sure it is that GIZO has this element in this form, with the source that shows it.",
    ),
    "about.word.decided": ("Beslist of besloten", "Decided"),
    "about.word.decided.text": (
        "Er is een keuze gemaakt en opgeschreven, met de reden. Wie haar maakte staat erbij; of zij ook is vastgesteld "
        "zegt de status.",
        "A choice was made and written down, with its reason. It says who made it; whether it was adopted too is what "
        "the status tells.",
    ),
    "about.word.voorstel.text": (
        "Nog door niemand met gezag vastgesteld. Nu is elke koppeling een voorstel, om over te besluiten.",
        "Not yet adopted by anyone with authority. At present every mapping is a proposal, to be decided on.",
    ),
    "about.word.none.text": (
        "Er is gezocht en besloten dat het andere model dit niet kent. Dat is iets anders dan ‘open’.",
        "It was looked for and decided that the other model does not have this. That is not the same as ‘open’.",
    ),
    "about.word.open.text": (
        "Nog niet besloten: geen koppeling en ook geen besluit dat er geen tegenhanger is.",
        "Not decided yet: no mapping, nor a decision that there is no counterpart.",
    ),
    "about.word.ntb": ("ntb", "ntb"),
    "about.word.ntb.text": (
        "‘Nog te bepalen’: wat op de dia's stond waar een GGM-UUID had moeten staan.",
        "‘To be determined’: what the slides said where a GGM UUID should have been.",
    ),
    "about.cite": ("Verwijzen", "Citing"),
    "about.cite.text": (
        "Elk element, elke koppeling, elke regel en elke graaf heeft een eigen, blijvend adres. Noem het adres en de "
        "versie van de graaf: die verandert bij elke wijziging van de inhoud, en alleen dan. Een lijst met filters "
        "heeft "
        "ook een adres: wat in de adresbalk staat geeft een ander dezelfde lijst.",
        "Each element, mapping, rule and graph has a stable address of its own. Give the address and the version of "
        "the "
        "graph: it changes whenever the content changes, and only then. A list with filters has an address too: what "
        "the "
        "address bar says gives somebody else the same list.",
    ),
    "about.cite.example": ("Bijvoorbeeld", "For example"),
    "about.cite.forms": (
        "Onder aan elke pagina staat in welke andere vormen zij er is, zoals JSON, Turtle, CSV of Excel.",
        "The end of each page says in which other forms it comes, such as JSON, Turtle, CSV or Excel.",
    ),
    "about.report": ("Een fout melden", "Reporting a fault"),
    "about.report.text": (
        "Klopt een koppeling niet? Op de pagina van elke koppeling en elk element staat een link ‘Meld een fout’. Daar "
        "staat al in om welke koppeling het gaat. Schrijf erbij wat het volgens u moet zijn en "
        "waarom; dan kan de expertgroep erover besluiten.",
        "Is a mapping wrong? The page of each mapping and each element has a link ‘Report a fault’. It "
        "already says which mapping it is about. Add what it should be in your view and why; then the expert group "
        "can decide.",
    ),
    "about.report.to": ("Wie deze site beheert", "Who runs this site"),
    "about.report.copy": ("Neem deze tekst over in uw melding:", "Copy this text into your report:"),
    "about.report.nowhere": (
        "Voor deze site is nog geen adres ingesteld om meldingen naar te sturen. Neem de tekst mee naar het overleg "
        "van "
        "de expertgroep, of geef hem aan wie u deze site gaf.",
        "No address has been set for this site to send reports to. Take the text along to the meeting of the expert "
        "group, or give it to whoever gave you this site.",
    ),
    "about.report.site": ("Meld een fout in deze site", "Report a fault in this site"),
    "about.privacy": ("Privacy", "Privacy"),
    "about.privacy.text": (
        "Een bericht dat u laat controleren wordt niet bewaard en komt niet in een logboek; in het rapport staat een "
        "bsn "
        "afgeschermd. De graaf zelf bevat geen gegevens van personen. Deze site plaatst geen cookies, haalt niets bij "
        "anderen op en houdt niet bij wie u bent. De SPARQL-pagina onthoudt uw vragen alleen in uw eigen browser.",
        "A message that you have checked is neither kept nor logged; a citizen service number is masked in the report. "
        "The "
        "graph itself holds no data about persons. This site sets no cookies, fetches nothing from others and does not "
        "record who you are. The SPARQL page remembers your queries in your own browser only.",
    ),
}
