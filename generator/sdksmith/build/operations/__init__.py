"""Operations (OpenAPI 3.1, 4.8.10) as methods: parameters, bodies, responses."""
