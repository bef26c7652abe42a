"""A place to search around, and the errors of looking one up."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Precision

SHOWN_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point with its label. Degrees, WGS 84; `precision` says what the point marks.

    `label` is "Salida, CO 81201" for a ZIP code, "Salida, CO" for a town, "38.53, -105.99" for a typed point, "Chaffee
    County, CO" for a county (`is_county`), whose `city` is the town that the point marks. `county` is known for
    counties and for towns that were looked up by name.
    """

    label: str
    latitude: float
    longitude: float
    precision: Precision
    state: str = ""
    city: str = ""
    zip: str = ""
    county: str = ""
    is_county: bool = False
    left_out: str = ""
    """Words before the town that were not looked up: "123 F Street"."""
    namesakes: str = ""
    """The name to look up for other places that have it, as it was written ("Portland"); "" where there is none."""


class PlaceNotFound(LookupError):  # noqa: N818  (an answer to a visitor, not a fault)
    """No place has this name. `suggestions` are places with a similar one, best first, at most five."""

    def __init__(self, text: str, advice: str, suggestions: Sequence[Place] = ()) -> None:
        self.text = text
        self.advice = advice
        self.suggestions = tuple(suggestions)
        super().__init__(f"We could not find {text!r}. {self._help()}")

    def _help(self) -> str:
        if not self.suggestions:
            return self.advice
        return f"Did you mean: {' · '.join(place.label for place in self.suggestions)}?"


class PlaceIsState(PlaceNotFound):
    """The name is a whole state's (`state`, "CO"), which is too wide to search around."""

    def __init__(self, text: str, state: str, advice: str) -> None:
        self.state = state
        super().__init__(text, advice)


class PlaceAmbiguous(LookupError):  # noqa: N818
    """Several places have this name. `candidates` are all of them, most populous first.

    `state` is the code of a whole state that the name can mean as well, or "".
    """

    def __init__(self, text: str, candidates: Sequence[Place], state: str = "") -> None:
        self.text = text
        self.candidates = tuple(candidates)
        self.state = state
        shown = " · ".join(place.label for place in self.candidates[:SHOWN_AT_MOST])
        more = len(self.candidates) - SHOWN_AT_MOST
        rest = f" · and {more} more" if more > 0 else ""
        super().__init__(f"There is more than one {text!r}. Write one of: {shown}{rest}.")


class PlaceTableError(RuntimeError):
    """The compiled table of places is missing, damaged or of another version. Compile it again."""


class PlaceTableOutdatedError(PlaceTableError):
    """The compiled table of places is intact, but another version of this program wrote it."""
