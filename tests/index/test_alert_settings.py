import json

import pytest

from index import settings
from index.settings import SettingError

MAIL = {"MAIL_SERVER": "smtp.clinic.test:587", "MAIL_FROM": "pinpoint@clinic.test", "MAIL_TO": "one@clinic.test"}
SIGN_IN = {"MAIL_USER": "pinpoint", "MAIL_PASSWORD_FILE": "/etc/pinpoint/mail"}
HOOK = {"WEBHOOK_URL": "https://hooks.test/a-token", "WEBHOOK_SECRET_FILE": "/etc/pinpoint/hook"}


def load(tmp_path, values, content=""):
    file = tmp_path / "pinpoint.toml"
    file.write_text(content)
    return settings.load({f"PINPOINT_ALERT_{name}": value for name, value in values.items()}, file)


def test_mail_hosts_and_command_are_lists_in_the_environment_and_in_the_file(tmp_path):
    command = ["/bin/notify", "a, b"]
    said = {"MAIL_TO": "one@clinic.test, two@Bücher.test", "HOSTS": "hooks.test:443", "COMMAND": json.dumps(command)}
    read = load(tmp_path, MAIL | said)
    assert read.alert_mail_to == ("one@clinic.test", "two@xn--bcher-kva.test")
    assert (read.alert_hosts, read.alert_command) == (("hooks.test:443",), tuple(command))
    content = 'alert_command = ["/bin/notify", "a, b"]\nalert_hosts = ["hooks.test:443"]'
    assert load(tmp_path, {}, content).alert_command == tuple(command)


def test_an_empty_setting_is_none(tmp_path):
    values = dict.fromkeys((*MAIL, *SIGN_IN, *HOOK, "COMMAND", "FILE", "HEARTBEAT_URL", "HOSTS", "CA_FILE"), "")
    assert load(tmp_path, values) == settings.Settings()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"MAIL_TO": "one@clinic.test"}, "half set up; set PINPOINT_ALERT_MAIL_SERVER, PINPOINT_ALERT_MAIL_FROM too"),
        ({"MAIL_SERVER": "smtp.clinic.test"}, "'smtp.clinic.test' is no host:port"),
        (MAIL | {"MAIL_TO": "One <one@clinic.test>"}, "is no mail address"),
        (MAIL | {"MAIL_TO": "one@clinic.test\r\nDATA"}, "is no mail address"),
        (MAIL | {"MAIL_TO": "=?utf-8?q?all?=@clinic.test"}, "is no mail address"),
        (MAIL | {"MAIL_FROM": "nobody"}, "'nobody' is no mail address"),
        (MAIL | {"MAIL_USER": "pinpoint"}, "MAIL_USER and PINPOINT_ALERT_MAIL_PASSWORD_FILE need each other"),
        (MAIL | SIGN_IN | {"MAIL_USER": "pïnpoint"}, "holds letters beyond ASCII"),
        (MAIL | {"MAIL_TLS": "none"}, "none is for 127.0.0.1, ::1 and localhost"),
        (MAIL | SIGN_IN | {"MAIL_TLS": "none", "MAIL_PLAIN": "true"}, "a password goes to another machine encrypted"),
        (MAIL | {"MAIL_TLS": "maybe"}, "'starttls'"),
        ({"WEBHOOK_URL": HOOK["WEBHOOK_URL"], "HOSTS": "hooks.test:443"}, "URL needs PINPOINT_ALERT_WEBHOOK_SECRET"),
        ({"WEBHOOK_SECRET_FILE": "/etc/hook"}, "SECRET_FILE needs PINPOINT_ALERT_WEBHOOK_URL"),
        (HOOK, "PINPOINT_ALERT_WEBHOOK_URL leads to hooks.test:443, which PINPOINT_ALERT_HOSTS lacks"),
        (HOOK | {"HOSTS": "hooks.test:8443"}, "leads to hooks.test:443, which"),
        (HOOK | {"HOSTS": "evil-hooks.test:443"}, "leads to hooks.test:443, which"),
        ({"HEARTBEAT_URL": "https://beat.test:8443/a-token"}, "HEARTBEAT_URL leads to beat.test:8443"),
        ({"HEARTBEAT_URL": "https://[2001:db8::1]/a-token"}, r"leads to \[2001:db8::1\]:443"),
        ({"HEARTBEAT_URL": "http://beat.test/a-token"}, "it must begin with https://"),
        ({"HEARTBEAT_URL": "http://127.0.0.1.beat.test/a-token"}, "it must begin with https://"),
        ({"HEARTBEAT_URL": "https://me:a-token@beat.test/"}, "it is no web address"),
        ({"HEARTBEAT_URL": "https://beat.test/a-token#x"}, "it is no web address"),
        ({"HEARTBEAT_URL": "https://beat.test/a-token\r\nX: y"}, "it is no web address"),
        ({"HEARTBEAT_URL": "https://beat.test:port/a-token"}, "it is no web address"),
        ({"HEARTBEAT_URL": "file:///etc/a-token"}, "it is no web address"),
        ({"HEARTBEAT_METHOD": "PUT"}, "'GET' or 'POST'"),
        ({"COMMAND": "/bin/notify --token=a-token"}, "it is no JSON list"),
        ({"COMMAND": '["notify", "a-token"]'}, "its first part is no absolute path"),
        ({"COMMAND": '["/bin/notify", 7]'}, "PINPOINT_ALERT_COMMAND"),
        ({"COMMAND": '["/bin/notify", "a-token\\u0000"]'}, "NUL"),
        ({"FILE": "alerts.jsonl"}, "it is no absolute path"),
        ({"SECONDS": "0"}, "PINPOINT_ALERT_SECONDS"),
    ],
)
def test_a_channel_that_is_half_or_wrongly_set_up_is_refused_without_repeating_a_secret(tmp_path, values, said):
    with pytest.raises(SettingError, match=said) as refused:
        load(tmp_path, values)
    assert "a-token" not in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "[::ffff:127.0.0.1]"])
def test_this_machine_may_be_asked_and_mailed_in_the_clear(tmp_path, host):
    own = {"MAIL_SERVER": f"{host}:25", "MAIL_TLS": "none", "HOSTS": f"{host}:80", "HEARTBEAT_URL": f"http://{host}/"}
    load(tmp_path, MAIL | SIGN_IN | own)


def test_another_machine_may_be_mailed_in_the_clear_if_the_operator_says_so_twice(tmp_path):
    assert load(tmp_path, MAIL | {"MAIL_TLS": "none", "MAIL_PLAIN": "true"}).alert_mail_plain


def test_the_text_of_the_settings_has_no_web_address_and_no_argument(tmp_path):
    read = load(tmp_path, HOOK | {"HOSTS": "hooks.test:443", "COMMAND": '["/bin/notify", "a-token"]'})
    assert "a-token" not in repr(read)
