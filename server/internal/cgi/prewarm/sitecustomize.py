# Holds a Python back until it is told for which request it was started.
#
# The interpreter was started with the script's own command line. This file stands first in
# PYTHONPATH, so that it is imported at the end of the interpreter's own start (site.execsitecustomize).
# It waits, puts the request's environment in place, and takes itself out of sight. The real
# sitecustomize and usercustomize come then, and then CPython runs the script as it always does.
#
# Descriptors: 3 tells what for, 4 is the request's content, and 5 takes the word that all is ready.

WAITS = "VITRINA_WAITS"  # worker.go sets it


def wait():
    import posix
    import sys

    if sys.version_info < (3, 6) or sys.implementation.name != "cpython" or not sys.platform.startswith(("linux", "darwin", "freebsd")):
        posix._exit(0)
    import os

    ours = os.path.dirname(__file__)
    before = dict(os.environ)
    del before[WAITS]
    ahead, rest = tell(os, 3)
    for module in ahead:
        import_ahead(sys, *module.partition(":")[::2])
    rehearse(os, sys, ours)
    is_quiet = settle(os, sys) if sys.version_info >= (3, 10) else None  # before, callbacks of atexit go with the module
    os.write(5, os.fsencode("\0".join(rests(os, sys, ours))))
    os.close(5)
    told, rest = tell(os, 3, rest)
    if not told:
        posix._exit(0)  # the server has gone, or wants no such interpreter any more
    os.close(3)
    content = told[0] == "content"
    if content:
        os.dup2(4, 0)
    os.close(4)
    environment(os, posix, before, [pair.partition("=") for pair in told[2:]])
    if content:
        sys.stdin = sys.__stdin__ = standard_input(sys.stdin)
    sys.path[:] = [p for p in sys.path if p != ours]
    sys.path_importer_cache.pop(ours, None)
    if is_quiet and told[1] == "early":
        end_early(os, sys, is_quiet)


def import_ahead(sys, name, names):
    """Imports a module, and those of some names that are modules in it. What else it has is not asked for: it may
    warn each time, or once."""
    try:
        __import__(name)
        package = vars(sys.modules[name])
        for each in names.split(",") if "__path__" in package else []:
            if each and each not in package:
                __import__(name + "." + each)
    except Exception:
        pass  # the script will say so itself


def rests(os, sys, ours):
    """What the interpreter rests on: the folder of its library, those of modules, be they there or not, and what
    .pth files have imported."""
    library, site = os.path.dirname(os.__file__), sys.modules["site"]
    paths = sys.path + getattr(site, "getsitepackages", list)() + ([site.USER_SITE] if site.ENABLE_USER_SITE and site.USER_SITE else [])
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if type(file) is str and not file.startswith(library + os.sep):
            paths.append(file)
    return [library] + [path for path in dict.fromkeys(paths) if path and not path.startswith(ours)]


def tell(os, fd, rest=b""):
    """What the server says next: texts, each ended by NUL, and the last by another."""
    while b"\0\0" not in rest:
        piece = os.read(fd, 1 << 16)
        if not piece:
            return [], b""
        rest += piece
    said, _, rest = rest.partition(b"\0\0")
    return [os.fsdecode(each) for each in said.split(b"\0") if each], rest


def environment(os, posix, before, pairs):
    """Gives the process the variables of its request, in their order. What the interpreter's start
    itself has set, such as LC_CTYPE (PEP 538), stays."""
    stated = {name: value for name, _, value in pairs}
    kept = [(name, value) for name, value in before.items() if stated.get(name) != value and name != "PYTHONPATH"]
    os.environ.clear()
    posix.environ.clear()
    for name, value in [(name, value) for name, _, value in pairs] + kept:
        os.environ[name] = value
        posix.environ[os.fsencode(name)] = os.fsencode(value)


def standard_input(old):
    """Descriptor 0 is another since the interpreter made its stream: this is how it makes one
    (create_stdio in CPython's pylifecycle.c)."""
    import io

    unbuffered = not hasattr(old.buffer, "raw")
    buffer = io.open(0, "rb", 0 if unbuffered else -1, closefd=False)
    (buffer if unbuffered else buffer.raw).name = "<stdin>"
    stream = io.TextIOWrapper(buffer, old.encoding, old.errors, "\n", old.line_buffering)
    stream.mode = "r"
    return stream


def rehearse(os, sys, ours):
    """Walks the way of a request once, so that the memory it takes is there. Nothing of it stays."""
    import io

    source = "import os\ndef f(a, *b, **c):\n    try:\n        return [f'{x}: {a}' for x in b] + sorted(c)\n    except ValueError as e:\n        raise e\nclass C:\n    pass\nprint(f(1, 2, c=3), '%s' % {1: 2}, file=out)\n" * 20
    with io.open(os.devnull, "w") as out:
        exec(compile(source, "<rehearsal>", "exec"), {"__name__": "rehearsal", "out": out})
    for _ in range(40):
        os.environ["VITRINA_REHEARSAL"] = ""
        del os.environ["VITRINA_REHEARSAL"]
    path = sys.path[:]
    sys.path[:] = [p for p in path if p != ours]
    try:
        __import__("vitrina_rehearsal")  # so that the folders have been listed
    except ImportError:
        pass
    sys.path[:] = path


def unseen(name):
    """A module of the interpreter's own, of which the script does not see that it was imported."""
    import sys

    loaded = name in sys.modules
    module = __import__(name)
    if not loaded:
        del sys.modules[name]
    return module


def settle(os, sys):
    """Looks at all that is there before the script, so that in the end only what it made is looked at.
    What that look is made by is returned: whether nothing is left that may print when it is destroyed."""
    gc, thread, references = unseen("gc"), unseen("_thread"), unseen("_weakref")
    reference = references.ref
    proxies = references.ProxyType, references.CallableProxyType
    library = os.path.dirname(os.__file__)
    others = "/site-packages/", "/dist-packages/"
    function, builtin, module_type = type(settle), type(len), type(sys)
    out, err = sys.stdout, sys.stderr
    slot, method = type(object.__init__), type(str.join)
    many = 200000  # with more, to look takes long, and the end much longer, for which the script would be blamed
    containers = dict, list, set, reference
    frames = {"generator": "gi_frame", "coroutine": "cr_frame", "async_generator": "ag_frame"}
    interpreters = "_interpreters", "_xxsubinterpreters", "_interpid"

    def is_known(each):
        """Whether it is a function of the standard library."""
        if type(each) is not function:
            return False
        file = each.__code__.co_filename
        return file.startswith("<frozen ") or file.startswith(library) and not any(name in file for name in others)

    keepers = tuple(library + os.sep + name for name in ("weakref.py", "_weakrefset.py", "functools.py", "threading.py", "logging", "concurrent", "abc.py", "_py_abc.py"))

    def is_silent(callback):
        """Whether nothing is printed where it is called: what takes something out of a container is so."""
        if callback is None or type(callback) is builtin and type(callback.__self__) in containers:
            return True
        return is_known(callback) and callback.__code__.co_filename.startswith(("<frozen ",) + keepers)

    # Classes and modules may have hooks of the script's own for whatever is asked of them, so that these ask.
    bases_of, fields_of = type.__dict__["__mro__"].__get__, type.__dict__["__dict__"].__get__
    module_fields = module_type.__dict__["__dict__"].__get__
    hooks = "__getattribute__", "__getattr__", "__hash__", "__eq__", "__instancecheck__", "__subclasscheck__"

    def is_plain(meta):
        """Whether nothing of a script runs where a class of this kind is asked for something."""
        if meta is type:
            return True
        if type(meta) is not type:
            return False
        own = [fields_of(base).get(hook) for base in bases_of(meta) for hook in hooks]
        return all(hook is None or type(hook) in (slot, method) or is_known(hook) for hook in own)

    def foreign(modules):
        """Whether modules are of a kind whose ends are not known."""
        for name, module in modules:
            if type(module) is not module_type:
                if name in ("typing.io", "typing.re"):  # classes, before 3.13
                    continue
                return True
            file = module_fields(module).get("__file__")
            if type(file) is str and file.endswith(".so") and (not file.startswith(library) or any(name in file for name in others) or "ctypes" in file):
                return True
        return False

    def loud(objects):
        """Those that may print when they are destroyed."""
        types = {id(kind): kind for kind in map(type, objects)}.values()
        for kind in types:
            if not is_plain(type(kind)) or type in bases_of(kind) and not is_plain(kind):
                return [kind]
        kinds = set(types)
        endings = {kind for kind in kinds if hasattr(kind, "__del__") or kind.__name__ in frames or kind in proxies}
        classes = {kind for kind in kinds if issubclass(kind, type)}
        refs = {kind for kind in kinds if issubclass(kind, reference)}
        looked_at = endings | classes | refs
        layers = set()
        for stream in sys.__stdin__, sys.__stdout__, sys.__stderr__:
            for layer in stream, getattr(stream, "buffer", None), getattr(getattr(stream, "buffer", None), "raw", None):
                layers.add(id(layer))
        found = []
        for each in [each for each, kind in zip(objects, map(type, objects)) if kind in looked_at]:
            kind = type(each)
            if (
                kind in endings and id(each) not in layers and not is_over(kind, each)
                or kind in classes and "__del__" in each.__dict__ and not is_known(each.__dict__["__del__"]) and type(each.__dict__["__del__"]) is not slot
                or kind in refs and (kind.__name__ == "WeakMethod" or not is_silent(each.__callback__))
            ):
                found.append(each)
        return found

    def is_over(kind, each):
        if kind in proxies:
            return False
        if kind.__module__ == "_io":
            return each.closed
        frame = frames.get(kind.__name__)
        return frame is not None and getattr(each, frame, each) is None

    def is_traced():
        if sys.gettrace() or sys.getprofile():
            return True
        monitoring = getattr(sys, "monitoring", None)
        return monitoring is not None and any(monitoring.get_tool(tool) for tool in range(6))

    gc.collect()
    before = gc.get_objects()
    had = set(sys.modules)
    never = foreign(list(sys.modules.items()))
    # Such as a context that the start of the interpreter left open, and that a callback of atexit closes.
    late = [reference(each) for each in loud(before) if type(each).__name__ in frames]
    kinds = [kind for kind in set(map(type, before)) if not hasattr(kind, "__del__")]
    mark = []
    young = gc.get_objects(0)
    apart = len(late) == len(loud(before)) and any(each is mark for each in young) and len(young) + len(gc.get_objects(1)) < len(before) // 2
    first = 1 if sys.version_info < (3, 14) else 0  # the youngest generation that a collection empties into the old
    del before, young, mark
    collections = [each["collections"] for each in gc.get_stats()]

    def is_quiet():
        if never or thread._count() > 0 or is_traced() or gc.callbacks or gc.get_freeze_count() > 0:
            return False
        if any(each is not out for each in (sys.stdout, sys.__stdout__)) or any(each is not err for each in (sys.stderr, sys.__stderr__)):
            return False
        if "_ctypes" in sys.modules or any(name in sys.modules for name in interpreters):
            return False
        if foreign([(name, module) for name, module in list(sys.modules.items()) if name not in had]):
            return False
        if not apart or "gc" in sys.modules or [each["collections"] for each in gc.get_stats()][first:] != collections[first:]:
            objects = gc.get_objects()
            return len(objects) < many and not loud(objects)
        if any(not is_over(type(each), each) for each in [each() for each in late] if each is not None):
            return False
        objects = gc.get_objects(0) + gc.get_objects(1)
        return len(objects) < many and not any(hasattr(kind, "__del__") for kind in kinds) and not loud(objects)

    is_quiet()
    return is_quiet


def end_early(os, sys, is_quiet):
    """Closes the output before the interpreter takes itself down, where nothing can print any more."""
    atexit = unseen("atexit")
    others = atexit._ncallbacks()  # of the interpreter's own start
    if others and sys.version_info >= (3, 14):  # it would call them again
        return
    process = os.getpid()
    null, devnull = os.open, os.devnull
    flags, duplicate, close, number = os.O_WRONLY | getattr(os, "O_CLOEXEC", 0), os.dup2, os.close, os.getpid
    ending, frame_of = [], sys._getframe

    def end():
        if ending or number() != process or frame_of().f_back is not None:  # a script has the callbacks called
            return
        ending.append(True)
        if others:
            if atexit._ncallbacks() > others + 1:  # those of the script, which have been called
                return
            atexit._run_exitfuncs()
        try:
            if not is_quiet():
                return
            sys.stdout.flush()  # as CPython does next
            sys.stderr.flush()
            at = null(devnull, flags)
            duplicate(at, 1)
            close(at)
        except BaseException:
            pass  # CPython will meet it again, and say so

    atexit.register(end)


def give_way():
    """Imports the real module of this name, in the place of this one."""
    import sys

    del sys.modules["sitecustomize"]
    import sitecustomize  # noqa: F401


def hold():
    """A script must not run before there is a request for it, whatever happens here."""
    import os
    import sys

    if WAITS not in os.environ:  # an interpreter within the script's: it has the same path
        ours = os.path.dirname(__file__)
        sys.path[:] = [p for p in sys.path if p != ours]
        return
    try:
        wait()
    except BaseException:
        import posix

        posix._exit(70)


hold()
give_way()
