"""The rule that makes guidance worth printing: a sentence says no more than the statements it cites."""

from collections.abc import Mapping
from pathlib import Path

from webapp.article.article_error import ArticleError
from webapp.article.figure import figures
from webapp.article.sentence import Sentence
from webapp.article.source import Source


def check_sentence(path: Path, sentence: Sentence, known: Mapping[str, Source]) -> None:
    """Raise ArticleError where a sentence cites no known statement, or has a figure that none it cites holds.

    Whether the words mean what the statements say is for a person: docs/statements.md lists them together.
    """
    where = f"“{sentence.text}”"
    stated = set[str]()
    for cited in sentence.citations:
        if cited.source not in known:
            raise ArticleError(path, where, f"no source is named {cited.source!r}; write it into sources.yml")
        source = known[cited.source]
        if cited.statement not in source.statements:
            raise ArticleError(path, where, _wrong_statement(cited.source, cited.statement, source))
        stated |= source.figures_of(cited.statement)
    if unsourced := sorted(figures(sentence.text) - stated):
        raise ArticleError(
            path,
            where,
            f"{unsourced[0]} stands in none of the statements it cites; cite the one that holds it, or take it out",
        )


def _wrong_statement(name: str, statement: str, source: Source) -> str:
    keys = ", ".join(source.says)
    if not keys:
        return f"{name} holds no statements; write [{name}]"
    if not statement:
        return f"{name} is cited without a statement; write [{name}:key] with one of: {keys}"
    return f"{name} holds no statement {statement!r}; write one of: {keys}"
