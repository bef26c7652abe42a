"""A few invented providers, put where a test wants them, and an index of them."""

from itertools import count

import pytest

from index.records import (
    Finding,
    PersonName,
    Practice,
    PracticeLocation,
    Practitioner,
    Profession,
    SourcesSay,
    StateRules,
)
from index.search import build

CENTER = (38.5347, -105.9989)
NO_RULES = StateRules()


def place(north=0.0, east=0.0, *, answer=SourcesSay.PERSON_LISTED, center=CENTER, **location):
    """A practice some degrees from the center."""
    location = {"state": "CO", "city": "Salida"} | location
    return Practice(
        location=PracticeLocation(latitude=center[0] + north, longitude=center[1] + east, **location),
        evidence=Finding(answer=answer),
        sources=("source",),
    )


def person(provider_id, *practices, name="Jordan Avery", professions=(Profession.PHYSICAL_THERAPIST,), **parts):
    given, _, family = name.partition(" ")
    return Practitioner(
        id=provider_id,
        name=name,
        person=PersonName(given=given, family=family),
        professions=professions,
        practices=practices or (place(),),
        **parts,
    )


@pytest.fixture
def built(tmp_path):
    """A function that builds an index of providers and opens the serving engine."""
    numbers = count()
    return lambda *providers, rules=NO_RULES: build(tmp_path / f"index-{next(numbers)}", providers, rules)
