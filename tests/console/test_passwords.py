"""Passwords: argon2id with stated parameters, two at once, and which new ones are refused."""

import threading

import pytest
from argon2 import PasswordHasher, Type

from console.accounts import passwords
from console.accounts.passwords import BusyError, WeakPasswordError, check_new


def test_the_parameters_are_those_of_rfc_9106(monkeypatch):
    monkeypatch.undo()
    one = passwords.hasher
    assert one.type is Type.ID
    assert (one.time_cost, one.memory_cost, one.parallelism, one.hash_len, one.salt_len) == (3, 65536, 4, 32, 16)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "password1234",
        "123456789012",
        "qwertyuiop12",
        "aaaaaaaaaaaa",
        "iloveyou1234",
        "trustno1trustno1",
        "Summer2026!!",
        "pinpoint-console",
        "ida.marsh.2026",
        "ida.marshida.marsh",
    ],
)
def test_a_common_password_or_one_close_to_it_is_refused(password):
    with pytest.raises(WeakPasswordError, match="among the first that are tried"):
        check_new(password, "ida.marsh")


@pytest.mark.parametrize("password", ["elevenchars", "", "éà" * 5])
def test_a_short_one_is_refused(password):
    with pytest.raises(WeakPasswordError, match="at least 12 characters"):
        check_new(password)


def test_a_very_long_one_is_refused_and_128_characters_are_not():
    check_new("correct horse battery staple " * 4 + "wood sunligh")
    with pytest.raises(WeakPasswordError, match="at most 128 characters"):
        check_new("correct horse battery staple " * 5)


@pytest.mark.parametrize(
    ("password", "judged"),
    [
        ("4@8({[<369&#!1/|0$5+7%2" * 5, "4@8({[<369&#!1/|0$5+7%2"),
        ("kX9vQ2mLp0Zr" + "m" * 116, "kX9vQ2mLp0Zr" + "m" * 28),
        ("blueteapot" * 12 + "bluetea", "blueteapot"),
        ("a" * 128, "a"),
        ("blue teapot river 7", "blue teapot river 7"),
        ("blueteapotblueteapoX", "blueteapotblueteapoX"),
    ],
)
def test_zxcvbn_is_handed_one_repeated_part_and_at_most_40_characters(monkeypatch, password, judged):
    handed = []
    monkeypatch.setattr("zxcvbn.zxcvbn", lambda text, **_: handed.append(text) or {"guesses_log10": 20})
    check_new(password)
    assert handed == [judged]


@pytest.mark.parametrize("times", [2, 2.5, 2.7, 9])
def test_repeating_a_weak_password_makes_it_no_better_wherever_it_ends(times):
    weak = "blueteapot"
    with pytest.raises(WeakPasswordError):
        check_new((weak * 10)[: int(len(weak) * times)])


@pytest.mark.parametrize(
    "password", ["blue teapot river 7", "kX9vQ2mLp0Zr", "müde gänse über köln", "  leading spaces too "]
)
def test_no_rule_asks_for_kinds_of_characters(password):
    check_new(password)


def test_a_password_is_taken_as_typed():
    stored = passwords.hash_password(" Blue Teapot ")
    assert passwords.is_right(stored, " Blue Teapot ")
    assert not passwords.is_right(stored, "Blue Teapot")
    assert not passwords.is_right(stored, " blue teapot ")


def test_nobody_and_a_damaged_hash_have_no_password():
    assert not passwords.is_right(None, "anything at all")
    assert not passwords.is_right("$argon2id$damaged", "anything at all")


def test_a_third_check_at_once_waits_and_then_gives_up(monkeypatch):
    monkeypatch.setattr(passwords, "SECONDS_TO_WAIT", 0.01)
    started, done = threading.Barrier(3), threading.Event()

    class Slow(PasswordHasher):
        def hash(self, password, *, salt=None):
            started.wait(10)
            done.wait(10)
            return "x"

    monkeypatch.setattr(passwords, "hasher", Slow())
    threads = [threading.Thread(target=passwords.hash_password, args=("x",)) for _ in range(2)]
    for one in threads:
        one.start()
    started.wait(10)
    with pytest.raises(BusyError):
        passwords.hash_password("x")
    done.set()
    for one in threads:
        one.join()


def test_a_first_password_is_random_and_long_enough():
    made = {passwords.make_initial() for _ in range(20)}
    assert len(made) == 20
    for one in made:
        check_new(one)
