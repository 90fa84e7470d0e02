"""Chapterwise: a folder of transcripts in, a site of summaries, chapters and digests out."""

__version__ = "0.1.0"
