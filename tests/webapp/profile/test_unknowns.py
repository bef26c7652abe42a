"""Whatever the evidence can say of what is not known, and of what to ask, has its words."""

from dataclasses import replace

import pytest

from index.records import Profession
from index.vetting.questions import CallQuestion, Question
from index.vetting.unknown import Topic, Unknown, UnknownKind
from tests.index.vetting.vetted import READ
from webapp.profile.unknowns import unknowns
from webapp.stated.questions import question_words

TOLD_ELSEWHERE = {Topic.STATE_RULE, Topic.LICENSE_NUMBER, Topic.NPI, Topic.COURSE_ISSUER}


def not_said(topic):
    return Unknown(kind=UnknownKind.NOT_SAID, topic=topic)


@pytest.mark.parametrize("topic", Topic)
def test_everything_that_no_source_says_has_words_or_a_sentence_of_its_own(client, topic):
    with client.application.test_request_context():
        assert bool(unknowns([not_said(topic)], several_licenses=False).not_said) is (topic not in TOLD_ELSEWHERE)


def test_each_kind_keeps_to_its_own(client):
    missed = Unknown(kind=UnknownKind.NO_RECORD, topic=Topic.LICENSE, state="CO", read_on=READ)
    unlooked = Unknown(
        kind=UnknownKind.NOT_LOOKED, topic=Topic.LICENSE, state="KS", profession=Profession.ACUPUNCTURIST
    )
    with client.application.test_request_context():
        said = unknowns(
            [
                unlooked,
                not_said(Topic.PHONE),
                not_said(Topic.LICENSE),
                missed,
                Unknown(kind=UnknownKind.DISAGREE, topic=Topic.WEBSITE),
                Unknown(kind=UnknownKind.DISAGREE, topic=Topic.DRY_NEEDLING),
                Unknown(kind=UnknownKind.CANNOT_KNOW, topic=Topic.SKILL),
            ],
            several_licenses=True,
        )
        generic = unknowns([replace(unlooked, profession=None)], several_licenses=True)
    assert said.not_looked == ("the license as an acupuncturist in Kansas's own file",)
    assert said.not_said == ("a phone number", "if the license is in force")
    assert said.no_record[0].startswith("We found no match in Colorado's license file on Nov 20, 2026.")
    assert said.disagree == ("website", "dry needling")
    assert said.cannot_know == ("skill",)
    assert generic.not_looked == ("the license in the state's own file",)


@pytest.mark.parametrize("ask", [ask for ask in CallQuestion if ask is not CallQuestion.WHICH_IS_RIGHT])
def test_every_question_has_words(client, ask):
    with client.application.test_request_context():
        assert question_words(Question(ask)).endswith("?")
