"""What is known of written text 文字: pure functions on characters, free of files, markup and pages."""
