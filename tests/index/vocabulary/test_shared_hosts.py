import pytest

from index.vocabulary.entries import VocabularyError
from index.vocabulary.shared_hosts import load_shared_hosts, shared_hosts


@pytest.mark.parametrize(
    ("text", "said"),
    [("wix.example\nwix.example\n", "twice"), ("https://wix.example\n", "no domain"), ("Wix.example\n", "no domain")],
)
def test_a_list_of_hosts_has_each_domain_once(tmp_path, text, said):
    path = tmp_path / "hosts.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=said):
        load_shared_hosts(path)


def test_the_shipped_list_has_builders_calendars_and_directories():
    assert {"wixsite.com", "janeapp.com", "clientsecure.me", "linktr.ee", "healthgrades.com"} <= shared_hosts()
