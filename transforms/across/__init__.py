"""What the steps across articles are made of: words, copies, pairs, clusters, replay."""
