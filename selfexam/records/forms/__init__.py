"""Forms of activation and of the school's account page."""
