"""Passwords: argon2id hashes, at most two computed at once, and which new passwords are refused.

The parameters are the second recommended set of RFC 9106, section 4. A hash with other parameters is made anew at the
next sign-in. Passwords are taken as typed: nothing is trimmed, cut or folded (NIST SP 800-63B, 3.1.1.2; no rules of
composition, no expiry).
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 128
"""Characters; a longer text costs time to judge and adds nothing."""
LEAST_GUESSES_LOG10 = 10.0
"""Guesses that a new password must withstand (10^10), by zxcvbn's lists of common passwords, words and names."""
JUDGED = 40
"""Characters that zxcvbn judges at most; its work grows with the third power of them (seconds of CPU at 128)."""
OWN_WORDS = ("pinpoint", "console", "needling", "operator", "admin")
AT_ONCE = 2
"""Hashes computed at once: each takes 64 MiB, so that sign-ins cannot eat the memory of the machine."""
SECONDS_TO_WAIT = 5.0

hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4, hash_len=32, salt_len=16)
_computing = threading.BoundedSemaphore(AT_ONCE)
_of_nobody: dict[str, str] = {}


class WeakPasswordError(ValueError):
    """A new password is too short, too long or easily guessed; the message says which."""


class BusyError(RuntimeError):
    """Too many passwords are being checked at once; nothing was checked."""


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password; raises BusyError."""
    with _one_of_two():
        return hasher.hash(password)


def is_right(stored: str | None, password: str) -> bool:
    """Return whether a password has the stored hash; without one it does the same work and returns False.

    Raises BusyError.
    """
    with _one_of_two():
        try:
            hasher.verify(stored or _hash_of_nobody(), password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Return whether a hash was made with other parameters than today's."""
    return hasher.check_needs_rehash(stored)


def check_new(password: str, *own_words: str) -> None:
    """Raise WeakPasswordError unless a new password is long enough and hard to guess; `own_words` such as the name."""
    if len(password) < SHORTEST:
        raise WeakPasswordError(f"the password is too short; take at least {SHORTEST} characters, such as four words")
    if len(password) > LONGEST:
        raise WeakPasswordError(f"the password is too long; take at most {LONGEST} characters")
    from zxcvbn import zxcvbn  # loads its lists, which only a new password needs

    judged = zxcvbn(_hardest_part(password), user_inputs=[*OWN_WORDS, *own_words], max_length=JUDGED)
    if float(judged["guesses_log10"]) < LEAST_GUESSES_LOG10:
        raise WeakPasswordError(
            "the password is among the first that are tried: a common one, or words and patterns close to it; "
            "take four or more words that do not belong together"
        )


def _hardest_part(password: str) -> str:
    """Return what of a password is judged: one of its repeated parts, of that the first `JUDGED` characters.

    More characters only add guesses, but repeating some adds next to none. zxcvbn alone would take a part that is cut
    in the middle for random characters (findings/zxcvbn_cut_repeats.sh).
    """
    length = len(password)
    repeats = (part for part in range(1, length // 2 + 1) if password[part:] == password[:-part])
    return password[: next(repeats, length)][:JUDGED]


def make_initial() -> str:
    """Return a random password of 100 bits for somebody's first sign-in."""
    return secrets.token_hex(13)[:25]


@contextmanager
def _one_of_two() -> Iterator[None]:
    if not _computing.acquire(timeout=SECONDS_TO_WAIT):
        raise BusyError("too many sign-ins at once; wait a minute and try again")
    try:
        yield
    finally:
        _computing.release()


def _hash_of_nobody() -> str:
    """Return a hash with today's parameters that no password has."""
    key = repr(hasher)
    if key not in _of_nobody:
        _of_nobody[key] = hasher.hash(secrets.token_urlsafe(32))
    return _of_nobody[key]
