"""The public's words for what records say. Machine words never reach a page."""
