"""Examples for the API description, a module for each resource; the tests compare them with real answers."""
