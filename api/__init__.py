"""HTTP only: every answer comes from a function of kg."""
