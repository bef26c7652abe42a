from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from index.store.audit import EmptyReasonError
from index.store.freeze import (
    AlreadyFrozenError,
    Freeze,
    FrozenError,
    NotFrozenError,
    current_freeze,
    freeze,
    refuse_frozen,
    unfreeze,
)
from index.store.schema import audit
from index.store.schema import freeze as steps

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINE = Freeze(since=NOON, who="Ana", reason="a phone is everywhere")


def frozen(store):
    with store.read() as connection:
        return current_freeze(connection)


def test_a_home_is_frozen_from_its_freeze_to_its_end(store):
    assert frozen(store) is None
    with store.write() as connection:
        freeze(connection, who="Ana", reason=" a phone is everywhere ")
    assert frozen(store) == MINE
    with store.write() as connection:
        unfreeze(connection, who="Ben", reason="it was one number of a chain")
        refuse_frozen(connection)
    assert frozen(store) is None


def test_each_step_is_appended_and_in_the_audit(store):
    with store.write() as connection:
        freeze(connection, who="Ana", reason="one")
        unfreeze(connection, who="Ben")
        freeze(connection, who="Cy", reason="two")
        kept = connection.execute(select(steps.c.frozen, steps.c.who, steps.c.reason).order_by(steps.c.id)).all()
        lines = connection.execute(select(audit.c.who, audit.c.action, audit.c.note).order_by(audit.c.id)).all()
    assert kept == [(True, "Ana", "one"), (False, "Ben", ""), (True, "Cy", "two")]
    assert lines == [("Ana", "freeze", "one"), ("Ben", "unfreeze", ""), ("Cy", "freeze", "two")]


def test_the_first_reason_stays_and_what_is_not_frozen_cannot_be_unfrozen(store):
    with store.write() as connection:
        with pytest.raises(NotFrozenError):
            unfreeze(connection, who="Ana")
        with pytest.raises(EmptyReasonError):
            freeze(connection, who="Ana", reason=" ")
        freeze(connection, who="Ana", reason="a phone is everywhere")
        with pytest.raises(AlreadyFrozenError, match="since 2026-11-23 12:00 UTC by Ana"):
            freeze(connection, who="Ben", reason="me too")
    assert frozen(store) == MINE


def test_the_refusal_says_since_when_and_why_and_what_ends_it(store):
    with store.write() as connection:
        freeze(connection, who="Ana", reason="a phone is everywhere")
        with pytest.raises(FrozenError) as refused:
            refuse_frozen(connection)
    assert str(refused.value) == (
        "this home is frozen since 2026-11-23 12:00 UTC by Ana (a phone is everywhere): no crawl starts and nothing is "
        "published; `pinpoint unfreeze` ends it"
    )
