"""The map: its layers' files and the component that draws them."""

from dashboard.components.map.files import BUILDERS, layer_file, version
from dashboard.components.map.view import later_layers, map_view

__all__ = ["BUILDERS", "later_layers", "layer_file", "map_view", "version"]
