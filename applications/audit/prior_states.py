"""What may be known of a prior qualification (前置学历). Read by facts and rules."""

VERIFIED, UNVERIFIED, ABSENT, SAME_BATCH = "verified", "unverified", "absent", "same_batch"
