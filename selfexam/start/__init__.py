"""How the portal is set up and started on one machine: `make setup` and `make run` end here."""
