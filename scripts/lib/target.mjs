// The platforms that Vitrina is built for, by the names that VS Code gives them, and what each means to Go
// (https://code.visualstudio.com/api/working-with-extensions/publishing-extension#platformspecific-extensions).

export const targets = {
  'linux-x64': { GOOS: 'linux', GOARCH: 'amd64' },
  'linux-arm64': { GOOS: 'linux', GOARCH: 'arm64' },
  'darwin-x64': { GOOS: 'darwin', GOARCH: 'amd64' },
  'darwin-arm64': { GOOS: 'darwin', GOARCH: 'arm64' },
  'win32-x64': { GOOS: 'windows', GOARCH: 'amd64' },
  'win32-arm64': { GOOS: 'windows', GOARCH: 'arm64' },
};

/** The platform that this runs on. */
export const thisTarget = `${process.platform}-${process.arch}`;

/** The binary's file name on a platform. */
export const binaryName = (target = thisTarget) => (target.startsWith('win32-') ? 'vitrina.exe' : 'vitrina');
