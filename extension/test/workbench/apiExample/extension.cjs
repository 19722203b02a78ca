const vscode = require('vscode');

exports.activate = async (context) => {
  const vitrina = await vscode.extensions.getExtension('vitrina.vitrina').activate();
  const item = vscode.window.createStatusBarItem('untyped');
  const untyped = new Set();
  const show = () => {
    const [site] = vitrina.sites;
    item.text = site ? `Course: ${untyped.size} / ${new URL(site.url).port}` : 'Course';
    item.show();
  };

  context.subscriptions.push(
    item,
    vitrina.onDidRecord(({ exchanges }) => {
      for (const { id, kind, contentType, complete } of exchanges) {
        if (complete && kind === 'script' && contentType === null) untyped.add(id);
      }
      show();
    }),
    vitrina.onDidChangeState(({ state }) => {
      if (state === 'starting') untyped.clear();
      show();
    }),
    vscode.commands.registerCommand('course.start', async () => {
      const [folder] = vscode.workspace.workspaceFolders;
      await vitrina.start(vscode.Uri.joinPath(folder.uri, 'html'));
    }),
    vscode.commands.registerCommand('course.stop', () => vitrina.stop()),
  );
  show();
};
