"""Rule 10: a person listed can correct or leave; what is private is hidden at once; a removal holds for ever."""

import pytest

from index import settings
from index.inbox.business_day import DAYS_TO_ANSWER, DAYS_TO_SETTLE
from index.inbox.intake import take
from index.inbox.message import Wrong
from index.publish.publisher import publish
from index.publish.reader import GoneError, PublishedReader
from index.store import open_store
from tests.index.inbox.sent import fix, removal, send
from tests.index.publish import invented


@pytest.fixture
def store(home):
    opened = open_store(settings.current().database_url)
    invented.settle(opened)
    publish(opened, settings.current())
    yield opened
    opened.close()


def served():
    return PublishedReader(settings.current().generations).generation()


def test_the_two_clocks_are_two_and_ten_business_days():
    assert (DAYS_TO_ANSWER, DAYS_TO_SETTLE) == (2, 10)


@pytest.mark.parametrize(("wrong", "field"), [(Wrong.PRIVATE_PHONE, "phone"), (Wrong.PRIVATE_ADDRESS, "street")])
def test_what_is_said_to_be_private_is_hidden_before_anybody_looks_and_after_every_publish(store, wrong, field):
    assert getattr(served().provider("person03").practices[0].location, field)
    send(fix(wrong, "person03"))
    take(store, settings.current())
    assert not getattr(served().provider("person03").practices[0].location, field)
    publish(store, settings.current())
    assert not getattr(served().provider("person03").practices[0].location, field)


def test_whoever_leaves_is_gone_now_and_after_every_publish(store):
    send(removal("person03"))
    take(store, settings.current())
    for _ in range(2):
        with pytest.raises(GoneError):
            served().provider("person03")
        assert "person03" not in {provider.id for provider in served().documents()}
        publish(store, settings.current())
