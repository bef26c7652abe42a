"""Professions in the language of the request; the vocabulary has them in English."""

from index.records import Profession
from index.vocabulary import professions
from webapp.words.translate import _


def label(profession: Profession) -> str:
    """Return the name of a profession: "Physical therapist"."""
    return _(professions.label(profession))


def plural(profession: Profession) -> str:
    """Return the plural inside a sentence: "physical therapists"."""
    return _(professions.plural(profession))


def one(profession: Profession) -> str:
    """Return the name with its article inside a sentence: "a physical therapist"."""
    return _(with_article(profession))


def with_article(profession: Profession) -> str:
    """Return the English name with its article: "a physical therapist", "an acupuncturist"."""
    noun = professions.label(profession).lower()
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def labels(held: tuple[Profession, ...]) -> tuple[str, ...]:
    """Return the labels of professions, without "other", which says nothing."""
    return tuple([label(profession) for profession in held if profession is not Profession.OTHER])


def counted(number: int, profession: Profession) -> str:
    """Return a number of people of a profession: "3 physical therapists"."""
    return f"{number} {label(profession).lower() if number == 1 else plural(profession)}"
