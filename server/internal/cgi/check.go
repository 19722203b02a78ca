package cgi

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/rootfs"
)

// Checked is a script, how it would run and what is wrong with it.
type Checked struct {
	Script   Script
	Command  []string // empty where there is none
	Problems []Problem
}

// Check looks at every script below the folders, or at only one, by its path ("" for all).
// It runs none.
func (r *Runner) Check(root *os.Root, folders []string, only string) ([]Checked, error) {
	checked := []Checked{}
	for _, folder := range folders {
		local, _, err := rootfs.Stat(root, filepath.FromSlash(folder))
		if err != nil && !errors.Is(err, fs.ErrPermission) { // a site without scripts
			if found, ok := checkObstacle(root, folder); ok && only == "" {
				checked = append(checked, found)
			}
			continue
		}
		local = filepath.ToSlash(local)
		err = fs.WalkDir(root.FS(), local, func(at string, entry fs.DirEntry, err error) error {
			name := folder
			if at != local {
				name = path.Join(folder, strings.TrimPrefix(at, local+"/"))
			}
			switch {
			case errors.Is(err, fs.ErrNotExist): // it has gone meanwhile
				return nil
			case errors.Is(err, fs.ErrPermission): // the others are looked at all the same
				checked = append(checked, Checked{Script: scriptAt(root, name), Problems: []Problem{
					{FolderNotReadable, protocol.SeverityWarning, 1, map[string]string{"folder": name}},
				}})
				return fs.SkipDir
			case err != nil:
				return err
			case strings.HasPrefix(entry.Name(), "."), entry.IsDir() && entry.Name() == "__pycache__",
				only != "" && only != name && !strings.HasPrefix(only, name+"/"):
				if entry.IsDir() {
					return fs.SkipDir
				}
				return nil
			case entry.IsDir():
				if name != folder && (only == "" || only == name) && r.IsScriptName(name) {
					checked = append(checked, checkFolder(scriptAt(root, name)))
				}
				return nil
			}
			if script, err := Find(root, name, folder, ""); err == nil && script.Path == name {
				if found := guarded(r.check, script); len(found.Command)+len(found.Problems) > 0 { // else it is not a script, as far as can be seen
					checked = append(checked, found)
				}
			} else if found, ok := checkObstacle(root, name); err != nil && ok {
				checked = append(checked, found)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return checked, nil
}

// checkObstacle is for what is there and leads to no script.
func checkObstacle(root *os.Root, name string) (Checked, bool) {
	found, ok := rootfs.FindObstacle(root, name)
	return Checked{Script: scriptAt(root, name), Problems: []Problem{
		{ProblemCode(found.Kind), protocol.SeverityWarning, 1, map[string]string{"at": found.At, "to": found.To}},
	}}, ok
}

// guarded is a check that a fault of Vitrina's does not end: then that is what is wrong, and the other
// scripts are checked all the same.
func guarded(check func(Script) Checked, script Script) (found Checked) {
	defer func() {
		if cause := recover(); cause != nil {
			found = Checked{Script: script, Problems: []Problem{{
				CheckFailed, protocol.SeverityError, 1, map[string]string{"script": script.Path, "cause": fmt.Sprint(cause)},
			}}}
		}
	}()
	return check(script)
}

// checkFolder is for a folder that has the name of a script.
func checkFolder(script Script) Checked {
	return Checked{Script: script, Problems: []Problem{{FolderNamedScript, protocol.SeverityWarning, 1, map[string]string{"script": script.Path}}}}
}
