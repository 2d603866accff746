"""What the cleaning room is made of: from lines to decisions."""
