"""Make-up 组版: articles become modules on the column grid, and modules fill pages."""
