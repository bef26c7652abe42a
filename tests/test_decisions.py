"""docs/decisions.md keeps its form: every decision has a number of its own, alternatives, and what would reopen it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
SECTIONS = [part.partition("\n")[::2] for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]]
NO_ROOM = ("The house", "Figures compared with peers")
"""Headings that are no folder."""


@dataclass(frozen=True)
class Decision:
    number: int
    title: str
    body: str

    @property
    def labels(self):
        return re.findall(r"^- (\w[\w ]*):", self.body, re.MULTILINE)

    @property
    def superseded_by(self):
        return [int(number) for number in re.findall(r"\ASuperseded by (\d+)\.$", self.body, re.MULTILINE)]


def decisions():
    found = []
    for _, text in SECTIONS:
        for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
            heading, _, body = part.partition("\n")
            number, _, title = heading.partition(". ")
            found.append(Decision(int(number), title, body))
    return found


DECISIONS = decisions()


def test_numbers_run_without_a_gap_so_none_was_removed_or_used_twice():
    assert sorted(one.number for one in DECISIONS) == list(range(1, len(DECISIONS) + 1))
    assert len(DECISIONS) >= 90


def test_a_heading_is_apart_from_what_is_before_it_and_not_from_its_decision():
    lines = PAGE.splitlines()
    headings = [row for row, line in enumerate(lines) if line.startswith("### ")]
    assert [lines[row] for row in headings if lines[row - 1] or not lines[row + 1]] == []


def test_titles_differ():
    assert len({one.title for one in DECISIONS}) == len(DECISIONS)


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda one: str(one.number))
def test_a_decision_says_what_why_what_else_and_when_to_look_again(decision):
    assert decision.labels == ["Why", "Alternatives", "Revisit when"]
    assert decision.title.strip()
    assert not decision.body.lstrip().startswith("- "), "it must say what was decided"


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda one: str(one.number))
def test_a_superseded_decision_names_a_later_one_that_is_there(decision):
    numbers = {one.number for one in DECISIONS}
    assert ("Superseded" in decision.body) == bool(decision.superseded_by)
    assert all(number in numbers - {decision.number} for number in decision.superseded_by)


def test_decisions_are_grouped_by_rooms_that_exist():
    rooms = [heading for heading, _ in SECTIONS if heading not in NO_ROOM]
    assert len(rooms) == len(set(rooms))
    assert [room for room in rooms if not (ROOT / room).is_dir()] == []
