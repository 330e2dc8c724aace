"""Tests of adapters/oauth."""
