"""What resources and methods are called, and which rule says so."""
