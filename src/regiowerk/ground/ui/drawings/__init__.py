"""Drawings: plain values in, a scene out; the same scene becomes SVG, PDF and native slide shapes."""
