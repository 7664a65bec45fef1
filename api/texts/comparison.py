"""Words of the page with two models side by side, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {}
