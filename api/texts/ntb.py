"""Words of the list of what is to be determined, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {}
