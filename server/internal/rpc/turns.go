package rpc

// turns runs functions one after the other, beside the goroutine that adds them. Only one goroutine may add.
type turns struct{ last chan struct{} }

// run runs a function after those that were added before it.
func (t *turns) run(f func()) {
	before, done := t.last, make(chan struct{})
	t.last = done
	go func() {
		defer close(done)
		if before != nil {
			<-before
		}
		f()
	}()
}
