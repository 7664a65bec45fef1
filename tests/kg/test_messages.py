"""Lifting messages: nothing of the scope is lost, nothing is guessed, and nothing but our own errors comes out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import Literal, NamedNode, Triple

from kg import names
from kg.errors import GizoError
from kg.intake import Document, documents
from kg.messages import Message, lift, lift_all
from kg.sources.lifting import lifting_table
from kg.validation.structure import check_structure

Broken = Callable[..., Message]
DATA = Path(__file__).resolve().parents[1] / "data" / "voorbeeld"
FIRST = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]"
XSD = names.XSD


def gizo(name: str) -> NamedNode:
    return NamedNode(names.GIZO + name)


def node(message: Message, xpath: str) -> NamedNode:
    """The lifted node at a place in the XML."""
    (found,) = [iri for iri, place in message.nodes.items() if place.xpath == xpath]
    return NamedNode(found)


def objects(message: Message, subject: NamedNode, predicate: NamedNode) -> list[object]:
    return [t.object for t in message.triples if t.subject == subject and t.predicate == predicate]


def of_type(message: Message, name: str) -> list[str]:
    found = [t.subject for t in message.triples if t.object == gizo(name) and t.predicate.value == names.RDF + "type"]
    return [names.instance_xpath(getattr(subject, "value", "")) for subject in found]


# What becomes of the parts of a message


@pytest.mark.parametrize(("standard", "message"), [("ijw-3.2", "JW301"), ("iwmo-3.2", "WMO301")])
def test_every_leaf_of_the_published_messages_is_lifted_or_left_out_on_purpose(
    standard: str, message: str, reference: Path
) -> None:
    file = reference / "istandaarden" / standard / "berichten" / f"{message}.xml"
    (lifted,) = lift_all(documents([file]))
    leaves = [leaf for leaf in etree.parse(file).getroot().iter(etree.Element) if not len(leaf)]
    fates = {fate: [leaf for leaf in lifted.leaves if leaf.fate == fate] for fate in ("lifted", "left out", "unknown")}
    assert len(lifted.leaves) == len(leaves) == len(fates["lifted"]) + len(fates["left out"])
    assert fates["unknown"] == []
    assert lifted.unknown == ()
    assert all(leaf.reason for leaf in fates["left out"])
    outside = {leaf.place.xpath.rsplit("/", 1)[-1] for leaf in fates["left out"]}
    assert outside <= {
        "BerichtCode", "BerichtVersie", "BerichtSubversie", "Identificatie", "Dagtekening",
        "BasisschemaXsdVersie", "BerichtXsdVersie", "Commentaar",
    }  # fmt: skip
    assert {leaf.place.line for leaf in lifted.leaves} == {leaf.sourceline for leaf in leaves}


def test_each_lifted_leaf_is_a_value_in_the_graph(jw301: str) -> None:
    message = lift(Document("a.xml", jw301.encode()))
    root = etree.fromstring(jw301.encode())
    texts = sorted(leaf.text or "" for leaf in root.iter(etree.Element) if not len(leaf))
    placed = {place.xpath: key[2] for key, place in message.values.items()}
    assert sorted(placed.values()) == texts, "what is left out of GIZO is in the graph in terms of our own"
    graph = {
        (t.subject.value, t.predicate.value, t.object.value)
        for t in message.triples
        if isinstance(t.object, Literal) and isinstance(t.subject, NamedNode)
    }
    assert set(message.values) <= graph


def test_relations_contacts_and_several_products_come_through(jw301: str) -> None:
    message = lift(Document("a.xml", jw301.encode()))
    assert of_type(message, "Toewijzing") == [FIRST, FIRST.replace("[1]", "[2]")]
    assert of_type(message, "ToegewezenProduct") == [f"{FIRST}/Product", f"{FIRST.replace('[1]', '[2]')}/Product"]
    assert of_type(message, "Omvang") == [f"{FIRST}/Omvang"]
    assert of_type(message, "Relatie") == ["/Bericht/Client/Relaties/Relatie[1]"]
    assert of_type(message, "Contactgegevens") == [
        "/Bericht/Client/Relaties/Relatie[1]/Contact",
        "/Bericht/Client/Contactgegevens/Contact[1]",
    ]
    assert of_type(message, "Naamgegevens") == ["/Bericht/Client/Naam", "/Bericht/Client/Relaties/Relatie[1]/Naam"]
    contact = node(message, "/Bericht/Client/Relaties/Relatie[1]/Contact")
    numbers = objects(message, contact, gizo("contactgegevensTelefoonnummer"))
    assert numbers == [Literal("0302345678"), Literal("0687654321")]


def test_omvang_hangs_on_the_product_it_stands_beside(jw301: str) -> None:
    message = lift(Document("a.xml", jw301.encode()))
    product, omvang = node(message, f"{FIRST}/Product"), node(message, f"{FIRST}/Omvang")
    hangs = gizo("toegewezenProductTeLeverenHoeveelheidUitgedruktAlsOmvang")
    assert objects(message, product, hangs) == [omvang]


@pytest.mark.parametrize("gone", ["Product", "Omvang"])
def test_a_missing_sibling_leaves_the_other_under_its_parent(gone: str, jw301: str) -> None:
    root = etree.fromstring(jw301.encode())
    element = next(root.iter(f"{{*}}{gone}"))
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    message = lift(Document("a.xml", etree.tostring(root)))
    other = node(message, f"{FIRST}/{'Omvang' if gone == 'Product' else 'Product'}")
    assert objects(message, other, NamedNode(names.V + "onderdeelVan")) == [node(message, FIRST)]
    hangs = gizo("toegewezenProductTeLeverenHoeveelheidUitgedruktAlsOmvang")
    assert [t for t in message.triples if t.predicate == hangs] == []


def test_omvang_never_hangs_on_the_product_of_another_toewijzing(jw301: str) -> None:
    root = etree.fromstring(jw301.encode())
    first, second = root.iter("{*}ToegewezenProduct")
    omvang, product = first.find("{*}Omvang"), first.find("{*}Product")
    assert omvang is not None
    assert product is not None
    first.remove(product)
    second.append(copy.deepcopy(omvang))
    message = lift(Document("a.xml", etree.tostring(root)))
    hangs = gizo("toegewezenProductTeLeverenHoeveelheidUitgedruktAlsOmvang")
    pairs = [(t.subject, t.object) for t in message.triples if t.predicate == hangs]
    other = FIRST.replace("[1]", "[2]")
    assert pairs == [(node(message, f"{other}/Product"), node(message, f"{other}/Omvang"))]


def test_header_and_client_are_tied_to_every_toewijzing(jw301: str) -> None:
    message = lift(Document("a.xml", jw301.encode()))
    toewijzing = node(message, FIRST)
    assert objects(message, toewijzing, gizo("toewijzingIsOpdrachtTotLeverenAanClient")) == [
        node(message, "/Bericht/Client")
    ]
    assert objects(message, toewijzing, gizo("toewijzingIsOpdrachtTotLeverenVoorAanbieder")) == [
        node(message, "/Bericht/Header/Ontvanger")
    ]
    given_by = [t.subject for t in message.triples if t.predicate == gizo("gemeenteGeeftAfToewijzing")]
    assert given_by == [node(message, "/Bericht/Header/Afzender")] * 2


def test_one_element_may_be_a_node_and_its_value(broken: Broken) -> None:
    message = broken(("<b:Omvang>", "<b:RedenWijziging>04</b:RedenWijziging><b:Omvang>"))
    reden = node(message, f"{FIRST}/RedenWijziging")
    assert objects(message, reden, gizo("redenWijzigingToewijzingReden")) == [Literal("04")]


def test_every_node_knows_its_message_and_its_parent(jw301: str) -> None:
    message = lift(Document("a.xml", jw301.encode()))
    about = NamedNode(message.iri)
    for iri in message.nodes:
        if iri != message.iri:
            assert objects(message, NamedNode(iri), NamedNode(names.V + "inBericht")) == [about]
            (above,) = objects(message, NamedNode(iri), NamedNode(names.V + "onderdeelVan"))
            assert getattr(above, "value", "") in message.nodes
    assert objects(message, about, NamedNode(names.V + "wet")) == [Literal("Jeugdwet")]
    assert objects(message, about, NamedNode(names.V + "berichtsoort")) == [
        NamedNode("https://w3id.org/gizo/id/bericht/ijw/3.2/JW301")
    ]
    assert objects(message, about, NamedNode(names.V + "dagtekening")) == [
        Literal("2026-05-11", datatype=NamedNode(XSD + "date"))
    ]


def test_the_iri_of_a_node_carries_its_place(jw301: str) -> None:
    message = lift(Document("a.xml", jw301.encode()))
    for iri, place in message.nodes.items():
        assert names.instance_xpath(iri) == place.xpath


# Values


@pytest.mark.parametrize("written", ["2026-06-31", "morgen", "", "2026-06-01Z"])
def test_an_ill_formed_value_keeps_its_form(written: str, broken: Broken) -> None:
    message = broken(("2026-06-01", written))
    (value,) = objects(message, node(message, FIRST), gizo("toewijzingIngangsdatum"))
    assert value == Literal(written, datatype=NamedNode(XSD + "date"))


@pytest.mark.parametrize(
    ("value", "name", "datatype"),
    [("2026-06-01", "toewijzingIngangsdatum", "date"), ("1001", "toewijzingnummer", "integer")],
)
def test_white_space_around_a_number_or_date_is_not_part_of_it(
    value: str, name: str, datatype: str, broken: Broken
) -> None:
    message = broken((f">{value}<", f">\n  {value}\t<"))
    (found,) = objects(message, node(message, FIRST), gizo(name))
    assert found == Literal(value, datatype=NamedNode(XSD + datatype))
    assert any(text == value for _, term, text in message.values if term == names.GIZO + name)


@pytest.mark.parametrize("written", ["\u00a01001", "1 001"])
def test_other_white_space_stays_in_a_number(written: str, broken: Broken) -> None:
    message = broken((">1001<", f">{written}<"))
    (found,) = objects(message, node(message, FIRST), gizo("toewijzingnummer"))
    assert found == Literal(written, datatype=NamedNode(XSD + "integer"))


def test_white_space_in_a_text_stays(broken: Broken) -> None:
    message = broken((">Pools<", ">  Pools \n<"))
    taal = objects(message, node(message, "/Bericht/Client"), gizo("clientCommunicatieTaal"))
    assert taal == [Literal("  Pools \n")]


def test_leading_zeros_stay(broken: Broken) -> None:
    message = broken(("1001", "007"))
    (value,) = objects(message, node(message, FIRST), gizo("toewijzingnummer"))
    assert value == Literal("007", datatype=NamedNode(XSD + "integer"))


def test_an_element_without_content_is_the_empty_string(broken: Broken) -> None:
    message = broken(("<s:Taal>Pools</s:Taal>", "<s:Taal/>"))
    assert objects(message, node(message, "/Bericht/Client"), gizo("clientCommunicatieTaal")) == [Literal("")]


def test_comments_and_cdata_make_no_difference(jw301: str, broken: Broken) -> None:
    message = broken(("<b:Bsn>999990019</b:Bsn>", "<b:Bsn>99999<!-- x --><![CDATA[0019]]></b:Bsn><!-- y -->"))
    assert set(message.triples) == set(lift(Document("a.xml", jw301.encode())).triples)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "iso-8859-1", "utf-16"])
def test_any_encoding_gives_the_same_graph(encoding: str, jw301: str) -> None:
    text = jw301.replace("Noor", "Zoë")
    plain = lift(Document("a.xml", text.encode()))
    declared = text.replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    assert lift(Document("a.xml", declared.encode(encoding))).triples == plain.triples


# What no table knows


def test_an_unknown_element_is_listed_and_not_guessed(broken: Broken) -> None:
    message = broken(("<b:Geslacht>2", "<b:Extra><b:Bsn>111222333</b:Bsn><b:X/></b:Extra><b:Geslacht>2"))
    assert [place.xpath for place in message.unknown] == ["/Bericht/Client/Extra"]
    assert [leaf.fate for leaf in message.leaves].count("unknown") == 2
    assert all("111222333" not in str(triple) for triple in message.triples)


def test_an_element_in_a_strange_namespace_is_unknown(broken: Broken) -> None:
    message = broken(("<b:Bsn>", '<x:Bsn xmlns:x="urn:x">'), ("</b:Bsn>", "</x:Bsn>"))
    assert [place.xpath for place in message.unknown] == ["/Bericht/Client/Bsn"]


def test_deep_nesting_is_no_problem(broken: Broken) -> None:
    message = broken(("<b:Geslacht>2", "<b:D>" * 200 + "</b:D>" * 200 + "<b:Geslacht>2"))
    assert [place.xpath for place in message.unknown] == ["/Bericht/Client/D"]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("ijw/3_2/jw301/schema", "ijw/3_1/jw301/schema", "release 3.1"),
        ("ijw/3_2/jw301/schema", "iwlz/2_3/jw301/schema", "geen iWmo- of iJw-bericht"),
        ("ijw/3_2/jw301/schema", "ijw/3_2/jw399/schema", "JW399"),
        ("ijw/3_2/jw301/schema", "ijw/3_2/wmo301/schema", "geen iWmo- of iJw-bericht"),
        ("ijw/3_2/basisschema", "ijw/3_1/basisschema", "ander basisschema"),
        ("ijw/3_2/basisschema", "iwmo/3_2/basisschema", "ander basisschema"),
        ("b:Bericht", "b:Brief", "<Brief>"),
        ('xmlns:b="http', 'xmlns:b="xttp', "geen iWmo- of iJw-bericht"),
    ],
)
def test_what_is_no_message_we_can_read_is_one_clear_error(old: str, new: str, hint: str, jw301: str) -> None:
    with pytest.raises(GizoError, match=hint) as caught:
        lift(Document("a.xml", jw301.replace(old, new).encode()))
    assert str(caught.value).startswith("a.xml: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("http://www.istandaarden.nl/ijw", "urn:ijw", "namespace"),
        ("b:Bericht", "b:Brief", "lever het bericht zelf aan"),
    ],
)
def test_what_is_no_message_is_refused_with_what_to_do(old: str, new: str, advice: str, jw301: str) -> None:
    with pytest.raises(GizoError, match=advice):
        lift(Document("a.xml", jw301.replace(old, new).encode()))


def test_a_message_in_an_envelope_is_refused_with_what_to_do(jw301: str) -> None:
    wrapped = f"<Envelope><Body>{jw301.partition('?>')[2]}</Body></Envelope>"
    with pytest.raises(GizoError, match=r"<Envelope>.*haal het bericht uit"):
        lift(Document("a.xml", wrapped.encode()))


# Identity


def test_a_second_message_with_the_same_identity_gets_its_own_name(jw301: str) -> None:
    messages = list(lift_all(Document(f"{n}.xml", jw301.encode()) for n in range(3)))
    assert [message.duplicate for message in messages] == [False, True, True]
    nodes = [set(message.nodes) for message in messages]
    assert nodes[0].isdisjoint(nodes[1])
    assert nodes[1].isdisjoint(nodes[2])


def test_an_identity_that_looks_like_a_renamed_one_stays_apart(jw301: str) -> None:
    texts = [jw301, jw301.replace("UTR000000001", "UTR000000001~2"), jw301]
    messages = list(lift_all(Document("a.xml", text.encode()) for text in texts))
    assert len({message.iri for message in messages}) == 3


@pytest.mark.parametrize("identification", ["", " ", "a b", "é/#?%", "[1]", "..", '"<>'])
def test_any_identification_makes_a_valid_iri(identification: str, jw301: str) -> None:
    root = etree.fromstring(jw301.encode())
    element = next(root.iter("{*}Identificatie"))
    element.text = identification
    message = lift(Document("a.xml", etree.tostring(root)))
    assert all(isinstance(triple, Triple) for triple in message.triples)
    assert names.instance_xpath(next(iter(message.nodes))) == "/Bericht"


def test_a_message_without_header_is_lifted_as_far_as_it_goes(broken: Broken, jw301: str) -> None:
    root = etree.fromstring(jw301.encode())
    header = root[0]
    root.remove(header)
    message = lift(Document("a.xml", etree.tostring(root)))
    assert of_type(message, "Toewijzing") == of_type(broken(), "Toewijzing")
    assert of_type(message, "Gemeente") == []


# Anything at all

_TAGS = sorted({row.path.rsplit("/", 1)[-1] for row in lifting_table("JW301").rows})
_SPACES = (
    "http://www.istandaarden.nl/ijw/3_2/jw301/schema",
    "http://www.istandaarden.nl/ijw/3_2/basisschema/schema",
    "urn:vreemd",
    "",
)


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_whatever_happens_to_a_message_it_is_lifted_or_refused_and_nothing_is_lost(data: st.DataObject) -> None:
    root = etree.fromstring((DATA / "JW301.xml").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        elements = list(root.iter(etree.Element))
        element = elements[data.draw(st.integers(0, len(elements) - 1))]
        match data.draw(st.sampled_from(["text", "tag", "remove", "copy", "add", "attribute", "tail"])):
            case "text":
                element.text = data.draw(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"))))
            case "tail":
                element.tail = data.draw(st.sampled_from([None, "x", " "]))
            case "tag":
                element.tag = f"{{{data.draw(st.sampled_from(_SPACES[:3]))}}}{data.draw(st.sampled_from(_TAGS))}"
            case "remove" if element is not root:
                parent = element.getparent()
                assert parent is not None
                parent.remove(element)
            case "copy" if element is not root:
                element.addnext(copy.deepcopy(element))
            case "add":
                name = data.draw(st.sampled_from([*_TAGS, "Vreemd", "Ünïcode"]))
                etree.SubElement(element, f"{{{data.draw(st.sampled_from(_SPACES[:3]))}}}{name}")
            case "attribute":
                element.set("soort", "x")
    text = etree.tostring(root, encoding="utf-8")
    try:
        message = lift(Document("a.xml", text))
    except GizoError as caught:
        assert "\n" not in str(caught)
        return
    leaves = [leaf for leaf in etree.fromstring(text).iter(etree.Element) if not len(leaf)]
    assert len(message.leaves) == len(leaves)
    assert all(names.instance_xpath(iri) == place.xpath for iri, place in message.nodes.items())
    if message.unknown:
        assert check_structure(message), "what the tables do not know, the check on structure reports"


@given(st.binary(max_size=300), st.integers(0, 4000))
@settings(max_examples=150, deadline=None)
def test_broken_bytes_are_refused_with_one_line(noise: bytes, at: int) -> None:
    text = (DATA / "JW301.xml").read_bytes()
    try:
        lift(Document("a.xml", text[:at] + noise + text[at + len(noise) :]))
    except GizoError as caught:
        assert "\n" not in str(caught)


START = """<m:Bericht xmlns:m="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
  xmlns:b="http://www.istandaarden.nl/ijw/3_2/basisschema/schema"><m:Header><m:BerichtCode>438</m:BerichtCode>
  <m:Afzender>12345678</m:Afzender><m:Ontvanger>0363</m:Ontvanger></m:Header><m:Client><m:StartProducten>
  <m:StartProduct>{0}</m:StartProduct><m:StartProduct>{1}</m:StartProduct></m:StartProducten></m:Client></m:Bericht>"""
NUMBER = "<m:ToewijzingNummer>7</m:ToewijzingNummer>"
SINCE = "<m:ToewijzingIngangsdatum>2026-01-01</m:ToewijzingIngangsdatum>"


def _assignments(*products: str) -> dict[str, dict[str, str]]:
    """The values of each Toewijzing that a start refers to, by the XPath of its node."""
    message = lift(Document("a.xml", START.format(*products).encode()))
    kind = NamedNode(names.RDF + "type")
    nodes = [
        t.subject for t in message.triples if t.predicate == kind and t.object == NamedNode(names.GIZO + "Toewijzing")
    ]
    return {
        message.nodes[node.value].xpath.removeprefix("/Bericht/Client/StartProducten/"): {
            t.predicate.value.removeprefix(names.GIZO): t.object.value
            for t in message.triples
            if t.subject == node and isinstance(t.object, Literal)
        }
        for node in nodes
        if isinstance(node, NamedNode)
    }


def test_two_elements_about_one_thing_share_its_node() -> None:
    assert _assignments(NUMBER + SINCE, SINCE + NUMBER) == {
        "StartProduct[1]/ToewijzingNummer": {"toewijzingnummer": "7", "toewijzingIngangsdatum": "2026-01-01"},
        "StartProduct[2]/ToewijzingNummer": {"toewijzingnummer": "7", "toewijzingIngangsdatum": "2026-01-01"},
    }


def test_an_element_whose_partner_misses_makes_the_node_itself() -> None:
    assert _assignments(SINCE, NUMBER) == {
        "StartProduct[1]/ToewijzingIngangsdatum": {"toewijzingIngangsdatum": "2026-01-01"},
        "StartProduct[2]/ToewijzingNummer": {"toewijzingnummer": "7"},
    }
