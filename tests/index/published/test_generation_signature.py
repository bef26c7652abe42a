"""A generation says which key of the home signed it; a wrong signature is damage, an unknown or revoked key a doubt."""

import json
import shutil
import stat
from datetime import date

import pytest

from index import settings, signing
from index.durable_files import seal, unseal
from index.publish.publisher import publish
from index.published.catalog import read_catalog
from index.published.generation_signature import NOT_SIGNED, share_public_keys, signed_by
from index.published.manifest import FILE, SIGNATURE, ManifestError
from index.published.reader import PublishedReader
from index.signing.keys import current_id


@pytest.fixture
def first(published, folder):
    return folder / "generation-000001"


@pytest.fixture
def keys():
    return settings.current().keys


def test_a_generation_is_signed_by_the_key_of_the_home_which_its_user_alone_can_read(first, keys, folder):
    key = current_id(keys)

    assert signed_by(first).key_id == key
    assert signed_by(first).doubt == ""
    assert PublishedReader(folder).generation().signed_by.key_id == key
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (keys, folder / "keys", folder / "keys/public.json")}
    assert modes == {keys: 0o700, folder / "keys": 0o755, folder / "keys/public.json": 0o644}
    assert [path.name for path in (folder / "keys").iterdir()] == ["public.json"]


def test_what_an_older_key_signed_stays_trusted_after_it_was_replaced(first, store, keys, folder):
    old = current_id(keys)
    _, new = signing.rotate(keys, "a new machine")
    publish(store, settings.current())

    signers = [(entry.number, entry.signed_by.key_id, entry.damage) for entry in read_catalog(folder).entries]
    assert signers == [(2, new.id, ""), (1, old, "")]
    assert [entry.signed_by.doubt for entry in read_catalog(folder).entries] == ["", ""]


@pytest.mark.parametrize("place", [0, 40, 100])
def test_a_flipped_bit_of_the_signature_is_damage_and_the_generation_before_answers(place, first, store, folder):
    publish(store, settings.current())
    path = folder / "generation-000002" / SIGNATURE
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)

    with pytest.raises(ManifestError, match=r"signature\.json"):
        signed_by(path.parent)
    assert PublishedReader(folder).generation().number == 1


def test_a_signature_of_another_manifest_is_damage(first, store, folder):
    publish(store, settings.current())
    shutil.copy(first / SIGNATURE, folder / "generation-000002" / SIGNATURE)

    entry = read_catalog(folder).entry(2)
    assert "is not of this manifest" in entry.damage
    assert PublishedReader(folder).generation().number == 1


def test_a_manifest_that_was_edited_and_sealed_anew_is_damage(first, folder):
    content = unseal((first / FILE).read_bytes())
    content["counts"] = {**content["counts"], "people": 1}
    (first / FILE).write_bytes(seal(json.loads(json.dumps(content))))

    assert "is not of this manifest" in read_catalog(folder).entry(1).damage


def test_a_generation_of_an_earlier_version_is_served_without_a_signature(first, folder):
    (first / SIGNATURE).unlink()

    assert signed_by(first) == NOT_SIGNED
    generation = PublishedReader(folder).generation()
    assert (generation.number, generation.damage, generation.signed_by) == (1, (), NOT_SIGNED)


def test_a_key_that_is_unknown_or_revoked_is_a_doubt_and_the_generation_is_served(first, keys, folder):
    key = current_id(keys)
    signing.revoke(keys, key, date(2026, 11, 23), "the disk was stolen")
    share_public_keys(folder, keys)

    assert "was revoked on 2026-11-23" in signed_by(first).doubt
    assert PublishedReader(folder).generation().damage == ()
    for left in ((folder / "keys" / "public.json").write_bytes, None):
        if left:
            left(b"?")
        else:
            shutil.rmtree(folder / "keys")  # as on a web machine that has the generation alone
        assert (signed_by(first).key_id, bool(signed_by(first).doubt)) == (key, True)
        assert PublishedReader(folder).generation().number == 1
