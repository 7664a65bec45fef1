"""Words of the list of mappings and the mapping sets, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {}
