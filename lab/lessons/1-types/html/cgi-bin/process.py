#!/usr/bin/env python3
import os

print("Content-Type: text/html; charset=utf-8")
print()
print("<!doctype html>")
print("<title>Process · Proceso</title>")
print('<meta name="viewport" content="width=device-width">')
print('<meta name="color-scheme" content="light dark">')
print("<h1>Process · <span lang=es>Proceso</span>", os.getpid(), "</h1>")
