"""docs/verdicts.md names every verdict and cause, and no other."""

import re
from pathlib import Path

from crawler.sources.parts import Gates
from index.store.runs.causes import SENTENCES, Cause, FoundCause
from index.store.runs.runs import Verdict

PAGE = (Path(__file__).parents[3] / "docs" / "verdicts.md").read_text(encoding="utf-8")
NAMED = re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.MULTILINE)


def test_every_verdict_and_cause_is_documented_once():
    assert sorted(NAMED) == sorted(
        [*Verdict, *(cause for cause in Cause if cause not in set(Verdict)), "throttled", "cancelled"]
    )


def test_every_cause_has_a_sentence_that_its_figures_fill():
    assert set(SENTENCES) == set(Cause)
    for cause in Cause:
        sentence = FoundCause(code=cause, measured=0.25, allowed=3, about="x").sentence
        assert "{" not in sentence
        assert not sentence[0].isupper()


def test_every_gate_that_the_page_names_is_a_key():
    named = set(re.findall(r"`((?:minimum|maximum|count|vanished|problem|failed|fill|same)_[a-z_]+)`", PAGE))
    assert named - set(Gates.model_fields) - set(Cause) == set()
