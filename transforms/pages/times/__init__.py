"""When an article was published: dates as printed, their zone, the one that counts."""
