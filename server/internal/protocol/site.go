package protocol

// SiteStartParams say what to serve and how. A field that is absent has the
// default of config.Defaults.
type SiteStartParams struct {
	// Root is the folder to serve, an absolute path.
	Root string `json:"root"`
	// Host is the address to bind. Absent, or localhost, it is 127.0.0.1, and ::1 at the
	// same port where this computer has it.
	Host string `json:"host,omitempty"`
	// Port is the TCP port: 0 for any free one; absent for the default port, or
	// the next free one after it where that is taken.
	Port *int `json:"port,omitempty"`
	// CGI says how scripts run.
	CGI CGIOptions `json:"cgi,omitzero"`
	// Reload says how pages follow their files.
	Reload ReloadOptions `json:"reload,omitzero"`
	// AllowedHosts are further Host names that requests may carry.
	AllowedHosts []string `json:"allowedHosts,omitempty"`
	// Headers are response fields to add, by a glob over the path.
	Headers map[string]map[string]string `json:"headers,omitempty"`
	// MIMETypes override the type table, by extension (.EXT) or path (/PATH).
	MIMETypes map[string]string `json:"mimeTypes,omitempty"`
	// Charset is the charset parameter of text types, utf-8 by default; none for no
	// parameter.
	Charset string `json:"charset,omitempty"`
}

// CGIOptions say which scripts run and how.
type CGIOptions struct {
	// Enabled is true by default. No script runs in a workspace that is not trusted.
	Enabled *bool `json:"enabled,omitempty"`
	// Directories are folders below the root, with / between names, whose files run.
	Directories []string `json:"directories,omitempty"`
	// TimeoutMs is how long a script may run, in milliseconds. On the wire it is timeout,
	// after the setting, which counts in seconds.
	TimeoutMs *float64 `json:"timeout,omitempty"`
	// Mode is lenient or strict about what RFC 3875 forbids.
	Mode CGIMode `json:"mode,omitempty"`
	// Interpreters map an extension (.py) to the command that runs such files.
	Interpreters map[string]string `json:"interpreters,omitempty"`
	// Env are variables that scripts get besides those of RFC 3875.
	Env map[string]string `json:"env,omitempty"`
	// AtOnce is how many scripts run at a time, 16 by default.
	AtOnce *int `json:"atOnce,omitempty"`
	// AllowOnNetwork lets scripts run where others on the network can ask for them.
	AllowOnNetwork bool `json:"allowOnNetwork,omitempty"`
	// Prewarm keeps Python interpreters ready for the scripts that ran last; true by default.
	Prewarm *bool `json:"prewarm,omitempty"`
}

// CGIMode says what happens to a script's output that RFC 3875 forbids.
type CGIMode string

// The modes: send it and note it, or answer 500 with the reason.
const (
	CGILenient CGIMode = "lenient"
	CGIStrict  CGIMode = "strict"
)

// ReloadOptions say which changes of files make pages reload.
type ReloadOptions struct {
	// Enabled is true by default.
	Enabled *bool `json:"enabled,omitempty"`
	// Ignore are globs over paths below the root whose changes are ignored.
	Ignore []string `json:"ignore,omitempty"`
}

// SiteRef names a running site.
type SiteRef struct {
	SiteID string `json:"siteId"`
}

// Site is a folder being served.
type Site struct {
	ID string `json:"id"`
	// Root is the folder, an absolute path, as site/start named it: it may lead through links.
	Root string `json:"root"`
	// URL is the address for this computer, ending in a slash.
	URL string `json:"url"`
	// URLs are all addresses that it can be reached at, URL first.
	URLs List[string] `json:"urls"`
	// Addresses are what it listens at, as ADDRESS:PORT.
	Addresses List[string] `json:"addresses"`
	// PanelURL is the address of the panel page for a browser on this computer. It
	// holds a secret. It is empty where the panel is off.
	PanelURL string `json:"panelUrl"`
	// LiveViewKey is the parameter key of the live view's address for who frames it in a
	// page that is not the site's. It is a secret: other pages must not.
	LiveViewKey string `json:"liveViewKey"`
	Port        int    `json:"port"`
	// PortMoved is true where the default port was taken and another was chosen.
	PortMoved bool `json:"portMoved"`
	// Reach says who can reach the site.
	Reach Reach `json:"reach"`
	// Network is how others reach it; absent where they do not.
	Network *Network `json:"network,omitempty"`
	// CGI is whether scripts run, or why not.
	CGI CGIState `json:"cgi"`
	// Waiting are interpreters that wait for requests; absent where none does.
	Waiting *WaitingInterpreters `json:"waiting,omitempty"`
	// Reload is true where browsers learn of changes.
	Reload bool `json:"reload"`
	// Watching says why changes are noticed late, or not at all: the system does not report all of
	// them, so that files are looked at once a second. It is absent where it reports them.
	Watching *Note `json:"watching,omitempty"`
	// Archive is there where nothing is served: the exchanges were read from a file.
	Archive *Archive `json:"archive,omitempty"`
}

// Reach says who can reach a site.
type Reach string

// A site is reached from this computer only, or from the network.
const (
	ReachLoopback Reach = "loopback"
	ReachNetwork  Reach = "network"
)

// Network is how other computers reach a site.
type Network struct {
	// URLs are those of the site's that other computers can use. There is none where this
	// computer has no address in a network.
	URLs List[string] `json:"urls"`
	// QRCode is the first of them as a QR code (ISO/IEC 18004): its rows from the top, one
	// character a module, 1 for a dark one and 0 for a light one, without the quiet zone.
	QRCode List[string] `json:"qrCode"`
}

// CGIState is whether scripts run, or why not.
type CGIState string

// Scripts run, or do not: switched off by a setting, for lack of trust in the
// workspace, or because the site can be reached from the network.
const (
	CGIOn        CGIState = "on"
	CGIOff       CGIState = "off"
	CGIUntrusted CGIState = "untrusted"
	CGINetwork   CGIState = "network"
)

// WaitingInterpreters are processes that were started ahead of time, each for one run of a script.
type WaitingInterpreters struct {
	Count int `json:"count"`
	// Bytes is how much memory is theirs, where the system says; else 0.
	Bytes int64 `json:"bytes"`
}

// SiteListResult answers site/list.
type SiteListResult struct {
	Sites List[Site] `json:"sites"`
}

// SiteDidChangeParams tell that a site started, changed or ended.
type SiteDidChangeParams struct {
	Site   Site       `json:"site"`
	Change SiteChange `json:"change"`
	// Reason is a sentence for people; empty where the client itself asked.
	Reason string `json:"reason"`
}

// SiteChange is what happened to a site.
type SiteChange string

// A site started, is described in another way, or ended.
const (
	SiteStarted SiteChange = "started"
	SiteChanged SiteChange = "changed"
	SiteEnded   SiteChange = "ended"
)
