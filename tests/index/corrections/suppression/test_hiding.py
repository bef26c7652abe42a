from index.corrections.suppression import lift, suppress
from index.corrections.suppression.hiding import hide, show_again
from index.published.overlay import Overlay, change_overlay, read_overlay
from tests.builders import listing, location, phone

HERE = location(phone=phone("12"))


def test_lifting_one_request_shows_one_person_again_and_keeps_what_only_the_overlay_knows(rows, tmp_path):
    rows.put(listing("list/1", places=[HERE]), listing("list/2", "Casey", "Stone", places=[HERE]))
    rows.resolve()
    ids = rows.ids()
    change_overlay(tmp_path, lambda overlay: overlay.suppressing(frozenset({"frombackup"}), frozenset({7})))
    for provider in ids.values():
        suppress(rows.store, provider, "an operator", "asked by letter")
    assert hide(rows.store, tmp_path).suppressed == {"frombackup", *ids.values()}
    both = read_overlay(tmp_path).keys
    lifted = lift(rows.store, ids["list/1"], "an operator", "asked to return")
    left = show_again(rows.store, tmp_path, lifted)
    assert left == read_overlay(tmp_path)
    assert left.suppressed == {"frombackup", ids["list/2"]}
    assert left.keys == both - lifted.keys
    assert 7 in left.keys


def test_what_two_requests_ask_for_stays_out_until_both_are_lifted(rows, tmp_path):
    rows.put(listing("list/1", places=[HERE]))
    rows.resolve()
    provider = rows.ids()["list/1"]
    first = suppress(rows.store, provider, "an operator", "asked by letter")
    hide(rows.store, tmp_path)
    assert show_again(rows.store, tmp_path, first).suppressed == {provider}
    lifted = lift(rows.store, provider, "an operator", "asked to return")
    assert show_again(rows.store, tmp_path, lifted) == Overlay()
