"""From files to nodes with places: YAML and JSON, joined by `$ref`."""

from sdksmith.load.positions import Step, Steps
from sdksmith.load.refs import Loader, Node
from sdksmith.load.source import Document, Pointer, parse

__all__ = ["Document", "Loader", "Node", "Pointer", "Step", "Steps", "parse"]
