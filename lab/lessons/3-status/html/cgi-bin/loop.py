#!/usr/bin/env python3

print("Status: 302 Found")
print("Location: /cgi-bin/loop.py")
print()
