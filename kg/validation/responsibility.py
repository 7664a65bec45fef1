"""Says who can repair a fault, and which toewijzing it is about, so that a report lands with whoever can act.

The sender of a message repairs what it says; the supplier of the sender's software repairs how it is made:
the header, the versions in it, and the structure of the XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from kg.sources.lifting import ANSWERS
from kg.validation.rules import Rule

MUNICIPALITY, PROVIDER, SUPPLIER = "gemeente", "aanbieder", "softwareleverancier"
PARTIES = (MUNICIPALITY, PROVIDER, SUPPLIER)
"""Who a fault can be for."""

_FROM_MUNICIPALITY = frozenset({"301", "319", "325"})
_BY_SOFTWARE = frozenset({"structuur", "xsd"})
"""Kinds of rule that only software breaks."""
_HEADER = "/Bericht/Header"
_NUMBER = "ToewijzingNummer"
_STEP = re.compile(r"^([^\[]+)(?:\[(\d+)\])?$")


def sender(message_type: str) -> str:
    """Give the party that sends messages of a type; a return message comes from who received what it answers.

    >>> sender("WMO301"), sender("JW302"), sender("JW323")
    ('gemeente', 'aanbieder', 'aanbieder')
    """
    number = message_type[-3:]
    from_municipality = ANSWERS.get(number, number) in _FROM_MUNICIPALITY
    return MUNICIPALITY if from_municipality != (number in ANSWERS) else PROVIDER


def repairer(rule: Rule, xpath: str, message_type: str) -> str:
    """Give the party that can repair a fault.

    Args:
        rule: the rule that says so.
        xpath: the place of the fault.
        message_type: type of the message such as ``JW301``.

    >>> repairer(Rule("TR302", "TR"), "/Bericht/Client/ToegewezenProducten", "JW301")
    'gemeente'
    >>> repairer(Rule("CS015", "CS"), "/Bericht/Header/BerichtVersie", "JW301")
    'softwareleverancier'
    """
    in_header = f"{xpath}/".startswith(f"{_HEADER}/")
    return SUPPLIER if in_header or rule.kind.lower() in _BY_SOFTWARE else sender(message_type)


def assignment_at(root: etree._Element, xpath: str) -> str:
    """Give the toewijzingnummer that a place in a message is about.

    Args:
        root: the message.
        xpath: the place, whether or not its last elements are there.

    Returns:
        The ToewijzingNummer in the nearest element around the place, itself included; empty when no element
        around it holds one.

    >>> text = "<Bericht><P><ToewijzingNummer>7</ToewijzingNummer><Omvang/></P></Bericht>"
    >>> assignment_at(etree.fromstring(text), "/Bericht/P/Omvang/Volume")
    '7'
    """
    for element in reversed(list(_walk(root, xpath))):
        for child in _children(element, _NUMBER):
            return " ".join("".join(map(str, child.itertext())).split())
    return ""


def _walk(root: etree._Element, xpath: str) -> Iterator[etree._Element]:
    """Give the elements on the way to a place, as far as they are there."""
    here = root
    yield here
    for step in xpath.split("/")[2:]:
        match = _STEP.match(step)
        if match is None:
            return
        found = next(islice(_children(here, match[1]), int(match[2] or 1) - 1, None), None)
        if found is None:
            return
        here = found
        yield here


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return element.iterchildren(f"{{*}}{name}")
