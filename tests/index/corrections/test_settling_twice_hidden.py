"""A field that two cases hide is at no moment shown when one of them ends."""

from index import settings
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.corrections.settling import settle
from index.published import overlay
from index.published.overlay import read_overlay
from tests.index.corrections.sent import fix, send


def test_what_another_case_hides_is_never_shown_in_between(store, home, monkeypatch):
    folder = settings.current().generations
    number, _ = (send(fix(Wrong.PRIVATE_PHONE)) for _ in range(2))
    take(store, settings.current())
    before, seen, real = read_overlay(folder).hidden, [], overlay.replace_file

    def noted(path, content, **options):
        real(path, content, **options)
        seen.append(read_overlay(folder).hidden)

    monkeypatch.setattr(overlay, "replace_file", noted)
    settle(store, folder, number, "Robin", "a mistake", restore=True)
    assert before
    assert seen
    assert all(one == before for one in seen)
