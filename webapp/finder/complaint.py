"""What hurts, as somebody typed it ("neck", "slipped disc", "cuello"), and the conditions that it means."""

from index.normalize.fold import fold_text
from index.vocabulary.conditions import conditions, conditions_in
from webapp.words.translate import _


def conditions_meant(typed: str) -> tuple[str, ...]:
    """Return the slugs of the conditions that a text means; none where we do not know its words.

    A slug means itself. Then the vocabulary's own words count, then "… pain", then words of a label in English
    or in the language of the request.
    """
    if typed in conditions():
        return (typed,)
    return conditions_in(typed) or conditions_in(f"{typed} pain") or _labeled(fold_text(typed))


def _labeled(sought: str) -> tuple[str, ...]:
    if len(sought) < 3:  # noqa: PLR2004  (two letters are in every label)
        return ()
    return tuple(slug for slug, condition in conditions().items() if _begins_a_word(sought, condition.label))


def _begins_a_word(sought: str, label: str) -> bool:
    words = f" {fold_text(label)} {fold_text(_(label))}".replace("/", " ").replace("(", " ")
    return f" {sought}" in words
