"""Rule 10: a person listed can correct or leave; what is private is hidden at once; a removal is permanent.

Corrections survive recrawls and are asked again after 12 months.
"""

from datetime import date

import pytest

from index import settings
from index.corrections.accepted_values import AcceptedValues
from index.corrections.accepting import Acceptance, accept, due
from index.corrections.business_day import DAYS_TO_ANSWER, DAYS_TO_SETTLE
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.publish.publisher import publish
from index.published.reader import GoneError, PublishedReader
from index.records import Sender, SourcesSay
from index.resolve import resolve
from tests.index.corrections.sent import fix, removal, send
from tests.index.publish import invented


@pytest.fixture
def store(store):
    invented.settle(store)
    publish(store, settings.current())
    return store


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


def corrected(store, **values):
    """Accept what Jordan Averyd told us after we called the listed number; returns the case."""
    number = send(fix(Wrong.OTHER, "person03", text="I do not do dry needling."))
    take(store, settings.current())
    accepted = Acceptance(corrected=AcceptedValues(by=Sender.PERSON, values=values))
    accept(store, settings.current(), number, accepted, who="an operator", note="called the listed number")
    return number


def test_a_correction_survives_every_recrawl_resolution_and_publish(store):
    corrected(store, phone="(303) 555-0142", dry_needling="no")
    for day in (date(2026, 12, 1), date(2027, 6, 1)):
        invented.read_again(store, day)
        resolve(store)
        publish(store, settings.current())
        (practice,) = [
            practice
            for provider in served().documents()
            for practice in provider.practices
            if practice.location.street == "103 Example St"
        ]
        assert (practice.location.phone.e164, practice.evidence.answer) == ("+13035550142", SourcesSay.SAYS_NO)


def test_a_correction_is_asked_again_after_twelve_months_and_not_before(store):
    number = corrected(store, phone="(303) 555-0142")
    with store.read() as connection:
        assert [one.case.number for one in due(connection, date(2027, 11, 22))] == []
        assert [one.case.number for one in due(connection, date(2027, 11, 23))] == [number]
