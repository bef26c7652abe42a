"""`pinpoint console`: refuses an address that others could reach, before it opens anything."""

import pytest

from commands.console import console
from console.guard.address import ConsoleAddressError


def test_an_address_that_others_reach_is_refused_before_the_store_is_made(home):
    with pytest.raises(ConsoleAddressError, match="loopback only"):
        console.main(["--host", "0.0.0.0"], standalone_mode=False)
    assert not (home / "store.db").exists()
