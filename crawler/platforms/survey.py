"""The asking of a country in rounds: what to ask next follows from all answers so far, in whatever order they came.

So a run that is taken up again, or read again from its archive, asks for the same. No listing is lost to a limit of
the server: where an answer may have been cut off, its circle is asked for again in cells of the map, and those in four
each, until the answers are short enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from crawler.platforms.disk import Disk, Known, Unit
from crawler.platforms.map_cell import MapCell, cells_of
from crawler.platforms.narrow import Narrow
from crawler.platforms.reach import Order, Point
from crawler.platforms.response_limit import ResponseLimit

NARROWEST = 0.02  # miles; smaller than a building


@dataclass(frozen=True, slots=True)
class Question:
    """A disk to ask for. `cell` is what it was drawn around; a disk around a point has none."""

    disk: Disk
    cell: MapCell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearAnswer:
    """How many rows a question was answered with, and where those are whose coordinates can be read, in their order."""

    question: Question
    rows: int
    points: Sequence[Point]


class Survey:
    """Collects the answers of a round, and gives the questions of the next when the last of them is there."""

    def __init__(self, unit: Unit, rows_asked: int = 0) -> None:
        self.limit = ResponseLimit(rows_asked)
        self.narrow = Narrow()
        self.splits = 0
        self._order = Order()
        self._unit = unit
        self._known = Known()
        self._cells: set[MapCell] = set()
        self._waiting = 0
        self._answers: list[NearAnswer] = []
        self._stuck: list[NearAnswer] = []

    def ask(self, questions: Iterable[Question]) -> list[Question]:
        """Return the questions of a round, each of which will be answered or given up."""
        asked = list(questions)
        self._waiting += len(asked)
        return asked

    def answered(self, answer: NearAnswer | None) -> list[Question]:
        """Take an answer, None for a question that has none, and return the questions of the next round.

        There are none while others of this round are awaited, and none after the last round.
        """
        self._waiting -= 1
        if answer is not None:
            self._answers.append(answer)
            self.limit.met(answer.rows)
            self._order.met(answer.question.disk, answer.points)
        return [] if self._waiting else self.ask(self._next_round())

    @property
    def ended(self) -> bool:
        """Whether everything that was asked is answered."""
        return not self._waiting

    def cut_off(self) -> list[NearAnswer]:
        """Return the answers that may lack rows, and cannot be asked for in smaller parts; after the last round."""
        return [answer for answer in self._stuck if self.limit.may_have_cut(answer.rows)]

    def _next_round(self) -> list[Question]:
        answers, self._answers = sorted(self._answers, key=_place), []
        cut = [answer for answer in answers if not self._whole(answer)]
        questions: list[Question] = []
        for answer in cut:
            parts = self._parts(answer)
            self.splits += bool(parts)
            questions += parts
            if not parts:
                self._stuck.append(answer)
        return [one for one in dict.fromkeys(questions) if self._is_new(one)]

    def _whole(self, answer: NearAnswer) -> bool:
        """Whether nothing of an answer is missing; what is known by it is remembered."""
        disk, reach = answer.question.disk, self._reach(answer)
        if not self.limit.may_have_cut(answer.rows) or reach >= disk.radius:
            self._known.add(disk)
            self.narrow.met(disk, answer.points)
            return True
        if reach:
            self._known.add(replace(disk, radius=reach))
        return False

    def _reach(self, answer: NearAnswer) -> float:
        return self._order.reach(answer.question.disk, answer.points)

    def _parts(self, answer: NearAnswer) -> list[Question]:
        """Return smaller questions for an answer; none where these would be answered alike.

        A site takes whole numbers for a radius; one that answers nearest first tells more of a smaller disk even so.
        """
        disk, cell = answer.question.disk, answer.question.cell
        parts = [Question(part.disk(disk.place), part) for part in (cell.parts() if cell else cells_of(disk))]
        smaller = parts[0].disk.asked(self._unit) < disk.asked(self._unit)
        return parts if smaller or (self._reach(answer) > 0 and disk.radius > NARROWEST) else []

    def _is_new(self, question: Question) -> bool:
        if question.cell is None or question.cell in self._cells or self._known.holds(question.disk):
            return False
        self._cells.add(question.cell)
        return True


def _place(answer: NearAnswer) -> tuple[float, float, float]:
    disk = answer.question.disk
    return disk.latitude, disk.longitude, disk.radius
