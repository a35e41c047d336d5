"""Runs `jupyter nbconvert` so that webpdf uses the Chromium in the variable CHROMIUM.

nbconvert uses the browser that Playwright has downloaded and has no option for another one. This
script gives Playwright the path of another browser; the exporter itself is nbconvert's.

usage: CHROMIUM=/usr/bin/chromium python webpdf.py --to webpdf notebook.ipynb
"""

import os
from functools import partialmethod

from nbconvert.nbconvertapp import main
from playwright.async_api import BrowserType

BrowserType.launch = partialmethod(BrowserType.launch, executable_path=os.environ["CHROMIUM"])
main()
