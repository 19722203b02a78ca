#!/usr/bin/env python3
import os

print("Content-Type: text/plain; charset=utf-8")
print()
print("Soup, fish and a pear · Sopa, pescado y una pera")
