"""`pinpoint guide`: the judgments of ours on pages of text, signed in the home and said so by the site."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from index import settings
from index.publish.guide_signing import carry_signatures
from index.published.guide_signatures import FILE
from index.store.database import store_of_home
from index.store.schema import audit
from pinpoint import cli
from tests.webapp.conftest import app_over
from webapp.article import signatures
from webapp.article.article import load_article
from webapp.article.article_file import ToSign
from webapp.guidance.pages import DATA, guide

BY = ("--who", "Ann Example, MD", "--note", "read against the case reports")
SIGNS = "guide/warning-signs"
NOT_SIGNED = "A clinician has not signed this yet."


@pytest.fixture(autouse=True)
def read_at_once():
    signatures._watched.cache_clear()
    yield
    signatures._watched.cache_clear()


def run(*arguments, code=0):
    signatures._watched.cache_clear()
    done = CliRunner().invoke(cli, ["guide", *arguments])
    assert done.exit_code == code, done.output
    signatures._watched.cache_clear()
    return done


def due(*options):
    return {(one["page"], one["number"]): one for one in json.loads(run("due", *options, "--json").stdout)}


def sign_all(page):
    for found, number in due("--all"):
        if found == page:
            run("sign", page, str(number), *BY)


def words(address):
    return app_over(settings.current()).test_client().get(address).page.words


def test_every_judgment_of_every_page_and_of_the_search_waits_at_first():
    found = due()
    assert {("find", 1), (SIGNS, 4), ("privacy", 1)} <= set(found)
    assert not any(one["is_signed"] for one in found.values())


def test_a_signed_judgment_waits_no_more_and_the_audit_says_who(home):
    run("sign", SIGNS, "1", *BY)
    assert (SIGNS, 1) not in due()
    signed = due("--all")[SIGNS, 1]
    assert (signed["signed_by"], signed["signed_on"]) == ("Ann Example, MD", "2026-11-23")
    with store_of_home() as store, store.read() as connection:
        row = connection.execute(select(audit).where(audit.c.action == "guide/sign")).one()
    assert (row.who, row.subject) == ("Ann Example, MD", f"{SIGNS} 1 {signed['digest']}")


def test_a_page_stops_saying_that_nobody_signed_once_all_of_its_judgments_are_signed(home):
    run("sign", SIGNS, "1", *BY)
    assert NOT_SIGNED in words("/guide/warning-signs")
    sign_all(SIGNS)
    page = words("/guide/warning-signs")
    assert NOT_SIGNED not in page
    assert "We sorted the signs into groups. If you are not sure, get help sooner." in page
    assert "Some of this page is our own judgment. Signed by: Ann Example, MD, Nov 23, 2026." in page
    spanish = words("/es/guide/warning-signs")
    assert "ha firmado esto" not in spanish
    assert "Lo firmó: Ann Example, MD" in spanish


def test_a_page_with_a_judgment_that_nobody_signed_says_so(home):
    assert "Not all of it has been signed yet by somebody of the field." in words("/guide/cost")
    assert "our own judgment" not in words("/guide/complaints")


def test_a_signature_taken_back_is_said_at_once(home):
    sign_all(SIGNS)
    run("unsign", SIGNS, "2", "--who", "Bo", "--note", "signed for another page")
    assert NOT_SIGNED in words("/guide/warning-signs")
    assert (SIGNS, 2) in due()


def test_a_changed_word_of_the_page_makes_the_signature_lapse(home, tmp_path, monkeypatch):
    run("sign", SIGNS, "1", *BY)
    text = (DATA / "guide" / "warning-signs.yml").read_text()
    changed = tmp_path / "warning-signs.yml"
    changed.write_text(text.replace("Fever.", "A fever."))
    page = guide()["warning-signs"]
    other = load_article(changed, page.sources)
    assert other.digest != page.digest
    monkeypatch.setattr("webapp.about.judgments.guide", lambda: {"warning-signs": other})
    found = due()[SIGNS, 1]
    assert (found["is_signed"], found["has_lapsed"], found["signed_by"]) == (False, True, "Ann Example, MD")
    assert "changed since Ann Example, MD signed on 2026-11-23" in run("due").stdout


def test_a_judgment_in_other_words_is_another_judgment():
    one = ToSign(by="clinician", what="The list.")
    assert signatures.digest_of("a", one) != signatures.digest_of("a", ToSign(by="clinician", what="A list."))
    assert signatures.digest_of("a", one) != signatures.digest_of("b", one)


@pytest.mark.parametrize("arguments", [("guide/nothing", "1"), (SIGNS, "9")])
def test_a_judgment_that_no_page_has_is_refused(home, arguments):
    assert "guide due --all" in str(run("sign", *arguments, *BY, code=1).exception)


def test_a_damaged_file_signs_nothing_and_the_site_goes_on(home):
    sign_all(SIGNS)
    path = settings.current().generations / FILE
    path.write_text("page,mood\nfind,good\n")
    signatures._watched.cache_clear()
    assert NOT_SIGNED in words("/guide/warning-signs")


def test_the_site_of_another_user_may_read_the_signatures(home):
    run("sign", SIGNS, "1", *BY)
    assert (settings.current().generations / FILE).stat().st_mode & 0o777 == 0o644


def test_a_lost_file_is_made_anew_from_the_audit(home):
    run("sign", SIGNS, "1", *BY)
    run("sign", SIGNS, "2", *BY)
    run("unsign", SIGNS, "2", "--who", "Bo", "--note", "signed for another page")
    path = settings.current().generations / FILE
    before = path.read_text()
    path.unlink()
    with store_of_home() as store:
        carry_signatures(store, settings.current().generations)
    assert path.read_text() == before


def test_to_take_back_what_nobody_signed_is_refused(home):
    done = run("unsign", SIGNS, "1", "--who", "Bo", "--note", "none", code=1)
    assert "guide/warning-signs 1 is not signed" in str(done.exception)
