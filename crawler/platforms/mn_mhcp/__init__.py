"""The Minnesota directory of enrolled providers."""
