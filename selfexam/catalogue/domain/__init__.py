"""Acts on batches."""
