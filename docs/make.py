#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write docs/index.html: README.md and all pages of docs/ as one page that stands alone.

    python3 docs/make.py

Markdown becomes HTML by cmark-gfm (Debian: cmark-gfm), which `make docs` installs. The same bytes on
every run; nothing is fetched by the page.
"""

import html
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES = ["../README.md"] + re.findall(r"^\| \[([a-z-]+\.md)\]", (HERE / "README.md").read_text(encoding="utf-8"), re.M)

STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --link: #0a58ca }
@media (prefers-color-scheme: dark) { :root { --link: #7ab7ff } }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; display: grid; grid-template-columns: 15rem minmax(0, 1fr) }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem 1rem; border-right: 1px solid var(--line) }
nav ol { list-style: none; margin: 0; padding: 0 } nav li { margin: .3rem 0 }
main { padding: 1rem 2rem 4rem; max-width: 62rem }
section { border-bottom: 1px solid var(--line); padding-bottom: 2rem }
a { color: var(--link) } nav a { text-decoration: none }
pre { background: var(--soft); padding: .8rem 1rem; overflow-x: auto; font-size: .85rem; line-height: 1.4; border-radius: 6px }
code { font-family: ui-monospace, monospace } :not(pre) > code { background: var(--soft); padding: .1em .3em; border-radius: 4px; overflow-wrap: anywhere }
.table { overflow-x: auto } table { border-collapse: collapse; margin: 1rem 0 }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top }
@media (max-width: 60rem) { body { display: block } nav { position: static; height: auto; border: 0; border-bottom: 1px solid var(--line) }
  nav ol { columns: 2 } main { padding: 1rem } }
@media print { nav { display: none } body { display: block } pre { white-space: pre-wrap } }
"""


def anchor(page):
    return "top" if page.endswith("../README.md") else page.removesuffix(".md")


def body(page):
    """The page as HTML, with links to other pages of the guide turned into links within it."""
    text = (HERE / page).read_text(encoding="utf-8")
    made = subprocess.run(
        ["cmark-gfm", "--extension", "table", "--unsafe"], input=text, capture_output=True, text=True, check=True
    ).stdout
    made = made.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")

    def link(match):
        target = match[1].removeprefix("docs/")
        if target in PAGES:
            return f'href="#{anchor(target)}"'
        if "://" in target or target.startswith("#"):
            return match[0]
        place = match[1] if page.startswith("../") else "docs/" + match[1]
        return f'href="../{place.replace("docs/../", "")}"'

    return re.sub(r'href="([^"]*)"', link, made)


def main():
    titles, sections = [], []
    for page in PAGES:
        made = body(page)
        title = html.unescape(re.sub("<[^>]*>", "", re.search(r"<h1>(.*?)</h1>", made)[1]))
        titles.append(f'<li><a href="#{anchor(page)}">{html.escape(title)}</a></li>')
        sections.append(f'<section id="{anchor(page)}">\n{made}</section>')
    text = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>dcopt: the guide</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<nav><ol>\n" + "\n".join(titles) + "\n</ol></nav>\n<main>\n"
        + "\n".join(sections) + "\n</main>\n</body>\n</html>\n"
    )
    (HERE / "index.html").write_text(text, encoding="utf-8")


main()
