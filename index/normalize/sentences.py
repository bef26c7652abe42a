"""The sentences of a text."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.normalize.label_value import is_value_of
from index.normalize.mail_filler import without_mail_filler
from index.normalize.markup_marks import with_drawn_marks
from index.normalize.soft_breaks import goes_on
from index.normalize.text_folding import readable, searchable, without_invisible
from index.normalize.tidy import without_markup

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
    """A sentence as a reader sees it, which is what is quoted, and folded, which is what is searched.

    Both are of one length: a span of one is the same span of the other.
    """

    shown: str
    folded: str

    @classmethod
    def of(cls, text: str) -> "Sentence":
        """Return a text as one sentence."""
        shown = readable(text)
        return cls(shown, searchable(shown))


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; a line, list item or table cell ends one too, unless its words go on.

    A period behind a title, an initial or a short form ends nothing.
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
    """Return the character that an entity is written for; those of markup stay, since text must not become a tag."""
    character = html.unescape(entity.group())
    return entity.group() if character in "<>&" else character


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text without markup.

    Two that only a soft break parts are one where the words go on, and so are a label and the value in its next cell.
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
