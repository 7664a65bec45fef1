"""Writes the shapes that follow from facts: structure, form and code lists of every message type."""
