"""What school and institute do with exemptions, one file an act: opinion, decision, fee of a refused one."""
