"""Speed: an archive of any size, and other programs on the same pages. `make bench` runs it."""
