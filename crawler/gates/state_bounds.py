"""Whether a coordinate can lie in the state of its address: within the rough frame of the state's ZIP codes."""

from index.places.gazetteer import Bounds, Gazetteer
from index.records import PracticeLocation

MARGIN = 0.5  # degrees around the ZIP codes of a state, as in index.places.geocoder


class StateBounds:
    """Asks the gazetteer once for each state."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._bounds: dict[str, Bounds | None] = {"": None}

    def hold(self, place: PracticeLocation) -> bool:
        """Whether the place's coordinate fits its state; one without a state fits."""
        if place.latitude is None or place.longitude is None:
            return True
        if place.state not in self._bounds:
            self._bounds[place.state] = self._gazetteer.bounds(place.state)
        bounds = self._bounds[place.state]
        return bounds is None or bounds.hold((place.latitude, place.longitude), MARGIN)
