"""Practice locations as GeoJSON features (RFC 7946): longitude before latitude, no geometry where none is known."""

import json
from collections.abc import Iterator, Mapping


def feature_lines(document: Mapping[str, object]) -> Iterator[str]:
    """Yield one feature for each location of a document, as a line of JSON without a line end.

    The properties are the document's, with those of the location in the place of the same names.
    """
    locations = document["locations"]
    provider = {name: value for name, value in document.items() if name != "locations"}
    for location in locations if isinstance(locations, list) else ():
        feature = {"type": "Feature", "geometry": _point(location), "properties": provider | location}
        yield json.dumps(feature, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _point(location: Mapping[str, object]) -> dict[str, object] | None:
    if location["latitude"] is None or location["longitude"] is None:
        return None
    return {"type": "Point", "coordinates": [location["longitude"], location["latitude"]]}
