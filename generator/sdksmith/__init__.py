"""From an OpenAPI document to SDKs: offline, without an account, in seconds."""
