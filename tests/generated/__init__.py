"""Editions drawn by chance, as newsrooms have them, and the measure of how they are made up."""
