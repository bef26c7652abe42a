import pytest

from index.store import audit


@pytest.mark.parametrize(("who", "reason"), [("", "we called"), ("an operator", ""), (" ", "we called"), ("us", "\n")])
@pytest.mark.parametrize(
    ("messages", "shown"),
    [((), "write who decides (--who) and why (--reason); both are recorded"), (("say why",), "say why")],
)
def test_a_decision_without_who_or_why_is_refused_in_the_sentence_of_its_room(who, reason, messages, shown):
    with pytest.raises(audit.EmptyReasonError) as refused:
        audit.check_reason(who, reason, *messages)
    assert str(refused.value) == shown


def test_a_decision_with_both_passes():
    audit.check_reason("an operator", "we called")
