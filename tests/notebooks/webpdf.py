"""`jupyter nbconvert` whose webpdf prints by the Chromium that the variable CHROMIUM names.

nbconvert takes the browser that Playwright has downloaded, and has no option for another. This
names one to Playwright; the exporter itself is the one of nbconvert.

usage: CHROMIUM=/usr/bin/chromium python webpdf.py --to webpdf notebook.ipynb
"""

import os
from functools import partialmethod

from nbconvert.nbconvertapp import main
from playwright.async_api import BrowserType

BrowserType.launch = partialmethod(BrowserType.launch, executable_path=os.environ["CHROMIUM"])
main()
