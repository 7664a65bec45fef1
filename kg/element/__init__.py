"""What serves the page about one element: what is said of it, its mappings, its rules, what rests on it."""
