# ruff: noqa: RUF001  (the marks are the subject)
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.normalize.statements.label_value import LabelMeaning, is_value, read_label
from index.normalize.statements.statement import read_statement
from index.normalize.text_folding import searchable
from index.records import RawStatement, StatementKind, Subject
from index.vocabulary.statement_words import statement_words

# fmt: off
NO_OFFER = (
    "Dry needling: ☐",
    "Massage: ✓ Dry needling: ✗",
    "Dry needling: ✗ Massage: ✓",
    "Services: ☑ Massage ☐ Dry needling",
    "Dry needling: Yes, No",
    "Dry needling, offered: no",
    "Dry needling: N/A",
    "Dry needling: False",
    "Dry needling: 0",
    "Dry needling: n",
    "Dry needling: unavailable",
    "Dry needling: TBD",
    "Dry needling: unknown",
    "Dry needling: pending",
    "Dry needling: —",
    "Dry needling (discontinued)",
    "Dry needling (Y/N): N",
    "☐ Dry needling",
    "[ ] Dry needling",
    "( ) Dry needling",
    "✗ Dry needling",
    "✘ Dry needling",
    "× Dry needling",
    "❌ Dry needling",
    "🚫 Dry needling",
    "⛔ Dry needling",
    "Dry needling ✗",
    "Dry needling ✘",
    "Dry needling ×",
    "Dry needling ❌",
    "Dry needling 🚫",
    "Dry needling ⛔",
    "Dry needling ☐",
    "Dry needling [ ]",
    "Dry needling ( )",
    "Massage ✓ Dry needling ✗",
    "☑ Massage ☐ Dry needling",
    "Excludes: dry needling",
    "Everything but dry needling",
    "Dry needling: No",
    "Dry needling - none",
    "Dry needling: not available",
    "Dry needling – N/A",
    "Dry needling = 0",
    "Dry needling: nil",
    "Dry needling: null",
    "Dry needling: -",
    "Dry needling: ?",
    "Dry needling: maybe",
    "Dry needling: off",
    "Dry needling [N]",
    "Dry needling (N)",
    "Dry needling (no)",
    "Dry needling (N/A)",
    "Dry needling (pending)",
    "Dry needling (not offered)",
    "Not offered: dry needling",
    "Unavailable: dry needling",
    "No: dry needling",
    "N: dry needling",
    "0 Dry needling",
    "TBD: Dry needling",
    "Excluding dry needling",
    "All services except dry needling",
    "All techniques other than dry needling",
    "We offer everything but dry needling.",
    "We offer all treatments except dry needling.",
    "We offer all services apart from dry needling.",
    "Massage: yes; Dry needling: no",
    "✓ Massage ✗ Dry needling",
    "✅ Massage, ❌ Dry needling",
    "Cupping ✅ Dry needling ❌",
    "[x] Massage [ ] Dry needling",
    "Massage [x] Dry needling [ ]",
    "Services: ☑ Massage ☐ Dry needling",
    "Dry needling: ☐ Yes ☑ No",
    "Dry needling ☐ Yes ☐ No",
    "Dry needling: Yes/No",
    "Dry needling Y/N",
    "○ Dry needling",
    "⬜ Dry needling",
    "🔴 Dry needling",
    "👎 Dry needling",
    "Dry needling: 👎",
    "Dry needling: x",
    "Dry needling x",
    "x Dry needling",
    "☒ Dry needling",
    "☐ We offer dry needling",
    "We offer dry needling ✗",
    "We offer dry needling (discontinued).",
    "❌ We offer dry needling",
    "Massage Dry needling: False",
    "dry_needling: false",
    '"dry_needling": false,',
    "dryNeedling: 0",
    "Dry needling - temporarily unavailable",
    "Dry needling, N/A",
    "Dry needling: On hold",
    "Dry needling...TBD",
    "Dry needling: to be determined",
    "Dry needling / N/A",
    "Dry needling: n/a.",
    "DRY NEEDLING: NO",
    "DRY NEEDLING: FALSE",
    "Dry needling: not applicable",
    "Dry needling: not at this time",
    "Dry needling: suspended",
    "Dry needling: waitlist",
    "Dry needling:",
    "Contraindicated: dry needling",
    "We avoid dry needling.",
    "Dry needle felting",
    "We offer dry needle felting",
    "We offer dry needlepoint classes",
    "Dry needle-felting workshop",
    "We offer needle felting",
    "Dry needling unavailable",
    "Dry needling N/A",
    "Dry needling false",
    "Dry needling 0",
    "Dry needling offered: No",
    "Dry needling offered: N",
    "Dry needling available: 0",
    "Discontinued: dry needling",
    "Removed: Dry needling",
    "Former services: dry needling",
    "Massage, cupping (no dry needling)",
    "Massage but not dry needling",
    "Massage ☑, Dry needling ☐",
    "☑︎ Massage ☐︎ Dry needling",
    "🗷 Dry needling",
    "Dry needling ➖",
    "Dry needling –",
    "- [ ] Dry needling",
    "* [ ] Dry needling",
    "1. [ ] Dry needling",
    "⊘ Dry needling",
    "Dry needling → no",
    "Dry needling: None",
    "Dry Needling: Coming Soon",
    "Minus dry needling",
    "Dry needling: excluded",
    "Dry needling (excluded)",
    "Dry needling is N/A",
    "✗ Massage ✗ Dry needling",
    "Dry needling ✗ Massage ✓",
    "Dry needling, massage (both discontinued)",
    "Dry needling not offered",
    "No dry needling",
    "Dry needling | No",
    "Dry needling | ✗",
    "<table><tr><td>Dry needling</td><td>No</td></tr></table>",
    "Massage | Yes | Dry needling | No",
    "Dry needling\nN/A",
    "<dl><dt>Dry needling</dt><dd>✗</dd></dl>",
    "We offer dry needling: 0",
    "We do everything but massage and dry needling",
    "Excludes: massage, dry needling",
    "Dry needling: Yes, but discontinued",
)
OFFERED = (
    "Dry needling: ✓",
    "Dry needling: ☑",
    "Massage: ✗ Dry needling: ✓",
    "Dry needling: ✓ Massage: ✗",
    "Services: ☐ Massage ☑ Dry needling",
    "☑ Dry needling",
    "✓ Dry needling",
    "✔ Dry needling",
    "✅ Dry needling",
    "✔️ Dry needling",
    "☑️ Dry Needling",
    "Dry needling ✓",
    "Dry needling ✅",
    "Dry needling: Yes",
    "Dry needling: Y",
    "Dry needling: 1",
    "Dry needling: True",
    "Dry needling: available",
    "(x) Dry needling",
    "[x] Dry needling",
    "[X] Dry needling",
    "Dry needling (x)",
    "Dry needling [x]",
    "Dry needling (Y/N): Y",
    "Dry needling (yes/no): Yes",
    "Dry needling",
    "We offer 'dry needling' for neck pain.",
    "We offer Dry Needling™ for neck pain.",
    "We offer dry needling at no extra cost.",
    "We offer dry needling at no additional charge",
    "Massage ✓ Dry needling ✓",
    "✓ Massage ✓ Dry needling",
    "☐ Massage ☑ Dry needling",
    "✗ Massage ✓ Dry needling",
    "Massage ✗ Dry needling ✓",
    "Massage: N/A, Dry needling: Yes",
    "• Dry needling",
    "● Dry needling",
    "- Dry needling",
    "* Dry needling",
    "→ Dry needling",
    "✨ Dry needling",
    "💉 Dry Needling",
    "Dry needling - $60",
    "Dry needling: $85",
    "Dry needling (30 min)",
    "Dry needling (TDN)",
    "Intramuscular stimulation (IMS)",
    "Dry needling – available",
    "Dry needling = true",
    "Dry needling: offered",
    "Dry needling: Yes, we do",
    "Dry needling: by appointment",
    "Dry needling (IMS)",
    "Dry needling / cupping",
    "Dry needling & cupping",
    "Massage, dry needling, and cupping",
    "Services: massage, dry needling",
    "Dry needling: ☑ Yes ☐ No",
    "Dry needling ☑ Yes ☐ No",
    "Dry Needling®",
    "Dry Needling(TM)",
    "“Dry Needling”",
    "**Dry needling**",
    "We offer **dry needling**.",
    "We offer “dry needling” for neck pain.",
    "We offer dry needling* for neck pain",
    "Dry needling¹",
    "dry_needling: true",
    '"dryNeedling": true',
    "Dry needling (yes)",
    "Dry needling: YES",
    "Dry needling offered: yes",
    "✅ We offer dry needling ✨",
    "We offer massage, ‘dry needling’ and more",
    "Dry needling (trigger point)",
    "Dry needling: $60, cupping: $40",
    "Dry Needling - Boulder",
    "Dry needling, new!",
    "We provide dry needling (TDN).",
    "Trigger point dry needling (with e-stim)",
    "Dry needling: neck pain",
    "Massage: No, Dry needling: Yes, Cupping: No",
    "Dry needling, yes",
    "<td>Dry needling</td><td>Yes</td>",
    "We go beyond massage and offer dry needling.",
    "Now offering dry needling: book today!",
)
# fmt: on


def kind_of(text):
    statement = read_statement(RawStatement(text=text, about=Subject.PERSON))
    return statement.kind if statement else None


@pytest.mark.parametrize("text", NO_OFFER)
def test_a_mark_or_value_that_is_no_yes_is_no_offer(text):
    assert kind_of(text) in {None, StatementKind.SAYS_NO}


@pytest.mark.parametrize("text", OFFERED)
def test_a_label_with_a_yes_or_by_itself_is_an_offer(text):
    assert kind_of(text) is StatementKind.OFFERS


@pytest.mark.parametrize("value", ["No", "none", "N", "unavailable", "not offered", "discontinued", "False"])
def test_a_label_with_a_no_says_no(value):
    assert kind_of(f"Dry needling: {value}") is StatementKind.SAYS_NO


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2043\u2212\ufe63\uff0d")
def test_a_dash_of_any_shape_begins_a_line_of_a_list(dash):
    assert kind_of(f"{dash} Dry needling") is StatementKind.OFFERS
    assert kind_of(f"Dry needling {dash}") is None


@given(st.characters(categories=["So", "Sm"]), st.booleans())
def test_no_mark_outside_the_closed_lists_makes_an_offer(mark, behind):
    words = statement_words()
    assume(not mark.isascii() and mark not in words.yes_marks | words.bullets)
    assume(searchable(mark) == unicodedata.normalize("NFKC", mark) == mark)  # another shape of a mark is that mark
    assert kind_of(f"Dry needling {mark}" if behind else f"{mark} Dry needling") is None


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=3))
def test_no_short_value_outside_the_closed_list_makes_an_offer(value):
    assume(value not in {"yes", "y", "t", "on", "1", "ok", "by"})
    label = read_label(f"Dry needling: {value}")
    assume(label.meaning is not LabelMeaning.NO_VALUE)  # the name of a complaint, "tmj"
    assert kind_of(f"Dry needling: {value}") is not StatementKind.OFFERS


@given(st.lists(st.sampled_from(["Massage", "Cupping", "Taping", "Dry needling"]), min_size=1, max_size=5, unique=True),
       st.data())  # fmt: skip
def test_each_mark_belongs_to_its_own_service(services, data):
    assume("Dry needling" in services)
    marks = [data.draw(st.sampled_from("\u2611\u2610\u2713\u2717")) for _ in services]
    said = marks[services.index("Dry needling")] in "\u2611\u2713"
    before = " ".join(f"{mark} {service}" for mark, service in zip(marks, services, strict=True))
    behind = " ".join(f"{service} {mark}" for mark, service in zip(marks, services, strict=True))
    wanted = StatementKind.OFFERS if said else None
    assert kind_of(before) is wanted
    assert kind_of(behind) is wanted


@pytest.mark.parametrize(
    "text", ["No", "N/A", "\u2717", "[ ]", "[x]", "\u2713", "yes", "\u2014", "0", "1", "TBD", "not offered"]
)
def test_a_value_by_itself_is_known(text):
    assert is_value(text)


@pytest.mark.parametrize("text", ["Massage", "Salida", "(303) 555-0142", "Dr. Avery", "", "no charge for children"])
def test_other_words_are_no_value(text):
    assert not is_value(text)
