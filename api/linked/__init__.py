"""Linked data: what every IRI of ours answers, the ontology and the catalog as documents, and the dumps."""
