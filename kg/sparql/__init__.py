"""Looks at SPARQL queries as text, without running them: form, dataset, values, faults, calls to other servers."""

from kg.sparql.engine import for_engine
from kg.sparql.faults import SparqlSyntaxError, syntax_error
from kg.sparql.federation import calls_out, check_hosts, refuse_calls, without_escapes
from kg.sparql.form import Form, names_its_dataset, query_form
from kg.sparql.lexer import Token, has_keyword, keywords, lexemes, outermost, tokens
from kg.sparql.prefixes import undeclared_prefixes
from kg.sparql.star import column_order
from kg.sparql.values import ValuesBlock, values, values_blocks

__all__ = [
    "Form",
    "SparqlSyntaxError",
    "Token",
    "ValuesBlock",
    "calls_out",
    "check_hosts",
    "column_order",
    "for_engine",
    "has_keyword",
    "keywords",
    "lexemes",
    "names_its_dataset",
    "outermost",
    "query_form",
    "refuse_calls",
    "syntax_error",
    "tokens",
    "undeclared_prefixes",
    "values",
    "values_blocks",
    "without_escapes",
]
