"""The forms in which speech is reported, one a module, and where their spans end."""
