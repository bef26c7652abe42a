"""What the letters behind names mean: who gives them, what they take, and what they do not show."""
