"""Chapterwise: a folder of transcripts in, a site of summaries, chapters and digests out."""

import gc
import os

__version__ = "0.1.0"

# Matrices are small and episodes are read in processes side by side: threads of the linear algebra
# would only get in each other's way (1.6 times the time), and their number could show in last bits.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Words are hundreds of thousands of small tuples without a circle among them: looking for one as
# often as Python does by itself takes a twentieth of the time.
gc.set_threshold(50_000, 20, 20)
