package protocol

// ScriptCheckParams ask what would happen to the scripts of a folder, without
// running any.
type ScriptCheckParams struct {
	// Root is the folder that is or would be served, an absolute path.
	Root string `json:"root"`
	// CGI says which scripts would run and how; see SiteStartParams.
	CGI CGIOptions `json:"cgi,omitzero"`
	// Script is the only script to look at, relative to the root, with / between names;
	// absent for all.
	Script string `json:"script,omitempty"`
}

// ScriptCheckResult answers script/check.
type ScriptCheckResult struct {
	// Scripts are sorted by path.
	Scripts List[CheckedScript] `json:"scripts"`
}

// CheckedScript says how a script would run and what is wrong with it.
type CheckedScript struct {
	// Path is relative to the root, with / between names.
	Path string `json:"path"`
	// Command is the program and its arguments; empty where there is none.
	Command List[string] `json:"command"`
	// Problems are empty where nothing is wrong.
	Problems List[Diagnostic] `json:"problems"`
}
