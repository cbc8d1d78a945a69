"""What every class of this SDK stands on. Nothing in here knows the name of an API.

Modules load when they are first needed: importing this package imports nothing, and `httpx2` is
imported by the first request. The public names are those that the package itself exports; this one
may change in any release.
"""
