"""Findings of checks: what is well, what waits, what needs a person, and a check that fails itself."""

import sqlite3

from index import settings
from index.doctor.finding import Finding, NotWellError, Trouble, TroubleKind, Well, look
from index.failure_text import LOCKED

SCHOOL = Trouble(kind=TroubleKind.SOURCE_LATE, subject="school", note="school is late")
BOARD = Trouble(kind=TroubleKind.SOURCE_BLOCKED, subject="board", note="board refuses")


def found(check):
    return look({"sources": check}, settings.current())


def failing(error):
    def check(_here):
        raise error

    return check


def test_a_sentence_is_well_and_has_no_trouble():
    assert found(lambda _: "all read") == [Finding("sources", True, "all read")]


def test_what_waits_for_a_person_is_well_and_a_trouble_at_once():
    assert found(lambda _: Well(note="one waits", troubles=(SCHOOL,))) == [
        Finding("sources", True, "one waits", troubles=(SCHOOL,))
    ]


def test_several_bad_sources_are_one_sentence_and_a_trouble_each():
    (one,) = found(failing(NotWellError.of([SCHOOL, BOARD])))
    assert (one.well, one.note, one.troubles, one.ran) == (
        False,
        "school is late; board refuses",
        (SCHOOL, BOARD),
        True,
    )


def test_one_trouble_has_the_message_as_its_note():
    (one,) = found(failing(NotWellError(TroubleKind.SOURCE_LATE, "school is late", "school")))
    assert one == Finding("sources", False, "school is late", troubles=(SCHOOL,))


def test_a_check_that_fails_itself_knows_nothing_of_its_subject():
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    (one,) = found(failing(locked))
    assert (one.well, one.note, one.ran) == (False, LOCKED, False)
    assert one.troubles == (Trouble(kind=TroubleKind.STORE_LOCKED, subject="", note=LOCKED),)
    (other,) = found(failing(KeyError("Avery")))
    assert (other.troubles[0].kind, other.troubles[0].codes, other.ran) == (
        TroubleKind.CHECK_FAILED,
        ("sources",),
        False,
    )
    assert "Avery" not in other.note
