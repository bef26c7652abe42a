"""Two ZIP codes and two towns, for what normalizing asks of a gazetteer."""

from index.places.place import Place
from index.records import Precision

SALIDA = Place(
    label="Salida, CO", latitude=38.53, longitude=-105.99, precision=Precision.PLACE, state="CO", city="Salida"
)
SALIDA_ZIP = Place(
    label="Salida, CO 81201",
    latitude=38.52,
    longitude=-106.0,
    precision=Precision.ZIP,
    state="CO",
    city="Salida",
    zip="81201",
)
MOAB_ZIP = Place(
    label="Moab, UT 84532",
    latitude=38.57,
    longitude=-109.55,
    precision=Precision.ZIP,
    state="UT",
    city="Moab",
    zip="84532",
)
OTHER_SALIDA_ZIP = Place(
    label="Salida, CA 95368",
    latitude=37.71,
    longitude=-121.09,
    precision=Precision.ZIP,
    state="CA",
    city="Salida",
    zip="95368",
)


class FakePlaces:
    """A gazetteer of Salida and Moab, and of the ZIP code of another Salida."""

    def zip(self, code):
        return {"81201": SALIDA_ZIP, "84532": MOAB_ZIP, "95368": OTHER_SALIDA_ZIP}.get(code)

    def town(self, city, state):
        return SALIDA if (city.casefold(), state) == ("salida", "CO") else None
