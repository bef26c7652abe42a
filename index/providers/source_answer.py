"""Answer A: the answer of one statement, and the answer of all statements at one place together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.providers.trust import Order
from index.records import Finding, Quote, SourcesSay, Statement, StatementKind, Subject

_ORDER = list(SourcesSay)
_YES = frozenset({SourcesSay.BOARD_LISTED, SourcesSay.PERSON_LISTED, SourcesSay.CLINIC_OFFERS})
"""The answers that contradict a no. A course does not: it never says whether the person does this here."""


@dataclass(frozen=True, slots=True)
class Word:
    """One statement, or one credential that shows dry needling, with the answer it gives by itself."""

    answer: SourcesSay
    about: Subject
    quote: Quote
    current: bool
    """True if the listing was found in the last good run of its source."""
    order: Order
    since: date = date.min
    """The day the words were first read."""
    settles: date = date.min
    """Contrary words first read by this day do not count: a correction settles them. `date.min` for other sources."""

    @property
    def sort_key(self) -> tuple[int, Order, str]:
        """The sort key: strongest answer first, then by trust."""
        return _ORDER.index(self.answer), self.order, self.quote.text


def answer_of(statement: Statement, *, clinic: bool) -> SourcesSay | None:
    """Return the answer that a statement gives for a person, or for a `clinic`; None if it gives none.

    A statement about a clinic never becomes one about a person. A clinic's statement on one of its people
    counts for the clinic too, unless it is a no.
    """
    if statement.kind is StatementKind.SAYS_NO:
        return None if clinic and statement.about is Subject.PERSON else SourcesSay.SAYS_NO
    if statement.kind is StatementKind.BOARD:
        return SourcesSay.BOARD_LISTED
    if clinic or statement.about is Subject.CLINIC:
        return SourcesSay.CLINIC_OFFERS
    return SourcesSay.PERSON_LISTED


def decide(said: Iterable[Word]) -> Finding:
    """Return the answer of all words at one place, with their quotes, the deciding ones first.

    A yes and a no disagree if both were found in the last good run, or neither was; otherwise the one that was
    found counts, and the other keeps its quote and date. A person's own no outweighs a clinic's statement on
    itself. A correction outweighs contrary words (`Word.settles`).
    """
    words = sorted(set(said), key=lambda word: word.sort_key)
    weighing = _unsettled(words)
    noes = [word for word in weighing if word.answer is SourcesSay.SAYS_NO]
    own_no = any(word.about is Subject.PERSON for word in noes)
    yeses = [
        word for word in weighing if word.answer in _YES and not (own_no and word.answer is SourcesSay.CLINIC_OFFERS)
    ]
    if noes and yeses:
        answer, deciding = _weigh(yeses, noes)
    elif noes:
        answer, deciding = SourcesSay.SAYS_NO, noes[:1]
    else:
        answer, deciding = (weighing[0].answer, weighing[:1]) if weighing else (SourcesSay.NO_WORD, [])
    return Finding(answer=answer, quotes=_quotes(deciding, words))


def _unsettled(words: Sequence[Word]) -> list[Word]:
    """Return the words without those that corrections settle; the newest correction goes first."""
    corrections = sorted((word for word in words if word.settles > date.min), key=lambda word: word.order)
    weighing = list(words)
    for one in corrections:
        if one in weighing:
            weighing = [word for word in weighing if not _settles(one, word)]
    return weighing


def _settles(correction: Word, word: Word) -> bool:
    answers = {correction.answer, word.answer}
    is_other_way = SourcesSay.SAYS_NO in answers and not answers.isdisjoint(_YES)
    about_it = correction.about is Subject.PERSON or word.about is Subject.CLINIC
    return is_other_way and about_it and word.since <= correction.settles


def _weigh(yeses: Sequence[Word], noes: Sequence[Word]) -> tuple[SourcesSay, list[Word]]:
    yes_is_current, no_is_current = (any(word.current for word in words) for words in (yeses, noes))
    if yes_is_current == no_is_current:
        yes, no = (next((word for word in words if word.current), words[0]) for words in (yeses, noes))
        return SourcesSay.DISAGREE, [yes, no]
    if yes_is_current:
        found = next(word for word in yeses if word.current)
        return found.answer, [found]
    return SourcesSay.SAYS_NO, [next(word for word in noes if word.current)]


def _quotes(deciding: Sequence[Word], words: Sequence[Word]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(word.quote for word in (*deciding, *words)))
