"""The rule that makes guidance worth printing: no figure without a source that says it."""

from collections.abc import Mapping
from pathlib import Path

from webapp.article.article_error import ArticleError
from webapp.article.figure import figures
from webapp.article.sentence import Sentence
from webapp.article.source import Source


def check_sentence(path: Path, sentence: Sentence, known: Mapping[str, Source]) -> None:
    """Raise ArticleError where a sentence names no known source, or has a figure that none of its sources says."""
    where = f"“{sentence.text}”"
    if missing := [name for name in sentence.sources if name not in known]:
        raise ArticleError(path, where, f"no source is named {missing[0]!r}; write it into sources.yml")
    stated = frozenset[str]().union(*(known[name].figures for name in sentence.sources))
    if unsourced := sorted(figures(sentence.text) - stated):
        raise ArticleError(
            path, where, f"{unsourced[0]} stands in none of its sources; name the source that says it, or take it out"
        )
