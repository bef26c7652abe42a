"""Every kind of trouble has a set sentence and something to do, and its order of urgency is its own."""

from index.alerts.sentences import SENTENCES, alert_text, command_of, names_of
from index.doctor.finding import TroubleKind
from index.settings import ROOT
from tests.index.alerts.troubled import trouble


def test_every_kind_has_a_sentence_of_its_own_and_a_rank_of_its_own():
    assert set(SENTENCES) == set(TroubleKind)
    assert len({one.rank for one in SENTENCES.values()}) == len(SENTENCES)
    assert all(one.minutes > 0 and one.do and one.words.endswith(".") for one in SENTENCES.values())


def test_every_kind_is_explained_in_the_page_of_alerts():
    page = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
    assert [kind for kind in TroubleKind if f"`{kind}`" not in page] == []


def test_it_names_source_run_count_and_words_of_closed_lists():
    held = trouble(TroubleKind.RUN_HELD, "school", run=7, codes=("count_drop", "Not A Code", "vanished"))
    assert alert_text(held) == "A run waits for a decision. Source school; run 7; count_drop, vanished."
    assert command_of("run_held", "school", 7) == "pinpoint runs show 7"
    assert alert_text(trouble(TroubleKind.DISK_LOW, "")) == "Too little room is free for the home."


def test_a_kind_of_a_later_version_is_a_check_that_failed():
    assert names_of(["from_later", "disk_low", "disk_low"]) == "check failed, disk low (2)"


def test_a_kind_that_somebody_forgot_a_sentence_for_silences_no_alert(monkeypatch):
    monkeypatch.setattr("index.alerts.sentences.SENTENCES", {TroubleKind.CHECK_FAILED: SENTENCES["check_failed"]})
    assert alert_text(trouble(TroubleKind.RUN_HELD, "school")) == "A check itself failed. Source school."
