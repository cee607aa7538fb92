"""Estimates between samples: ordinary kriging of log concentrations, where samples support one."""

from layers.space.surface.answers import Estimate, NoEstimate
from layers.space.surface.fitted import Surface, fit_surface
from layers.space.surface.grid import Grid
from layers.space.surface.rules import Rules, load_rules

__all__ = ["Estimate", "Grid", "NoEstimate", "Rules", "Surface", "fit_surface", "load_rules"]
