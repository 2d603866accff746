"""How inputs are read: which files there are, their formats and encodings, the records in them."""
