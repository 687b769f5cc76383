"""Reading ID cards: a picture in, what stands on it and what is doubtful about it out. A person decides."""
