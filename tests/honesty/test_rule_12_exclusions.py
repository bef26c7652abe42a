"""Rule 12: nothing of an exclusion list is shown unconfirmed; a match by name is as not looked up, byte for byte."""

import re

import pytest

ADDRESSES = ["/people/avery", "/people/silent", "/find?place=81201", "/find?place=Goodland, KS"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_speaks_of_exclusions(client, address):
    assert not re.search(r"exclu|sanction|OIG|LEIE", client.get(address).get_data(as_text=True))


@pytest.mark.parametrize("address", ["/people/silent", "/people/no", "/people/lindqvist", "/people/elko"])
def test_whatever_is_known_elsewhere_everybody_reads_the_same_sentence(client, address):
    """A match by name only would be told nowhere: each license line is the one of whoever was not looked up."""
    assert license_line(client, address) == license_line(client, "/people/avery")


def license_line(client, address):
    words = client.get(address).page.words.split("License?")[1].split("Training?")[0]
    return re.sub(r"search for .* license lookup", "search for", words)
