"""Words of the pages on coverage and gaps, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {}
