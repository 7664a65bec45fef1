"""The question catalogue: one SPARQL file per question, and the module that reads their headers."""
