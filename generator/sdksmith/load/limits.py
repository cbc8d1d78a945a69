"""What a document may ask of us. Real documents stay far below; a hostile one must not crash or
exhaust whoever walks the tree later."""

from typing import Final

# Mappings and lists inside each other. Low enough that a walk which uses several Python frames
# per level stays inside the interpreter's default recursion limit of 1,000.
MAX_DEPTH: Final = 200

# Nodes that YAML aliases may add when each is counted as the copy that a tree walk sees.
MAX_ALIASED: Final = 1_000_000

# References that follow one another before something else stands there.
MAX_CHAIN: Final = 100
