"""Rule 7: sources that disagree are shown side by side with dates."""

from datetime import date

from index.records import SourcesSay
from tests.builders import listing, location, phone, quote, seen
from tests.index.providers.said import DECLINES, OFFERS, folded

MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)


def test_a_yes_and_a_no_are_both_quoted_each_with_its_source_and_day():
    yes = seen(listing("list/1", places=[location()], statements=(OFFERS,)), last=MONDAY)
    no = seen(listing("site/1", places=[location()], statements=(DECLINES,)), last=FRIDAY)
    (practice,) = folded(no, yes).practices
    assert practice.evidence.answer is SourcesSay.DISAGREE
    assert practice.evidence.quotes == (
        quote(OFFERS.quote, source="list", url="https://list.example/1", read_on=MONDAY),
        quote(DECLINES.quote, source="site", url="https://site.example/1", read_on=FRIDAY, says_yes=False),
    )


def test_every_phone_that_a_source_gives_stays_with_its_dates():
    old = seen(listing("list/1", places=[location(phone=phone("11"))]), last=MONDAY)
    new = seen(listing("site/1", places=[location(phone=phone("22"))]), last=FRIDAY)
    provider = folded(old, new)
    assert provider.practices[0].location.phone == phone("22")
    assert [(claim.value, claim.source, claim.last_seen) for claim in provider.claims if claim.field == "phone"] == [
        (phone("11").e164, "list", MONDAY),
        (phone("22").e164, "site", FRIDAY),
    ]
