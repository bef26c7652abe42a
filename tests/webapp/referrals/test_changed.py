"""A saved list says what changed since, also when the generation that it was saved from is gone."""

import re
from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from index.published.generation_folder import prune
from index.published.overlay import change_overlay
from index.records import Finding, Phone, SourcesSay
from tests.builders import quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import providers, publish_providers
from webapp.referrals.changed import read_seen
from webapp.referrals.chosen_ids import read_chosen_ids

EIGHT = "avery,rehab,silent,lindqvist,osei,course,moab,elko"


@pytest.fixture
def site(published):
    """Makes a client; a new one sees at once what was published, where a server looks once a second."""
    return lambda: app_over(published).test_client()


def changed(**changes):
    """The invented people, those named by id changed; None takes somebody out."""
    return [changes.get(one.id, lambda same: same)(one) for one in providers() if changes.get(one.id, 1)]


def place(provider, **location):
    (first,) = provider.practices
    return replace(provider, practices=(replace(first, location=replace(first.location, **location)),))


def answering(provider, answer, *quotes):
    (first,) = provider.practices
    return replace(provider, practices=(replace(first, evidence=Finding(answer=answer, quotes=quotes)),))


PLANTED = {
    "avery": lambda one: place(one, phone=Phone(e164="+13035550199")),
    "rehab": lambda one: answering(one, SourcesSay.NO_WORD),
    "silent": lambda one: place(one, street="200 Sample Ave"),
    "lindqvist": lambda one: place(one, phone=None),
    "osei": None,
    "course": lambda one: answering(
        place(one, phone=Phone(e164="+13035550198")), SourcesSay.PERSON_LISTED, quote("Robin does dry needling.")
    ),
}
"""Six of the eight change; two stay as they are."""
OLD = {
    "Jordan Avery": ["Phone: now 303-555-0199. It was 303-555-0112."],
    "Arkansas Valley Rehab": ["Dry needling: now No word on dry needling. It was This clinic offers dry needling."],
    "Casey Morrow": [
        "Address: now 200 Sample Ave, Salida, CO 81201. It was 100 Example St, Salida, CO 81201.",
    ],
    "Sam Lindqvist": ["Phone: no source we read states it now. It was 303-555-0160."],
    "Robin Castell": [
        "Phone: now 303-555-0198. It was 303-555-0112.",
        "Dry needling: now Listed as doing dry needling. It was A dry-needling course is listed.",
    ],
}


def saved(client, address):
    """The address that a list is saved at."""
    (link,) = [link for link, text in client.get(address).page.link_texts if text == "Save this list"]
    return link


def since(client, address):
    """What the page at an address says has changed: its first sentence, and {name: changes}."""
    answer = client.get(address)
    assert answer.status_code == 200
    markup = answer.get_data(as_text=True)
    (notice,) = re.findall(r'<div class="notice">\s*<h2>Since you saved this list</h2>(.*?)</div>', markup, re.DOTALL)
    first, rest = (*notice.split('<ul class="changes">'), "")[:2]
    found = {}
    for name, items in re.findall(r"<li><a [^>]*><bdi>(.*?)</bdi></a>\s*<ul>(.*?)</ul></li>", rest, re.DOTALL):
        found[name] = [plain(item) for item in re.findall(r"<li>(.*?)</li>", items, re.DOTALL)]
    gone = re.findall(r"<li><bdi>(\w+)</bdi>: no longer shown. Ask the clinic.</li>", rest)
    return plain(first), found, gone


def plain(markup):
    return " ".join(re.sub(r"<[^>]+>", "", markup).split())


def test_the_saved_link_has_the_generation_and_a_part_for_each_id(site):
    link = saved(site(), f"/list?ids={EIGHT}")
    assert re.fullmatch(rf"/list\?ids={EIGHT}&seen=1(\.[a-z2-7]{{9}}){{8}}", link)
    assert len(link) < 180


def test_nothing_has_changed_at_once(site):
    said_first, found, gone = since(site(), saved(site(), f"/list?ids={EIGHT}"))
    assert said_first == (
        "You saved this list from the data of Nov 23, 2026. No phone, address or word on dry needling has changed "
        "since then. Call before you use it all the same."
    )
    assert (found, gone) == ({}, [])


def test_a_list_of_eight_says_the_planted_changes_and_again_after_its_generation_was_pruned(site, published):
    link = saved(site(), f"/list?ids={EIGHT}")
    publish_providers(published, changed(**PLANTED), number=2, living={"osei": "osei"})
    publish_providers(published, changed(**PLANTED), number=3, living={"osei": "osei"})
    said_first, found, gone = since(site(), link)
    assert said_first == (
        "You saved this list from the data of Nov 23, 2026. 6 listings changed since then. Call before you use them."
    )
    assert found == OLD
    assert gone == ["osei"]

    assert prune(published.generations, 2) == [1]
    said_first, found, gone = since(site(), link)
    assert said_first.startswith("The data that you saved this list from is gone, so we can say what changed, and not")
    assert found == {
        name: [re.sub(r" It was .*", " We do not have the old value any more.", one) for one in changes]
        for name, changes in OLD.items()
    }
    assert gone == ["osei"]


def test_a_list_that_is_saved_again_has_no_changes(site, published):
    link = saved(site(), f"/list?ids={EIGHT}")
    publish_providers(published, changed(**PLANTED), number=2, living={"osei": "osei"})
    again = saved(site(), link)
    assert "osei" not in again
    assert since(site(), again)[1:] == ({}, [])


@pytest.mark.parametrize("ids", ["silent,avery", "avery,silent"])
def test_two_that_became_one_are_one_entry_and_the_page_says_so(site, published, ids):
    link = saved(site(), f"/list?ids={ids}")
    publish_providers(published, changed(silent=None), number=2, living={"silent": "avery"})
    said_first, found, gone = since(site(), link)
    assert said_first.endswith("1 listing changed since then. Call before you use it.")
    assert (found, gone) == ({}, [])
    assert "silent: now the same listing as Jordan Avery." in site().get(link).page.words


def test_an_entry_that_mixed_up_two_people_says_to_search_again(site, published):
    link = saved(site(), "/list?ids=avery,rehab")
    publish_providers(published, changed(rehab=None), number=2, living={"rehab": "rehab"}, mixed_up={"rehab"})
    page = site().get(link).page
    assert "rehab: This listing showed two people as one. We have parted them. Search for the name again." in page.words
    assert page.words.count("rehab:") == 1


def test_an_entry_that_comes_back_has_not_changed(site, published):
    link = saved(site(), "/list?ids=avery,rehab")
    publish_providers(published, changed(rehab=None), number=2, living={"rehab": "rehab"})
    assert since(site(), link)[1:] == ({}, ["rehab"])
    publish_providers(published, changed(), number=3)
    assert since(site(), link)[1:] == ({}, [])


def test_a_merged_id_says_what_it_said_under_its_old_number(site, published):
    link = saved(site(), "/list?ids=lindqvist")
    publish_providers(published, changed(lindqvist=None), number=2, living={"lindqvist": "avery"})
    _, found, _ = since(site(), link)
    assert found == {
        "Jordan Avery": [
            "Phone: now 303-555-0112. It was 303-555-0160.",
            "Dry needling: now Listed as doing dry needling. It was No word on dry needling.",
            "Address: now 100 Example St, Salida, CO 81201. It was 100 Example St, Goodland, KS 67735.",
        ]
    }


def test_what_was_hidden_since_is_not_shown_as_an_old_value(site, published):
    link = saved(site(), "/list?ids=avery,rehab")
    change_overlay(published.generations, lambda overlay: overlay.hiding("avery", frozenset({"phone", "address"})))
    publish_providers(published, changed(), number=2)
    _, found, _ = since(site(), link)
    assert found == {
        "Jordan Avery": [
            "Phone: no source we read states it now. We do not have the old value any more.",
            "Address: now Salida, CO 81201. We do not have the old value any more.",
        ]
    }


def test_a_street_that_is_withheld_now_is_not_shown_as_an_old_value(site, published):
    link = saved(site(), "/list?ids=silent,rehab")

    def withheld(provider):
        without = place(provider, street="")
        return replace(without, practices=(replace(without.practices[0], street_withheld=True),))

    publish_providers(published, changed(silent=withheld), number=2)
    _, found, _ = since(site(), link)
    assert found == {"Casey Morrow": ["Address: now Salida, CO 81201. We do not have the old value any more."]}


def test_a_person_removed_since_is_not_named(site, published):
    link = saved(site(), "/list?ids=avery,rehab")
    change_overlay(published.generations, lambda overlay: overlay.suppressing(frozenset({"avery"}), frozenset()))
    _, found, gone = since(site(), link)
    assert (found, gone) == ({}, ["avery"])
    assert "Jordan" not in site().get(link).page.words


@pytest.mark.parametrize(
    "seen",
    [
        "1", "1.", "x.aaaaaaaaa.aaaaaaaaa", "1.aaaaaaaaa", "1.aaaaaaaaa.aaaaaaaaa.aaaaaaaaa", "1.aaaaaaaa1.aaaaaaaaa",
        "1.AAAAAAAAA.aaaaaaaaa", "-1.aaaaaaaaa.aaaaaaaaa", "9999999999.aaaaaaaaa.aaaaaaaaa", "%3Cscript%3E",
        "1" * 10_000, "1" + ".aaaaaaaaa" * 500, "%D9%A1.aaaaaaaaa.aaaaaaaaa",
    ],
)  # fmt: skip
def test_a_link_that_was_cut_says_so_and_the_list_stays(site, seen):
    page = site().get(f"/list?ids=avery,rehab&seen={seen}").page
    assert "We cannot say what changed" in page.words
    assert "Jordan Avery" in page.words
    assert "Arkansas Valley Rehab" in page.words


@pytest.mark.parametrize("number", [0, 2, 999_999_999])
def test_a_generation_that_never_was_has_no_old_values(site, number):
    said_first, found, _ = since(site(), f"/list?ids=avery&seen={number}.aaaaaaaaa")
    assert said_first.startswith("The data that you saved this list from is gone")
    assert [one.endswith("We do not have the old value any more.") for one in found["Jordan Avery"]] == [True] * 3


def test_forged_checksums_make_the_page_repeat_no_value(site, published):
    publish_providers(published, changed(**PLANTED), number=2, living={"osei": "osei"})
    _, found, _ = since(site(), "/list?ids=avery&seen=1.aaaaaaaaa")
    assert found == {
        "Jordan Avery": [
            "Phone: now 303-555-0199. We do not have the old value any more.",
            "Dry needling: now Listed as doing dry needling. We do not have the old value any more.",
            "Address: now 100 Example St, Salida, CO 81201. We do not have the old value any more.",
        ]
    }


def test_a_damaged_generation_has_no_old_values(site, published):
    link = saved(site(), "/list?ids=avery,rehab")
    publish_providers(published, changed(**PLANTED), number=2, living={"osei": "osei"})
    (published.generations / "generation-000001" / "documents.offsets.npy").write_bytes(b"")
    said_first, found, _ = since(site(), link)
    assert said_first.startswith("The data that you saved this list from is gone")
    assert found["Jordan Avery"] == ["Phone: now 303-555-0199. We do not have the old value any more."]


def test_the_memory_has_a_part_for_each_id():
    ids = read_chosen_ids(MultiDict({"ids": "a,b"}))
    seen = read_seen(MultiDict({"seen": "12.abcdefghi.jklmnopqr"}), ids)
    assert seen.number == 12
    assert seen.parts == {
        "a": {"phone": "abc", "answer": "def", "place": "ghi"},
        "b": {"phone": "jkl", "answer": "mno", "place": "pqr"},
    }
