"""HTML: one page that stands alone, for who has to act on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from lxml import etree, html

from kg.messages import Message
from kg.validation.formats import render
from kg.validation.report import validate
from kg.validation.results import Report
from kg.validation.shapes import Shapes


def read(report: Report) -> etree._Element:
    return html.document_fromstring(render(report, "html"))


def words(element: etree._Element | None) -> str:
    assert element is not None
    return " ".join("".join(map(str, element.itertext())).split())


def test_it_stands_alone(partly: Report) -> None:
    text, page = render(partly, "html"), read(partly)
    assert page.get("lang") == "nl"
    assert page.findtext(".//title") == "Validatierapport"
    assert not [name for name in ("script", "link", "img", "iframe") if page.findall(f".//{name}")]
    assert "url(" not in text
    assert "src=" not in text
    assert len(page.findall(".//style")) == 1, "the style is allowed by its hash when it goes over HTTP"
    assert not [name for element in page.iter() for name in element.attrib if str(name).startswith(("style", "on"))]


def test_every_result_says_what_is_wrong_what_makes_it_right_and_who_repairs_it(wrong: Report) -> None:
    rows = {words(row[4]).split()[0]: row for row in read(wrong).findall(".//table[@class='results']/tbody/tr")}
    assert set(rows) == {result.rule for result in wrong.results}
    assert [words(cell) for cell in rows["RS037"]] == [
        "Overtreding: Het bsn *****001 heeft geen negen cijfers.",
        "Verbeter het.",
        "gemeente 0344",
        "Bsn, regel 19 waarde: *****001 /Bericht/Client/Bsn",
        "RS037 retourcode 0001",
    ]
    assert words(rows["RS048"][2]) == "softwareleverancier van gemeente 0344"


def test_results_stand_under_their_message_and_toewijzing(wrong: Report) -> None:
    (section,) = [
        part for part in read(wrong).findall(".//section") if (part.get("aria-labelledby") or "") == "bericht-1"
    ]
    assert section.findtext("h2") == "JW301 UTR000000001"
    assert [heading.text for heading in section.findall("h3")] == [
        "Niet over één toewijzing",
        "Toewijzing 1001",
    ]
    (last,) = section.findall("div")[-1].findall(".//tbody/tr")
    assert "CD041" in words(last)
    assert "map met spatie/<fout>.xml" in words(section.find("p"))


def test_it_counts_by_rule_and_by_who_must_repair(wrong: Report) -> None:
    parties, rules = (table for table in read(wrong).findall(".//table") if table.get("class") is None)
    counts = {words(row[0]): [words(cell) for cell in row.findall("td")] for row in parties.findall("tbody/tr")}
    assert counts == {
        "gemeente 0344": ["3", "0", "0", "1"],
        "softwareleverancier van gemeente 0344": ["1", "0", "1", "1"],
    }
    assert {words(row[0]): words(row[3]) for row in rules.findall("tbody/tr")} == {
        result.rule: "1" for result in wrong.results
    }


def test_every_link_leads_somewhere_and_every_faulty_message_has_one(partly: Report) -> None:
    page = read(partly)
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [link.get("href") or "" for link in page.findall(".//a")]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert "#bericht-1" in links
    assert {label for element in page.iter() if (label := element.get("aria-labelledby"))} <= set(ids)
    assert "UTR000000009" in words(page.find(".//details")), "a right message is named, and needs no section"


def test_it_is_readable_without_colour_and_by_a_screen_reader(partly: Report) -> None:
    page = read(partly)
    assert all(cell.get("scope") in ("col", "row") for cell in page.findall(".//th"))
    levels = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for row in page.findall(".//table[@class='results']/tbody/tr"):
        assert words(row[0]).partition(":")[0] in ("Overtreding", "Waarschuwing", "Melding")


def test_it_lists_what_was_not_read_and_not_decided(partly: Report) -> None:
    page = read(partly)
    sections = {part.get("aria-labelledby"): words(part) for part in page.findall(".//section")}
    assert "stuk.xml, regel 7: geen geldige XML; verbeter het bestand" in sections["niet-gelezen"]
    assert "TR056, TR307" in sections["niet-beslist"]
    assert "Peildatum: 2026-05-12" in words(page.find(".//header"))


def test_a_value_is_text_and_no_markup(wrong: Report) -> None:
    report = replace(wrong, results=tuple(replace(result, value="<b>x</b>") for result in wrong.results))
    assert not read(report).findall(".//td/b")


def test_it_speaks_english(broken: Callable[..., Message], small: Shapes) -> None:
    page = read(validate([broken()], shapes=small, lang="en"))
    assert (page.get("lang"), page.findtext(".//h1")) == ("en", "Validation report")
