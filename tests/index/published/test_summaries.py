from dataclasses import replace

import pytest

from index.published.overlay import change_overlay
from index.published.reader import PublishedReader
from index.published.summaries import ProviderSummaries, SummariesWriter, summary_of
from index.records import CredentialKind, SourcesSay
from index.search.request import Hit
from tests.builders import course
from tests.webapp.invented import providers, publish_providers


def hit(provider, practice=0):
    return Hit(provider_id=provider.id, practice=practice, distance_miles=1.0, answer=SourcesSay.NO_WORD)


@pytest.fixture
def settled(home):
    from index import settings

    publish_providers(settings.current(), providers())
    return settings.current().generations


def test_a_glance_is_what_the_document_says(tmp_path):
    everybody = [replace(one, practices=one.practices * 2) for one in providers()]
    with SummariesWriter(tmp_path) as writer:
        for provider in everybody:
            writer.write(provider)
    summaries = ProviderSummaries(tmp_path)
    for number, provider in enumerate(everybody):
        for practice in (0, 1):
            assert summaries.summary(number, provider.id, practice) == summary_of(provider, practice)


def test_a_generation_gives_the_glance_of_a_hit(settled):
    generation = PublishedReader(settled).generation()
    for provider in providers():
        assert generation.summary(hit(provider)) == summary_of(provider, 0)


def test_a_withheld_street_is_in_no_glance():
    avery = next(one for one in providers() if one.id == "avery")
    withheld = replace(avery, practices=(replace(avery.practices[0], street_withheld=True),))
    assert (summary_of(avery, 0).street, summary_of(withheld, 0).street) == ("100 Example St", "")


@pytest.mark.parametrize(
    ("kind", "lists"), [(CredentialKind.COURSE, True), (CredentialKind.STATE_AUTHORIZATION, False)]
)
def test_a_state_s_authorization_is_no_course(kind, lists):
    assert summary_of(replace(providers()[0], credentials=(course("X", kind=kind),)), 0).lists_course is lists


def test_a_summary_hides_the_fields_and_people_that_the_overlay_hides(settled):
    change_overlay(settled, lambda overlay: overlay.hiding("avery", frozenset({"phone"})))
    change_overlay(settled, lambda overlay: overlay.suppressing(frozenset({"rehab"}), frozenset()))
    generation = PublishedReader(settled).generation()
    everybody = {provider.id: provider for provider in providers()}
    assert generation.summary(hit(everybody["avery"])).phone is None
    assert generation.summary(hit(everybody["rehab"])) is None
    assert generation.summary(hit(replace(everybody["rehab"], id="nobody"))) is None


def test_a_generation_without_glances_answers_from_its_documents(settled):
    generation = PublishedReader(settled).generation()
    generation._snapshot.summaries = None
    for provider in providers():
        assert generation.summary(hit(provider)) == summary_of(provider, 0)
