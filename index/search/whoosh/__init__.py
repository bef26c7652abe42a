"""The Whoosh text index, and an engine that uses it alone, as a second opinion for the tests."""
