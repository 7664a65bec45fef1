"""Describes graphs as DCAT-AP-NL 3.0 asks: datasets, the files they can be had in, and the services over them.

What the profile makes mandatory is there as far as it is true; decision 0024 lists what is not, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Triple

from kg import names
from kg.catalog import publishers
from kg.catalog.graphs import NamedGraph
from kg.catalog.publishers import EUPL, PUBLISHER, UNKNOWN_LICENCE, Attribution
from kg.catalog.texts import NO_LICENCE, PER_GRAPH, THEMES, Pair, Words
from kg.catalog.void import SPARQL
from kg.catalog.writing import checksum, kinds, say, text

_DCAT, _DCT = names.DCAT, names.DCT
_EU = "http://publications.europa.eu/resource/authority/"
_PUBLIC = _EU + "access-right/PUBLIC"
_LANGUAGES = (_EU + "language/NLD", _EU + "language/ENG")
_MEDIA = "https://www.iana.org/assignments/media-types/"
_CATALOG = names.graph_iri("catalog")
WHOLE = names.part_iri(_CATALOG, "geheel")
"""Everything together: what a dump of all graphs holds."""
_CONTACT = names.part_iri(_CATALOG, "contact")
_NO_LICENCE = names.part_iri(_CATALOG, "geen-licentie")
_PER_GRAPH = names.part_iri(_CATALOG, "licentie-per-graaf")
_SPARQL_SERVICE = names.part_iri(_CATALOG, "sparql")
_API_SERVICE = names.part_iri(_CATALOG, "api")


@dataclass(frozen=True)
class Form:
    """A form in which a graph can be had: extension, media type, EU file type, and how it was compressed."""

    extension: str
    media_type: str
    file_type: str
    packed: str = ""


FORMS: tuple[Form, ...] = (
    Form("ttl", "text/turtle", "RDF_TURTLE"),
    Form("nt", "application/n-triples", "RDF_N_TRIPLES"),
    Form("rdf", "application/rdf+xml", "RDF_XML"),
    Form("jsonld", "application/ld+json", "JSON_LD"),
)
"""The forms of one graph."""
WHOLE_FORMS: tuple[Form, ...] = (
    Form("nq.gz", "application/n-quads", "RDF_N_QUADS", "application/gzip"),
    Form("trig.gz", "application/trig", "RDF_TRIG", "application/gzip"),
)
"""The forms of everything."""
WHOLE_NAME = "gizo-kg"
"""Name of the file with everything."""


def dataset_triples(graph: NamedGraph, words: Words) -> Iterator[Triple]:
    """Describe one graph as a dataset with its distributions.

    >>> from kg.catalog.texts import words
    >>> graph = NamedGraph(names.graph_iri("brp"), "BRP", (), model="brp", licence=EUPL)
    >>> sum(triple.predicate.value == names.DCAT + "distribution" for triple in dataset_triples(graph, words(graph)))
    4
    """
    iri = graph.iri
    yield from kinds(iri, _DCAT + "Dataset", names.PROV + "Entity")
    yield from _about(iri, words.title, words.description, words.themes)
    yield from _answerable(iri, publishers.attributions(graph.name))
    yield from say(iri, names.ADMS + "status", words.status)
    yield from say(iri, _DCT + "conformsTo", words.standard)
    yield from text(iri, _DCAT + "version", graph.release)
    yield from say(iri, _DCAT + "landingPage", names.BASE + "doc/" + iri.removeprefix(names.BASE))
    if graph.model:
        yield from say(iri, _DCT + "subject", names.model_iri(graph.model))
    licence = graph.licence or (UNKNOWN_LICENCE if graph.model else EUPL)
    yield from say(iri, _DCT + "license", graph.licence)
    if licence == UNKNOWN_LICENCE:
        yield from say(iri, _DCT + "rights", _NO_LICENCE)
    for file in graph.sources:
        yield from say(iri, names.PROV + "wasDerivedFrom", file.iri)
    yield from checksum(iri, graph.checksum)
    yield from _distributions(iri, graph.name, FORMS, words.title, licence)
    plain = names.part_iri(iri, "nt")
    yield from say(plain, _DCAT + "byteSize", graph.size)
    yield from say(plain, names.SPDX + "checksum", names.part_iri(iri, "sha256"))


def whole_triples(title: Pair, description: Pair) -> Iterator[Triple]:
    """Describe everything together as a dataset, with the dumps of it."""
    yield from kinds(WHOLE, _DCAT + "Dataset", names.VOID + "Dataset")
    yield from _about(WHOLE, title, description, THEMES)
    yield from _answerable(WHOLE, publishers.everyone())
    yield from say(WHOLE, _DCT + "rights", _PER_GRAPH)
    yield from say(WHOLE, names.VOID + "sparqlEndpoint", SPARQL)
    yield from _distributions(WHOLE, WHOLE_NAME, WHOLE_FORMS, title, UNKNOWN_LICENCE, _PER_GRAPH)


def catalog_triples(title: Pair, description: Pair, datasets: Iterable[str]) -> Iterator[Triple]:
    """Describe the catalog itself: what it lists, and who answers for it.

    Everything together is listed as a resource and not as a dataset: ``dcat:dataset`` names graphs.
    """
    listed = tuple(datasets)
    yield from kinds(_CATALOG, _DCAT + "Catalog", names.VOID + "DatasetDescription")
    yield from _about(_CATALOG, title, description, THEMES)
    yield from _answerable(_CATALOG, [])
    yield from say(_CATALOG, _DCT + "license", EUPL)
    yield from say(_CATALOG, names.FOAF + "primaryTopic", WHOLE)
    yield from say(_CATALOG, names.FOAF + "homepage", names.BASE)
    yield from say(_CATALOG, _DCAT + "dataset", *listed)
    yield from say(_CATALOG, _DCAT + "resource", WHOLE)
    yield from say(_CATALOG, _DCAT + "service", _SPARQL_SERVICE, _API_SERVICE)
    yield from _distributions(_CATALOG, "catalog", FORMS, title, EUPL)
    yield from _service(
        _SPARQL_SERVICE,
        ("SPARQL-endpoint van de kennisgraaf GIZO", "SPARQL endpoint of the GIZO knowledge graph"),
        ("Stel de graaf een vraag in SPARQL 1.1.", "Ask the graph a question in SPARQL 1.1."),
        SPARQL,
        SPARQL,
    )
    yield from say(_SPARQL_SERVICE, _DCT + "conformsTo", "https://www.w3.org/TR/sparql11-protocol/")
    yield from _service(
        _API_SERVICE,
        ("API van de kennisgraaf GIZO", "API of the GIZO knowledge graph"),
        (
            "Elementen, hun herkomst, regels en het controleren van berichten, volgens de NL API-strategie.",
            "Elements, their lineage, rules and the checking of messages, by the Dutch API design rules.",
        ),
        names.BASE + "v1",
        names.BASE + "v1/openapi.json",
    )
    for service in (_SPARQL_SERVICE, _API_SERVICE):
        yield from say(service, _DCAT + "servesDataset", WHOLE, *listed)


def shared_triples() -> Iterator[Triple]:
    """Describe what several datasets refer to: organisations, their roles, and whom to ask."""
    yield from kinds(_CONTACT, names.VCARD + "Kind", names.VCARD + "Organization")
    yield from text(_CONTACT, names.VCARD + "fn", publishers.CONTACT_NAME)
    yield from say(_CONTACT, names.VCARD + "hasURL", publishers.CONTACT_URL)
    yield from kinds(_NO_LICENCE, _DCT + "RightsStatement")
    yield from say(_NO_LICENCE, names.RDFS + "label", NO_LICENCE)
    yield from kinds(_PER_GRAPH, _DCT + "RightsStatement")
    yield from say(_PER_GRAPH, names.RDFS + "label", PER_GRAPH)
    for organisation in publishers.ORGANISATIONS.values():
        yield from kinds(organisation.iri, names.FOAF + "Agent", names.PROV + "Agent")
        yield from text(organisation.iri, names.FOAF + "name", organisation.name)
        yield from text(organisation.iri, _DCT + "identifier", organisation.identifier)


def _about(node: str, title: Pair, description: Pair, themes: Iterable[str]) -> Iterator[Triple]:
    yield from text(node, _DCT + "identifier", node)
    yield from say(node, _DCT + "title", title)
    yield from say(node, _DCT + "description", description)
    yield from say(node, _DCT + "language", *_LANGUAGES)
    yield from say(node, _DCAT + "theme", *themes)
    yield from say(node, _DCT + "accessRights", _PUBLIC)


def _answerable(node: str, attributions: Iterable[Attribution]) -> Iterator[Triple]:
    yield from say(node, _DCT + "publisher", PUBLISHER.iri)
    yield from say(node, _DCT + "creator", PUBLISHER.iri)
    yield from say(node, _DCAT + "contactPoint", _CONTACT)
    for attribution in attributions:
        yield from say(node, names.PROV + "qualifiedAttribution", attribution.iri)
        yield from kinds(attribution.iri, names.PROV + "Attribution")
        yield from say(attribution.iri, names.PROV + "agent", attribution.organisation.iri)
        yield from say(attribution.iri, _DCAT + "hadRole", attribution.role)


def _service(node: str, title: Pair, description: Pair, address: str, manual: str) -> Iterator[Triple]:
    yield from kinds(node, _DCAT + "DataService")
    yield from _about(node, title, description, THEMES)
    yield from _answerable(node, [])
    yield from say(node, _DCT + "license", EUPL)
    yield from say(node, _DCAT + "endpointURL", address)
    yield from say(node, _DCAT + "endpointDescription", manual)


def _distributions(
    dataset: str, name: str, forms: Iterable[Form], title: Pair, licence: str, rights: str = _NO_LICENCE
) -> Iterator[Triple]:
    """Describe the files of a dataset; ``rights`` tells how it stands where no one licence holds."""
    for form in forms:
        kind = form.extension.replace(".", "-")
        node = f"{dataset}-{kind}" if "#" in dataset else names.part_iri(dataset, kind)
        address = names.dump_iri(name, form.extension)
        yield from say(dataset, _DCAT + "distribution", node)
        yield from say(dataset, names.VOID + "dataDump", address)
        yield from kinds(node, _DCAT + "Distribution")
        labelled = (f"{title[0]} ({form.extension})", f"{title[1]} ({form.extension})")
        yield from say(node, _DCT + "title", labelled)
        yield from say(node, _DCT + "license", licence)
        if licence == UNKNOWN_LICENCE:
            yield from say(node, _DCT + "rights", rights)
        yield from say(node, _DCAT + "accessURL", address)
        yield from say(node, _DCAT + "downloadURL", address)
        yield from say(node, _DCAT + "mediaType", _MEDIA + form.media_type)
        yield from say(node, _DCT + "format", f"{_EU}file-type/{form.file_type}")
        if form.packed:
            yield from say(node, _DCAT + "compressFormat", _MEDIA + form.packed)
