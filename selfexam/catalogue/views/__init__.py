"""Public pages, and the institute's pages on batches and plans."""
