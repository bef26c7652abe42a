"""Letters behind names: who gives them, what they take, and what they do not show."""
