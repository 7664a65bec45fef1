"""What ontology/begrippen.ttl promises: a concept scheme after NL-SBB, tied to the model, consistent both ways."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS as DCT
from rdflib.term import Node

from kg import names
from kg.resources import data_path

ISOTHES = Namespace("http://purl.org/iso25964/skos-thes#")
V = Namespace(names.V)
SCHEME = URIRef(names.ID + "begrippenkader")


@pytest.fixture(scope="module")
def begrippen() -> Graph:
    return Graph().parse(data_path("ontology") / "begrippen.ttl")


@pytest.fixture(scope="module")
def gizo() -> Graph:
    return Graph().parse(data_path("ontology") / "gizo.ttl")


def concepts(graph: Graph) -> list[Node]:
    return sorted(graph.subjects(RDF.type, SKOS.Concept), key=str)


class TestModel:
    def test_every_class_has_the_concept_of_its_name(self, gizo: Graph, begrippen: Graph) -> None:
        classes = [c for c in gizo.subjects(RDF.type, OWL.Class) if str(c).startswith(names.GIZO)]
        for cls in classes:
            concept = URIRef(names.begrip_iri(str(cls).removeprefix(names.GIZO)))
            assert gizo.value(cls, DCT.subject) == concept
            assert (concept, RDF.type, SKOS.Concept) in begrippen

    def test_every_slide_attribute_has_a_concept(self, gizo: Graph, begrippen: Graph) -> None:
        attributes = [
            attribute
            for attribute in gizo.subjects(RDF.type, URIRef(names.MIM + "Attribuutsoort"))
            if (attribute, V.herkomst, Literal("slide")) in gizo
        ]
        assert len(attributes) == 22
        for attribute in attributes:
            assert (gizo.value(attribute, DCT.subject), RDF.type, SKOS.Concept) in begrippen, attribute

    def test_model_points_only_at_concepts_that_exist(self, gizo: Graph, begrippen: Graph) -> None:
        assert set(gizo.objects(None, DCT.subject)) <= set(concepts(begrippen))

    def test_a_concept_is_not_defined_with_the_words_of_its_class(self, gizo: Graph, begrippen: Graph) -> None:
        for element, concept in gizo.subject_objects(DCT.subject):
            assert not set(gizo.objects(element, SKOS.definition)) & set(begrippen.objects(concept, SKOS.definition))


class TestScheme:
    def test_says_it_is_a_reconstruction(self, begrippen: Graph) -> None:
        assert begrippen.value(SCHEME, V.status) == Literal("reconstructie, niet-officieel")
        languages = {d.language for d in begrippen.objects(SCHEME, DCT.description) if isinstance(d, Literal)}
        assert languages == {"nl", "en"}

    @pytest.mark.parametrize(
        "term", [SKOS.prefLabel, DCT.title, DCT.license, DCT.creator, DCT.modified, OWL.versionInfo]
    )
    def test_metadata_is_complete(self, begrippen: Graph, term: URIRef) -> None:
        assert begrippen.value(SCHEME, term, any=True) is not None

    def test_top_concepts_are_those_without_a_broader_one(self, begrippen: Graph) -> None:
        tops = set(begrippen.objects(SCHEME, SKOS.hasTopConcept))
        assert tops == set(begrippen.subjects(SKOS.topConceptOf, SCHEME))
        assert tops == {c for c in concepts(begrippen) if begrippen.value(c, SKOS.broader, any=True) is None}

    def test_every_concept_stands_in_one_collection(self, begrippen: Graph) -> None:
        members = Counter(begrippen.objects(None, SKOS.member))
        assert set(members) == set(concepts(begrippen))
        assert set(members.values()) == {1}


class TestConcepts:
    @pytest.mark.parametrize("term", [SKOS.prefLabel, SKOS.definition])
    def test_required_texts_once_per_language(self, begrippen: Graph, term: URIRef) -> None:
        for concept in concepts(begrippen):
            found = Counter(o.language for o in begrippen.objects(concept, term) if isinstance(o, Literal))
            assert found == {"nl": 1, "en": 1}, concept

    def test_belongs_to_the_scheme_and_names_its_sources(self, begrippen: Graph) -> None:
        for concept in concepts(begrippen):
            assert list(begrippen.objects(concept, SKOS.inScheme)) == [SCHEME]
            sources = list(begrippen.objects(concept, DCT.source))
            assert sources, concept
            for source in sources:
                assert (source, RDF.type, DCT.BibliographicResource) in begrippen
                assert begrippen.value(source, RDFS.label) is not None

    def test_preferred_terms_are_unique_and_no_alternative_of_their_own_concept(self, begrippen: Graph) -> None:
        for language in ("nl", "en"):
            terms = Counter(
                str(label).lower()
                for label in begrippen.objects(None, SKOS.prefLabel)
                if isinstance(label, Literal)
                and label.language == language
                and (SCHEME, SKOS.prefLabel, label) not in begrippen
            )
            assert [term for term, count in terms.items() if count > 1] == []
        for concept in concepts(begrippen):
            preferred = set(begrippen.objects(concept, SKOS.prefLabel))
            assert not preferred & set(begrippen.objects(concept, SKOS.altLabel))

    def test_label_is_the_preferred_term(self, begrippen: Graph) -> None:
        for concept in concepts(begrippen):
            assert set(begrippen.objects(concept, RDFS.label)) == set(begrippen.objects(concept, SKOS.prefLabel))

    def test_definitions_do_not_start_with_the_term(self, begrippen: Graph) -> None:
        for concept in concepts(begrippen):
            term = str(next(o for o in begrippen.objects(concept, SKOS.prefLabel) if language(o) == "nl"))
            text = str(next(o for o in begrippen.objects(concept, SKOS.definition) if language(o) == "nl"))
            assert not text.lower().startswith(term.lower() + " "), concept
            assert len(text.split()) >= 3 and text.endswith("."), concept


class TestRelations:
    def test_hierarchy_runs_both_ways(self, begrippen: Graph) -> None:
        up = set(begrippen.subject_objects(SKOS.broader))
        assert up == {(narrow, broad) for broad, narrow in begrippen.subject_objects(SKOS.narrower)}
        assert up

    def test_every_broader_says_whether_it_is_a_kind_or_a_part(self, begrippen: Graph) -> None:
        kinds = set(begrippen.subject_objects(ISOTHES.broaderGeneric))
        parts = set(begrippen.subject_objects(ISOTHES.broaderPartitive))
        assert kinds | parts == set(begrippen.subject_objects(SKOS.broader))
        assert not kinds & parts

    def test_related_runs_both_ways(self, begrippen: Graph) -> None:
        pairs = set(begrippen.subject_objects(SKOS.related))
        assert pairs == {(other, one) for one, other in pairs}
        assert all(one != other for one, other in pairs)

    def test_related_is_never_also_broader(self, begrippen: Graph) -> None:
        """SKOS forbids it, over any number of steps (integrity condition S27)."""
        for concept in concepts(begrippen):
            above = set(begrippen.transitive_objects(concept, SKOS.broader)) - {concept}
            assert not above & set(begrippen.objects(concept, SKOS.related)), concept

    def test_no_concept_is_above_itself(self, begrippen: Graph) -> None:
        for concept in concepts(begrippen):
            above = itertools.chain.from_iterable(
                begrippen.transitive_objects(broader, SKOS.broader)
                for broader in begrippen.objects(concept, SKOS.broader)
            )
            assert concept not in set(above)

    def test_relations_stay_inside_the_scheme(self, begrippen: Graph) -> None:
        known = set(concepts(begrippen))
        for term in (SKOS.broader, SKOS.narrower, SKOS.related, SKOS.member, SKOS.hasTopConcept):
            assert set(begrippen.objects(None, term)) <= known

    def test_specialisations_of_the_model_are_specialisations_of_concepts(self, gizo: Graph, begrippen: Graph) -> None:
        pairs = [(s, o) for s, o in gizo.subject_objects(RDFS.subClassOf) if isinstance(o, URIRef)]
        assert len(pairs) == 3
        for narrow, broad in pairs:
            concept, above = gizo.value(narrow, DCT.subject), gizo.value(broad, DCT.subject)
            assert (concept, ISOTHES.broaderGeneric, above) in begrippen


def language(node: Node) -> str | None:
    return node.language if isinstance(node, Literal) else None
