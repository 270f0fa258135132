"""Reading systems that read our EPUB back: what each of them finds in a book, in one form."""
