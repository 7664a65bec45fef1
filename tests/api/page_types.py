"""Every type of page of the site, each with an address of the whole graph at which it is shown.

Whoever makes a new page puts it here (``tests/api/pages/test_every_page.py`` fails until then), and so has it looked at
by every test that goes over them all: in both languages, wide and narrow, as data; ``make bench`` times it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A page to look at.

    Attributes:
        name: what we call it.
        path: its address, in Dutch.
        template: the template that makes it.
        status: the HTTP status it comes with.
    """

    name: str
    path: str
    template: str
    status: int = 200

    def at(self, language: str) -> str:
        """Give its address in a language.

        >>> Shown("search", "/zoeken?q=bsn", "search.html").at("en")
        '/zoeken?q=bsn&taal=en'
        """
        return self.path if language == "nl" else f"{self.path}{'&' if '?' in self.path else '?'}taal={language}"


GGM_TOEWIJZING = "/doc/ggm/01ece551-a7b0-4b99-b6e7-f654d6ac15d5"
GGM_BESCHIKKING = "/doc/ggm/71d7e96d-641a-4b6a-a325-ded07c3b5836"
WMO301_BSN = "/doc/bericht/iwmo/3.2/WMO301/Client/Bsn"
MAPPING = "/doc/mapping/8457877e1059d4ecba1d"

PAGES = (
    Shown("start", "/", "start.html"),
    Shown("search, empty", "/zoeken", "search.html"),
    Shown("search, found", "/zoeken?q=beschikking", "search.html"),
    Shown("search, filtered", "/zoeken?model=gizo&status=open&naar=ggm", "search.html"),
    Shown("search, nothing", "/zoeken?q=qqqqqqqq", "search.html"),
    Shown("mappings", "/mappings", "mappings.html"),
    Shown("mappings, filtered", "/mappings?van=gizo&naar=ggm&predicate=broadMatch&sort=-confidence", "mappings.html"),
    Shown("mappings, none", "/mappings?q=qqqqqqqq", "mappings.html"),
    Shown("mapping sets", "/mappingsets", "mapping_sets.html"),
    Shown("mapping", MAPPING, "mapping.html"),
    Shown("side by side, choosing", "/vergelijken", "comparison.html"),
    Shown("side by side, proposals", "/vergelijken?links=gizo:Toewijzing", "comparison.html"),
    Shown(
        "side by side",
        "/vergelijken?links=gizo:Toewijzing&rechts=ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5",
        "comparison.html",
    ),
    Shown("side by side, unknown", "/vergelijken?links=gizo:Toewijzng&rechts=ggm", "comparison.html", 404),
    Shown("ntb", "/ntb", "ntb.html"),
    Shown("coverage", "/dekking", "coverage.html"),
    Shown("gaps", "/hiaten", "gaps.html"),
    Shown("models", "/modellen", "models.html"),
    Shown("model", "/modellen/gizo", "model.html"),
    Shown("model GGM", "/modellen/ggm", "model.html"),
    Shown("messages", "/berichten", "messages.html"),
    Shown("message", "/berichten/WMO301", "message.html"),
    Shown("rules", "/regels", "rules.html"),
    Shown("questions", "/vragen", "questions.html"),
    Shown("API", "/api", "documentation.html"),
    Shown("validate", "/valideren", "validate.html"),
    Shown("query", "/sparql", "sparql.html"),
    Shown("query, answered", "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+5", "sparql.html"),
    Shown("about", "/over", "about.html"),
    Shown("about, a report", "/over?betreft=GIZO+Toewijzing", "about.html"),
    Shown("data", "/doc/graph/catalog", "datasets.html"),
    Shown("ontology", "/doc/def", "ontology.html"),
    Shown("ontology release", "/doc/def/0.1.0", "version.html"),
    Shown("vocabulary", "/doc/def/v", "vocabulary.html"),
    Shown("GIZO class", "/doc/def/Toewijzing", "element.html"),
    Shown("GIZO attribute", "/doc/def/clientBsn", "element.html"),
    Shown("GIZO relation", "/doc/def/leveringBetreftProduct", "element.html"),
    Shown("GGM class", GGM_TOEWIJZING, "element.html"),
    Shown("GGM attribute", "/doc/ggm/d0d31a65-6add-4d9e-94e4-f232d261a053", "element.html"),
    Shown("GGM relation", "/doc/ggm/2f508cbe-e926-4a6d-b85c-401e0bbcda2f", "element.html"),
    Shown("GGM enumeration", "/doc/ggm/838b4669-4f50-4835-aba8-03e3fce48184", "element.html"),
    Shown("GGM package", "/doc/ggm/47dc5ada-17d7-49e1-8bc6-f798ee72b111", "element.html"),
    Shown("zib", "/doc/zib/NL-CM:0.1.4", "element.html"),
    Shown("BRP category", "/doc/brp/08.11", "element.html"),
    Shown("message type", "/doc/bericht/iwmo/3.2/WMO301", "element.html"),
    Shown("message element", WMO301_BSN, "element.html"),
    Shown("code list", "/doc/codelijst/NUM061", "element.html"),
    Shown("code", "/doc/codelijst/CBS_Gemeentecodes/0518", "element.html"),
    Shown("rule", "/doc/shapes/CD041", "rule.html"),
    Shown("named graph", "/doc/graph/ggm/2.5.1", "thing.html"),
    Shown("file", "/doc/bestand/ontology/gizo.ttl", "thing.html"),
    Shown("not found", "/doc/def/Toewijzng", "error.html", 404),
    Shown("bad filters", "/mappings?van=x&minConfidence=3", "error.html", 400),
)
"""Every type of page, and the states in which one looks different."""

SENT_ON = ("/mappingsets/gizo-ggm", "/vragen/slide-elementen-ntb")
"""Addresses that lead a person to one of these pages; a program gets an answer there."""
