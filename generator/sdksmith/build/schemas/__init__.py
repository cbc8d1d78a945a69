"""Schema Objects (OpenAPI 3.1, 4.8.24) as types."""
