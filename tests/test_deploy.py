"""Dockerfile and docker-compose.yml, read as text: what a container may do is the least it needs."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from console.guard.address import ConsoleAddressError, check_address
from index.settings import Settings

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
DOCS = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
SERVICES = COMPOSE["services"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = {name.removesuffix("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
OPERATORS_OWN = {
    "PINPOINT_ALERT_MAIL_FROM",
    "PINPOINT_ALERT_MAIL_SERVER",
    "PINPOINT_ALERT_MAIL_TO",
    "PINPOINT_BEHIND_PROXY",
    "PINPOINT_CONSOLE_HOSTS",
    "PINPOINT_CONTACT_MAIL",
    "PINPOINT_CONTACT_PHONE",
    "PINPOINT_CRAWL_CONTACT",
    "PINPOINT_OPERATOR_NAME",
    "PINPOINT_OPERATOR_POST",
    "PINPOINT_SITE_URL",
}


def instructions():
    """(word, rest) of each instruction, continued lines joined."""
    joined = re.sub(r"\\\n", " ", DOCKERFILE)
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line and not line.startswith("#")]


def mounts(service):
    """Folder → (volume, mode) of a service."""
    found = {}
    for mount in SERVICES[service]["volumes"]:
        volume, folder, *mode = mount.split(":")
        found[folder] = (volume, mode[0] if mode else "rw")
    return found


def test_there_are_a_site_a_worker_a_watch_and_a_console_that_has_to_be_asked_for():
    assert set(SERVICES) == {"site", "worker", "watch", "console"}
    assert SERVICES["watch"]["command"] == ["watch", "--every", "10"]
    assert {name for name, what in SERVICES.items() if "profiles" in what} == {"console"}
    assert SERVICES["console"]["command"] == ["console"]
    assert SERVICES["site"]["command"][0] == "serve"
    assert SERVICES["worker"]["command"] == ["work"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_container_may_do_the_least_it_needs(service):
    what = SERVICES[service]
    uid = int(what["user"].split(":")[0])
    assert uid >= 1000
    assert what["read_only"] is True
    assert what["cap_drop"] == ["ALL"]
    assert "cap_add" not in what
    assert "privileged" not in what
    assert what["security_opt"] == ["no-new-privileges:true"]
    assert all("noexec" in mount and "nosuid" in mount for mount in what["tmpfs"])
    assert {"mem_limit", "cpus", "pids_limit"} <= set(what)
    assert "network_mode" not in what
    assert "env_file" not in what


@pytest.mark.parametrize("service", SERVICES)
def test_a_container_is_watched_and_comes_back(service):
    check = SERVICES[service]["healthcheck"]
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries", "start_period"} <= set(check)
    assert SERVICES[service]["restart"] == "unless-stopped"
    assert SERVICES[service]["stop_grace_period"]


def test_the_site_sees_what_is_published_read_only_and_never_the_store():
    assert mounts("site") == {
        "/data/generations": ("generations", "ro"),
        "/data/inbox": ("inbox", "rw"),
        "/data/metrics": ("metrics", "rw"),
    }


def test_the_worker_holds_store_generations_and_inbox_and_reads_the_sites_counts():
    assert mounts("worker") == {
        "/data": ("store", "rw"),
        "/data/generations": ("generations", "rw"),
        "/data/inbox": ("inbox", "rw"),
        "/data/metrics": ("metrics", "ro"),
    }


def test_the_volumes_lie_where_the_settings_look():
    home = Settings(home=Path(SERVICES["worker"]["environment"]["PINPOINT_HOME"]))
    assert {str(home.home), str(home.generations), str(home.inbox), str(home.metrics)} == set(mounts("worker"))
    assert {volume for service in SERVICES for volume, _ in mounts(service).values()} == set(COMPOSE["volumes"])


def test_the_console_has_the_workers_folders_and_no_network_with_the_others():
    assert mounts("console") == mounts("worker")
    assert SERVICES["console"]["ports"] == ["127.0.0.1:8001:8001"]
    others = {*SERVICES["site"]["networks"], *SERVICES["worker"]["networks"]}
    assert others.isdisjoint(SERVICES["console"]["networks"])


def test_the_console_starts_only_behind_a_tls_proxy_whose_host_is_named():
    environment = SERVICES["console"]["environment"]
    names = {name.removeprefix("PINPOINT_").lower(): value for name, value in environment.items()}
    del names["config"]
    unnamed = Settings.model_validate(names | {"console_hosts": ""})
    with pytest.raises(ConsoleAddressError, match="PINPOINT_CONSOLE_HOSTS"):
        check_address(unnamed, unnamed.console_host)
    named = Settings.model_validate(names | {"console_hosts": "console.example"})
    check_address(named, named.console_host)


def test_the_consoles_unit_runs_as_the_worker_and_reaches_only_this_machine():
    unit = (ROOT / "deploy" / "pinpoint-console.service").read_text(encoding="utf-8")
    assert {"User=pinpoint-work", "IPAddressDeny=any", "IPAddressAllow=localhost"} <= set(unit.splitlines())


def test_only_this_machine_reaches_the_site_and_nobody_the_worker():
    assert SERVICES["site"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in SERVICES["worker"]
    assert set(SERVICES["site"]["networks"]).isdisjoint(SERVICES["worker"]["networks"])


@pytest.mark.parametrize("service", SERVICES)
def test_every_variable_is_a_setting(service):
    names = {name.removeprefix("PINPOINT_").lower() for name in SERVICES[service]["environment"]}
    assert names - {"config"} <= set(Settings.model_fields)


def test_who_acts_for_the_operator_reads_one_settings_file_in_the_store_and_the_site_does_not():
    """It may name files with passwords, which the site never needs."""
    named = {name: what["environment"].get("PINPOINT_CONFIG") for name, what in SERVICES.items()}
    assert named == {"site": None} | dict.fromkeys(("worker", "watch", "console"), "/data/pinpoint.toml")


def test_the_watch_writes_only_what_it_keeps_in_the_store_volume():
    assert mounts("watch")["/data"] == ("store", "rw")
    assert {mode for folder, (_, mode) in mounts("watch").items() if folder != "/data"} == {"ro"}
    assert mounts("watch").keys() == mounts("worker").keys()


def test_no_secret_and_no_address_is_written_down():
    written = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+)", written)) == OPERATORS_OWN
    assert not re.search("password|secret|token", written, re.IGNORECASE)


def test_the_image_runs_as_somebody_without_rights():
    found = instructions()
    assert [rest for word, rest in found if word == "USER"] == ["10001:10001"]
    assert [word for word, _ in found].index("USER") > max(at for at, (word, _) in enumerate(found) if word == "COPY")
    assert ("ENTRYPOINT", '["pinpoint"]') in found
    assert not any(word == "ADD" for word, _ in found)


def test_what_is_installed_was_locked_with_hashes():
    installs = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]
    assert len(installs) == 2
    assert all("--require-hashes" in rest or "--no-deps" in rest for rest in installs)


def test_the_image_names_folders_and_packages_that_exist():
    for word, rest in instructions():
        if word == "COPY" and "--from" not in rest:
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{source.split('/')[0]}" in IGNORED, source


def test_the_image_has_every_folder_of_code_and_the_licenses():
    copied = {source for word, rest in instructions() if word == "COPY" for source in rest.split()[:-1]}
    assert {"LICENSE", "NOTICE", *PACKAGES} <= copied


def test_the_image_is_built_of_nothing_else():
    assert next(line for line in IGNORED if not line.startswith("#")) == "*"
    assert not {"!.", "!var", "!.git", "!.venv"} & set(IGNORED)


@pytest.mark.parametrize("word", [*COMPOSE["volumes"], *SERVICES, *sorted(OPERATORS_OWN), "/readyz", "--workers"])
def test_the_page_for_operators_speaks_of_it(word):
    assert word in DOCS
