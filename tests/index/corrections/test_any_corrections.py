"""Corrections accepted, renewed and taken back in any order: the newest counts, and nothing is lost by undoing."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index import clock
from index.corrections import box
from index.corrections.accepted_values import AcceptedValues
from index.corrections.accepting import Acceptance, accept, renew, take_back
from index.corrections.intake import take
from index.providers import merge
from index.records import Sender
from index.settings import Settings
from index.store import open_store
from index.store.identities.memberships import listings_by_provider
from index.store.listings import corrections
from tests.index.corrections.sent import fix
from tests.index.publish import invented

WHO = {"who": "an operator", "note": "called"}
CASES = range(3)
NUMBERS = ("(303) 555-0142", "(303) 555-0143", "(303) 555-0144")
OF_THE_SCHOOL = "(303) 555-0103"
steps = st.lists(
    st.tuples(st.sampled_from(["accept", "renew", "take back"]), st.sampled_from(CASES), st.sampled_from(NUMBERS)),
    max_size=8,
)


class Model:
    """The corrections in force by case: the day on which each was last confirmed, and the number."""

    def __init__(self):
        self.in_force = {}

    def do(self, step, case, phone, day):
        if step == "accept":
            self.in_force[case] = (day, phone)
        elif step == "take back":
            self.in_force.pop(case, None)
        elif case in self.in_force:
            self.in_force[case] = (day, self.in_force[case][1])

    @property
    def shown(self):
        return max(self.in_force.values())[1] if self.in_force else None


def folded(store, day):
    with store.read() as connection:
        found = listings_by_provider(connection, only=frozenset({"person03"}))
        ((provider_id, listings),) = found
    return merge(provider_id, listings, frozenset(), today=day)


def sent(store, home):
    messages = [fix(provider="person03") for _ in CASES]
    for message in messages:
        box.append(home.inbox, message)
    take(store, home)
    return [message.number for message in messages]


def do(store, home, step, number, phone):
    if step == "accept":
        values = {"phone": phone}
        accept(store, home, number, Acceptance(corrected=AcceptedValues(by=Sender.PERSON, values=values)), **WHO)
        return
    try:
        (renew if step == "renew" else take_back)(store, number, **WHO)
    except corrections.NoCorrectionInForceError:
        return


def shown_phone(provider):
    return provider.practices[0].location.phone.e164


def test_the_newest_correction_counts_and_undoing_all_leaves_what_was(monkeypatch, soak):
    start = clock.now()

    @hypothesis_settings(max_examples=100 if soak else 8, phases=(Phase.explicit, Phase.generate), derandomize=not soak)
    @given(steps=steps)
    def check(steps):
        monkeypatch.setenv("PINPOINT_NOW", start.isoformat())
        with tempfile.TemporaryDirectory() as folder:
            home = Settings(home=Path(folder))
            store = open_store(home.database_url)
            invented.settle(store)
            before, cases, model = folded(store, clock.today()), sent(store, home), Model()
            for number, (step, case, phone) in enumerate(steps, start=1):
                monkeypatch.setenv("PINPOINT_NOW", (start + timedelta(days=number)).isoformat())
                do(store, home, step, cases[case], phone)
                model.do(step, case, phone, number)
                expected = model.shown or OF_THE_SCHOOL
                assert shown_phone(folded(store, clock.today()))[-4:] == expected[-4:]
            with store.read() as connection:
                decided = len(corrections.decisions_on(connection))
            for case in CASES:
                do(store, home, "take back", cases[case], "")
            assert folded(store, clock.today()) == before
            with store.read() as connection:
                assert len(corrections.decisions_on(connection)) >= decided
            store.close()

    check()
