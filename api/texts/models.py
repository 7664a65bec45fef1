"""Words of the pages about models, messages, rules and questions, in Dutch and English."""

TEXTS: dict[str, tuple[str, str]] = {}
