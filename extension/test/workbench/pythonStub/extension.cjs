// The interface is that of @vscode/python-extension. The environment is the folder "environment" of the workspace.
const path = require('node:path');
const vscode = require('vscode');

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  let chosen = '';
  context.subscriptions.push(
    changed,
    vscode.commands.registerCommand('python.choose', () => {
      chosen = path.join(vscode.workspace.workspaceFolders[0].uri.fsPath, 'environment');
      changed.fire({ path: chosen });
    }),
  );
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: chosen, path: chosen }),
      resolveEnvironment: async ({ path: folder }) =>
        folder ? { executable: { uri: vscode.Uri.file(path.join(folder, 'bin/python')) } } : undefined,
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
