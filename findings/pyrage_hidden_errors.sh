#!/usr/bin/env bash
# Guess:     decrypting a file that was cut short writes nothing; an error of the disk while encrypting is an OSError.
# Behavior:  pyrage 1.4.0 writes the whole chunks before the cut, then raises an OSError without a number. While
#            encrypting, an OSError of the target becomes an EncryptError that has its text only.
# Why:       a caller that takes the target for whole loses the end of a backup; one that waits for ENOSPC never sees it.
# Seen:      2026-11-30, on PyPI's pyrage 1.4.0.
. "$(dirname "$0")/environment.sh"
install pyrage==1.4.0
run_python <<'PYTHON'
import errno
import io

import pyrage

identity = pyrage.x25519.Identity.generate()
plain = bytes(1_000_000)
cut = pyrage.encrypt(plain, [identity.to_public()])[:-100]
target = io.BytesIO()
try:
    pyrage.decrypt_io(io.BytesIO(cut), target, [identity])
    raise AssertionError("this changed: a file that was cut short was decrypted")
except OSError as error:
    print(f"cut short: {len(target.getvalue())} of {len(plain)} bytes written, then OSError, number {error.errno}")
    assert error.errno is None, "this changed"
assert 0 < len(target.getvalue()) < len(plain), "this changed"


class FullDisk:
    def write(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    def flush(self):
        pass


try:
    pyrage.encrypt_io(io.BytesIO(plain), FullDisk(), [identity.to_public()])
    raise AssertionError("this changed: a full disk was no error")
except pyrage.EncryptError as error:
    print("full disk: EncryptError,", error)
    assert not isinstance(error, OSError), "this changed"
PYTHON
