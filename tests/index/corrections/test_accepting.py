"""Accepted values of a case, through crawls, resolutions, merges and splits. Everybody is invented."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select, update

from index import settings
from index.corrections.accepted_values import (
    AcceptedValues,
    QuoteError,
    UnknownFieldError,
    UnreadableValueError,
    WhichListingError,
    WhichPlaceError,
)
from index.corrections.accepting import (
    Acceptance,
    HiddenAtOnceError,
    NobodyError,
    NoCorrectionError,
    UnknownValueError,
    accept,
    due,
    renew,
    take_back,
)
from index.corrections.added_values import ListedContact
from index.corrections.case_row import get
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.publish.publisher import publish
from index.published.overlay import read_overlay
from index.published.reader import PublishedReader
from index.records import Denied, Sender, SourcesSay
from index.resolve import resolve
from index.store import schema, sources
from index.store.audit import EmptyReasonError
from index.store.listings import corrections
from index.store.listings.correction_listings import corrections_in_force, owner_of
from index.store.runs import runs
from tests.index.corrections.sent import fix, removal, send
from tests.index.corrections.test_intake import audited
from tests.index.promoted import promote_listings
from tests.index.publish import invented
from tests.store_rows import queue_run, stage_listings

WHO = {"who": "an operator", "note": "called (303) 555-0103, Jordan Averyd told me so"}
NEW_PHONE = "(303) 555-0142"


def taken(store, message):
    send(message)
    take(store, settings.current())
    return message.number


def accepted(store, number, *, by=Sender.PERSON, quote="", more=None, **values):
    values_sent = AcceptedValues(by=by, values=values, quote=quote)
    return accept(store, settings.current(), number, Acceptance(corrected=values_sent, **(more or {})), **WHO)


def published(store, provider="person03"):
    publish(store, settings.current())
    return PublishedReader(settings.current().generations, every=0).generation().provider(provider)


def crawl(store, *people):
    """Let the school's directory be read again, whole, with these people in it."""
    with store.write() as connection:
        run = queue_run(connection)
        stage_listings(connection, run, *map(invented.person, people))
        delta = promote_listings(connection, run_id=run, source="school", today=date(2026, 12, 1), whole=True)
        runs.end(connection, run, verdict=runs.Verdict.PASSED)
    return delta


@pytest.fixture
def corrected(store, folder):
    """The case by which Jordan Averyd told us another phone number."""
    number = taken(store, fix(Wrong.PHONE, "person03"))
    accepted(store, number, phone=NEW_PHONE)
    return number


def phone_of(provider):
    return provider.practices[0].location.phone.e164


def test_an_accepted_value_is_shown_first_with_its_source_and_day_and_the_other_stays(store, corrected):
    provider = published(store)
    assert phone_of(provider) == "+13035550142"
    assert [
        (claim.value, claim.source, claim.url, claim.first_seen, claim.last_seen)
        for claim in provider.claims
        if claim.field == "phone"
    ] == [
        ("+13035550103", "school", "https://school.test/people/3", invented.FIRST, invented.LAST),
        ("+13035550142", "told_us", "", date(2026, 11, 23), date(2026, 11, 23)),
    ]


def test_accepting_settles_the_case_and_keeps_who_and_why(store, folder, corrected):
    with store.read() as connection:
        (decided,) = corrections.decisions_on(connection, case=corrected)
        assert (decided.verdict, decided.who, decided.reason) == ("accepted", WHO["who"], WHO["note"])
        assert get(connection, corrected).settled_by == "an operator"
    assert read_overlay(folder).cases == {corrected: "settled 2026-11-23 2026-11-23"}
    assert [action for _, action, _ in audited(store)] == ["take case", "correction accepted", "settle case"]


def test_nothing_published_has_the_case_or_what_the_sender_wrote(store, corrected):
    assert corrected not in str(published(store))
    assert "303-555-0199" not in str(published(store))


def test_it_survives_a_recrawl_that_states_the_old_value_and_one_that_finds_nobody(store, corrected):
    everybody = range(invented.PEOPLE)
    assert crawl(store, *everybody).as_dict()["withdrawn"] == 0
    assert phone_of(published(store)) == "+13035550142"
    crawl(store)
    assert phone_of(published(store)) == "+13035550142"


def test_a_correction_alone_lists_nobody_and_returns_with_the_listing(store, reader, corrected):
    invented.withdraw(store, "p3")
    publish(store, settings.current())
    assert "person03" not in {provider.id for provider in reader.generation().documents()}
    with store.write() as connection:
        connection.execute(update(schema.listing).where(schema.listing.c.source_id == "p3").values(withdrawn_on=None))
    assert phone_of(published(store)) == "+13035550142"


def test_resolution_neither_moves_it_nor_takes_it_for_a_listing_of_somebody(store, corrected):
    before = resolve(store).as_dict()
    again = resolve(store).as_dict()
    assert (before["listings"], again["changed"]) == (invented.PEOPLE + 1, 0)
    with store.read() as connection:
        assert "told_us" not in set(connection.execute(select(schema.membership.c.source)).scalars())
        owner = owner_of(connection, corrections_in_force(connection)[0].listing)
    provider = published(store, owner)  # under a new id: the invented memberships had no name
    assert "p3" in {claim.source_id for claim in provider.claims}
    assert phone_of(provider) == "+13035550142"


def test_it_goes_with_its_listing_through_a_merge_and_a_split(store, corrected):
    invented.merge(store, "person03", "person04")
    assert phone_of(published(store, "person04")) == "+13035550142"
    with store.write() as connection:
        moved = update(schema.membership).where(schema.membership.c.source_id == "p3")
        connection.execute(moved.values(provider="person05"))
    assert phone_of(published(store, "person04")) == "+13035550104"
    assert phone_of(published(store, "person05")) == "+13035550142"


def test_it_stays_when_the_source_lists_the_person_under_another_id(store, corrected):
    renamed = replace(invented.person(3), source_id="p3-new")
    with store.write() as connection:
        connection.execute(insert(schema.listing).values(**invented.row_of(renamed)))
        of_new = {"source": "school", "source_id": "p3-new", "provider": "person03", "undecided": "person03"}
        connection.execute(insert(schema.membership).values(**of_new, name_key=""))
    invented.withdraw(store, "p3")
    assert phone_of(published(store)) == "+13035550142"


def test_a_second_acceptance_takes_the_place_of_the_first_and_both_are_kept(store, corrected):
    accepted(store, corrected, phone="(303) 555-0143")
    provider = published(store)
    assert {claim.value for claim in provider.claims if claim.source == "told_us"} == {"+13035550143"}
    with store.read() as connection:
        verdicts = [one.verdict for one in corrections.decisions_on(connection, case=corrected)]
    assert verdicts == ["accepted", "taken_back", "accepted"]


def test_taking_back_shows_exactly_what_was_shown_before(store, reader):
    before = published(store)
    number = taken(store, fix(Wrong.PHONE, "person03"))
    accepted(store, number, phone=NEW_PHONE, website="new.example")
    assert published(store) != before
    take_back(store, number, who="an operator", note="it was somebody else")
    assert published(store) == before
    with pytest.raises(corrections.NoCorrectionInForceError, match="no accepted value of case"):
        take_back(store, number, who="an operator", note="again")


def test_a_persons_no_in_their_own_words_outweighs_the_directory(store, folder):
    number = taken(store, fix(Wrong.DOES_NOT_DO_THIS, "person03", text="I do not do dry needling any more. Call me!"))
    accepted(store, number, dry_needling="no", quote="I do not do dry needling any more.")
    evidence = published(store).practices[0].evidence
    assert evidence.answer is SourcesSay.SAYS_NO
    assert [(quote.text, quote.source, quote.url) for quote in evidence.quotes] == [
        ("I do not do dry needling any more.", "told_us", ""),
        ("Jordan 3 does dry needling.", "school", "https://school.test/people/3"),
    ]


def test_the_ticked_box_is_quoted_where_nothing_was_written(store, folder):
    number = taken(store, fix(Wrong.DOES_NOT_DO_THIS, "person03", text=""))
    accepted(store, number, dry_needling="no")
    assert published(store).practices[0].evidence.quotes[0].text == "Does not do dry needling"


def test_who_no_longer_works_there_has_no_place_there(store, folder):
    number = taken(store, fix(Wrong.NO_LONGER_HERE, "person03", text=""))
    accepted(store, number, more={"has_left": True})
    (practice,) = published(store).practices
    assert (practice.location.street, practice.evidence.answer) == ("", SourcesSay.NO_WORD)


def test_a_wrong_value_may_be_written_as_people_write_it(store, folder):
    number = taken(store, fix(Wrong.PHONE, "person03"))
    accepted(store, number, more={"denied": (Denied(field="phone", value="303.555.0103"),)})
    provider = published(store)
    assert provider.practices[0].location.phone is None
    assert ("not_phone", "+13035550103") in {(claim.field, claim.value) for claim in provider.claims}


def test_name_letters_profession_and_address_are_read_by_the_reader_of_all_listings(store, folder):
    number = taken(store, fix(Wrong.NAME_OR_LETTERS, "person03"))
    address = "7 Other Avenue, Suite 2, Salida, Colorado 81201"
    accepted(
        store,
        number,
        name="AVERY-LANE, JORDAN",
        credentials="DPT, OCS",
        profession="chiropractor",
        address=address,
        website="WWW.New.Example/me?utm_source=x",
        more={"reached": ListedContact(field="phone", value="303-555-0103")},
    )
    provider = published(store)
    location = provider.practices[0].location
    assert provider.name == "Jordan Avery-Lane"
    assert [one.code for one in provider.credentials] == ["DPT", "OCS"]
    assert (location.street, location.unit, location.city, location.zip) == (
        "7 Other Avenue",
        "Suite 2",
        "Salida",
        "81201",
    )
    assert provider.website == "https://www.new.example/me"
    assert len(provider.practices) == 1


def test_after_twelve_months_it_is_due_until_somebody_asked_again(store, corrected, monkeypatch):
    def numbers_due(day):
        with store.read() as connection:
            return [(one.case.number, one.provider) for one in due(connection, day)]

    assert numbers_due(date(2027, 11, 22)) == []
    assert numbers_due(date(2027, 11, 23)) == [(corrected, "person03")]
    monkeypatch.setenv("PINPOINT_NOW", "2027-11-30T12:00:00+00:00")
    renew(store, corrected, who="an operator", note="called, it is still right")
    assert numbers_due(date(2027, 12, 1)) == []
    assert numbers_due(date(2028, 11, 29)) == [(corrected, "person03")]
    claim = next(claim for claim in published(store).claims if claim.source == "told_us")
    assert (claim.first_seen, claim.last_seen) == (date(2026, 11, 23), date(2027, 11, 30))


def test_it_is_no_source_to_crawl(store, corrected):
    with store.read() as connection:
        assert [one.id for one in sources.all_sources(connection)] == ["school"]
        with pytest.raises(sources.UnknownSourceError, match="known sources: school"):
            sources.get(connection, "told_us")
        assert sources.descriptions(connection)["told_us"]["name"] == "What listed people told us"


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"phone": "(303) 555-01"}, "phone"),
        ({"phone": "(303) 555-0142 or (303) 555-0143"}, "phone"),
        ({"phone": "(555) 123-4567"}, "not_a_number_in_use"),
        ({"address": "Salida, CO 81201"}, "write street, town, state and ZIP code"),
        ({"address": "7 Other Ave, Salida, CO 99999"}, "ZIP"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"profession": "wizard"}, "profession"),
        ({"dry_needling": "maybe"}, "write yes or no"),
    ],
)
def test_a_value_that_cannot_be_read_whole_is_not_accepted(store, folder, values, wrong):
    number = taken(store, fix(Wrong.OTHER, "person03"))
    with pytest.raises(UnreadableValueError, match=wrong):
        accepted(store, number, **values)
    with store.read() as connection:
        assert corrections.in_force(connection) == []
        assert get(connection, number).settled_at is None


@pytest.mark.parametrize(
    ("text", "quote", "wrong"),
    [
        ("", "", "only the sender's own words"),
        ("I stopped last year.", "I never did it.", "only the sender's own words"),
        ("I do not do it, call 303-555-0199.", "", "holds contact data"),
        ("I do not do it. Write to me@example.test", "", "holds contact data"),
        ("I offer dry needling.", "", "says the contrary"),
        ("No. " * 200, "", "at most 300 characters"),
    ],
)
def test_only_the_senders_own_words_are_quoted_and_nothing_private_or_contrary(store, folder, text, quote, wrong):
    number = taken(store, fix(Wrong.OTHER, "person03", text=text))
    with pytest.raises(QuoteError, match=wrong):
        accepted(store, number, dry_needling="no", quote=quote)


def test_each_mistake_is_explained(store, folder):
    number = taken(store, fix(Wrong.PHONE, "person03"))
    with pytest.raises(NoCorrectionError, match="no value is accepted"):
        accepted(store, number)
    with pytest.raises(UnknownFieldError, match="shoe: no field of a correction"):
        accepted(store, number, shoe="left")
    with pytest.raises(EmptyReasonError):
        accept(
            store,
            settings.current(),
            number,
            Acceptance(corrected=AcceptedValues(by=Sender.PERSON, values={})),
            who="",
            note="",
        )
    with pytest.raises(WhichListingError, match="its listings are: school/p3"):
        accepted(store, number, phone=NEW_PHONE, more={"about": "school/p4"})
    with pytest.raises(WhichPlaceError, match="Example Physical Therapy, 103 Example St"):
        accepted(store, number, phone=NEW_PHONE, more={"place": "Denver"})
    with pytest.raises(UnknownValueError, match="sources state: \\+13035550103"):
        accepted(store, number, more={"denied": (Denied(field="phone", value=NEW_PHONE),)})
    with pytest.raises(UnknownValueError, match="cannot be marked wrong"):
        accepted(store, number, more={"denied": (Denied(field="name", value="Jordan Averyd"),)})
    with pytest.raises(NoCorrectionError, match="asks for a removal"):
        accepted(store, taken(store, removal("person04")), phone=NEW_PHONE)
    with pytest.raises(NobodyError, match="give its id with --id"):
        accepted(store, taken(store, fix(Wrong.PHONE, "", which="Jordan in Salida")), phone=NEW_PHONE)
    with pytest.raises(HiddenAtOnceError, match="hides phone of this listing"):
        accepted(store, taken(store, fix(Wrong.PRIVATE_PHONE, "person05")), phone=NEW_PHONE)


def test_a_case_that_names_the_provider_in_words_is_accepted_for_an_id(store, folder):
    number = taken(store, fix(Wrong.PHONE, "", which="Jordan in Salida"))
    accepted(store, number, phone=NEW_PHONE, more={"provider": "person05"})
    assert phone_of(published(store, "person05")) == "+13035550142"


def test_a_private_number_that_is_said_to_be_wrong_is_no_more_public_than_before(store, reader, folder):
    taken(store, fix(Wrong.PRIVATE_PHONE, "person03"))
    accepted(
        store,
        taken(store, fix(Wrong.OTHER, "person03", text="That is my home number.")),
        more={"denied": (Denied(field="phone", value="(303) 555-0103"),)},
    )
    assert "5550103" not in str(published(store))


def test_a_new_number_is_refused_where_another_case_hides_the_phone(store, folder):
    private = taken(store, fix(Wrong.PRIVATE_PHONE, "person03"))
    with pytest.raises(HiddenAtOnceError, match=f"cases settle {private} --restore"):
        accepted(store, taken(store, fix(Wrong.PHONE, "person03")), phone=NEW_PHONE)
