import subprocess
import sys

import numpy as np

from index.resolve.compare.key_index import KeyIndex, hash_of


def test_a_key_has_one_hash_in_every_process():
    code = "from index.resolve.compare.key_index import hash_of; print(hash_of(('family', 'avery', 'j', 'CO')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == hash_of(("family", "avery", "j", "CO"))


def test_parts_of_a_key_do_not_run_together():
    assert hash_of(("ab", "c")) != hash_of(("a", "bc"))


def test_listings_that_have_a_key_are_found_in_order():
    index = KeyIndex.of(np.array([7, -3, 7, 9]), np.array([2, 0, 1, 1]))
    assert index.having(7).tolist() == [1, 2]
    assert index.having(-3).tolist() == [0]
    assert index.having(8).tolist() == []
    assert KeyIndex.of(np.array([]), np.array([])).having(7).tolist() == []


def test_a_pair_given_twice_is_stored_once():
    index = KeyIndex.of(np.array([7, 7, 7, 9]), np.array([1, 1, 2, 1])).once()
    assert (index.hashes.tolist(), index.numbers.tolist()) == ([7, 7, 9], [1, 2, 1])
