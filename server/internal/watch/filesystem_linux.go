package watch

import "golang.org/x/sys/unix"

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
	unix.FUSE_SUPER_MAGIC:      {"fuse", something}, // sshfs; virtiofs has the same number
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
	return filesystems[int64(stat.Type)&0xffffffff]
}
