"""The language of a source's sentence, so that a screen reader says an English quote on a Spanish page in English."""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-záéíóúüñ]+")
_SPANISH = frozenset(
    {
        "el", "la", "los", "las", "un", "una", "de", "del", "al", "y", "en", "con", "para", "por", "que", "su",
        "sus", "se", "es", "son", "como", "más", "nuestra", "nuestro", "nuestros", "ofrecemos", "ofrece",
        "hace", "hacemos", "tratamos", "no", "punción", "seca", "dolor", "cuello", "espalda", "también",
    }
)  # fmt: skip
_ENGLISH = frozenset(
    {
        "the", "a", "an", "of", "and", "in", "with", "for", "to", "is", "are", "we", "our", "she", "he", "they",
        "his", "her", "does", "do", "uses", "use", "offer", "offers", "at", "on", "by", "not", "dry",
        "needling", "pain", "neck", "back", "also",
    }
)  # fmt: skip
_ONLY_SPANISH = re.compile("[¿¡]")


@lru_cache(maxsize=2048)
def quote_language(text: str) -> str:
    """Return "es" for a sentence with more Spanish than English words, and "en" for any other."""
    words = _WORD.findall(text.casefold())
    spanish = sum(word in _SPANISH for word in words) + len(_ONLY_SPANISH.findall(text.casefold()))
    return "es" if spanish > sum(word in _ENGLISH for word in words) else "en"
