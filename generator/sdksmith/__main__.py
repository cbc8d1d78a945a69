"""`python -m sdksmith`."""

import sys

from sdksmith.cli import main

if __name__ == "__main__":
    sys.exit(main())
