"""Outputs 输出: each writes one kind of file from a finished edition, and knows nothing of the others."""
