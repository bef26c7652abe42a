"""The real towns of the invented world, with their ZIP codes, coordinates and area codes."""

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A real town. `latitude` and `longitude` in degrees; `clinics` and `people` count its invented crowd."""

    city: str
    state: str
    zip: str
    latitude: float
    longitude: float
    area_code: str
    clinics: int
    people: int
    registry_only: bool
    """True if only the registry lists the crowd here."""

    @property
    def label(self) -> str:
        """The town's name in the data files, such as "Salida, CO 81201"."""
        return f"{self.city}, {self.state} {self.zip}"


def load_towns(file: Path = DATA / "towns.csv") -> dict[str, Town]:
    """Return the towns by label, in the order of the file; raises ValueError or KeyError on a malformed row."""
    with file.open(encoding="utf-8", newline="") as lines:
        towns = [
            Town(
                city=row["city"],
                state=row["state"],
                zip=row["zip"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                area_code=row["area_code"],
                clinics=int(row["clinics"]),
                people=int(row["people"]),
                registry_only=row["registry_only"] == "yes",
            )
            for row in csv.DictReader(lines)
        ]
    return {town.label: town for town in towns}
