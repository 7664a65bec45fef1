"""Every namespace and prefix of the project, and the models that have them: names only, no logic."""

from __future__ import annotations

__all__ = [
    "ADMS",
    "BASE",
    "DCAT",
    "DCT",
    "DUMP",
    "FOAF",
    "GIZO",
    "GRAPH",
    "ID",
    "MESSAGE_RELEASES",
    "MIM",
    "MODELS",
    "NO_TERM_FOUND",
    "ONTOLOGY",
    "OWL",
    "PREFIXES",
    "PROV",
    "QB",
    "RDF",
    "RDFS",
    "RELATION_ENDS",
    "SCHEMA",
    "SEMAPV",
    "SH",
    "SHAPES",
    "SKOS",
    "SPDX",
    "SSSOM",
    "VCARD",
    "VOID",
    "XSD",
    "V",
]

BASE = "https://w3id.org/gizo/"
GIZO = BASE + "def/"
V = BASE + "def/v/"
ID = BASE + "id/"
GRAPH = BASE + "graph/"
SHAPES = BASE + "shapes/"
DUMP = BASE + "dump/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
PROV = "http://www.w3.org/ns/prov#"
SH = "http://www.w3.org/ns/shacl#"
MIM = "http://bp4mc2.org/def/mim#"
SSSOM = "https://w3id.org/sssom/"
SEMAPV = "https://w3id.org/semapv/vocab/"
FOAF = "http://xmlns.com/foaf/0.1/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
ADMS = "http://www.w3.org/ns/adms#"
SPDX = "http://spdx.org/rdf/terms#"
SCHEMA = "https://schema.org/"
QB = "http://purl.org/linked-data/cube#"

ONTOLOGY = GIZO
"""IRI of the ontology itself (``rdfs:isDefinedBy`` of every GIZO element)."""

NO_TERM_FOUND = SSSOM + "NoTermFound"

MESSAGE_RELEASES = {"ijw": "3.2", "iwmo": "3.2", "ieb": "1.0"}
"""The release a message CURIE such as ``ijw:JW301/Client/Bsn`` stands for."""

PREFIXES: dict[str, str] = {
    "gizo": GIZO,
    "v": V,
    "ggm": "urn:uuid:",
    "eaid": ID + "ggm/",
    "NL-CM": ID + "zib/NL-CM:",
    "brp": ID + "brp/",
    "ijw": ID + "bericht/ijw/3.2/",
    "iwmo": ID + "bericht/iwmo/3.2/",
    "ieb": ID + "bericht/ieb/1.0/",
    "codelijst": ID + "codelijst/",
    "begrip": ID + "begrip/",
    "mapping": ID + "mapping/",
    "mappingset": ID + "mappingset/",
    "model": ID + "model/",
    "vraag": ID + "vraag/",
    "shape": SHAPES,
    "graph": GRAPH,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dct": DCT,
    "dcat": DCAT,
    "void": VOID,
    "prov": PROV,
    "sh": SH,
    "mim": MIM,
    "isothes": "http://purl.org/iso25964/skos-thes#",
    "sssom": SSSOM,
    "semapv": SEMAPV,
    "foaf": FOAF,
    "vcard": VCARD,
    "adms": ADMS,
    "spdx": SPDX,
    "schema": SCHEMA,
    "qb": QB,
}
"""The one prefix map: SSSOM, command line, API, pages and SPARQL examples all use it."""

MODELS: dict[str, str] = {
    "gizo": "GIZO",
    "ggm": "GGM",
    "zib": "zib",
    "brp": "BRP",
    "ijw": "iJw",
    "iwmo": "iWmo",
    "ieb": "iEb",
    "codelijsten": "Codelijsten",
}
"""Model code to the name people use for it."""

RELATION_ENDS = tuple(f"{ID}ggm/eaid_{end}" for end in ("src", "dst"))
"""How the IRIs of the two ends of a GGM relation begin; they have an id, but are no elements."""
