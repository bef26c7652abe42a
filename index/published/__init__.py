"""Published generations as readers see them: documents, overlay, manifest, and the pointer to the current one."""
