package service

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"unicode/utf8"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/har"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/rpc"
)

// mostArchive is how large an archive may be that is opened, in bytes.
const mostArchive = 256 << 20

// OpenHAR reads an HTTP Archive. Its exchanges are those of a site of its own, where nothing answers;
// StopSite forgets them.
func (s *Service) OpenHAR(path string) (protocol.Site, error) {
	id, read, count, err := s.restore(path)
	if err != nil {
		return protocol.Site{}, err
	}
	opened := protocol.Site{
		ID: id, Root: path, Reach: protocol.ReachLoopback, CGI: protocol.CGIOff,
		Archive: &protocol.Archive{Creator: read.Creator, Exchanges: count, Skipped: read.Skipped, Rebuilt: read.Rebuilt},
	}
	if read.Origin != "" {
		opened.URL = read.Origin + "/"
	}
	opened.PanelURL = s.PanelURL(id)
	s.mu.Lock()
	s.archives = append(s.archives, opened)
	s.urls[id] = opened.URL
	s.mu.Unlock()
	s.publishSite(opened, protocol.SiteStarted, "", nil)
	return opened, nil
}

// restore reads an HTTP Archive into the store, as the exchanges of a site of its own.
func (s *Service) restore(path string) (id string, read har.Archive, count int, err error) {
	file, err := openArchive(path)
	if err != nil {
		return "", har.Archive{}, 0, err
	}
	defer func() { _ = file.Close() }() // it was only read
	s.mu.Lock()
	s.lastID++
	id = "a" + strconv.Itoa(s.lastID)
	s.mu.Unlock()
	ids := map[string]string{}
	read, err = har.Read(file, func(x har.Exchange) {
		if x.Replay != nil {
			of := protocol.Replay{Of: ids[x.Replay.Of]}
			x.Replay = &of
		}
		x.Note = shortened(x.Note)
		ids[x.ID] = s.store.Restore(id, x.Exchange, x.RequestBody, x.ResponseBody)
		count++
	})
	if err != nil {
		s.store.Remove(id)
		return "", har.Archive{}, 0, notRead(path, err)
	}
	return id, read, count, nil
}

// closeArchive forgets an archive that is open; false where it is not.
func (s *Service) closeArchive(id string) bool {
	s.mu.Lock()
	at := slices.IndexFunc(s.archives, func(each protocol.Site) bool { return each.ID == id })
	if at < 0 {
		s.mu.Unlock()
		return false
	}
	closed := s.archives[at]
	s.archives = slices.Delete(s.archives, at, at+1)
	s.mu.Unlock()
	s.store.Remove(id)
	s.bus.publish(rpc.Event{Method: protocol.MethodExchangeDidClear, Params: func(l10n.Locale) any {
		return protocol.ExchangeDidClearParams{SiteID: id}
	}})
	s.publishSite(closed, protocol.SiteEnded, "", nil)
	return true
}

// isArchive reports whether a site is an archive that is open.
func (s *Service) isArchive(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.archives, func(each protocol.Site) bool { return each.ID == id })
}

// openArchive opens a file that can be read as an archive: a device might never end.
func openArchive(path string) (*os.File, error) {
	unreadable := func(err error) error {
		return fault.New(protocol.FailureHARUnreadable, "path", path).Because(err)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, unreadable(err)
	case !info.Mode().IsRegular():
		return nil, fault.New(protocol.FailureHARUnreadable, "path", path, "cause", "noFile")
	case info.Size() > mostArchive:
		return nil, fault.New(protocol.FailureHARTooLarge, "path", path, "mebibytes", strconv.Itoa(mostArchive>>20))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable(err)
	}
	return file, nil
}

// notRead says why an archive could not be read.
func notRead(path string, err error) error {
	var bad *har.Malformed
	var system *fs.PathError
	switch {
	case errors.As(err, &bad):
		return fault.New(protocol.FailureHARMalformed, "path", path, "problem", "har."+bad.Problem,
			"line", strconv.Itoa(bad.Line), "column", strconv.Itoa(bad.Column), "entry", strconv.Itoa(bad.Entry), "field", bad.Field)
	case errors.As(err, &system):
		return fault.New(protocol.FailureHARUnreadable, "path", path).Because(err)
	}
	return fault.New(protocol.FailureInternal).Because(err)
}

// shortened is a note as long as one may be.
func shortened(note string) string {
	if utf8.RuneCountInString(note) <= record.MostNote {
		return note
	}
	return string([]rune(note)[:record.MostNote])
}
