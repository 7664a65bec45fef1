"""Runs a query so that it really ends: worker processes, their pool, what they cache and where they may not go."""
