"""What is asked about exemptions (课程免考) without writing: who may ask, for what, what is missing, what to see."""
