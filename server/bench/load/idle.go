package load

import (
	"context"
	"sync/atomic"
	"time"
)

// Idle are connections over which nothing is asked any more.
type Idle struct {
	crowd  Crowd
	closed atomic.Int64
}

// opening is how long opening idle connections may take: a server that has as many as it can have
// keeps each further one waiting.
const opening = time.Minute

// Rest opens connections, asks once over each and leaves them alone. A server may refuse some, or
// close them later.
func Rest(ctx context.Context, address string, connections int, r Request) (*Idle, error) {
	idle := &Idle{}
	begun := time.Now()
	for attempt := 0; attempt < connections && time.Since(begun) < opening; attempt++ {
		if err := ctx.Err(); err != nil {
			idle.Close()
			return nil, err
		}
		one, err := Gather(ctx, address, 1, r)
		if err != nil || one[0].socket == nil {
			continue
		}
		idle.crowd = append(idle.crowd, one...)
		_ = one[0].socket.SetDeadline(time.Time{}) // it rests for as long as it likes
		go func() {
			// Nobody sends anything but an end.
			_, _ = one[0].answers.Peek(1)
			idle.closed.Add(1)
		}()
	}
	return idle, nil
}

// Held is how many the server keeps open.
func (i *Idle) Held() int {
	time.Sleep(200 * time.Millisecond) // until what it closed is seen here too
	return len(i.crowd) - int(i.closed.Load())
}

// Close closes all connections.
func (i *Idle) Close() { i.crowd.Close() }
