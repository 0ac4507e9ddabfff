"""Is it in the source? What stands behind the status word of each item."""
