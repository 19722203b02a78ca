// Soak puts a mixed load with faults on a server for a time and looks at what is left:
// `npm run soak -- --seconds N`. It ends with 1 where anything is off.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// mostMemory is what the server may have in memory, in bytes, whatever clients do.
const mostMemory = 150 << 20

// patience is how long anything may take, and how long the server may need to come to rest.
var patience = 30 * time.Second

func main() {
	seconds := flag.Float64("seconds", 60, "how long the load lasts")
	server := flag.String("server", "", "the program to start as `vitrina serve`")
	clients := flag.Int("clients", 32, "how many clients there are at once")
	flag.DurationVar(&patience, "patience", patience, "how long anything may take")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := soak(ctx, *server, *clients, time.Duration(*seconds*float64(time.Second))); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func soak(ctx context.Context, program string, clients int, lasts time.Duration) error {
	if program == "" {
		return errors.New("say which program to start: -server PATH")
	}
	root, err := newFolder()
	if err != nil {
		return err
	}
	defer os.RemoveAll(root)
	s, err := start(program, root)
	if err != nil {
		return err
	}
	defer s.kill()
	l := &load{ctx: ctx, site: s.url, panel: s.panel, root: root, report: newReport()}
	l.warmUp()
	before := s.settle(ctx, root, func(measures) bool { return true })

	begun := time.Now()
	editing, stopEditing := context.WithCancel(ctx)
	edited := make(chan struct{})
	go func() {
		defer close(edited)
		l.edit(editing)
	}()
	var wait sync.WaitGroup
	for n := range clients {
		wait.Go(func() { l.client(begun.Add(lasts), uint64(n)) })
	}
	wait.Wait()
	stopEditing()
	<-edited
	if ctx.Err() != nil {
		_ = s.stop() // a terminal has told it as well
		return errors.New("it was ended early")
	}
	took := time.Since(begun)
	l.http.CloseIdleConnections()
	after := s.settle(ctx, root, func(now measures) bool {
		return now.descriptors <= before.descriptors && now.processes <= before.processes
	})
	peak := s.memory("VmHWM:")
	ended := s.stop()

	fmt.Printf("%d clients for %.0f s on %d CPUs\n\n", clients, took.Seconds(), runtime.NumCPU())
	wrong := l.report.print(took)
	fmt.Printf("\n%-28s %10s %10s\n", "", "before", "after")
	fmt.Printf("%-28s %10s %10s\n", "descriptors", before.descriptors, after.descriptors)
	fmt.Printf("%-28s %10s %10s\n", "scripts and their children", before.processes, after.processes)
	fmt.Printf("%-28s %10s %10s   peak %s\n", "memory", before.memory, after.memory, peak)
	var faults []error
	if wrong > 0 {
		faults = append(faults, fmt.Errorf("%d errors that nobody provoked", wrong))
	}
	if after.descriptors > before.descriptors {
		faults = append(faults, fmt.Errorf("%d descriptors stay open", after.descriptors-before.descriptors))
	}
	if after.processes > before.processes {
		faults = append(faults, fmt.Errorf("%d processes are left", after.processes-before.processes))
	}
	if peak > mostMemory {
		faults = append(faults, fmt.Errorf("the server had %s in memory, and may have %d MiB", peak, mostMemory>>20))
	}
	if ended != nil {
		faults = append(faults, ended)
	}
	if len(faults) == 0 {
		fmt.Println("\nall is well")
	}
	return errors.Join(faults...)
}
