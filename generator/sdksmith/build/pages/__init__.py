"""Which methods return pages, found on the finished methods."""
