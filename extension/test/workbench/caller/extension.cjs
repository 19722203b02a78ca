const vscode = require('vscode');

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('caller.call', async () => {
      const name = await vscode.window.showInputBox({ prompt: 'The name of a command' });
      if (name) await vscode.commands.executeCommand(name);
    }),
  );
};
