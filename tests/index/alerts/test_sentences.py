"""Every kind of trouble has a set sentence and something to do, and its order of urgency is its own."""

import re
import shlex

import click
import pytest

from index.alerts.sentences import SENTENCES, alert_text, command_of, names_of, subject_of
from index.doctor.finding import TroubleKind
from index.settings import ROOT
from pinpoint import cli
from tests.index.alerts.troubled import trouble

OF_A_SOURCE = ["source_failing", "source_blocked", "source_late", "run_missing", "cannot_begin"]


def parsed(text):
    """Parse a command line of ours down to its last part; raises click.ClickException."""
    context, command = click.Context(cli, info_name="pinpoint"), cli
    words = shlex.split(text)[1:]
    while isinstance(command, click.Group) and words:
        name, command, words = command.resolve_command(context, words)
        context = command.make_context(name, words, parent=context)
        words = [*context._protected_args, *context.args]
    return context


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
    failing = trouble(TroubleKind.ALERT_CHANNEL, "mail", count=2)
    assert alert_text(failing) == "A channel does not deliver alerts. Channel mail; count 2."
    assert alert_text(trouble(TroubleKind.DISK_LOW, "")) == "Too little room is free for the home."


def test_a_kind_of_a_later_version_is_a_check_that_failed():
    assert names_of(["from_later", "disk_low", "disk_low"]) == "check failed, disk low (2)"


def test_a_kind_that_somebody_forgot_a_sentence_for_silences_no_alert(monkeypatch):
    monkeypatch.setattr("index.alerts.sentences.SENTENCES", {TroubleKind.CHECK_FAILED: SENTENCES["check_failed"]})
    assert alert_text(trouble(TroubleKind.RUN_HELD, "school")) == "A check itself failed. Source school."


@pytest.mark.parametrize("kind", TroubleKind)
def test_the_command_of_every_kind_exists_and_parses(kind, tmp_path, monkeypatch):
    (tmp_path / "BACKUP").mkdir()
    monkeypatch.chdir(tmp_path)
    found = re.search(r"pinpoint [^(,]+", command_of(kind, "school", 7))
    assert found
    parsed(found[0])


def test_a_command_that_does_not_parse_is_noticed():
    with pytest.raises(click.NoSuchOption):
        parsed("pinpoint diagnose school --whole")
    with pytest.raises(click.UsageError):
        parsed("pinpoint diagnosis school")


@pytest.mark.parametrize("kind", OF_A_SOURCE)
def test_what_is_wrong_with_a_source_is_said_by_its_diagnosis(kind):
    assert command_of(kind, "school") == "pinpoint diagnose school"


def test_a_name_that_is_no_id_is_in_no_command():
    odd = trouble(TroubleKind.SOURCE_LATE, "Avery; rm")
    assert command_of("source_late", subject_of(odd)) == "pinpoint diagnose NAME"


def test_the_commands_of_the_page_of_alerts_exist():
    page = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
    named = sorted(set(re.findall(r"`(pinpoint [a-z][^`]*)`", page)))
    assert named
    for text in named:
        parsed(text)
