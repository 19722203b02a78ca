package rootfs

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Obstacle is why a name that is there leads to no file or folder below a root.
type Obstacle struct {
	Kind ObstacleKind
	// At is the name that is in the way, relative to the root, with / between names.
	At string
	// To is where a link leads: a path of the disk, or the link's own text where nothing is there.
	To string
}

// ObstacleKind is what is in the way.
type ObstacleKind string

// What can be in the way: a link that leads out of the root, or to nothing, or something that is
// neither a file nor a folder, such as a FIFO.
const (
	LeadsOut     ObstacleKind = "leadsOut"
	LeadsNowhere ObstacleKind = "leadsNowhere"
	NotAFile     ObstacleKind = "notAFile"
)

// FindObstacle finds the first thing that is in the way of a clean name with / between names. It is not
// ok where nothing is: then the name is not there, or leads to a file or folder.
func FindObstacle(root *os.Root, name string) (found Obstacle, ok bool) {
	at, local := "", "." // as it is asked for, and as the root opens it
	for each := range strings.SplitSeq(name, "/") {
		at, local = path.Join(at, each), filepath.Join(local, each)
		itself, err := root.Lstat(local)
		if err != nil {
			return Obstacle{}, false
		}
		real, info, err := Stat(root, local)
		switch {
		case err == nil && !info.IsDir() && !info.Mode().IsRegular():
			return Obstacle{NotAFile, at, ""}, true
		case err == nil:
			local = real
			continue
		// Windows has links that are neither.
		case itself.Mode()&(fs.ModeSymlink|fs.ModeIrregular) == 0 || errors.Is(err, fs.ErrPermission):
			return Obstacle{}, false
		}
		link := filepath.Join(root.Name(), local)
		if end, err := filepath.EvalSymlinks(link); err == nil {
			return Obstacle{LeadsOut, at, end}, true
		}
		to, err := os.Readlink(link)
		return Obstacle{LeadsNowhere, at, to}, err == nil
	}
	return Obstacle{}, false
}
