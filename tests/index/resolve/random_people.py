"""Listings of few names, numbers and places, drawn at random, so that many of them may be one person."""

from hypothesis import strategies as st

from tests.builders import NPI_1, NPI_2, listing, location, phone

SALIDA = location(phone=phone("12"))
SOURCES = ("npi_registry", "list", "site")
NUMBERS = range(1, 5)
PLACES = (
    SALIDA,
    location("", phone=phone("12")),
    location("100 Example St", unit="9"),
    location("2 Second St"),
    location(""),
    location("9 Far Rd", "Reno", "NV", "89501"),
)
WHO_AND_WHERE = st.fixed_dictionaries(
    {
        "given": st.sampled_from(["Robert", "Robert", "Robert", "Bob", "R.", "Roberta", "Jordan"]),
        "family": st.sampled_from(["Avery", "Avery", "Avery", "Avery-Stone", "Stone"]),
        "middle": st.sampled_from(["", "", "", "", "Lee", "L", "Ray"]),
        "generation": st.sampled_from(["", "", "", "", "", "", "Jr", "Sr"]),
        "npi": st.sampled_from(["", "", "", "", NPI_1, NPI_2]),
        "places": st.lists(st.sampled_from([SALIDA, SALIDA, SALIDA, *PLACES]), min_size=1, max_size=2) | st.just([]),
    }
)


def people(numbers=NUMBERS):
    """Draw one listing of a person, under one of a few keys."""
    return st.builds(
        lambda source, number, fields: listing(f"{source}/{number}", **fields),
        source=st.sampled_from(SOURCES),
        number=st.sampled_from(list(numbers)),
        fields=WHO_AND_WHERE,
    )


def crowds(least=0, most=9):
    """Draw some listings of people, each key once."""
    return st.lists(
        people(range(1, 13)), min_size=least, max_size=most, unique_by=lambda one: (one.source, one.source_id)
    )
