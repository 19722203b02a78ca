package watch

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// filesystems are those that do not report every change, by their number (statfs(2), and
// include/uapi/linux/magic.h). What another computer, or the system around a virtual machine,
// writes comes without an event (inotify(7), "Limitations and caveats").
var filesystems = map[int64]filesystem{
	unix.NFS_SUPER_MAGIC:       {"nfs", something},
	unix.SMB_SUPER_MAGIC:       {"smb", something},
	unix.CIFS_SUPER_MAGIC:      {"cifs", something},
	unix.SMB2_SUPER_MAGIC:      {"smb3", something},
	unix.CODA_SUPER_MAGIC:      {"coda", something},
	unix.AFS_SUPER_MAGIC:       {"afs", something},
	unix.AFS_FS_MAGIC:          {"afs", something},
	unix.CEPH_SUPER_MAGIC:      {"ceph", something},
	unix.V9FS_MAGIC:            {"9p", something},   // the drives of Windows in WSL 2
	unix.FUSE_SUPER_MAGIC:      {"fuse", something}, // see fuseOf
	0x0bd00bd0:                 {"lustre", something},
	0x53464846:                 {"drvfs", something}, // the drives of Windows in WSL 1
	0x786f4256:                 {"vboxsf", something},
	0xbacbacbc:                 {"vmhgfs", something},
	0x7c7c6673:                 {"prl_fs", something},
	unix.OVERLAYFS_SUPER_MAGIC: {"overlay", mostly}, // its lower layers may change below it
}

func filesystemOf(folder string) filesystem {
	var stat unix.Statfs_t
	if err := unix.Statfs(folder, &stat); err != nil {
		return filesystem{}
	}
	// The kernel keeps 32 bits; some systems extend their sign.
	found := filesystems[int64(stat.Type)&0xffffffff]
	if found.name == "fuse" {
		found = fuseOf(folder, found)
	}
	return found
}

// fuseOf tells what stands behind FUSE: fuse.sshfs, virtiofs and so on. Behind fuseblk is a disk
// of this computer, such as one that Windows formatted, whose changes all pass through it.
func fuseOf(folder string, fuse filesystem) filesystem {
	var stat unix.Stat_t
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil || unix.Stat(folder, &stat) != nil {
		return fuse
	}
	device := fmt.Sprintf("%d:%d", unix.Major(uint64(stat.Dev)), unix.Minor(uint64(stat.Dev)))
	switch name := mountedAs(string(mounts), device); name {
	case "":
		return fuse
	case "fuseblk":
		return filesystem{}
	default:
		return filesystem{name, something}
	}
}

// mountedAs is the type of the file system on a device, by proc_pid_mountinfo(5): "" where it
// is not there.
func mountedAs(mounts, device string) string {
	for line := range strings.Lines(mounts) {
		before, after, _ := strings.Cut(line, " - ")
		fields, kinds := strings.Fields(before), strings.Fields(after)
		if len(fields) > 2 && len(kinds) > 0 && fields[2] == device {
			return kinds[0]
		}
	}
	return ""
}
