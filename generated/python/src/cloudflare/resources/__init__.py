"""The resources of the client. Each module is imported when its resource is first used."""
