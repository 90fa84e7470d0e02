"""Chapterwise: a folder of transcripts in, a site of summaries, chapters and digests out."""

import os

__version__ = "0.1.0"

# Matrices are small and episodes are read in processes side by side: threads of the linear algebra
# would only get in each other's way (1.6 times the time), and their number could show in last bits.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
