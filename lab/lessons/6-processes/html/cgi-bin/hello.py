#!/usr/bin/env python3
# vitrina: no-prewarm

print("Content-Type: text/html; charset=utf-8")
print()
print("<!doctype html>")
print("<title>Hello · Hola</title>")
print("<h1>Hello · Hola</h1>")
