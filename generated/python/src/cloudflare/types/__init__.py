"""Types of the API's requests and responses, imported when they are first used."""

from __future__ import annotations
