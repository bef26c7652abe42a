"""Other places to look, beside every list: your own provider, the directories that the article names, the boards."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Profession
from webapp.finder.board_link import BoardLink, board_link

APTA_FINDER = "https://www.choosept.com/find-a-pt"
USUALLY = (Profession.PHYSICAL_THERAPIST,)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFinders:
    """`boards` are those of one state ("" for a page about none)."""

    apta: str
    boards: tuple[BoardLink, ...]


def other_finders(state: str = "", asked: Sequence[Profession] = ()) -> OtherFinders:
    """Return the other finders for a state ("CO"), with the boards of the professions that are asked for."""
    boards = tuple(board_link(state, held) for held in asked or USUALLY) if state else ()
    return OtherFinders(apta=APTA_FINDER, boards=boards)
