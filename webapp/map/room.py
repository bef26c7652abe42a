"""A rectangle of the picture that a marker or a name covers; units, y down."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Room:
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Self:
        """Return the rectangle of a size around a point."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def meets(self, others: Iterable["Room"], gap: float = 0.0) -> bool:
        """Return whether any of some rectangles is less than `gap` away; with 0, whether any overlaps."""
        left, top, right, bottom = self.left - gap, self.top - gap, self.right + gap, self.bottom + gap
        for other in others:
            if left < other.right and other.left < right and top < other.bottom and other.top < bottom:
                return True
        return False

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies inside or on the edge."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def moved_into(self, side: float, margin: float) -> "Room":
        """Return the rectangle moved so far that it lies in a square from 0 to `side`, `margin` from its edge."""
        east = max(0.0, margin - self.left) or min(0.0, side - margin - self.right)
        south = max(0.0, margin - self.top) or min(0.0, side - margin - self.bottom)
        return Room(self.left + east, self.top + south, self.right + east, self.bottom + south)
