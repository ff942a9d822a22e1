"""Measurements that people run by hand; no test hangs on a clock."""
