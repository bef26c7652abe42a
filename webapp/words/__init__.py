"""The public's words for what records say; docs/words.md lists them. Machine words never reach a page."""
