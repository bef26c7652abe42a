"""The page that shows every part of a page in every state."""
