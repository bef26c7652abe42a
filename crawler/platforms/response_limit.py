"""How many rows a server answers with at most, as far as its answers show it."""

LEAST = 3
"""No site's limit is known to be smaller; shorter answers are taken for whole."""


class ResponseLimit:
    """One server's limit, told or not. It is constant, so it is at least as long as the longest answer there was.

    An answer shorter than that is whole. One as long may have been cut off, whatever number was asked for: that is how
    a limit of the server's own shows itself.
    """

    def __init__(self, asked: int = 0) -> None:
        """`asked` is the number of rows asked for; 0: none."""
        self._least = min(asked or LEAST, LEAST)
        self.longest = 0

    def met(self, rows: int) -> None:
        """Remember that an answer had so many rows."""
        self.longest = max(self.longest, rows)

    def may_have_cut(self, rows: int) -> bool:
        """Return whether an answer of so many rows may lack some, as far as answers were met."""
        return rows >= max(self.longest, self._least)


def looks_like_a_limit(rows: int) -> bool:
    """Return whether a number of rows is one that limits are set to, a multiple of 10 or 25.

    Where everything is asked for at once there is no other answer to compare it with.
    """
    return rows > 0 and (rows % 10 == 0 or rows % 25 == 0)
