"""Secrets in files of their own, which nobody but their owner may read.

A secret is read for each delivery, so it can be changed without a restart and is in memory for a moment only.
"""

import os
import stat
from pathlib import Path

from pydantic import SecretStr

SIZE_LIMIT = 4096
"""Most bytes of a secret's file."""


class SecretFileError(ValueError):
    """A secret's file is missing, open to others or not a secret; the message says what to do, without its content."""


def read_secret(path: Path, *, at_least: int = 1) -> SecretStr:
    """Return the first line of a file; raises SecretFileError.

    `at_least` is its least number of characters. The secret is ASCII, as SMTP's sign-in in Python takes no other.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise SecretFileError(f"{path} cannot be read ({os.strerror(error.errno or 0)})") from None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise SecretFileError(f"{path} is no file")
        if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SecretFileError(f"{path} is open to others; run `chmod 600` on it")
        data = os.read(descriptor, SIZE_LIMIT + 1)
    finally:
        os.close(descriptor)
    lines = data.splitlines() or [b""]
    if len(data) > SIZE_LIMIT or any(line.strip() for line in lines[1:]):
        raise SecretFileError(f"{path} holds more than one line; leave the secret alone in it")
    secret = lines[0].strip()
    if not secret.isascii() or not secret.decode("ascii").isprintable():
        raise SecretFileError(f"{path} holds letters beyond ASCII; choose another secret")
    if len(secret) < at_least:
        raise SecretFileError(
            f"{path} holds {'no' if not secret else 'a short'} secret; write at least {at_least} characters"
        )
    return SecretStr(secret.decode("ascii"))
