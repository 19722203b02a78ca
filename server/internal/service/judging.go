package service

import (
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/site"
)

// judging follows exchanges, and says of each what a browser makes of it.
type judging struct {
	*record.Subscription
	store *record.Store
}

func (j judging) Next(limit int) []protocol.ExchangeDidRecordParams {
	messages := j.Subscription.Next(limit)
	for _, message := range messages {
		site.AddGists(j.store, message.Exchanges)
	}
	return messages
}
