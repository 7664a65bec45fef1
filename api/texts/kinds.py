"""Words of the kinds of elements, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {
    "kind.model": ("model", "model"),
    "kind.package": ("pakket", "package"),
    "kind.class": ("klasse", "class"),
    "kind.attribute": ("attribuut", "attribute"),
    "kind.relation": ("relatie", "relation"),
    "kind.generalisation": ("generalisatie", "generalisation"),
    "kind.enumeration": ("enumeratie", "enumeration"),
    "kind.value": ("enumeratiewaarde", "enumeration value"),
    "kind.messagetype": ("berichtsoort", "message type"),
    "kind.element": ("berichtelement", "message element"),
    "kind.codelist": ("codelijst", "code list"),
    "kind.code": ("code", "code"),
}
