"""Judges lifted messages: rules in SHACL, engines that run them, and one report with many views."""
