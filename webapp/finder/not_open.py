"""States that this copy has not opened yet: what a search there shows, and which of them a search's circle touches."""

from dataclasses import dataclass

from index.places.gazetteer import open_gazetteer
from index.places.nearest_town import nearest_town
from index.places.outlines.within import states_near
from index.places.place import Place
from index.places.states import state_name
from index.published.reader import Generation
from webapp.finder.find_query import FindQuery
from webapp.states.other_finders import OtherFinders, other_finders
from webapp.words.rule_words import state_path

_NEAR = 100.0  # miles; as far as the widest search of the form goes
_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNearby:
    """An open state across a border: its name, the miles to it, and a town there with a search around it."""

    state: str
    miles: int
    town: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotOpenHere:
    """A search in a state that is not open: the state, its rules' page, open states nearby, and other finders."""

    state: str
    path: str
    nearby: tuple[OpenNearby, ...]
    finders: OtherFinders


def not_open_here(generation: Generation, query: FindQuery, place: Place) -> NotOpenHere | None:
    """Return what a search around a place says if its state is not open; None where it is, or is not known."""
    if not place.state or generation.is_open(place.state):
        return None
    near = states_near(place.latitude, place.longitude, _NEAR)
    opened = [(state, miles) for state, miles in near if generation.is_open(state)][:_MOST]
    return NotOpenHere(
        state=state_name(place.state),
        path=state_path(place.state),
        nearby=tuple(_nearby(query, place, state, miles) for state, miles in opened),
        finders=other_finders(place.state, query.who),
    )


def _nearby(query: FindQuery, place: Place, state: str, miles: float) -> OpenNearby:
    town = nearest_town(open_gazetteer(), state, place.latitude, place.longitude)
    return OpenNearby(
        state=state_name(state),
        miles=max(1, round(miles)),
        town=town.label if town else "",
        address=query.address(place=town.label, page=1) if town else "",
    )


def not_open_near(generation: Generation, query: FindQuery, place: Place) -> tuple[str, ...]:
    """Return the states within a search's circle that are not open, nearest first: nobody there is shown."""
    if generation.overlay.open_states is None:
        return ()
    near = states_near(place.latitude, place.longitude, query.within)
    return tuple(state_name(state) for state, _ in near if not generation.is_open(state))
