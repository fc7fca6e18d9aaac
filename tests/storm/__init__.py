"""Storms, limits and leaving, on real sockets with the real house behind them."""
