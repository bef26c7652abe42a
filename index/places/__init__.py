"""Where ZIP codes, towns and addresses are, and how far one is from another."""
