"""Words that mislead, and are on no public page outside a quote (docs/principles.md)."""

import re

ENGLISH = (
    "verified", "certified", "qualified", "approved", "trusted", "top", "best", "recommended", "safe", "painless",
    "guaranteed", "illegal", "unlicensed", "not permitted", "prohibited", "excluded", "sanctioned", "possible", "claim",
    "evidence level", "contraindication", "practitioner", "licence", "practise", "physiotherapist",
    "emergency services", "last confirmed", "unknown",
)  # fmt: skip
SPANISH = (
    "verificado", "verificada", "calificado", "calificada", "mejor", "recomendado", "recomendada", "sin dolor",
    "garantizado", "garantizada", "ilegal", "prohibido", "prohibida", "excluido", "excluida", "sancionado",
    "sancionada", "posible", "desconocido", "desconocida", "contraindicación",
)  # fmt: skip
ALLOWED = re.compile(
    r"Nurse practitioners?"  # a profession
    r"|On \w+ \d+, \d{4} (the state|[A-Z]\w+) approved",  # unless the state did it
    re.IGNORECASE,
)
FOR_PRACTITIONERS = ("/clinicians", "/practitioners", "/fix", "/remove", "/case")
"""Pages that clinicians and the people listed read; "practitioner" is a word of theirs."""


def banned_words(text, address="/", language="en"):
    """Return the banned words of a page's own text."""
    own = ALLOWED.sub("", text)
    path = address.removeprefix("/es")
    banned = SPANISH if language == "es" else ENGLISH
    allowed = {"practitioner"} if path.startswith(FOR_PRACTITIONERS) else set()
    return [word for word in banned if word not in allowed and re.search(rf"\b{word}s?\b", own, re.IGNORECASE)]
