import os, sys
with open("../rows/" + os.environ["QUERY_STRING"], "rb") as row:
    sys.stdout.buffer.write(row.read())
