#!/usr/bin/env python3
import html
import os
from urllib.parse import parse_qs

query = parse_qs(os.environ.get("QUERY_STRING", ""))
name = query.get("name", ["?"])[0]

print("Content-Type: text/html; charset=utf-8")
print("Set-Cookie: member=4711; Path=/")
print()
print("<!doctype html>")
print('<meta name="viewport" content="width=device-width">')
print('<link rel="stylesheet" href="/style.css">')
print("<title>Hello · Hola</title>")
print("<h1>Hello · Hola, " + html.escape(name) + "</h1>")
