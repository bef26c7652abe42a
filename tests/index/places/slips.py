"""One-letter slips as fingers make them: a letter replaced, left out, put in, or two swapped."""

import string


def with_a_slip(name, chance):
    """Return a name of two letters or more with one slip, chosen by `chance`, a random.Random."""
    at = chance.randrange(len(name) - 1)
    letter = chance.choice(string.ascii_lowercase)
    return chance.choice(
        (
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )
