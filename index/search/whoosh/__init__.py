"""The engine that answers by Whoosh alone, as a second opinion."""
