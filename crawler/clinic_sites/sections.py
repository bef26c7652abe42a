"""A page's lines with the headings above them, and the cards that are about one person each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsel import Selector

from crawler.clinic_sites.people import Named, is_title, naming_words, person_of_line
from crawler.formats.visible_text import Element, Line, content_lines
from index.normalize.text_folding import readable, searchable

_WHOLE_PAGE = frozenset({"body", "html", "main"})
LONGEST_CARD = 60  # lines
LEVELS_UP = 40
"""The most elements around a name that may belong to its card; some sites nest elements without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A line of a page, the headings above it, outermost first, and the person whose card it is in."""

    text: str
    headings: tuple[str, ...] = ()
    linked: bool = False
    person: Named | None = None
    title: str = ""
    """The profession in the person's card."""


def passages_of(page: Selector) -> list[Passage]:
    """Return the shown lines of a page's own content in order, with their headings and cards."""
    lines = [replace(line, text=readable(line.text)) for line in content_lines(page)]
    whole = list(page.root.iter()) if lines else []  # lxml's elements are equal only while all of them are held
    cards = _cards(lines)
    del whole
    found: list[Passage] = []
    for number, (line, headings) in enumerate(_under_headings(lines)):
        person, title = cards.get(number, (None, ""))
        found.append(Passage(text=line.text, headings=headings, linked=line.linked, person=person, title=title))
    return found


def heading_level(line: Line) -> int:
    """Return 1 to 6 for a heading, 0 for any other line."""
    tag = str(line.element.tag)
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0  # noqa: PLR2004


def _under_headings(lines: Sequence[Line]) -> Iterator[tuple[Line, tuple[str, ...]]]:
    above: dict[int, str] = {}
    for line in lines:
        level = heading_level(line)
        if level:
            above = {other: text for other, text in above.items() if other < level}
        yield line, tuple(above.values())
        if level:
            above[level] = line.text


def _cards(lines: Sequence[Line]) -> dict[int, tuple[Named, str]]:
    """Return for each line in a card the card's person and profession, by the number of the line."""
    following = [*(line.text for line in lines[1:]), ""]
    people = {
        number: person
        for number, line in enumerate(lines)
        if (person := person_of_line(line.text, following[number])) is not None
    }
    names_in: Counter[int] = Counter()
    for number in people:
        names_in.update(id(element) for element in _around(lines[number].element))
    cards: dict[int, tuple[Named, str]] = {}
    for number, person in people.items():
        inside = _card_lines(lines, number, people, names_in)
        title = next((lines[one].text for one in inside[1:3] if is_title(lines[one].text)), "")
        cards.update(dict.fromkeys(inside, (person, title)))
    return cards


def _card_lines(lines: Sequence[Line], first: int, people: dict[int, Named], names_in: Counter[int]) -> list[int]:
    """Return the lines of a card: the name's, and those after it up to the next name or heading.

    All are within the largest element that has no other name.
    """
    holder = lines[first].element
    for element in _around(lines[first].element):
        if names_in[id(element)] > 1 or element.tag in _WHOLE_PAGE:
            break
        holder = element
    alone = first + 1 >= len(lines) or not _within(lines[first + 1].element, holder)
    inside = [first]
    for number in range(first + 1, min(len(lines), first + LONGEST_CARD)):
        line = lines[number]
        if number in people or not (alone or _within(line.element, holder)):
            break
        if heading_level(line) and not _goes_on(line.text, people[first]):
            break
        inside.append(number)
    return inside


def _goes_on(heading: str, person: Named) -> bool:
    return bool(naming_words().bio_headings.search(searchable(heading))) or is_title(heading) or person.called(heading)


def _around(element: Element) -> Iterator[Element]:
    """Yield an element and its ancestors, at most `LEVELS_UP`."""
    inner: Element | None = element
    for _ in range(LEVELS_UP):
        if inner is None:
            return
        yield inner
        inner = inner.getparent()


def _within(element: Element, holder: Element) -> bool:
    return any(one is holder for one in _around(element))
