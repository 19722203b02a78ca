package reload

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// way is a way to save a file. It returns when the last call began that makes the save whole.
type way struct {
	name string
	save func(path, content string) (time.Time, error)
}

var ways = []way{{"write", overwrite}, {"truncate, write", truncate}, {"write, rename", replace}}

func overwrite(path, content string) (time.Time, error) {
	return put(path, os.O_WRONLY, content, 0)
}

func truncate(path, content string) (time.Time, error) {
	return put(path, os.O_WRONLY|os.O_TRUNC|os.O_CREATE, content, 0)
}

func replace(path, content string) (time.Time, error) {
	beside := path + ".tmp"
	_, err := truncate(beside, content)
	begun := time.Now()
	return begun, errors.Join(err, os.Rename(beside, path))
}

// put writes half of the content, pauses, and writes the rest.
func put(path string, flags int, content string, pause time.Duration) (time.Time, error) {
	file, err := os.OpenFile(path, flags, 0o644)
	if err != nil {
		return time.Time{}, err
	}
	half := len(content)
	if pause > 0 {
		half /= 2
	}
	_, err = file.WriteString(content[:half])
	if pause > 0 {
		time.Sleep(pause)
		_, writeErr := file.WriteString(content[half:])
		err = errors.Join(err, writeErr)
	}
	begun := time.Now()
	return begun, errors.Join(err, file.Close())
}

// version is a page that differs from all others. All are of one length.
func version(number int) string {
	return fmt.Sprintf("<!doctype html><title>%08d</title><body>%s</body>\n", number, strings.Repeat("<p>text</p>", 100))
}
