"""Other places to look: the American Physical Therapy Association's finder and the boards' license look-ups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index import settings
from index.normalize.url import safe_url
from index.places.states import state_name
from index.records import Profession
from index.vocabulary.board_lookups import load_board_lookups
from webapp.words import profession_words

APTA_FINDER = "https://www.choosept.com/find-a-pt"
USUALLY = (Profession.PHYSICAL_THERAPIST,)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLink:
    """A board's license look-up; `link` is "" and `opened_on` None until somebody has opened it."""

    board: str
    state: str
    people: str
    link: str
    opened_on: date | None
    words: str
    """Words to search for, in English, since they are typed into an English site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFinders:
    """The finder, and the boards of one state; () for a page about no state."""

    apta: str
    boards: tuple[BoardLink, ...]


def other_finders(state: str = "", asked: Sequence[Profession] = ()) -> OtherFinders:
    """Return the other finders for a state ("CO"), with the boards of the searched professions."""
    boards = tuple(board_link(state, held) for held in asked or USUALLY) if state else ()
    return OtherFinders(apta=APTA_FINDER, boards=boards)


def board_link(state: str, held: Profession) -> BoardLink:
    """Return the look-up for a profession in a state ("CO"), from the table that the operator fills in."""
    own = settings.current().own_board_lookups
    lookup = load_board_lookups(own if own.exists() else None).get((state, held))
    link = safe_url(lookup.address) if lookup else ""
    return BoardLink(
        board=lookup.board if lookup else "",
        state=state_name(state),
        people=profession_words.plural(held),
        link=link,
        opened_on=lookup.opened_on if lookup and link else None,
        words=f"{state_name(state)} {held.replace('-', ' ')} license lookup",
    )
