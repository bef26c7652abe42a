import pytest

from crawler.sources.definition import SourceError
from tests.crawler.platforms import invented

WIDGET = {"https://api.widget.example": "http://127.0.0.1:8101"}


def test_another_host_with_a_stand_in_is_fetched_here_and_recorded_there():
    spider = invented.spider("wp_store_locator", stand_ins=WIDGET)
    assert spider.addresses.fetch("https://api.widget.example/v1/a?b=c#d") == "http://127.0.0.1:8101/v1/a?b=c"
    assert spider.public_url("http://127.0.0.1:8101/v1/a") == "https://api.widget.example/v1/a"


def test_a_stand_in_can_be_given_with_a_run():
    arguments = {"stand_ins": "https://api.widget.example=http://127.0.0.1:8102"}
    spider = invented.spider("wp_store_locator", arguments)
    assert spider.addresses.fetch("https://api.widget.example/") == "http://127.0.0.1:8102/"


@pytest.mark.parametrize("elsewhere", ["http://10.0.0.7:80", "https://mirror.example", "127.0.0.1:8101"])
def test_only_a_server_on_this_machine_can_be_a_stand_in(elsewhere):
    with pytest.raises(SourceError, match="only a server on this machine can replace another"):
        invented.spider("wp_store_locator", {"stand_ins": f"https://api.widget.example={elsewhere}"})


def test_a_form_is_sent_as_one():
    request = invented.spider("wp_store_locator").request("/ajax", print, form={"action": "load", "name": "a b"})
    assert (request.method, request.body) == ("POST", b"action=load&name=a+b")
    assert request.headers["Content-Type"] == b"application/x-www-form-urlencoded"
