"""How the transformer of `models/coupure_encoder` is made."""
