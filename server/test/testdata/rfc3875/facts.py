import os, sys
sys.stdout.write("Content-Type: text/plain\n\n")
for name, value in os.environ.items():
    print("env:%s=%s" % (name, value))
for word in sys.argv[1:]:
    print("arg:" + word)
print("cwd:" + os.getcwd())
sys.stdout.write("stdin:")
sys.stdout.flush()
sys.stdout.buffer.write(sys.stdin.buffer.read())
