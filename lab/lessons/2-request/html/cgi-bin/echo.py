#!/usr/bin/env python3
"""Shows what arrived. · Muestra lo que ha llegado."""
import html
import os
import sys

length = int(os.environ.get("CONTENT_LENGTH") or 0)
body = sys.stdin.buffer.read(length).decode("utf-8", "replace")

arrived = [
    ("Method · método", os.environ["REQUEST_METHOD"]),
    ("Script", os.environ["SCRIPT_NAME"]),
    ("Path behind it · ruta detrás", os.environ.get("PATH_INFO", "")),
    ("Query · consulta", os.environ.get("QUERY_STRING", "")),
    ("User-Agent", os.environ.get("HTTP_USER_AGENT", "")),
    ("Accept-Language", os.environ.get("HTTP_ACCEPT_LANGUAGE", "")),
    ("Body · cuerpo", body),
]

print("Content-Type: text/html; charset=utf-8")
print()
print("<!doctype html>")
print("<title>What arrived · Lo que ha llegado</title>")
print('<meta name="viewport" content="width=device-width">')
print('<link rel="stylesheet" href="/style.css">')
print("<h1>What arrived<br><span lang=es>Lo que ha llegado</span></h1>")
print("<table>")
for name, value in arrived:
    print("<tr><th>" + name + "<td>" + (html.escape(value) or "–"))
print("</table>")
