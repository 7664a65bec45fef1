"""The tables of facts: what they accept, refuse, and mean in RDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import names
from kg.errors import GizoError
from kg.resources import data_path
from kg.sources import shape, tables
from kg.sources.facts import stored
from kg.sources.tables import COLUMNS, ModelRow

V = names.V
HEADER = ",".join(COLUMNS)
ATTRIBUTE = ModelRow(
    "ggm:39d24541-e8e4-4650-a977-812760721f43",
    "attribute",
    "kleur",
    "ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5",
    datatype="Kleur",
    range=("ggm:9eec8ca4-0000-4000-8000-000000000001",),
    min="0",
    max="*",
    identifier=("EAID_1", "{1}"),
    see_also=("https://example.org/a%20b",),
    note="let op",
)


def as_set(rows: list[ModelRow], model: str = "ggm", release: str = "9.9") -> set[tuple[str, str, str]]:
    found = shape.triples(rows, model, release)
    return {(str(t.subject), str(t.predicate), str(t.object)) for t in found}


def short(triples: set[tuple[str, str, str]]) -> dict[str, set[str]]:
    """The predicates and objects of one subject, by CURIE."""
    result: dict[str, set[str]] = {}
    for _, predicate, value in triples:
        result.setdefault(names.curie(predicate.strip("<>")), set()).add(
            names.curie(value.strip("<>")) if value.startswith("<") else value
        )
    return result


def test_written_rows_come_back_and_a_second_write_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ggm-9.9.csv"
    other = ModelRow("model:ggm", "model", 'naam, met "komma"', notation="ggm")
    assert tables.write([other, ATTRIBUTE], path)
    first = path.read_bytes()
    assert not tables.write([ATTRIBUTE, other], path)
    assert path.read_bytes() == first
    assert tables.read(path) == (ATTRIBUTE, other)
    assert b"\r" not in first


@pytest.mark.parametrize(
    ("lines", "place", "complaint"),
    [
        ("id,kind\n", "regel 1", "kolommen"),
        ("", "regel 1", "kolommen"),
        (f"{HEADER}\nbrp:01,item,x\n", "rij 2", "3 cellen"),
        (f"{HEADER}\nbrp:01,iets,x{',' * 14}\n", "rij 2", "'iets'"),
        (f"{HEADER}\nbrp:01,item,{',' * 14}\n", "rij 2", "label"),
        (f"{HEADER}\nbrp:01,item,x{',' * 14}\nfout:02,item,x{',' * 14}\n", "rij 3", "'fout:02'"),
        (f"{HEADER}\nbrp:01,item,x,zomaar{',' * 13}\n", "rij 2", "'zomaar'"),
        (f"{HEADER}\nbrp:01,item,x{',' * 14}\nbrp:01,item,y{',' * 14}\n", "rij 3", "al eerder"),
        (f'{HEADER}\n"brp:01,item\n', "niet leesbaar", "tabel"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(tmp_path: Path, lines: str, place: str, complaint: str) -> None:
    path = tmp_path / "brp.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(GizoError) as refusal:
        tables.read(path)
    message = str(refusal.value)
    assert str(path) in message and place in message and complaint in message
    assert "\n" not in message


def test_two_different_things_never_share_an_id() -> None:
    with pytest.raises(GizoError, match="brp:01"):
        tables.text_of([ModelRow("brp:01", "item", "a"), ModelRow("brp:01", "item", "b")])


def test_a_value_that_would_split_a_cell_is_refused() -> None:
    with pytest.raises(GizoError, match="kan niet in een cel"):
        tables.text_of([ModelRow("brp:01", "item", "a", identifier=("een|twee",))])


def test_a_failed_write_leaves_the_old_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brp.csv"
    tables.write([ModelRow("brp:01", "concept", "oud")], path)

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(GizoError, match="No space left"):
        tables.write([ModelRow("brp:01", "concept", "nieuw")], path)
    assert tables.read(path)[0].label == "oud"
    assert [file.name for file in tmp_path.iterdir()] == ["brp.csv"]


@pytest.mark.parametrize("name", ["ggm-2.5.1.txt", "cao-1.csv", "los.csv"])
def test_a_file_of_an_unknown_model_is_refused(name: str) -> None:
    with pytest.raises(GizoError, match="bekend model"):
        tables.model_of(Path(name))


def test_shape_of_an_attribute() -> None:
    facts = short(as_set([ATTRIBUTE]))
    assert facts["rdf:type"] == {"owl:DatatypeProperty"}
    assert facts["rdfs:label"] == {'"kleur"@nl'}
    assert facts["rdfs:isDefinedBy"] == {"model:ggm"}
    assert facts["dct:isPartOf"] == facts["rdfs:domain"] == {"ggm:01ece551-a7b0-4b99-b6e7-f654d6ac15d5"}
    assert facts["rdfs:range"] == {"ggm:9eec8ca4-0000-4000-8000-000000000001"}
    assert (facts["v:minimum"], facts["v:maximum"], facts["v:datatype"]) == ({'"0"'}, {'"*"'}, {'"Kleur"'})
    assert facts["dct:identifier"] == {'"EAID_1"', '"{1}"'}
    assert facts["rdfs:seeAlso"] == {"https://example.org/a%20b"}
    assert facts["skos:editorialNote"] == {'"let op"@nl'}


def test_a_class_has_no_domain_but_a_place() -> None:
    facts = short(as_set([ModelRow("brp:01.02", "class", "x", "brp:01")]))
    assert facts["dct:isPartOf"] == {"brp:01"}
    assert "rdfs:domain" not in facts


def test_a_generalisation_is_a_node_and_a_subclass() -> None:
    row = ModelRow("brp:g", "generalisation", "generalisatie", "brp:sub", range=("brp:super",))
    triples = as_set([row])
    subclass = f"<{names.RDFS}subClassOf>"
    assert (f"<{names.ID}brp/sub>", subclass, f"<{names.ID}brp/super>") in triples
    facts = short({triple for triple in triples if triple[1] != subclass})
    assert facts["rdf:type"] == {"v:Generalisatie"}
    assert facts["mim:subtype"] == facts["dct:isPartOf"] == {"brp:sub"}
    assert facts["mim:supertype"] == {"brp:super"}
    assert "rdfs:range" not in facts


def test_a_message_element_has_path_order_limits_and_code_list() -> None:
    row = ModelRow(
        "ijw:JW301/Client/Geslacht",
        "element",
        "Geslacht",
        "ijw:JW301/Client",
        range=("codelijst:COD046",),
        order="3",
        pattern="base=xs:string; maxLength=1",
        notation="/Bericht/Client/Geslacht",
    )
    facts = short(as_set([row], "ijw", "3.2"))
    assert facts["v:codelijst"] == {"codelijst:COD046"}
    assert facts["v:pad"] == {'"/Bericht/Client/Geslacht"'}
    assert facts["v:volgnummer"] == {f'"3"^^<{names.XSD}integer>'}
    assert facts["v:patroon"] == {'"base=xs:string; maxLength=1"'}
    assert "skos:notation" not in facts and "rdfs:range" not in facts and "rdfs:domain" not in facts


def test_a_code_says_which_standards_use_it() -> None:
    row = ModelRow(
        "codelijst:WJ756/04", "code", "Uur", "codelijst:WJ756", range=("model:ijw", "model:iwmo"), notation="04"
    )
    facts = short(as_set([row], "codelijsten", ""))
    assert facts["v:standaard"] == {"model:ijw", "model:iwmo"}
    assert facts["skos:inScheme"] == facts["dct:isPartOf"] == {"codelijst:WJ756"}
    assert facts["skos:notation"] == {'"04"'}
    assert facts["skos:prefLabel"] == facts["rdfs:label"] == {'"Uur"@nl'}


def test_a_zib_concept_is_english_with_a_dutch_alias_and_every_fhir_path() -> None:
    row = ModelRow(
        "NL-CM:0.1.9", "item", "Gender", "NL-CM:0.1.1", notation="Patient.gender Patient.x", alt_label=("Geslacht",)
    )
    facts = short(as_set([row], "zib", "2020"))
    assert facts["rdfs:label"] == {'"Gender"@en'}
    assert facts["skos:altLabel"] == {'"Geslacht"@nl'}
    assert facts["v:pad"] == {'"Patient.gender"', '"Patient.x"'}


def test_the_model_carries_its_release() -> None:
    facts = short(as_set([ModelRow("model:ggm", "model", "GGM", notation="ggm")]))
    assert facts["rdf:type"] == {"v:Model"}
    assert facts["v:release"] == {'"9.9"'}
    assert facts["skos:notation"] == {'"ggm"'}
    assert "rdfs:isDefinedBy" not in facts


def test_every_own_term_is_declared() -> None:
    vocabulary = (data_path("ontology") / "vocabulary.ttl").read_text(encoding="utf-8")
    rows = [row for _, _, path in stored() for row in tables.read(path)]
    used = {str(triple.predicate.value) for triple in shape.triples(rows, "ggm", "1")} | set(tables.KINDS.values())
    for term in sorted(term.removeprefix(V) for term in used if term.startswith(V)):
        assert f"v:{term} a " in vocabulary, term


@pytest.mark.parametrize(("model", "release", "path"), stored(), ids=lambda value: getattr(value, "name", value))
def test_stored_tables_are_canonical_and_whole(model: str, release: str, path: Path) -> None:
    rows = tables.read(path)
    assert path.read_text(encoding="utf-8") == tables.text_of(rows)
    ids = {row.id for row in rows}
    assert f"model:{model}" in ids
    lists = {row.id for row in tables.read(data_path("ontology") / "models" / "codelijsten.csv")}
    for row in rows:
        assert row.parent in ids or row.kind == "model", f"{row.id} hangt nergens aan"
        for target in row.range:
            assert target in ids | lists or target.startswith("model:"), f"{row.id} wijst naar {target}"
        assert len(row.label) < 150 and len(row.note) < 150, f"{row.id}: dit lijkt een definitie"
    assert len(list(shape.triples(rows, model, release))) > 3 * len(rows)


def test_the_whole_of_ggm_reads() -> None:
    rows = tables.read(data_path("ontology") / "models" / "ggm-2.5.1.csv")
    count = sum(1 for _ in shape.triples(rows, "ggm", "2.5.1"))
    assert count > 100_000
