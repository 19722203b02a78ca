package service

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"time"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
	"vitrina/server/internal/lesson/shelf"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/rpc"
)

// lessonRun is the lesson of a site, and what has come true of it. A site without one has a run as
// well: its lesson may be written while it runs.
type lessonRun struct {
	service *Service
	siteID  string
	root    string // the folder that is served, as it was named

	wake chan struct{} // something happened that nobody told of in detail
	stop chan struct{}
	done sync.WaitGroup

	mu        sync.Mutex
	exchanges *record.Subscription
	folder    shelf.Folder
	stamps    map[string]stamp // of the lesson's files, by their path
	state     *lesson.State
	files     *lessonFiles
	begun     time.Time
	following bool // a goroutine follows
	closed    bool
	published string // what clients know
}

// stamp is equal for a file that is the same as before.
type stamp struct {
	exists bool
	size   int64
	saved  time.Time
}

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{true, info.Size(), info.ModTime()}
}

// startLesson begins the lesson of a site, where it has one.
func (s *Service) startLesson(siteID, root string) *lessonRun {
	r := &lessonRun{
		service: s, siteID: siteID, root: root, wake: make(chan struct{}, 1), stop: make(chan struct{}),
		exchanges: s.store.SubscribeCompleted(),
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.begin()
	r.refresh()
	return r
}

// close ends the goroutine that follows.
func (r *lessonRun) close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	close(r.stop)
	r.done.Wait()
}

// begin forgets what happened. The caller holds mu.
func (r *lessonRun) begin() {
	r.state, r.begun = lesson.NewState(), time.Now()
	r.files = &lessonFiles{root: r.root, seen: map[string]lookedAt{}}
}

// nudge has the run look at what changed.
func (r *lessonRun) nudge() {
	select {
	case r.wake <- struct{}{}:
	default: // it will look
	}
}

// Pauses of a run: between two looks at files of which nobody tells, and between two judgements.
const (
	lessonLooksEvery  = time.Second
	lessonJudgesEvery = 50 * time.Millisecond
)

// follow judges whenever something happens, until the run is closed.
func (r *lessonRun) follow() {
	looks := time.NewTicker(lessonLooksEvery)
	defer looks.Stop()
	changed := r.exchanges.Changed()
	var pause <-chan time.Time
	for {
		select {
		case <-r.stop:
			return
		case <-looks.C:
		case <-r.wake:
		case <-changed:
			changed, pause = nil, time.After(lessonJudgesEvery)
		case <-pause:
			changed, pause = r.exchanges.Changed(), nil
			continue
		}
		r.mu.Lock()
		r.refresh()
		r.mu.Unlock()
	}
}

// exchangesAtOnce is how many exchanges are judged at a time; of more, the oldest wait.
const exchangesAtOnce = 200

// refresh takes in what happened, and tells clients what changed of it. The caller holds mu.
func (r *lessonRun) refresh() {
	r.read()
	l := r.folder.Usable(l10n.English)
	if l == nil {
		r.exchanges.Next(record.DefaultLimits().Exchanges) // there is nothing to judge
	} else {
		if !r.following && !r.closed {
			r.following = true
			r.done.Go(r.follow)
		}
		r.files.look(l.Files(), r.state)
		for _, message := range r.exchanges.Next(exchangesAtOnce) {
			if message.SiteID != r.siteID {
				continue
			}
			for _, summary := range message.Exchanges {
				if facts, kept := r.service.factsOf(summary.ID); kept && !facts.Began.Before(r.begun) {
					r.state.AddExchange(l, facts)
				}
			}
		}
		r.state.Judge(l)
	}
	r.tell(l)
}

// read reads the lesson's files where they changed: those beside the folder that is served, or in it.
func (r *lessonRun) read() {
	folders := []string{filepath.Dir(r.root), r.root}
	stamps, changed := map[string]stamp{}, r.stamps == nil
	for _, folder := range folders {
		for _, locale := range l10n.Locales {
			path := filepath.Join(folder, shelf.FileName(locale))
			stamps[path] = stampOf(path)
			changed = changed || stamps[path] != r.stamps[path]
		}
	}
	if !changed {
		return
	}
	r.stamps = stamps
	for _, folder := range folders {
		if r.folder = shelf.Read(folder).OfLessons(); len(r.folder.Files) > 0 {
			return
		}
	}
}

// tell publishes that the lesson looks different from what clients know. The caller holds mu.
func (r *lessonRun) tell(l *lesson.Lesson) {
	now := ""
	params := protocol.LessonDidChangeParams{SiteID: r.siteID}
	language := l10n.English
	if l != nil {
		language = l.Locale // that of the file without errors, in which progress is seen
		params.Lesson, params.Progress = r.folder.Name, r.state.Progress(r.folder.Name, l)
	}
	if len(r.folder.Files) > 0 {
		data, err := json.Marshal(r.show(language, l10n.English))
		if err == nil {
			now = string(data)
		}
		if spanish, has := r.folder.Files[l10n.Spanish]; has { // it may be all that changed
			now += spanish.Sum
		}
	}
	if now == r.published {
		return
	}
	r.published = now
	r.service.bus.publish(rpc.Event{Method: protocol.MethodLessonDidChange, Params: func(l10n.Locale) any { return params }})
}

// show is the lesson in a language, and what is wrong with its files. Where the file in that language has
// errors, they stand in the place of the lesson: in the other one, nobody would see them. The caller holds
// mu.
func (r *lessonRun) show(language, messages l10n.Locale) protocol.LessonGetResult {
	result := protocol.LessonGetResult{}
	for _, locale := range l10n.Locales {
		file, has := r.folder.Files[locale]
		if !has || !lesson.Errors(file.Problems) {
			continue
		}
		for _, problem := range file.Problems {
			if problem.Doubt {
				continue // the author's, who sees it in the editor
			}
			result.Problems = append(result.Problems, problem.Diagnostic(file.Path, messages))
		}
	}
	if lesson.Errors(r.folder.Files[language].Problems) {
		return result
	}
	if l := r.folder.Usable(language); l != nil {
		result.Lesson = r.state.Show(l)
		result.Lesson.Name = r.folder.Name
		for _, locale := range l10n.Locales {
			if _, has := r.folder.Files[locale]; has {
				result.Lesson.Languages = append(result.Lesson.Languages, lesson.LanguageOf(locale))
			}
		}
	}
	return result
}
