"""Drafts selectors for a page of no known platform: the elements that repeat, and the names and phones in them.

A person has to look at the draft; it is never crawled unseen.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsel import Selector

from crawler.formats.link_values import CALLS
from crawler.formats.visible_text import shown_lines, shown_text
from crawler.platforms.mapped_fields import address_in

FEWEST_CARDS = 3
LINES_OF_A_NAME = 3  # a name is in the first lines of an entry
LONGEST_CARD = 3000  # characters; a longer element is the page rather than an entry
_PHONE = re.compile(r"(?:\(\d{3}\)\s?|\b\d{3}[.\s-])\d{3}[.\s-]\d{4}\b")
_LETTERS = re.compile(r"\b(?:DPT|PT|OT|OTR|ATC|LAT|DC|LAc|L\.Ac|DAOM|MD|DO|NP|PA-C|CMTPT|OCS|Cert\. DN|FAAOMPT)\b")
_NAME = re.compile(r"^[A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]*){1,4}")
_STATE_OF_CARD = re.compile(r"\b(?:active|even|odd|first|last|current|selected|item-\d+|post-\d+|\w*-?\d+)\b")
NAME_ELEMENTS = (
    "h1 a",
    "h2 a",
    "h3 a",
    "h4 a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "strong a",
    "a strong",
    "strong",
    "a",
    "b",
    "td",
)
NEXT_PAGES = (
    *('a[rel~="next"]', "a.next", ".next a", ".pager__item--next a"),
    *('a[aria-label*="Next"]', 'a:contains("Next")', 'a:contains("Older")'),
)
_PLAIN_CLASS = re.compile(r"^-?[A-Za-z_][\w-]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectorDraft:
    """Options for `html_list`, and the number of cards that they find on the page."""

    options: dict[str, str]
    cards: int
    with_name: int
    with_phone: int

    @property
    def in_words(self) -> str:
        """The repeated elements in a sentence."""
        card = self.options["card"]
        return f"{self.cards} elements at {card!r}, {self.with_name} with a name, {self.with_phone} with a phone"


def draft_selectors(page: Selector) -> SelectorDraft | None:
    """Return the best guess at the cards of a list; None if nothing on the page repeats like cards."""
    groups: dict[str, list[Selector]] = defaultdict(list)
    for element in page.css("body *"):
        if signature := _signature(element):
            groups[signature].append(element)
    rated = [(_rating(cards), signature) for signature, cards in groups.items() if len(cards) >= FEWEST_CARDS]
    best = max(rated, default=((0.0, 0), ""))
    if best[0][0] <= 0:
        return None
    cards = groups[best[1]]
    options = {"card": best[1], **_parts(cards)}
    if following := _next_page(page):
        options["next_page"] = following
    named = sum(bool(_first_text(card, options.get("name", ""))) for card in cards)
    phones = sum(bool(_PHONE.search(shown_text(card))) for card in cards)
    return SelectorDraft(options=options, cards=len(cards), with_name=named, with_phone=phones)


def _signature(element: Selector) -> str:
    tag = element.root.tag
    if not isinstance(tag, str) or tag in {"script", "style", "option", "br", "svg", "path"}:
        return ""
    classes = [name for name in (element.attrib.get("class") or "").split() if _PLAIN_CLASS.match(name)]
    steady = [name for name in classes if not _STATE_OF_CARD.fullmatch(name)]
    return ".".join([tag, *steady[:2]]) if steady or tag in {"li", "tr", "article"} else ""


def _rating(cards: Sequence[Selector]) -> tuple[float, int]:
    """Rate a group by how many of its elements look like an entry: a name with letters, a phone, an address."""
    texts = [shown_text(card) for card in cards]
    if any(len(text) > LONGEST_CARD for text in texts):
        return (0.0, 0)
    likeness = [_likeness(card, text) for card, text in zip(cards, texts, strict=True)]
    share = sum(one > 1 for one in likeness) / len(cards)
    return (round(sum(likeness) * share, 3), -sum(map(len, texts)))


def _likeness(card: Selector, text: str) -> int:
    lines = shown_lines(card)
    named = any(_NAME.match(line) for line in lines[:LINES_OF_A_NAME])
    return sum(map(bool, (named, _PHONE.search(text), _LETTERS.search(text), address_in(lines))))


def _parts(cards: Sequence[Selector]) -> dict[str, str]:
    parts = {"name": _name_selector(cards)}
    linked = [name for name in (f"{parts['name']} a", parts["name"], "a[href]") if name.strip() and _links(cards, name)]
    if linked:
        parts["link"] = linked[0]
    if not any(card.css(CALLS) for card in cards) and (phone := _part_with(cards, _PHONE)):
        parts["phone"] = phone
    return {name: selector for name, selector in parts.items() if selector}


def _name_selector(cards: Sequence[Selector]) -> str:
    found = Counter(
        selector for card in cards for selector in _named_parts(card) if _NAME.match(_first_text(card, selector))
    )
    enough = [selector for selector, times in found.items() if times > len(cards) / 2]
    order = {selector: number for number, selector in enumerate(NAME_ELEMENTS, 1)}
    return min(enough, key=lambda selector: order.get(selector, 0), default="")


def _named_parts(card: Selector) -> Iterable[str]:
    """Yield selectors of parts with "name" or "title" in their class, then the usual elements."""
    for element in card.css('[class*="name"], [class*="title"]'):
        if signature := _signature(element):
            yield signature
    yield from NAME_ELEMENTS


def _part_with(cards: Sequence[Selector], pattern: re.Pattern[str]) -> str:
    found = Counter(
        signature
        for card in cards
        for element in card.css("*")
        if not element.css("* > *") and pattern.search(shown_text(element)) and (signature := _signature(element))
    )
    return next((signature for signature, times in found.most_common(1) if times > len(cards) / 2), "")


def _links(cards: Sequence[Selector], selector: str) -> bool:
    return sum(bool(card.css(selector).xpath("@href")) for card in cards) > len(cards) / 2


def _next_page(page: Selector) -> str:
    return next((selector for selector in NEXT_PAGES if page.css(selector)), "")


def _first_text(card: Selector, selector: str) -> str:
    found = card.css(selector) if selector else []
    return shown_text(found[0]) if found else ""
