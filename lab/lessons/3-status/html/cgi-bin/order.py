#!/usr/bin/env python3
import time

print("Content-Type: text/html; charset=utf-8")
print()
print("<!doctype html>")
print('<meta name="viewport" content="width=device-width">')
print('<link rel="stylesheet" href="/style.css">')
print("<title>Ordered · Pedido</title>")
print("<h1>Ordered at<br><span lang=es>Pedido a las</span>", time.strftime("%H:%M:%S"), "</h1>")
