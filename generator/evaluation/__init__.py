"""Quality, measured against people: scores, baselines, and the fitting of weights."""
