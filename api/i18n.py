"""Every word of the pages in Dutch and English. Dutch is the language; ``?taal=en`` switches, without a cookie."""

from __future__ import annotations

from typing import Literal

Language = Literal["nl", "en"]
LANGUAGES: dict[Language, str] = {"nl": "Nederlands", "en": "English"}
"""What each language calls itself."""

TEXTS: dict[str, tuple[str, str]] = {
    "site": ("GIZO-kennisgraaf", "GIZO knowledge graph"),
    "tagline": (
        "Welke gegevens wisselen gemeenten en zorgaanbieders uit, en hoe hangen de modellen samen?",
        "Which data do municipalities and care providers exchange, and how do the models hang together?",
    ),
    "skip": ("Naar de inhoud", "Skip to content"),
    "menu": ("Hoofdmenu", "Main menu"),
    "home": ("Overzicht", "Overview"),
    "search": ("Zoeken", "Search"),
    "validate": ("Bericht controleren", "Check a message"),
    "language": ("Taal", "Language"),
    "unofficial": ("Reconstructie, niet-officieel", "Reconstruction, not official"),
    "unofficial.text": (
        "Het gepubliceerde GIZO was niet als model beschikbaar. Wat u hier ziet is opgebouwd uit dia's, een openbare "
        "samenvatting en de berichten; elk element zegt waar het vandaan komt en hoe zeker dat is.",
        "The published GIZO was not available as a model. What you see here was built from slides, a public summary "
        "and the messages; each element says where it comes from and how sure that is.",
    ),
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
    "meaning": ("Betekenis", "Meaning"),
    "meaning.none": (
        "De graaf heeft van dit element geen definitie; raadpleeg de publicatie van het model zelf.",
        "The graph holds no definition of this element; consult the publication of the model itself.",
    ),
    "facts": ("Kenmerken", "Properties"),
    "fact.id": ("Naam in de graaf", "Name in the graph"),
    "fact.iri": ("IRI", "IRI"),
    "fact.identifiers": ("Gepubliceerde identificatie", "Published identifier"),
    "fact.notation": ("Code of pad", "Code or path"),
    "fact.parent": ("Onderdeel van", "Part of"),
    "fact.datatype": ("Datatype", "Datatype"),
    "fact.multiplicity": ("Multipliciteit", "Multiplicity"),
    "fact.pattern": ("Patroon of lengte", "Pattern or length"),
    "fact.range": ("Verwijst naar", "Points to"),
    "fact.inverse": ("Tegenrol", "Inverse role"),
    "fact.broader": ("Is een soort", "Is a kind of"),
    "fact.narrower": ("Bijzondere soorten", "Special kinds"),
    "fact.release": ("Release", "Release"),
    "fact.submodel": ("Deelmodel", "Submodel"),
    "fact.origin": ("Herkomst", "Provenance"),
    "fact.certainty": ("Zekerheid", "Certainty"),
    "fact.also": ("Andere namen", "Other names"),
    "fact.see": ("Zie ook", "See also"),
    "fact.outside": ("Waarom geen deel van het GIZO", "Why it is no part of GIZO"),
    "fact.note": ("Opmerking", "Note"),
    "attributes": ("Attributen", "Attributes"),
    "relations": ("Relaties", "Relations"),
    "pointing": ("Relaties van andere klassen hierheen", "Relations of other classes to here"),
    "parts": ("Onderdelen", "Parts"),
    "name": ("Naam", "Name"),
    "mappings": ("Tegenhangers in andere modellen", "Counterparts in other models"),
    "mappings.none": ("Er zijn nog geen tegenhangers vastgelegd.", "No counterparts have been recorded yet."),
    "mappings.derived": ("Afgeleid uit andere koppelingen", "Derived from other mappings"),
    "mappings.derived.text": (
        "Niet door iemand beslist, maar berekend uit een keten van beslissingen.",
        "Not decided by anyone, but computed from a chain of decisions.",
    ),
    "mapping.certainty": ("zekerheid {n}", "certainty {n}"),
    "absent": ("Beslist: geen tegenhanger", "Decided: no counterpart"),
    "negations": ("Niet verwarren met", "Not to be confused with"),
    "messages": ("In berichten", "In messages"),
    "messages.element": ("Berichtelement", "Message element"),
    "messages.match": ("Overeenkomst", "Correspondence"),
    "rules": ("Regels die dit element raken", "Rules that touch this element"),
    "rule.code": ("Regel", "Rule"),
    "rule.severity": ("Ernst", "Severity"),
    "rule.text": ("Wat de regel zegt", "What the rule says"),
    "lineage": ("Herkomst en samenhang", "Lineage"),
    "lineage.intro": (
        "De beste weg van dit element naar elementen van andere modellen. De zwakste stap bepaalt hoe sterk de weg is.",
        "The best path from this element to elements of other models. The weakest hop decides how strong it is.",
    ),
    "lineage.target": ("Element", "Element"),
    "lineage.how": ("Overeenkomst", "Correspondence"),
    "lineage.path": ("Via", "By way of"),
    "lineage.none": ("Geen weg naar een ander model gevonden.", "No path to another model was found."),
    "contents": ("Op deze pagina", "On this page"),
    "thing.pointing": ("Wat hiernaar verwijst", "What points here"),
    "as": ("Deze pagina als", "This page as"),
    "as.graphs": (
        "TriG en N-Quads zeggen er ook bij in welke graaf elke uitspraak staat.",
        "TriG and N-Quads also tell in which graph each statement stands.",
    ),
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
    "onto": ("Ontologie", "Ontology"),
    "onto.about": ("Over deze ontologie", "About this ontology"),
    "onto.version": ("Versie", "Version"),
    "onto.versions": ("Alle versies", "All versions"),
    "onto.prior": ("Vorige versie", "Prior version"),
    "onto.change": ("Gewijzigd", "Changed"),
    "onto.publisher": ("Uitgever", "Publisher"),
    "onto.issued": ("Uitgegeven op", "Issued"),
    "onto.licence": ("Licentie", "Licence"),
    "onto.prefix": ("Prefix", "Prefix"),
    "onto.cite": ("Zo te citeren", "Cite as"),
    "onto.sources": ("Bronnen", "Sources"),
    "onto.download": ("Ophalen als", "Download as"),
    "onto.checksum": ("SHA-256 van het Turtle-bestand", "SHA-256 of the Turtle file"),
    "onto.counts": (
        "{classes} klassen, {attributes} attributen en {relations} relaties (elke rol in twee richtingen).",
        "{classes} classes, {attributes} attributes and {relations} relations (each role in both directions).",
    ),
    "onto.own": ("Wat het GIZO zelf niet heeft, staat apart:", "What GIZO itself does not have stands apart:"),
    "onto.vocabulary": ("hulptermen van de kennisgraaf", "auxiliary terms of the knowledge graph"),
    "onto.to.gizo": ("Naar de ontologie van het GIZO", "To the ontology of GIZO"),
    "onto.picture": (
        "De klassen van het overzicht en hun rollen; alles wat het beeld zegt staat hieronder ook in woorden.",
        "The classes of the overview and their roles; all that the picture says also stands below in words.",
    ),
    "onto.concept": ("Begrip", "Concept"),
    "onto.counterparts": ("Tegenhangers", "Counterparts"),
    "onto.counterparts.none": ("Geen tegenhangers", "No counterparts"),
    "onto.disjoint": ("Sluit uit", "Excludes"),
    "onto.terms": ("Termen", "Terms"),
    "onto.uses": ("Gebruikt", "Used"),
    "onto.uses.text": (
        "De laatste kolom zegt hoe vaak de graaf een term gebruikt. Een streepje: alleen in berichten en rapporten, "
        "die de graaf niet bewaart.",
        "The last column tells how often the graph uses a term. A dash: only in messages and reports, which the graph "
        "does not keep.",
    ),
    "onto.kind.class": ("klasse", "class"),
    "onto.kind.attribute": ("gegeven", "data property"),
    "onto.kind.relation": ("relatie", "relation"),
    "onto.kind.annotation": ("annotatie", "annotation"),
    "onto.old": ("Dit is een eerdere versie, zoals zij was.", "This is an earlier version, as it was."),
    "onto.newest": ("Naar versie {version}", "To version {version}"),
    "onto.difference": ("Verschil met versie {version}", "Difference from version {version}"),
    "onto.same": ("Dezelfde termen.", "The same terms."),
    "onto.added": ("Sindsdien erbij", "Added since"),
    "onto.removed": ("Sindsdien weg", "Removed since"),
    "validate.intro": (
        "Kies een iWmo- of iJw-bericht (XML), of een zip met berichten. U krijgt een rapport met elke fout, de regel "
        "en de plaats in het bericht. Het bericht wordt niet bewaard en niet vastgelegd in een logboek; een bsn staat "
        "afgeschermd in het rapport.",
        "Choose an iWmo or iJw message (XML), or a zip with messages. You get a report with each fault, the rule and "
        "the place in the message. The message is neither kept nor logged; a citizen service number is masked in the "
        "report.",
    ),
    "validate.file": ("Bericht", "Message"),
    "validate.hint": (
        "XML, een zip met XML, of RDF; hoogstens {mb} MB",
        "XML, a zip of XML, or RDF; at most {mb} MB",
    ),
    "validate.across": ("Toets de berichten ook aan elkaar", "Check the messages against each other too"),
    "validate.today": ("Peildatum (vandaag als u niets invult)", "Reference date (today if left empty)"),
    "validate.form": ("Rapport", "Report"),
    "validate.form.page": ("op deze pagina", "on this page"),
    "validate.form.json": ("JSON", "JSON"),
    "validate.form.html": ("pagina om te mailen (HTML)", "page to mail (HTML)"),
    "validate.form.sarif": ("SARIF (editors)", "SARIF (editors)"),
    "validate.form.ttl": ("RDF (Turtle)", "RDF (Turtle)"),
    "validate.form.csv": ("CSV", "CSV"),
    "validate.form.xlsx": ("Excel-werkmap", "Excel workbook"),
    "validate.form.junit": ("JUnit (bouwstraat)", "JUnit (build servers)"),
    "validate.submit": ("Controleer", "Check"),
    "validate.fault": ("Het bestand kon niet worden gecontroleerd", "The file could not be checked"),
    "report": ("Rapport", "Report"),
    "report.undecided": ("Niet beslist", "Undecided"),
    "report.another": ("Nog een bericht controleren", "Check another message"),
    "severity.Violation": ("overtreding", "violation"),
    "severity.Warning": ("waarschuwing", "warning"),
    "severity.Info": ("informatie", "information"),
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
    "sparql.for.implementer": ("Voor implementatie", "For implementers"),
    "sparql.results": ("Antwoord", "Answer"),
    "sparql.count": ("Aantal rijen: {n}", "Number of rows: {n}"),
    "sparql.as": ("Dit antwoord als", "This answer as"),
    "sparql.truncated": (
        "Dit zijn alleen de eerste {n} rijen; het antwoord is langer.",
        "These are only the first {n} rows; the answer is longer.",
    ),
    "sparql.scroll": ("Tabel met het antwoord, te schuiven", "Table with the answer, scrolls"),
    "sparql.fault": ("De vraag kon niet worden uitgevoerd", "The query could not be run"),
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
    "explain.kind": ("Soort", "Type"),
    "explain.level": ("Niveau", "Level"),
    "explain.severity": ("Ernst", "Severity"),
    "explain.status": ("Hoe uitgedrukt", "How expressed"),
    "explain.reason": ("Wat geen shape beslist", "What no shape decides"),
    "explain.messages": ("Berichten", "Messages"),
    "explain.returncode": ("Retourcode", "Return code"),
    "explain.source": ("Bron", "Source"),
    "explain.equivalent": ("Gelijkwaardig aan", "Equivalent to"),
    "explain.follows": ("Volgt uit", "Follows from"),
    "explain.leads": ("Leidt tot", "Leads to"),
    "explain.passes": ("Zo mag het", "This is right"),
    "explain.fails": ("Zo mag het niet", "This is wrong"),
    "explain.asis": ("Uit een bericht zoals het hoort.", "From a message as it should be."),
    "explain.unchanged": ("Berichten die kloppen, zonder wijziging.", "Messages that are right, unchanged."),
    "explain.in": (
        "In {messages}. Eigen voorbeeld, verzonnen personen.",
        "In {messages}. Our own example, invented people.",
    ),
    "explain.products": ("Met een productcodelijst van {products}.", "With a product code list of {products}."),
    "explain.reported": ("Gemeld bij", "Reported at"),
    "explain.removed": ("weg:", "removed:"),
    "explain.added": ("erbij:", "added:"),
    "explain.touches": ("Elementen die de regel raakt", "Elements the rule touches"),
    "explain.element": ("Element", "Element"),
    "explain.no.counterparts": ("geen", "none"),
    "explain.counterparts": ("In andere modellen", "In other models"),
    "explain.shape": ("De regel in SHACL", "The rule in SHACL"),
    "error.home": ("Naar het overzicht", "To the overview"),
    "footer.sources": (
        "Bronnen: GIZO-webinar (november 2025), iWmo en iJw 3.2, iEb 1.0, GGM, zib, BRP.",
        "Sources: GIZO webinar (November 2025), iWmo and iJw 3.2, iEb 1.0, GGM, zib, BRP.",
    ),
    "footer.datasets": ("Gegevens en downloads", "Data and downloads"),
    "footer.api": ("API-beschrijving (OpenAPI)", "API description (OpenAPI)"),
    "footer.version": ("Graaf {version}", "Graph {version}"),
    "kind.model": ("model", "model"),
    "kind.package": ("pakket", "package"),
    "kind.class": ("klasse", "class"),
    "kind.attribute": ("attribuut", "attribute"),
    "kind.relation": ("relatie", "relation"),
    "kind.generalisation": ("generalisatie", "generalisation"),
    "kind.enumeration": ("enumeratie", "enumeration"),
    "kind.value": ("enumeratiewaarde", "enumeration value"),
    "kind.messagetype": ("berichtsoort", "message type"),
    "kind.element": ("berichtelement", "message element"),
    "kind.codelist": ("codelijst", "code list"),
    "kind.code": ("code", "code"),
}
"""Key to the Dutch and the English text; ``{…}`` is filled in."""


def translate(language: Language, key: str, **values: object) -> str:
    """Give a text of the pages.

    Raises:
        KeyError: when there is no such text; a test looks up every key the templates use.

    >>> translate("en", "search.found", n=3)
    '3 found'
    """
    return TEXTS[key][0 if language == "nl" else 1].format_map(values)


def language_of(taal: str | None) -> Language:
    """Give the language a request asks for: Dutch unless it says ``en``.

    >>> language_of("en"), language_of(None), language_of("de")
    ('en', 'nl', 'nl')
    """
    return "en" if taal == "en" else "nl"
