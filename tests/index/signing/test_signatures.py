"""Signatures: valid for one content of one kind, by a key that is trusted and not revoked."""

import stat
from base64 import b64encode
from dataclasses import replace
from datetime import date

import pytest

from index.signing import (
    Domain,
    RevokedKeyError,
    Signature,
    SignatureError,
    UnknownKeyError,
    UntrustedKeyError,
    read_keyring,
    revoke,
    rotate,
    sign,
    verify,
)
from index.signing.keys import PRIVATE, PUBLIC, EmptyKeyReasonError, KeysError, add_public, current_id


@pytest.fixture
def keys(tmp_path):
    return tmp_path / "keys"


def test_what_was_signed_is_verified_with_the_public_keys_alone(keys):
    signature = sign(keys, Domain.BACKUP, b"content")

    (keys / PRIVATE).unlink()
    verify(read_keyring(keys), Domain.BACKUP, b"content", signature)


def test_the_key_is_made_once_for_this_user_alone(keys):
    first, second = sign(keys, Domain.BACKUP, b"one"), sign(keys, Domain.BACKUP, b"two")

    assert first.key_id == second.key_id == current_id(keys)
    assert len(first.key_id) == 16
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700
    assert {stat.S_IMODE((keys / name).stat().st_mode) for name in (PRIVATE, PUBLIC)} == {0o600}


def test_one_other_byte_is_refused(keys):
    signature = sign(keys, Domain.BACKUP, b"content")

    with pytest.raises(SignatureError, match="does not belong to this backup"):
        verify(read_keyring(keys), Domain.BACKUP, b"Content", signature)


def test_the_signature_of_a_backup_is_not_valid_for_a_generation(keys):
    signature = sign(keys, Domain.BACKUP, b"content")

    with pytest.raises(SignatureError, match="does not belong to this generation"):
        verify(read_keyring(keys), Domain.GENERATION, b"content", signature)


@pytest.mark.parametrize("text", ["", "no base64!", b64encode(b"short").decode()])
def test_a_signature_that_is_none_is_refused(keys, text):
    signature = sign(keys, Domain.BACKUP, b"content")

    with pytest.raises(SignatureError):
        verify(read_keyring(keys), Domain.BACKUP, b"content", replace(signature, signature=text))


def test_a_key_of_another_home_is_not_trusted_until_it_is_added(keys, tmp_path):
    other = tmp_path / "other"
    signature = sign(other, Domain.BACKUP, b"content")
    sign(keys, Domain.BACKUP, b"content")

    with pytest.raises(UntrustedKeyError, match=signature.key_id):
        verify(read_keyring(keys), Domain.BACKUP, b"content", signature)
    add_public(keys, read_keyring(other))
    verify(read_keyring(keys), Domain.BACKUP, b"content", signature)


def test_after_a_rotation_old_signatures_stay_valid_and_the_old_private_key_is_gone(keys):
    old = sign(keys, Domain.BACKUP, b"old")
    pem = (keys / PRIVATE).read_bytes()
    retired, made = rotate(keys, "a machine was sold")
    new = sign(keys, Domain.BACKUP, b"new")

    trusted = read_keyring(keys)
    verify(trusted, Domain.BACKUP, b"old", old)
    verify(trusted, Domain.BACKUP, b"new", new)
    assert (retired.id, made.id) == (old.key_id, new.key_id)
    assert [(key.id, key.reason) for key in trusted.values()] == [
        (old.key_id, "first use"),
        (new.key_id, "a machine was sold"),
    ]
    assert trusted[old.key_id].retired_at is not None
    assert not [path for path in keys.iterdir() if pem in path.read_bytes()]


def test_nothing_of_a_revoked_key_counts_and_the_key_that_signs_is_replaced(keys):
    old = sign(keys, Domain.BACKUP, b"content")
    revoke(keys, old.key_id, date(2026, 11, 20), "the laptop was stolen")

    with pytest.raises(RevokedKeyError, match="revoked on 2026-11-20: the laptop was stolen"):
        verify(read_keyring(keys), Domain.BACKUP, b"content", old)
    assert sign(keys, Domain.BACKUP, b"content").key_id != old.key_id


def test_a_revocation_outlives_the_same_key_in_a_backup(keys):
    old = sign(keys, Domain.BACKUP, b"content")
    carried = read_keyring(keys)
    revoke(keys, old.key_id, date(2026, 11, 20), "stolen")
    add_public(keys, carried)

    assert read_keyring(keys)[old.key_id].revoked_on == date(2026, 11, 20)


def test_a_revocation_that_a_backup_carries_counts_here(keys, tmp_path):
    old = sign(keys, Domain.BACKUP, b"content")
    known = read_keyring(keys)
    revoke(keys, old.key_id, date(2026, 11, 20), "stolen")
    here = tmp_path / "here"
    add_public(here, known)
    add_public(here, read_keyring(keys))

    assert read_keyring(here)[old.key_id].revoked_on == date(2026, 11, 20)


def test_an_unknown_key_cannot_be_revoked_and_both_need_a_reason(keys):
    with pytest.raises(UnknownKeyError, match="pinpoint keys list"):
        revoke(keys, "0" * 16, date(2026, 11, 20), "stolen")
    with pytest.raises(EmptyKeyReasonError):
        rotate(keys, " ")


def test_a_damaged_list_of_keys_is_refused(keys):
    sign(keys, Domain.BACKUP, b"content")
    data = (keys / PUBLIC).read_bytes()
    (keys / PUBLIC).write_bytes(data.replace(b"first use", b"First use"))

    with pytest.raises(KeysError, match=r"public\.json"):
        read_keyring(keys)


def test_a_private_key_that_cannot_be_read_says_what_to_do(keys):
    sign(keys, Domain.BACKUP, b"content")
    (keys / PRIVATE).write_bytes(b"none")

    with pytest.raises(KeysError, match="move it away"):
        sign(keys, Domain.BACKUP, b"content")


def test_a_public_key_under_another_id_is_refused(keys):
    signature = sign(keys, Domain.BACKUP, b"content")
    trusted = {"0" * 16: replace(read_keyring(keys)[signature.key_id], id="0" * 16)}

    with pytest.raises(KeysError, match="damaged"):
        verify(trusted, Domain.BACKUP, b"content", Signature("0" * 16, signature.signature))


def test_a_private_key_that_was_revoked_never_signs_again(keys):
    old = sign(keys, Domain.BACKUP, b"a manifest").key_id
    private = (keys / PRIVATE).read_bytes()
    revoke(keys, old, date(2026, 11, 23), "a disk was lost")
    (keys / PRIVATE).write_bytes(private)  # as a restore or a crash in the middle of the revocation leaves it
    new = sign(keys, Domain.BACKUP, b"a manifest")
    assert new.key_id != old
    verify(read_keyring(keys), Domain.BACKUP, b"a manifest", new)
    assert read_keyring(keys)[old].revoked_on == date(2026, 11, 23)
