"""Forms of the cashier."""
