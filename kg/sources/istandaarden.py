"""Reads the messages of iJw (from its XSDs) and of iWmo (from its element list): one row per place in a message.

iWmo publishes no schemas here. Its element list gives structure, types and cardinality; the inside of
the shared types and the limits on values come from the base schema of iJw, which the two standards
have in common but for codes. Every row taken from there says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import names
from kg.errors import GizoError
from kg.sources.facets import Facets
from kg.sources.retourcodes import SHORT
from kg.sources.schemas import Child, Schema, SimpleType, read_schema
from kg.sources.tables import ModelRow, Reading

MESSAGES = {
    "301": "toewijzing",
    "302": "retour op toewijzing",
    "305": "start van levering",
    "306": "retour op start van levering",
    "307": "stop van levering",
    "308": "retour op stop van levering",
    "315": "verzoek om toewijzing",
    "316": "retour op verzoek om toewijzing",
    "317": "verzoek om wijziging",
    "318": "retour op verzoek om wijziging",
    "319": "antwoord op verzoek",
    "320": "retour op antwoord",
    "323": "declaratie",
    "325": "antwoord op declaratie",
}
"""Number of a message to what it is about, the same in iJw and iWmo."""

_INSIDE = "opbouw volgens het basisschema van iJw"
_LIMITS = "waardebereik volgens het basisschema van iJw"
_SECTION = re.compile(r"^## Samenvatting \*\*(WMO\d{3})\.xsd\*\*")
_NAMESPACE = re.compile(r"\*\*targetNamespace\*\*: `([^`]+)`")
_TYPE = re.compile(r"^### (\w+)\s*$")
_CHILD = re.compile(r"^\|\s*(\w+)\s*\|\s*([\w:]+)\s*\|\s*(\d+)\.\.(\d+|unbounded)\s*\|")


@dataclass(frozen=True, slots=True)
class _Standard:
    """What the rows of one standard share."""

    code: str
    base: Schema
    lists: Mapping[str, str]
    borrowed: bool = False


def read_ijw(files: Sequence[Path], release: str, lists: Mapping[str, str]) -> Reading:
    """Read the messages of iJw from its schemas.

    Args:
        files: the message schemas and the base schema.
        release: the release the schemas must be of.
        lists: schema type to the CURIE of its code list.

    Raises:
        GizoError: when a file is no iJw schema, or the base schema is missing.

    >>> read_ijw([], "3.2", {})
    Traceback (most recent call last):
    kg.errors.GizoError: ijw: geef de XSD's van de berichten en basisschema.xsd
    """
    base, messages = _schemas(files, release)
    standard = _Standard("ijw", base, lists)
    rows = [_model("ijw", f"basisschema versie {base.version}")]
    for schema in messages:
        rows.extend(_message(standard, schema))
    rows.extend(_enumerations(standard))
    return Reading(tuple(rows))


def read_iwmo(files: Sequence[Path], release: str, lists: Mapping[str, str], codes: Mapping[str, str]) -> Reading:
    """Read the messages of iWmo from its element list, completed with the schemas of iJw.

    Args:
        files: the element list (md) and the iJw schemas.
        release: the release both must be of.
        lists: schema type to the CURIE of its code list.
        codes: message name (``WMO301``) to message code.

    Raises:
        GizoError: when the element list is missing or incomplete.

    >>> read_iwmo([], "3.2", {}, {})
    Traceback (most recent call last):
    kg.errors.GizoError: iwmo: geef de elementenlijst (.md) en de XSD's van iJw
    """
    overviews = [file for file in files if file.suffix.lower() == ".md"]
    if len(overviews) != 1 or len(files) == 1:
        raise GizoError("iwmo: geef de elementenlijst (.md) en de XSD's van iJw")
    base, twins = _schemas([file for file in files if file not in overviews], release)
    standard = _Standard("iwmo", base, lists, borrowed=True)
    by_number = {schema.name[-3:]: schema for schema in twins}
    rows = [_model("iwmo", "uit de elementenlijst; typen en waardebereiken uit het basisschema van iJw")]
    for schema in _overview(overviews[0], release):
        rows.extend(_message(standard, _resolved(schema, by_number, codes, overviews[0])))
    return Reading(tuple(rows))


def _schemas(files: Sequence[Path], release: str) -> tuple[Schema, list[Schema]]:
    schemas = [read_schema(file) for file in files]
    for file, schema in zip(files, schemas, strict=True):
        if "/ijw/" not in schema.namespace:
            raise GizoError(f"{file}: geen schema van iJw (namespace {schema.namespace})")
        if schema.release != release:
            raise GizoError(f"{file}: is release {schema.release}, niet {release}; kies de juiste --release")
    bases = [schema for schema in schemas if schema.name == "basisschema"]
    if len(bases) != 1:
        raise GizoError("ijw: geef de XSD's van de berichten en basisschema.xsd")
    return bases[0], sorted((one for one in schemas if one not in bases), key=lambda one: one.name)


def _model(code: str, note: str) -> ModelRow:
    return ModelRow(f"model:{code}", "model", names.MODELS[code], notation=code, note=note)


def _message(standard: _Standard, schema: Schema) -> Iterator[ModelRow]:
    message = schema.name.upper()
    known = {**standard.base.complex, **schema.complex}
    if "Root" not in known:
        raise GizoError(f"{message}: het type Root ontbreekt in de bron")
    code = "".join("".join(child.own.patterns) for child in known.get("Header", ()) if child.name == "BerichtCode")
    root = names.curie(names.message_iri(standard.code, message, release=schema.release))
    title = MESSAGES.get(message[-3:], "")
    yield ModelRow(
        root,
        "messagetype",
        message,
        f"model:{standard.code}",
        datatype="Root",
        min="1",
        max="1",
        notation=code,
        alt_label=(title,) if title else (),
        identifier=(schema.namespace,),
        note=f"berichtschema versie {schema.version}" if schema.version else "",
    )
    yield from _elements(standard, known, root, "/Bericht", "Root", ("Root",))


def _elements(
    standard: _Standard,
    known: Mapping[str, tuple[Child, ...]],
    parent: str,
    path: str,
    kind: str,
    above: tuple[str, ...],
) -> Iterator[ModelRow]:
    """Give the elements below one element, each followed by what is inside it."""
    for position, child in enumerate(known[kind], start=1):
        here = f"{path}/{child.name}"
        identity = f"{parent}/{child.name}"
        if child.type in above:
            raise GizoError(f"{identity}: het type {child.type} bevat zichzelf; dat kan in een bericht niet")
        if child.type not in known and child.type not in standard.base.simple:
            raise GizoError(f"{identity}: het type {child.type} staat niet in de schema's; voeg het bestand toe")
        leaf = child.type not in known
        notes = []
        if standard.borrowed:
            notes += [_INSIDE] if kind.startswith("CDT_") else []
            notes += [_LIMITS] if leaf else []
        code_list = standard.lists.get(child.type, "")
        yield ModelRow(
            identity,
            "element",
            child.name,
            parent,
            datatype=child.type,
            range=(code_list,) if code_list else (),
            min=child.min,
            max=child.max,
            order=str(position),
            pattern=standard.base.simple[child.type].facets.restricted(child.own).text if leaf else "",
            notation=here,
            note="; ".join(notes),
        )
        if not leaf:
            yield from _elements(standard, known, identity, here, child.type, (*above, child.type))


def _enumerations(standard: _Standard) -> Iterator[ModelRow]:
    """Give the types of the base schema that list their values, and those values."""
    for name, kind in standard.base.simple.items():
        if not kind.values:
            continue
        identity = names.curie(names.message_iri(standard.code, "basisschema", name, standard.base.release))
        code_list = standard.lists.get(name, "")
        yield ModelRow(
            identity,
            "enumeration",
            name,
            f"model:{standard.code}",
            range=(code_list,) if code_list else (),
            pattern=kind.facets.text,
        )
        yield from _values(identity, name, kind)


def _values(parent: str, name: str, kind: SimpleType) -> Iterator[ModelRow]:
    own = SHORT if name == "LDT_RetourCode" else {}
    for position, (code, label) in enumerate(kind.values, start=1):
        yield ModelRow(
            f"{parent}/{code}",
            "value",
            own.get(code) or label or code,
            parent,
            order=str(position),
            notation=code,
            note="korte naam van gizo-kg" if code in own else "",
        )


def _overview(path: Path, release: str) -> Iterator[Schema]:
    """Give the messages of the element list; ``ref`` stands for a type given on the spot."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GizoError(f"{path}: niet leesbaar ({error}); controleer het pad") from error
    messages: dict[str, dict[str, list[Child]]] = {}
    namespaces: dict[str, str] = {}
    message = kind = ""
    for line in lines:
        if section := _SECTION.match(line):
            message, kind = section[1], ""
            messages[message] = {}
        elif message and (namespace := _NAMESPACE.search(line)):
            namespaces[message] = namespace[1]
        elif message and (heading := _TYPE.match(line)):
            kind = heading[1]
        elif kind and (row := _CHILD.match(line)):
            high = "*" if row[4] == "unbounded" else row[4]
            child = Child(row[1], row[2].rpartition(":")[2], row[3], high)
            messages[message].setdefault(kind, []).append(child)
    if not messages:
        raise GizoError(f"{path}: geen elementenlijst van iWmo (geen kop 'Samenvatting **WMO….xsd**')")
    for name, types in sorted(messages.items()):
        if f"/{release.replace('.', '_')}/" not in namespaces.get(name, ""):
            raise GizoError(f"{path}: {name} is niet van release {release}; kies de juiste --release")
        children = {kind: tuple(found) for kind, found in types.items()}
        yield Schema(name, release, namespaces.get(name, ""), "", children, {})


def _resolved(schema: Schema, twins: Mapping[str, Schema], codes: Mapping[str, str], path: Path) -> Schema:
    """Give the message with every ``ref`` replaced by the type its iJw twin uses in that place."""
    twin = twins.get(schema.name[-3:])
    if twin is None:
        raise GizoError(f"{path}: voor {schema.name} is JW{schema.name[-3:]}.xsd nodig; voeg dat bestand toe")

    def resolve(kind: str, child: Child) -> Child:
        if child.type != "ref":
            return child
        same = next((one for one in twin.complex.get(kind, ()) if one.name == child.name), None)
        if same is None:
            raise GizoError(f"{path}: {schema.name} {kind}/{child.name} heeft geen type, ook niet in iJw")
        own = same.own
        if child.name == "BerichtCode":
            if schema.name not in codes:
                raise GizoError(f"{path}: {schema.name} staat niet in de codelijst van berichtcodes")
            own = Facets(own.base, patterns=(codes[schema.name],))
        return Child(child.name, same.type, child.min, child.max, own)

    types = {kind: tuple(resolve(kind, child) for child in found) for kind, found in schema.complex.items()}
    return Schema(schema.name, schema.release, schema.namespace, schema.version, types, {})


def message_codes(rows: Iterable[ModelRow]) -> dict[str, str]:
    """Give the code of each message from the rows of the code lists.

    >>> row = ModelRow("codelijst:COD002-VEKTIS/414", "code", "WMO301", "codelijst:COD002-VEKTIS", notation="414")
    >>> message_codes([row])
    {'WMO301': '414'}
    """
    return {row.label: row.notation for row in rows if row.kind == "code" and row.parent == "codelijst:COD002-VEKTIS"}
