import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { Workbench } from './workbench';

// The same in Spanish, in a dark theme. VS Code's own texts stay English here; see writeLanguagePack.

let workbench: Workbench;
const other = createServer();
before(async () => {
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  workbench = await Workbench.start('spanish', {
    locale: 'es-419', // for which the Spanish texts count as well
    settings: {
      'workbench.colorTheme': 'Default Dark Modern',
      'vitrina.openOnStart': 'liveView',
      'vitrina.port': (other.address() as AddressInfo).port,
    },
  });
});
after(async () => {
  other.close();
  await workbench.stop();
});

test('a port that is taken is told in Spanish, with the way to the setting', async () => {
  const { port } = other.address() as AddressInfo;
  await workbench.run('Vitrina: Iniciar servidor');
  const toast = workbench.toast(String(port));
  await toast.getByRole('button', { name: 'Abrir configuración' }).waitFor();
  await toast.getByRole('button', { name: 'Mostrar registro' }).waitFor();
  assert.match(await toast.innerText(), /puerto/);
  assert.match(await workbench.spokenStatus(), /puerto/);
  await workbench.page.locator('.notifications-toasts.visible').waitFor();
  await workbench.screenshot('1-port-taken');
});

test('the server starts in Spanish, and the live view opens as the setting says', async () => {
  await workbench.set({ 'vitrina.port': 0 });
  await workbench.edit('index-1.html');
  await workbench.run('Vitrina: Iniciar servidor');
  await workbench.shownPort();
  await workbench.framed.getByRole('heading', { name: 'Una página' }).waitFor();
  assert.equal(await workbench.liveView.locator('html').getAttribute('lang'), 'es');
  assert.match(await workbench.spokenStatus(), /Solo se puede acceder desde este equipo. Los scripts CGI se ejecutan/);
});

test('the view, its list and its tables have Spanish names', async () => {
  await workbench.showPanel();
  await workbench.page.locator('.composite.title', { hasText: 'Intercambios' }).waitFor();
  const list = workbench.panel.getByRole('listbox', { name: 'Intercambios' });
  await list.getByRole('option', { name: '/index-1.html' }).first().click();
  await workbench.panel.getByRole('table', { name: 'Encabezados de la respuesta' }).waitFor();
  await workbench.run('Notifications: Clear All Notifications');
  await workbench.screenshot('2-dark');
});

test('what a header means is told in Spanish, from a file that the view may read', async () => {
  await workbench.panel.getByRole('button', { name: 'Content-Type', exact: true }).first().click();
  await workbench.panel.getByText('Indica qué es el cuerpo').waitFor();
  await workbench.screenshot('2-explained');
});

test('the tooltip says what is served, where, and who can reach it', async () => {
  await workbench.status.hover();
  await workbench.page.locator('.workbench-hover', { hasText: 'Dirección: http://127.0.0.1:' }).waitFor();
  await workbench.screenshot('3-tooltip');
});

test('the commands of the palette are in Spanish', async () => {
  for (const title of ['Detener servidor', 'Abrir vista en vivo', 'Abrir el laboratorio HTTP', 'Borrar intercambios']) {
    await workbench.palette(`Vitrina: ${title}`);
  }
  await workbench.screenshot('4-palette');
  await workbench.page.keyboard.press('Escape');
});

test('the walkthrough, and the panel that has nothing to show, are in Spanish', async () => {
  await workbench.page.setViewportSize({ width: 1700, height: 900 });
  await workbench.run('View: Close All Editors');
  await workbench.run('Vitrina: Primeros pasos');
  await workbench.page.getByText('Primeros pasos con Vitrina').first().waitFor();
  await workbench.page.getByRole('button', { name: 'Iniciar servidor' }).first().waitFor();
  // What was done before anybody looked at it counts.
  for (const step of ['start', 'open']) {
    await workbench.page.locator(`[data-done-step-id$="#${step}"][aria-checked="true"]`).waitFor();
  }
  await workbench.screenshot('5-walkthrough');
  await workbench.run('Vitrina: Borrar intercambios');
  await workbench.panel.getByRole('button', { name: 'Lecciones' }).waitFor();
  await workbench.screenshot('6-empty');
});

test('what there is not to export, and a server that ends before it answers, are told in Spanish', async () => {
  await workbench.run('Vitrina: Exportar HAR');
  await workbench.toast('Todavía no hay intercambios que exportar.').waitFor();
  const [server = 0] = await workbench.serverProcesses();
  process.kill(server, 'SIGSTOP');
  await workbench.run('Vitrina: Borrar intercambios');
  await workbench.run('Vitrina: Mostrar registro'); // which comes after the request
  await workbench.page.locator('.output-view .view-lines').waitFor();
  process.kill(server, 'SIGKILL');
  await workbench.toast('El servidor de Vitrina se detuvo antes de responder.').waitFor();
});
