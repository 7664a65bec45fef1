"""Readers that turn a model or mapping file into triples."""
