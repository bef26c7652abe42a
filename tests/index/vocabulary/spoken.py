"""Entries of complaint_words.yml as somebody would type them."""

from index.vocabulary.complaint_words import complaint_words


def spoken(entry, which=0):
    """Return an entry with a word for each of its ideas; `which` counts through the words of each."""
    ideas = complaint_words().ideas
    words = entry.replace(" + ", " ").replace("-", " ").split()
    meant = (ideas[word][which % len(ideas[word])] if word.isupper() else word for word in words)
    return " ".join(meant).replace("*", "")
