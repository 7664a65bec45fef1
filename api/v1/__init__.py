"""``/v1``: the resources of the API, the JSON they answer with, and their description in OpenAPI."""
