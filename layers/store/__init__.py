"""Where layers come from: one protocol, whatever keeps the data."""

from layers.store.protocol import LAYERS, Store, open_store

__all__ = ["LAYERS", "Store", "open_store"]
