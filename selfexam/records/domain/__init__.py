"""Acts on student records."""
