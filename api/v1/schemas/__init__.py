"""The JSON of the API, a module for each resource: what each answer looks like, with keys in camelCase."""
