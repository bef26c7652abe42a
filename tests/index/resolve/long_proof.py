"""Random proofs in two sizes: small and always the same by default, large and of a printed seed with `--soak`."""

from random import SystemRandom

from hypothesis import Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

NO_SHRINK = (Phase.explicit, Phase.reuse, Phase.generate)  # each step writes to a disk: shrinking takes minutes


def prove(proof, soak, *, small, full, phases=tuple(Phase)):
    """Run a `given` function on so many examples."""
    settings(max_examples=full if soak else small, phases=phases)(seed(_seed(soak))(proof))()


def prove_machine(machine, soak, *, small, full):
    """Run a state machine through so many (examples, steps)."""
    examples, steps = full if soak else small
    size = settings(max_examples=examples, stateful_step_count=steps, phases=NO_SHRINK)
    run_state_machine_as_test(seed(_seed(soak))(machine), settings=size)


def _seed(soak):
    number = SystemRandom().getrandbits(32) if soak else 20261123
    print(f"seed {number}")  # noqa: T201  (with -s, and where it fails)
    return number
