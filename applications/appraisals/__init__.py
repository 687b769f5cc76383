"""Likeness of self-appraisals (自我鉴定) within a batch: a hint for reviewers, never a decision."""
