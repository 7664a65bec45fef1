"""Who published what: the organisations behind the sources, their licences, and who answers for this graph.

Facts as NOTICE gives them. gizo-kg publishes every graph, since each is of its own making; the organisation
that the facts come from stands beside it in a role of its own. An organisation has an identifier here only
where a source states it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg import names

EUPL = "https://spdx.org/licenses/EUPL-1.2"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
LICENCE_NAMES = {EUPL: "EUPL-1.2", CC0: "CC0 1.0"}
"""What people call a licence."""
UNKNOWN_LICENCE = "http://standaarden.overheid.nl/owms/terms/licentieonbekend"
"""What Dutch government catalogues write when a publisher names no licence."""

LICENCES: dict[str, str] = {"ggm": EUPL, "zib": CC0, "brp": EUPL}
"""Licence of a model's publisher; one that states none is not in this list."""

_ROLES = "http://inspire.ec.europa.eu/metadata-codelist/ResponsiblePartyRole/"
ORIGINATOR = _ROLES + "originator"
"""Made what the graph is about."""
PROCESSOR = _ROLES + "processor"
"""Made the graph of it."""
AUTHOR = _ROLES + "author"
"""Made the content itself."""


@dataclass(frozen=True)
class Organisation:
    """An organisation: a key for its IRI, its name, and its identifier where a source states one."""

    key: str
    name: str
    identifier: str = ""

    @property
    def iri(self) -> str:
        """The IRI of the organisation, as a part of the catalog.

        >>> ORGANISATIONS["nictiz"].iri
        'https://w3id.org/gizo/graph/catalog#organisatie-nictiz'
        """
        return names.part_iri(names.graph_iri("catalog"), "organisatie", self.key)


_TOOI = "https://identifier.overheid.nl/tooi/id/zbo/"
ORGANISATIONS: dict[str, Organisation] = {
    entry.key: entry
    for entry in (
        Organisation("gizo-kg", "gizo-kg"),
        Organisation("zorginstituut", "Zorginstituut Nederland", _TOOI + "zb000114"),
        Organisation("ketenbureau", "Ketenbureau i-Sociaal Domein"),
        Organisation("delft", "Gemeente Delft"),
        Organisation("vng", "VNG Realisatie"),
        Organisation("nictiz", "Nictiz"),
        Organisation("rvig", "Rijksdienst voor Identiteitsgegevens"),
        Organisation("cbs", "Centraal Bureau voor de Statistiek", _TOOI + "zb000193"),
    )
}
PUBLISHER = ORGANISATIONS["gizo-kg"]
"""Who publishes the graphs and answers for them."""

CONTACT_NAME = "Beheer gizo-kg"
CONTACT_URL = "https://w3id.org/gizo/"
"""Where to reach us. There is no mail address: the project has none."""

_ORIGINATORS: dict[str, tuple[str, ...]] = {
    "gizo": ("zorginstituut", "ketenbureau"),
    "ggm": ("delft", "vng"),
    "zib": ("nictiz",),
    "brp": ("rvig", "vng"),
    "ijw": ("zorginstituut",),
    "iwmo": ("zorginstituut",),
    "ieb": ("zorginstituut",),
    "codelijsten": ("zorginstituut", "cbs"),
    "shapes": ("zorginstituut",),
}


@dataclass(frozen=True)
class Attribution:
    """An organisation in the role it has for a graph."""

    organisation: Organisation
    role: str

    @property
    def iri(self) -> str:
        """The IRI of the attribution, shared by all graphs with this organisation in this role."""
        role = self.role.removeprefix(_ROLES)
        return names.part_iri(names.graph_iri("catalog"), "rol", f"{self.organisation.key}-{role}")


def everyone() -> list[Attribution]:
    """Give who did what for all graphs together.

    >>> [one.organisation.key for one in everyone() if one.role == ORIGINATOR][:3]
    ['zorginstituut', 'ketenbureau', 'delft']
    """
    origin = [Attribution(entry, ORIGINATOR) for entry in ORGANISATIONS.values() if entry != PUBLISHER]
    return [*origin, Attribution(PUBLISHER, PROCESSOR), Attribution(PUBLISHER, AUTHOR)]


def attributions(name: str) -> list[Attribution]:
    """Give who did what for a graph.

    Args:
        name: name of the graph, with or without a release.

    >>> [(one.organisation.name, one.role.rsplit("/", 1)[1]) for one in attributions("zib/2024")]
    [('Nictiz', 'originator'), ('gizo-kg', 'processor')]
    """
    origin = [Attribution(ORGANISATIONS[key], ORIGINATOR) for key in _ORIGINATORS.get(name.partition("/")[0], ())]
    return [*origin, Attribution(PUBLISHER, PROCESSOR if origin else AUTHOR)]
