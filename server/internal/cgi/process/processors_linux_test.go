package process

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"testing"
)

// startsTwo has a test of this program start two commands and print how many processors Go had before and has then.
const startsTwo = "VITRINA_TEST_STARTS_TWO"

// Only a program that has started nothing yet has those that Go chose.
func TestTheFirstStartAddsAProcessor(t *testing.T) {
	if os.Getenv(startsTwo) != "" {
		before := runtime.GOMAXPROCS(0)
		for range 2 {
			p := launch(t, "true")
			p.OutputDone() // nobody reads it
			p.Supervise(context.Background())
		}
		fmt.Printf("%d then %d\n", before, runtime.GOMAXPROCS(0))
		return
	}
	for _, row := range []struct {
		what, given string
		added       int
	}{
		{"to those that Go chose", "", 1},
		{"but to those that the user chose", "3", 0},
	} {
		t.Run(row.what, func(t *testing.T) {
			again := exec.Command(os.Args[0], "-test.run=^TestTheFirstStartAddsAProcessor$")
			again.Env = append(os.Environ(), startsTwo+"=1", "GOMAXPROCS="+row.given)
			said, err := again.Output()
			if err != nil {
				t.Fatal(err)
			}
			var before, then int
			if _, err := fmt.Sscanf(string(said), "%d then %d", &before, &then); err != nil || then != before+row.added {
				t.Errorf("%q in place of %d more", said, row.added)
			}
		})
	}
}
