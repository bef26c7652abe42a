"""The federal list of excluded individuals and entities (LEIE)."""
