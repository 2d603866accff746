"""A transformer that tags entities: slower than the recognisers, and right more often."""
