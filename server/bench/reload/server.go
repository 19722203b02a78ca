package reload

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/coder/websocket"

	"vitrina/server/bench/peer"
)

// kind is a server that can be measured.
type kind struct {
	name string
	// command is what starts it for a folder at a port.
	command func(root, port string) []string
	// socket is the address of the socket of a page that was fetched, with its subprotocols.
	socket func(page *url.URL, content string) (address string, protocols []string)
	// news are the messages that change a page; the others only greet.
	news []string
}

// kinds are the server itself, by the path of its program, and its peers that are installed.
// Missing are the names of those that are not.
func kinds(program string) (installed []kind, missing []string) {
	all := []kind{
		{
			name: "vitrina",
			command: func(root, port string) []string {
				return []string{program, "serve", "--json", "--port", port, root}
			},
			socket: vitrinaSocket,
			news:   []string{"reload", "style", "image", "changed"},
		},
		{
			name: "vite",
			command: func(root, port string) []string {
				return []string{"vite", root, "--port", port, "--strictPort", "--host", "127.0.0.1"}
			},
			socket: func(page *url.URL, _ string) (string, []string) {
				return "ws://" + page.Host + "/", []string{"vite-hmr"}
			},
			news: []string{"full-reload", "update"},
		},
		{
			name: "live-server",
			command: func(root, port string) []string {
				return []string{"live-server", root, "--port=" + port, "--host=127.0.0.1", "--no-browser"}
			},
			socket: func(page *url.URL, _ string) (string, []string) { return "ws://" + page.Host + page.Path + "/ws", nil },
			news:   []string{"reload", "refreshcss"},
		},
	}
	for _, each := range all {
		if _, err := exec.LookPath(each.command("", "")[0]); err != nil {
			missing = append(missing, each.name)
			continue
		}
		installed = append(installed, each)
	}
	return installed, missing
}

var scriptLine = regexp.MustCompile(`src="[^"]*_vitrina/reload\.js(?:\?([^"]*))?"`)

// vitrinaSocket asks for what the page's script line says of it.
func vitrinaSocket(page *url.URL, content string) (string, []string) {
	query := url.Values{}
	if line := scriptLine.FindStringSubmatch(content); line != nil {
		query, _ = url.ParseQuery(strings.ReplaceAll(line[1], "&amp;", "&"))
	}
	query.Set("page", page.Path)
	query.Set("age", "0")
	return "ws://" + page.Host + "/_vitrina/reload?" + query.Encode(), nil
}

// server is one that runs.
type server struct {
	*peer.Server
	kind
	root string
	url  string
}

// start starts a server and waits until it answers.
func start(ctx context.Context, k kind, root string) (*server, error) {
	running, err := peer.Contender{Name: k.name, Command: func(address string) (peer.Command, error) {
		return peer.Command{Args: k.command(root, peer.Port(address)), Folder: root}, nil
	}}.Start(ctx)
	if err != nil {
		return nil, err
	}
	return &server{Server: running, kind: k, root: root, url: "http://" + running.Address + "/"}, nil
}

// path is where a file of the site is.
func (s *server) path(name string) string { return filepath.Join(s.root, filepath.FromSlash(name)) }

// get fetches a file as a browser does: a page, or a part of one.
func (s *server) get(name, destination, referer string) (string, error) {
	request, err := http.NewRequest(http.MethodGet, s.url+name, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Sec-Fetch-Dest", destination)
	request.Header.Set("Accept", map[string]string{"document": "text/html", "style": "text/css"}[destination])
	if referer != "" {
		request.Header.Set("Referer", s.url+referer)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var content bytes.Buffer
	_, err = content.ReadFrom(response.Body)
	return content.String(), err
}

// page is an open page: its socket, and when messages came that change it.
type page struct {
	socket *websocket.Conn
	news   chan time.Time
}

// open fetches a page with its style sheets and opens its socket.
func (s *server) open(ctx context.Context, name string, sheets ...string) (*page, error) {
	content, err := s.get(name, "document", "")
	if err != nil {
		return nil, err
	}
	for _, sheet := range sheets {
		if _, err := s.get(sheet, "style", name); err != nil {
			return nil, err
		}
	}
	at, err := url.Parse(s.url + name)
	if err != nil {
		return nil, err
	}
	address, protocols := s.socket(at, content)
	socket, _, err := websocket.Dial(ctx, address, &websocket.DialOptions{Subprotocols: protocols})
	if err != nil {
		return nil, err
	}
	p := &page{socket: socket, news: make(chan time.Time, 10_000)}
	greeted := make(chan error, 1)
	go func() {
		for first := true; ; first = false {
			_, data, err := socket.Read(ctx)
			now := time.Now()
			if first {
				greeted <- err
			}
			if err != nil {
				return // it is closed
			}
			if slices.Contains(s.news, typeOf(data)) {
				p.news <- now
			}
		}
	}()
	select {
	case err = <-greeted:
	case <-time.After(peer.Patience):
		err = errors.New(s.name + " does not greet")
	}
	return p, err
}

func (p *page) close() { _ = p.socket.CloseNow() } // nothing of it is wanted any more

// typeOf is the type of a message: of a JSON object, or the word that it is.
func typeOf(data []byte) string {
	var message struct{ Type string }
	if err := json.Unmarshal(data, &message); err == nil {
		return message.Type
	}
	return string(data)
}
