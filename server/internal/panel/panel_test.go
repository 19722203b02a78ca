package panel

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
)

// A fault of the panel is told in the log, without the secret of its address, and answered.
func TestAPanicOfThePanelIsTold(t *testing.T) {
	told := make(chan string, 1)
	p, err := Open(0, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("on purpose") }), func(message func(l10n.Locale) string) {
		told <- message(l10n.English)
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}()
	response, err := http.Get(p.address + "rpc?x=1")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusInternalServerError || !strings.Contains(string(body), "Vitrina failed while it answered /…/rpc?x=1: on purpose.") {
		t.Errorf("%s %v: %s", response.Status, err, body)
	}
	message := ""
	if len(told) == 1 {
		message = <-told
	}
	secret := strings.Split(p.address, "/")[3]
	if !strings.Contains(message, "GET /…/rpc?x=1: on purpose.") || !strings.Contains(message, "panel_test.go:") || strings.Contains(message+string(body), secret) {
		t.Errorf("told: %s", message)
	}
}
