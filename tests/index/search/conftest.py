"""A few invented providers, put where a test wants them, and an index of them."""

from itertools import count

import pytest

from index.records import SourcesSay, StateRules
from index.search import build
from tests.builders import location, practice, practitioner

CENTER = (38.5347, -105.9989)
NO_RULES = StateRules()


def place(north=0.0, east=0.0, *, answer=SourcesSay.PERSON_LISTED, center=CENTER, **changes):
    """A practice some degrees from the center."""
    here = location(latitude=center[0] + north, longitude=center[1] + east, **changes)
    return practice(here, answer, sources=("source",))


def person(provider_id, *practices, **changes):
    return practitioner(*(practices or [place()]), id=provider_id, **changes)


@pytest.fixture
def built(tmp_path):
    """A function that builds an index of providers and opens the serving engine."""
    numbers = count()
    return lambda *providers, rules=NO_RULES: build(tmp_path / f"index-{next(numbers)}", providers, rules)
