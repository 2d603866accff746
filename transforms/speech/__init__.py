"""What the quotation room is made of: from marks and cues to speakers."""
