package peer

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Installed are the servers among some that this computer has, nginx and lighttpd, and missing the names of
// the others. Scratch is where they may write.
func Installed(scratch, root string, servers ...string) (found []Contender, missing []string) {
	configured := map[string]func(program, scratch, root, address string) (Command, error){
		"nginx": nginx, "lighttpd": lighttpd,
	}
	for _, name := range servers {
		program, err := find(name)
		if err != nil {
			missing = append(missing, name)
			continue
		}
		found = append(found, Contender{name, func(address string) (Command, error) {
			return configured[name](program, scratch, root, address)
		}})
	}
	return found, missing
}

// find is where an installed program is. Debian's servers are in /usr/sbin, where not everybody
// looks.
func find(name string) (string, error) {
	if found, err := exec.LookPath(name); err == nil {
		return found, nil
	}
	return exec.LookPath(filepath.Join("/usr/sbin", name))
}

// nginx is one process, as the others are.
func nginx(program, scratch, root, address string) (Command, error) {
	paths := ""
	for _, each := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		paths += fmt.Sprintf("%s_temp_path %q;\n", each, filepath.Join(scratch, each))
	}
	configuration := filepath.Join(scratch, "nginx.conf")
	err := os.WriteFile(configuration, fmt.Appendf(nil, `daemon off;
master_process off;
pid %q;
error_log stderr crit;
worker_rlimit_nofile %[4]d;
events { worker_connections %[4]d; }
http {
%[2]s
access_log off;
sendfile on;
tcp_nopush on;
keepalive_requests 1000000000;
keepalive_timeout 300;
server { listen %[3]s; root %[5]q; index index.html; }
}
`, filepath.Join(scratch, "nginx.pid"), paths, address, descriptors, root), 0o600)
	return Command{
		Folder: scratch,
		Args:   []string{program, "-e", "stderr", "-p", scratch, "-c", configuration},
	}, err
}

// lighttpd runs the scripts in cgi-bin.
func lighttpd(program, scratch, root, address string) (Command, error) {
	configuration := filepath.Join(scratch, "lighttpd.conf")
	err := os.WriteFile(configuration, fmt.Appendf(nil, `server.document-root = %[1]q
server.bind = "127.0.0.1"
server.port = %[2]s
server.modules = ("mod_cgi", "mod_setenv")
server.upload-dirs = (%[3]q)
server.max-fds = %[4]d
server.max-connections = %[5]d
server.max-keep-alive-requests = 65535
server.max-keep-alive-idle = 300
index-file.names = ("index.html")
mimetype.assign = (".html" => "text/html", ".txt" => "text/plain")
$HTTP["url"] =^ "/cgi-bin/" {
	cgi.assign = ("" => "")
	setenv.set-environment = ("PATH" => env.PATH)
}
`, root, Port(address), scratch, 2*descriptors, descriptors), 0o600)
	return Command{Folder: scratch, Args: []string{program, "-D", "-f", configuration}}, err
}

// descriptors is how many of them servers ask for that do not take all they get.
const descriptors = 16384
