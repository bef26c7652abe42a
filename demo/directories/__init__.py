"""The invented directories, registries and websites, each answering as the real platform does."""
