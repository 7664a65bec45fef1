"""How an element stands towards another model, and which part of its model it counts in."""
