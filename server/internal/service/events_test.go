package service

import (
	"sync"
	"testing"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/rpc"
)

// Those who follow are told at the same time, each in its language.
func TestEachFollowerHasItsOwnWords(t *testing.T) {
	s := &Service{}
	followers := map[l10n.Locale]<-chan rpc.Event{}
	for _, locale := range []l10n.Locale{l10n.English, l10n.Spanish} {
		c, cancel := s.bus.subscribe()
		defer cancel()
		followers[locale] = c
	}
	events{s}.ReloadDidSend(protocol.ReloadDidSendParams{}, func(locale l10n.Locale) string { return string(locale) })
	var wait sync.WaitGroup
	for locale, c := range followers {
		wait.Go(func() {
			event := <-c
			if message := event.Params(locale).(protocol.ReloadDidSendParams); message.Reason != string(locale) {
				t.Errorf("%s: %q", locale, message.Reason)
			}
		})
	}
	wait.Wait()
}
