"""Decides whether a source's words say that dry needling is offered here, or that it is not.

A false yes is worse than a miss: a sentence counts only where it offers, or plainly does not. Sentences that explain,
compare, teach, plan, ask or limit, or that are about others or the law, do not count, nor does a text with both a yes
and a no. The words are data (`statement_words.yml`).
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.normalize.statements.label_marks import has_no_mark
from index.normalize.statements.label_value import LabelMeaning, is_taken_back, is_value_of, read_label
from index.normalize.statements.mail_filler import without_mail_filler
from index.normalize.statements.markup_marks import with_drawn_marks
from index.normalize.statements.soft_breaks import goes_on
from index.normalize.statements.statement_patterns import StatementPatterns, patterns
from index.normalize.statements.statement_subject import is_anothers_no, subject_of
from index.normalize.text import without_markup
from index.normalize.text_folding import readable, searchable, without_invisible
from index.records import PersonName, RawStatement, Statement, StatementKind, Subject

_SOFT = r"\r?\n|\r|[\u2028\u0085]|<br\b[^<>]{0,200}>"
_BREAK = re.compile(
    rf"({_SOFT})|\u2029|\s[|•·]\s|</?(?:p|li|h[1-6]|div|td|th|tr|dd|dt|ul|ol|table)\b[^<>]{{0,200}}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\w{1,8}|\w{2,24});")
_GAP = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_SHORT_FORM = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|etc|Cert|Dip|Dipl|No)|\b[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in two forms: `shown` as a reader sees it, for quotes, and `folded` for searches.

    Both have the same length and offsets.
    """

    shown: str
    folded: str

    @classmethod
    def of(cls, text: str) -> "Sentence":
        """Return a text as one sentence."""
        shown = readable(text)
        return cls(shown, searchable(shown))


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; a line, list item or table cell ends one too, unless its sentence continues.

    A period after a title, an initial or a short form ends no sentence.
    """
    for line in _lines(text):
        whole, start = Sentence.of(line), 0
        for gap in _GAP.finditer(whole.folded):
            if not _SHORT_FORM.search(whole.folded, max(start, gap.start() - 8), gap.start()):
                if part := _part(whole, start, gap.start()):
                    yield part
                start = gap.end()
        if rest := _part(whole, start, len(whole.shown)):
            yield rest


def _part(whole: Sentence, start: int, end: int) -> Sentence | None:
    shown = whole.shown[start:end]
    start += len(shown) - len(shown.lstrip())
    shown = shown.strip()
    return Sentence(shown, whole.folded[start : start + len(shown)]) if shown else None


def _mark_of(entity: re.Match[str]) -> str:
    """Return the character of an entity; entities of markup stay, since text must not become a tag."""
    character = html.unescape(entity.group())
    return entity.group() if character in "<>&" else character


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text without markup.

    Two lines are joined where a sentence continues after a soft break, and where a value in the next cell follows its
    label.
    """
    text = with_drawn_marks(text)
    text = without_invisible(_ENTITY.sub(_mark_of, text) if "&" in text else text)
    held, soft, position = "", False, 0
    for end in (*_BREAK.finditer(text), None):
        line = readable(without_mail_filler(without_markup(text[position : end.start() if end else len(text)])))
        if line:
            if held and is_value_of(held, line):
                held = f"{held}: {line}"
            elif held and soft and goes_on(held, line):
                held = f"{held} {line}"
            else:
                if held:
                    yield held
                held = line
            soft = True
        if end:
            position = end.end()
            soft = soft and bool(end.group(1)) and bool(line)
    if held:
        yield held


QUOTE_AT_MOST = 300  # characters
TEXT_AT_MOST = 20_000  # characters; a longer text is a page, not a statement
AROUND = 300  # characters on either side of the term that are judged in a very long sentence
LABEL_AT_MOST = 6  # words of each piece of a category or a list of services
_QUOTED = re.compile(r"(?<!\w)['\"*_]+|['\"*_]+(?!\w)")
"""Quotation marks and signs of emphasis around words, which are ignored; an apostrophe in a word stays."""
_PIECES = re.compile(r"[,;/:&]|\s(?:and|or)\s|\s[-\u2013\u2014]\s")


def read_statement(raw: RawStatement, person: PersonName | None = None) -> Statement | None:
    """Return the statement of a text about dry needling, with the deciding sentence; None without a yes or a no.

    `person` is the subject of the listing: a sentence about the practice or somebody else is a statement about the
    practice, whatever `raw.about` is. `raw.board` gives the kind `board`, unless the record says that there is none.
    Never raises.
    """
    rules = patterns()
    about = [sentence for sentence in _sentences_of(raw) if rules.term.search(sentence.folded)]
    if raw.board:
        known = bool(about) and not any(
            rules.board_none.search(sentence.folded) or is_taken_back(sentence.folded) for sentence in about
        )
        return Statement(kind=StatementKind.BOARD, about=raw.about, quote=quote_of(about[0].shown)) if known else None
    read = [(sentence, kind) for sentence in about if (kind := _kind(_judged(sentence.folded, rules), rules))]
    read += _answered(raw, rules)
    read = [one for one in read if one[1] is StatementKind.OFFERS or not _is_anothers_no(one[0], raw, person)]
    if len({kind for _, kind in read}) != 1:
        return None
    subjects = [(_subject(sentence, raw, person), sentence) for sentence, _ in read]
    subject, sentence = next((one for one in subjects if one[0] is Subject.PERSON), subjects[0])
    return Statement(kind=read[0][1], about=subject, quote=quote_of(sentence.shown))


def _is_anothers_no(sentence: Sentence, raw: RawStatement, person: PersonName | None) -> bool:
    return is_anothers_no(sentence.folded, raw.about, person)


def _subject(sentence: Sentence, raw: RawStatement, person: PersonName | None) -> Subject:
    return raw.about if raw.of_all else subject_of(_judged(sentence.folded, patterns()), raw.about, person)


def _answered(raw: RawStatement, rules: StatementPatterns) -> Iterator[tuple[Sentence, StatementKind]]:
    """Yield each question with its answer ("Do you offer dry needling? Yes, we do.") and the answer's kind."""
    for question, answer in pairwise(_sentences_of(raw)):
        if _asks(question.folded) and rules.asks_if_done.search(question.folded[:AROUND]):
            both = Sentence(f"{question.shown} {answer.shown}", f"{question.folded} {answer.folded}")
            if rules.yes.match(answer.folded):
                yield both, StatementKind.OFFERS
            elif rules.no.match(answer.folded):
                yield both, StatementKind.SAYS_NO


def trained_in_needling(raw: RawStatement) -> str:
    """Return the words that say a person was trained or certified in dry needling, or "".

    They do not say whether the person offers it: they count as a course.
    """
    rules = patterns()
    for sentence in _sentences_of(raw):
        judged = " ".join(_QUOTED.sub(" ", _judged(sentence.folded, rules)).split())
        match = rules.trained.search(judged)
        doubted = rules.negation.search(judged) or rules.discusses.search(judged) or rules.undone.search(judged)
        if match and not (doubted or _asks(judged) or is_taken_back(judged)):
            return match.group()
    return ""


def quote_of(sentence: str) -> str:
    """Return a sentence cut to at most 300 characters around the term, between words."""
    if len(sentence) <= QUOTE_AT_MOST:
        return sentence
    match = patterns().term.search(searchable(sentence))
    first = max(0, (match.start() if match else 0) - QUOTE_AT_MOST // 2)
    first = min(first, len(sentence) - QUOTE_AT_MOST + 1)
    piece = sentence[first : first + QUOTE_AT_MOST - 2]
    head = f"\u2026{piece.partition(' ')[2] or piece}" if first else piece
    at_end = first + QUOTE_AT_MOST - 2 >= len(sentence)
    return head if at_end else f"{head.rpartition(' ')[0] or head}\u2026"


def _sentences_of(raw: RawStatement) -> Iterator[Sentence]:
    return sentences(raw.text[:TEXT_AT_MOST])


def _judged(sentence: str, rules: StatementPatterns) -> str:
    """Return the part of a very long sentence around the term, which alone is judged."""
    match = rules.term.search(sentence)
    if match is None or len(sentence) <= 2 * AROUND:
        return sentence
    return sentence[max(0, match.start() - AROUND) : match.end() + AROUND]


def _kind(sentence: str, rules: StatementPatterns) -> StatementKind | None:
    plain = _QUOTED.sub(" ", rules.no_negation.sub(" ", sentence)).strip()
    if _asks(sentence) or rules.discusses.search(plain) or rules.excepts.search(plain):
        return None
    plain = _contrasted(plain, rules)
    label = read_label(plain)
    if rules.says_no.search(plain) or (label.meaning is LabelMeaning.NO and _is_label(label.text, rules)):
        return StatementKind.SAYS_NO
    if label.meaning is LabelMeaning.NO or (label.meaning is not LabelMeaning.YES and rules.negation.search(plain)):
        return None
    if rules.offers.search(plain):
        offered = not (rules.undone.search(plain) or has_no_mark(plain))
    else:
        offered = label.meaning is not LabelMeaning.NOTHING and not rules.negation.search(label.text)
        offered = offered and _is_label(label.text, rules)
    return StatementKind.OFFERS if offered else None


def _contrasted(plain: str, rules: StatementPatterns) -> str:
    """Return the words after a no and a "but", where only they have the term: "No massage, but dry needling"."""
    for contrast in rules.contrast.finditer(plain):
        before, behind = plain[: contrast.start()], plain[contrast.end() :].strip(" ,")
        if rules.negation.search(before) and rules.term.search(behind) and not rules.term.search(before):
            return behind
    return plain


def _asks(sentence: str) -> bool:
    return sentence.rstrip("\"')* ").endswith("?")


def _is_label(sentence: str, rules: StatementPatterns) -> bool:
    """Return whether a text is a category or a list of services: short pieces, no verb, no word of a heading."""
    head, colon, list_ = sentence.partition(": ")
    if colon and len(head.split()) <= LABEL_AT_MOST and rules.term.search(list_):  # "Treatments offered: ..."
        return not rules.heading.search(head) and _is_label(list_, rules)
    if rules.heading.search(sentence) or rules.verb.search(sentence):
        return False
    return all(len(piece.split()) <= LABEL_AT_MOST for piece in _PIECES.split(sentence))
