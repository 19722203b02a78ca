"""The greeting as a WSGI application (PEP 3333). · El saludo como aplicación WSGI.

    python3 app.py

serves it from one process. · la sirve desde un solo proceso.
"""

import html
import os
from string import Template
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server

PAGE = Template("""<!doctype html>
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>WSGI</title>
<h1>Hello · <span lang="es">Hola</span>, $name</h1>
<p>Visit · <span lang="es">Visita</span> $visits</p>
<p>Process · <span lang="es">Proceso</span> $process</p>
<p><button>10 more · <span lang="es">10 más</span></button> <output></output></p>
<script>
  document.querySelector("button").addEventListener("click", async () => {
    const start = performance.now();
    for (let i = 0; i < 10; i++) {
      const response = await fetch(location.href, { cache: "no-store" });
      await response.text();
    }
    document.querySelector("output").textContent = Math.round(performance.now() - start) + " ms";
  });
</script>
""")

visits = 0


def app(environ, start_response):
    global visits
    visits += 1
    query = parse_qs(environ.get("QUERY_STRING", ""))
    name = query.get("name", ["?"])[0]
    page = PAGE.substitute(name=html.escape(name), visits=visits, process=os.getpid())
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [page.encode("utf-8")]


if __name__ == "__main__":
    with make_server("127.0.0.1", 0, app) as server:
        print("http://127.0.0.1:%d/?name=Ana" % server.server_port, flush=True)
        print("Ctrl+C: end · terminar", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
