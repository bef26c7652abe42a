from pathlib import Path

import pytest

from index import settings
from index.settings import SettingError, Settings

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


def test_defaults_hold_without_any_setting(tmp_path):
    assert settings.load({}, tmp_path / "none.toml") == Settings()


def test_the_environment_comes_before_the_file(tmp_path):
    file = tmp_path / "pinpoint.toml"
    file.write_text('port = 8001\nlog_level = "DEBUG"\n')
    read = settings.load({"PINPOINT_PORT": "8002"}, file)
    assert (read.port, read.log_level) == (8002, "DEBUG")


@pytest.mark.parametrize(
    ("environment", "content", "message"),
    [
        ({"PINPOINT_PORT": "eighty"}, "", "setting 'port'"),
        ({"PINPOINT_PORT": "0"}, "", "PINPOINT_PORT"),
        ({"PINPOINT_GEOCODER": "google"}, "", "'nominatim'"),
        ({"PINPOINT_ALLOW_ADDRESSES": "127.0.0.1"}, "", "PINPOINT_ALLOW_ADDRESSES.*'127.0.0.1' is no host:port"),
        ({"PINPOINT_ALLOW_ADDRESSES": "http://127.0.0.1:80"}, "", "no host:port"),
        ({"PINPOINT_ALLOW_ADDRESSES": "127.0.0.1:70000"}, "", "no host:port"),
        ({"PINPOINT_ALLOW_ADDRESSES": "127.0.0.1:0"}, "", "no host:port"),
        ({}, "prot = 8001", "setting 'prot'"),
        ({}, "port = ", "is not TOML"),
    ],
)
def test_a_bad_setting_is_reported_by_name(tmp_path, environment, content, message):
    file = tmp_path / "pinpoint.toml"
    file.write_text(content)
    with pytest.raises(SettingError, match=message):
        settings.load(environment, file)


def test_no_address_is_allowed_by_default_and_several_are_written_with_commas(tmp_path):
    none = tmp_path / "none.toml"
    assert settings.load({}, none).allow_addresses == ()
    read = settings.load({"PINPOINT_ALLOW_ADDRESSES": "127.0.0.1:8010, [::1]:8011,"}, none)
    assert read.allow_addresses == ("127.0.0.1:8010", "[::1]:8011")


def test_the_home_holds_everything_that_is_kept(tmp_path):
    read = Settings(home=tmp_path)
    assert read.database_url == f"sqlite:///{tmp_path.resolve()}/store.db"
    assert {read.archive, read.generations, read.own_sources} == {
        tmp_path / "archive",
        tmp_path / "generations",
        tmp_path / "sources",
    }


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name):
    assert f"`PINPOINT_{name.upper()}`" in DOCS.read_text(encoding="utf-8")
