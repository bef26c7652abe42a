"""The Flesch-Kincaid grade of sentences, with syllables counted as groups of vowels."""

import re


def syllables(word):
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee"))
    return max(1, count - silent)


def reading_grade(sentences):
    """Return the school grade at which the sentences are read (Kincaid and others, 1975)."""
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z0-9$][^\s“”]*", sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
