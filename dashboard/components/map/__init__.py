"""The map: its layers' files and the component that draws them."""

from dashboard.components.map.labels import labels_feature
from dashboard.components.map.marks import marks_feature
from dashboard.components.map.view import map_view
from dashboard.components.map.waste import waste_features

__all__ = ["labels_feature", "map_view", "marks_feature", "waste_features"]
