"""Who signs an article: lines that sign it, names as printed, agencies and desks."""
