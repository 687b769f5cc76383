"""The acts of whoever asks for exemptions, one file each: candidates for themselves, a unit's clerk for its people."""
