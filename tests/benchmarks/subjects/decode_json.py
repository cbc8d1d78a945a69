"""Only `json.loads`, the floor of whatever decodes by way of it: `… SMALL_FILE FILE REPEAT`."""

import json

from subject import report_decoding

report_decoding(json.loads)
