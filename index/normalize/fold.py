"""The one folding of text that keys and text search use."""

from anyascii import anyascii


def fold_text(text: str) -> str:
    """Return the text in ASCII, case folded, with single spaces: "Zoë  PEÑA" is "zoe pena". Idempotent."""
    return " ".join(anyascii(text.casefold()).casefold().split())
