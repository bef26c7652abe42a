"""The invented directories, registries and websites, each as the real platform answers."""
