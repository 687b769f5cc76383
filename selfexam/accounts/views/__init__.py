"""Views of the doors: signing in and out, one's own account."""
