"""Drawings 图: pictures made from an edition's own data, as SVG that every output can place."""
