"""The one chain, looked at from both sides: why something is so, and what became of it.

Each room tells its part; here the parts are put together.
"""
