"""Answer A from a source's words: which words count at which place, and what they come to together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.evidence.trust import Order
from index.records import AnswerA, Evidence, Quote, Statement, StatementKind, Subject

_ORDER = list(AnswerA)
_YES = frozenset({AnswerA.BOARD_LISTED, AnswerA.PERSON_LISTED, AnswerA.CLINIC_OFFERS})
"""What speaks against a no. A course does not: it never tells whether the person does this here."""


@dataclass(frozen=True, slots=True)
class Word:
    """One statement, or one credential that shows dry needling, with the answer it gives by itself."""

    answer: AnswerA
    about: Subject
    quote: Quote
    current: bool
    """Found in the last good run of its source."""
    order: Order

    @property
    def sort_key(self) -> tuple[int, Order, str]:
        """Strongest answer first, then by trust."""
        return _ORDER.index(self.answer), self.order, self.quote.text


def answer_of(statement: Statement, *, clinic: bool) -> AnswerA | None:
    """Return what a statement says by itself of a person, or of a `clinic`; None where it says nothing of it.

    A statement about a clinic never becomes one about a person. What a clinic says of one of its people it
    says of itself, unless it is a no.
    """
    if statement.kind is StatementKind.SAYS_NO:
        return None if clinic and statement.about is Subject.PERSON else AnswerA.SAYS_NO
    if statement.kind is StatementKind.BOARD:
        return AnswerA.BOARD_LISTED
    if clinic or statement.about is Subject.CLINIC:
        return AnswerA.CLINIC_OFFERS
    return AnswerA.PERSON_LISTED


def decide(said: Iterable[Word]) -> Evidence:
    """Return the answer of all words at one place, with their quotes, the deciding ones first.

    A yes beside a no is a disagreement where both were found in the last good run, or neither was; else
    the one that was found counts, and the other keeps its quote and date. A person's own no outweighs what
    a clinic says of itself.
    """
    words = sorted(set(said), key=lambda word: word.sort_key)
    noes = [word for word in words if word.answer is AnswerA.SAYS_NO]
    own_no = any(word.about is Subject.PERSON for word in noes)
    yeses = [word for word in words if word.answer in _YES and not (own_no and word.answer is AnswerA.CLINIC_OFFERS)]
    if noes and yeses:
        answer, deciding = _weigh(yeses, noes)
    elif noes:
        answer, deciding = AnswerA.SAYS_NO, noes[:1]
    else:
        answer, deciding = (words[0].answer, words[:1]) if words else (AnswerA.NO_WORD, [])
    return Evidence(answer=answer, quotes=_quotes(deciding, words))


def _weigh(yeses: Sequence[Word], noes: Sequence[Word]) -> tuple[AnswerA, list[Word]]:
    yes_is_current, no_is_current = (any(word.current for word in words) for words in (yeses, noes))
    if yes_is_current == no_is_current:
        yes, no = (next((word for word in words if word.current), words[0]) for words in (yeses, noes))
        return AnswerA.DISAGREE, [yes, no]
    if yes_is_current:
        found = next(word for word in yeses if word.current)
        return found.answer, [found]
    return AnswerA.SAYS_NO, [next(word for word in noes if word.current)]


def _quotes(deciding: Sequence[Word], words: Sequence[Word]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(word.quote for word in (*deciding, *words)))
