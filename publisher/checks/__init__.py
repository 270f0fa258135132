"""Checks 检查 of what was made, before anything is handed over."""
