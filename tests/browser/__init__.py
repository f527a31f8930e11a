"""Tests in a real JupyterLab and a real Chromium.

This folder is a package so that its server and browser end with its last test: Playwright
keeps an event loop running, and no later test could run its own beside it.
"""
