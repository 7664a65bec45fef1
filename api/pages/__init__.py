"""The pages for people: each reads what it shows from the library and renders one template."""
