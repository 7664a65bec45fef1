"""Words of the page about the site, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {}
