package service

import (
	"strconv"
	"testing"
	"time"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// tell tells of a reload, in the locale's own name.
func tell(s *Service, siteID, id string, doneMs float64) {
	events{s}.ReloadDidSend(
		protocol.ReloadDidSendParams{SiteID: siteID, ID: id, Time: time.Now(), DoneMs: doneMs},
		func(locale l10n.Locale) string { return string(locale) },
	)
}

// ids lists what is kept as SITE/ID.
func ids(reloads []protocol.ReloadDidSendParams) []string {
	named := make([]string, len(reloads))
	for i, each := range reloads {
		named[i] = each.SiteID + "/" + each.ID
	}
	return named
}

func TestWhoComesLateGetsTheReloads(t *testing.T) {
	s := &Service{}
	tell(s, "s1", "1", 0)
	tell(s, "s2", "1", 0)
	tell(s, "s1", "2", 0)
	tell(s, "s1", "1", 30)
	got := s.Reloads("s1", l10n.Spanish)
	if len(got) != 2 || got[0].ID != "1" || got[0].DoneMs != 30 || got[0].Reason != string(l10n.Spanish) || got[1].DoneMs != 0 {
		t.Errorf("%+v", got)
	}
	if all := s.Reloads("", l10n.English); len(all) != 3 {
		t.Errorf("%v", ids(all))
	}
}

func TestOnlyTheLatestReloadsAreKept(t *testing.T) {
	s := &Service{}
	for i := range maxReloads + 5 {
		tell(s, "s1", strconv.Itoa(i), 0)
	}
	got := s.Reloads("", l10n.English)
	if len(got) != maxReloads || got[0].ID != "5" {
		t.Errorf("%d, from %s", len(got), got[0].ID)
	}
}

// What was forgotten does not come back when a page says that it is there.
func TestClearedReloadsStayForgotten(t *testing.T) {
	s := &Service{}
	tell(s, "s1", "1", 0)
	tell(s, "s2", "2", 0)
	s.reloads.forget("s1")
	tell(s, "s1", "1", 40)
	if got := ids(s.Reloads("", l10n.English)); len(got) != 1 || got[0] != "s2/2" {
		t.Errorf("%v", got)
	}
	s.reloads.forget("")
	if got := ids(s.Reloads("", l10n.English)); len(got) != 0 {
		t.Errorf("%v", got)
	}
}
