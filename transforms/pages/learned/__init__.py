"""The learned line model: features, networks, and what they decide anew."""
