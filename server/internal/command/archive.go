package command

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/service"
)

// harOptions are the command line of har.
type harOptions struct {
	file       string
	panelPort  int
	open, json bool
}

func parseHAR(args []string) (harOptions, error) {
	o := harOptions{}
	files, err := flags{
		"panel": port(func(n int) { o.panelPort = n }),
		"open":  yes(&o.open),
		"json":  yes(&o.json),
	}.parse(args)
	switch {
	case err != nil:
		return o, err
	case len(files) == 0:
		return o, &textError{"command.noFile", map[string]string{"command": "har"}}
	case len(files) > 1:
		return o, &textError{"command.oneFile", map[string]string{"command": "har", "file": files[1]}}
	}
	o.file, err = absolute(files[0])
	return o, err
}

// showHAR shows a HAR file in the panel until a signal says to stop. Nothing is served.
func showHAR(args []string, console Console) int {
	options, err := parseHAR(args)
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	s := service.New()
	if err := s.OpenPanel(options.panelPort); err != nil {
		return console.failed(err)
	}
	ctx, stop := untilSignal(s.Kill)
	defer stop()
	opened, err := s.OpenHAR(options.file)
	if err != nil {
		return console.failed(errors.Join(err, s.Close()))
	}
	opened.PanelURL = console.inLanguage(opened.PanelURL)
	if options.json {
		err = jsonPrinter{console: console}.ready(opened)
	} else {
		err = printOpened(console, opened)
	}
	if err != nil {
		return console.failed(errors.Join(notWritten(err), s.Close()))
	}
	if options.open {
		if err := openBrowser(opened.PanelURL); err != nil {
			fmt.Fprintln(console.Err, "vitrina: "+console.say("open.failed", map[string]string{"url": opened.PanelURL, "cause": fault.Cause(err)}))
		}
	}
	<-ctx.Done()
	if err := s.Close(); err != nil {
		return console.failed(err)
	}
	return exitOK
}

func printOpened(console Console, opened protocol.Site) error {
	count, key := opened.Archive.Exchanges, "har.opened.other"
	if count == 1 {
		key = "har.opened.one"
	}
	creator := plain(opened.Archive.Creator)
	if creator == "" {
		creator = console.say("har.unknownCreator", nil)
	}
	lines := console.say(key, map[string]string{"file": opened.Root, "count": strconv.Itoa(count), "creator": creator}) + "\n" +
		console.say("serve.panel", map[string]string{"url": opened.PanelURL}) + "\n"
	if _, err := io.WriteString(console.Out, lines); err != nil {
		return err
	}
	if skipped := opened.Archive.Skipped; skipped > 0 {
		fmt.Fprintln(console.Err, "vitrina: "+console.say("har.skipped", map[string]string{"count": strconv.Itoa(skipped)}))
	}
	return nil
}
