"""Renders Markdown as GitHub does: CommonMark with tables, links and HTML allowed.

usage: python render_markdown.py report.md
"""

import json
import sys

from markdown_it import MarkdownIt

with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
print(json.dumps(MarkdownIt("gfm-like", {"linkify": False}).render(text)))
