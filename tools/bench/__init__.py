"""Measures on this machine what speed is promised; ``make bench`` runs it and writes docs/benchmarks.md."""
