package process

import (
	"os"
	"runtime"
	"sync"
)

// addProcessor has Go run one more thread of goroutines at once than it chose itself (GOMAXPROCS), from the
// first start on. Go waits in vfork(2) until the new command has its program, and lets nothing else run on that
// thread meanwhile: on two cores, two starts would hold up all that is being served. With one more, eight clients
// of a compiled program get an eighth more answers (npm run bench -- cgi); with still more, threads that look
// for work take the processor from the scripts. A number that the user set stays.
var addProcessor = sync.OnceFunc(func() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1)
	}
})
