"""Counts the statements that a page sends to the store."""

from sqlalchemy import Engine, event


def statements(browser, path):
    """Return the number of statements of one page, without those of the session."""
    seen = []

    def listener(*arguments):
        seen.append(arguments[2])

    event.listen(Engine, "before_cursor_execute", listener)
    try:
        assert browser.get(path).status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", listener)
    return len([one for one in seen if "console_session" not in one])
