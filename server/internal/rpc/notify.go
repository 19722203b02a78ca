package rpc

import (
	"context"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// exchangesAtOnce and exchangesEvery bound what a client gets: at most 20 messages a
// second of at most 200 exchanges each.
const (
	exchangesAtOnce = 200
	exchangesEvery  = 50 * time.Millisecond
)

// notify begins to send the client what happens, in its language.
func (c *connection) notify(ctx context.Context, conn *jsonrpc2.Conn) {
	follower := c.service.FollowExchanges()
	events, cancel := c.service.FollowEvents()
	c.writers.Go(func() {
		defer follower.Close()
		defer cancel()
		changed := follower.Changed()
		var pause <-chan time.Time // runs between two messages about exchanges
		var err error
		for err == nil {
			select {
			case <-ctx.Done():
				return
			case event := <-events:
				err = conn.Notify(ctx, event.Method, event.Params(c.locale))
			case <-changed:
				err = c.notifyExchanges(ctx, conn, follower.Next(exchangesAtOnce))
				changed, pause = nil, time.After(exchangesEvery)
			case <-pause:
				changed, pause = follower.Changed(), nil
			}
		}
	})
}

func (c *connection) notifyExchanges(ctx context.Context, conn *jsonrpc2.Conn, messages []protocol.ExchangeDidRecordParams) error {
	for _, message := range messages {
		for i, summary := range message.Exchanges {
			message.Exchanges[i] = l10n.Summary(c.locale, summary)
		}
		if err := conn.Notify(ctx, protocol.MethodExchangeDidRecord, message); err != nil {
			return err
		}
	}
	return nil
}
