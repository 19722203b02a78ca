#!/usr/bin/env python3

print("Content-Type: text/html; charset=utf-8")
print()
print("<!doctype html>")
print('<meta name="viewport" content="width=device-width">')
print('<link rel="stylesheet" href="/style.css">')
print("<title>Door · Puerta</title>")
print("<h1>Come in<br><span lang=es>Pasa</span></h1>")
