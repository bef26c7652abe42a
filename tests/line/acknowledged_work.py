"""A process that changes a home and says after each step, in the file `acknowledged`, that the step is done."""

import os
import sys

from sqlalchemy import select

from index import settings
from index.corrections import box
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.publish.publisher import publish
from index.store import open_store
from index.store.schema import membership
from tests.index.corrections.sent import fix


def main(steps):
    here = settings.current()
    said = os.open(here.home.parent / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def done(what):
        os.write(said, f"{what}\n".encode())

    with open_store(here.database_url) as store:
        with store.read() as connection:
            people = sorted(connection.execute(select(membership.c.provider).distinct()).scalars())
        for number in range(steps):
            message = fix(provider=people[-1])
            box.append(here.inbox, message)
            done(f"message {message.number}")
            suppress(store, people[number], "Robin", "asked")
            hide(store, here.generations)
            done(f"removed {people[number]}")
            if number % 2:
                done(f"published {publish(store, here).generation}")
    os.close(said)


if __name__ == "__main__":
    main(int(sys.argv[1]))
