"""Other places to look, beside every list: your own provider, the directories that the article names, the boards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index import settings
from index.places.states import state_name
from index.records import Profession
from index.vocabulary.board_lookups import load_board_lookups
from webapp.words import profession_words
from webapp.words.safe_link import safe_link

APTA_FINDER = "https://www.choosept.com/find-a-pt"
USUALLY = (Profession.PHYSICAL_THERAPIST,)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLink:
    """A board's license look-up. `link` and `opened_on` are "" and None until somebody has opened it."""

    board: str
    people: str
    link: str
    opened_on: date | None
    words: str
    """What to search for: English words, for they are typed into an English site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFinders:
    """`boards` are those of one state ("" for a page about none)."""

    apta: str
    state: str
    boards: tuple[BoardLink, ...]


def other_finders(state: str = "", asked: Sequence[Profession] = ()) -> OtherFinders:
    """Return the other finders for a state ("CO"), with the boards of the professions that are asked for."""
    own = settings.current().own_board_lookups
    known = load_board_lookups(own if own.exists() else None)
    boards = []
    for held in asked or USUALLY:
        lookup = known.get((state, held))
        boards.append(
            BoardLink(
                board=lookup.board if lookup else "",
                people=profession_words.plural(held),
                link=safe_link(lookup.address) if lookup else "",
                opened_on=lookup.opened_on if lookup else None,
                words=f"{state_name(state)} {held.replace('-', ' ')} license lookup",
            )
        )
    return OtherFinders(
        apta=APTA_FINDER, state=state_name(state) if state else "", boards=tuple(boards) if state else ()
    )
