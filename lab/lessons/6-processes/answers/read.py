#!/usr/bin/env python3
import os
from urllib.parse import parse_qs

query = parse_qs(os.environ.get("QUERY_STRING", ""))
name = query.get("file", ["poem.txt"])[0]

if name not in os.listdir("../texts"):
    print("Status: 404 Not Found")
    print("Content-Type: text/plain; charset=utf-8")
    print()
    print("There is no such text.")
    raise SystemExit

with open("../texts/" + name, encoding="utf-8") as file:
    text = file.read()

print("Content-Type: text/plain; charset=utf-8")
print()
print(text)
