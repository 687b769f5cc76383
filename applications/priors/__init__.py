"""Who can say whether a prior certificate exists (前置学历核对): one file a provider."""
