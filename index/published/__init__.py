"""What a reader of a generation needs: documents, overlay, manifest and the pointer to it."""
