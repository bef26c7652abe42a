import random
from datetime import date, timedelta

from index.corrections.showing import PUBLISHED_AFTER_MOVE, HiddenIds, KnownIds
from index.store.identities.memberships import MovedListing

DAY = date(2026, 11, 1)
LATER = date(2026, 11, 20)


def test_what_was_asked_under_a_merged_id_holds_for_all_that_it_was_merged_with():
    known = KnownIds({"old": "now", "now": "now", "other": "other"}, {})
    assert known.of("old") == {"old", "now"}
    assert known.of("now") == {"old", "now"}
    assert known.of("unknown") == {"unknown"}


def test_what_was_asked_under_the_id_of_two_people_holds_for_both():
    living = {"mixed": "mixed", "into": "mixed", "one": "later", "later": "later", "two": "two", "other": "other"}
    known = KnownIds(living, {"mixed": frozenset({"one", "two"})})
    assert known.of("mixed") == known.of("into") == {"mixed", "into", "one", "later", "two"}
    assert known.of("two") == {"two"}


def test_a_field_is_hidden_under_the_ids_of_before_a_split_as_long_as_the_listing_was_there():
    moved = MovedListing("now", (("first", DAY), ("second", LATER)))
    known = KnownIds({one: one for one in ("now", "first", "second")}, {}, [moved])
    until = {"first": DAY + PUBLISHED_AFTER_MOVE, "second": LATER + PUBLISHED_AFTER_MOVE}
    assert known.hidden("now", LATER) == HiddenIds(frozenset({"now"}), until)
    assert known.hidden("second", LATER) == HiddenIds(
        frozenset({"now", "second"}), {"first": DAY + PUBLISHED_AFTER_MOVE}
    )


def test_a_listing_that_had_left_before_is_not_hidden():
    known = KnownIds({"now": "now", "first": "first"}, {}, [MovedListing("now", (("first", DAY),))])
    assert known.hidden("first", LATER) == HiddenIds(frozenset({"first"}), {})


def test_over_any_history_the_fields_of_a_listing_are_hidden_in_every_generation():
    seed = random.randrange(2**32)
    for number in range(300):
        walk = _History(random.Random(seed + number))
        for generation, owners in walk.generations.items():
            for listing in walk.asked:
                assert _is_hidden(walk.hidden, owners[listing], generation), (seed + number, generation, listing)


def _is_hidden(hidden, provider, day):
    return provider in hidden.always or day <= hidden.until.get(provider, date.min)


class _History:
    """Four listings that change between ids and whose ids merge and part, a generation a day, and one request."""

    def __init__(self, chance):
        ids = "abcdefg"
        self.owner = {listing: chance.choice(ids) for listing in range(4)}
        self.merged = dict.fromkeys(ids)
        self.moves = {listing: [] for listing in self.owner}
        self.generations, asked_on = {}, chance.randrange(10)
        for number in range(10):
            today = DAY + timedelta(days=number)
            self._change(chance, today)
            self.generations[today] = dict(self.owner)
            if number == asked_on:
                about, since = self.owner[0], today
                self.asked = [listing for listing, owner in self.owner.items() if owner == about]
        living = {one: self._end(one) for one in ids}
        moved = [MovedListing(self.owner[one], tuple(before)) for one, before in self.moves.items() if before]
        self.hidden = KnownIds(living, {}, moved).hidden(about, since)

    def _change(self, chance, today):
        if chance.random() < 0.5:
            self._move(chance.randrange(4), chance.choice("abcdefg"), today)
            return
        gone, into = chance.sample("abcdefg", 2)
        if self.merged[gone] is None and self._end(into) != gone:
            self.merged[gone] = into
            for listing in [one for one, owner in self.owner.items() if owner == gone]:
                self._move(listing, self._end(into), today)

    def _move(self, listing, to, today):
        self.merged[to] = None  # an id that is used redirects nowhere
        if to != self.owner[listing]:
            self.moves[listing].append((self.owner[listing], today))
            self.owner[listing] = to

    def _end(self, one):
        while self.merged[one]:
            one = self.merged[one]
        return one
