"""Running Go's tools on Go code, wherever the toolchain comes from."""
