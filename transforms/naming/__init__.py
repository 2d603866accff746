"""What the entity room is made of: the passes around the model."""
