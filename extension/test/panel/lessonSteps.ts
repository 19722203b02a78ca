import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { CDPSession, Frame, Page, Request } from 'playwright-core';
import { exchangeRow, until } from './browser';
import type { Student } from './student';

/** What a student does in a step. */
export type Action = (student: Student, panel: Page) => Promise<void>;

/** What a student does in each step of each lesson, by the names of the lesson's folder and of the step. */
export const steps: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  '1-types': {
    page: (s) => s.open('/index-1.html'),
    style: (s) => s.open('/index.css'),
    script: (s) => s.open('/cgi-bin/index.py'),
    javascript: (s) =>
      s.edit('html/cgi-bin/index.py', [
        'print("<!doctype',
        'print("Content-type: text/javascript")\nprint()\nprint("<!doctype',
      ]),
    html: async (s) => {
      await s.edit('html/cgi-bin/index.py', ['text/javascript', 'text/html']);
      await s.tab.reload();
    },
    'empty-line': (s) => s.edit('html/cgi-bin/index.py', ['print()\n', '']),
    localhost: async (s) => {
      await s.open('/');
      await s.open('/', 'localhost');
    },
    network: (s) => s.open('/cgi-bin/index.py'),
    process: async (s) => {
      await s.open('/cgi-bin/process.py');
      await s.tab.reload();
      await s.tab.reload();
    },
    rights: async (s) => {
      await s.open('/diary.txt');
      await s.open('/cgi-bin/rights.py');
    },
  },

  '2-request': {
    line: (s) => s.open('/cgi-bin/echo.py'),
    path: (s) => s.open('/cgi-bin/echo.py/madrid/metro'),
    query: (s) => s.open('/cgi-bin/echo.py?city=Madrid'),
    encoding: (s) => s.open('/cgi-bin/echo.py?city=Cáceres'),
    headers: async (_, panel) => {
      await panel.bringToFront();
      await exchangeRow(panel, '/cgi-bin/echo.py').click();
      await panel.getByRole('button', { name: /^(Edit and send|Editar y enviar)/ }).click();
      const headers = panel.locator('request-composer [name=headers]');
      await headers.fill((await headers.inputValue()).replace(/^user-agent: .*$/im, 'User-Agent: Submarine/1.0'));
      await panel
        .locator('request-composer')
        .getByRole('button', { name: /^(Send|Enviar)$/ })
        .click();
    },
    'form-get': async (s) => {
      await s.open('/form.html');
      await s.tab.getByRole('combobox').selectOption('mint');
      await s.tab.getByRole('textbox').fill('Ana');
      await s.press('Send');
    },
    'form-post': async (s) => {
      await s.open('/form.html');
      await s.edit('html/form.html', ['method="get"', 'method="post"']);
      await s.tab.locator('form[method=post]').waitFor(); // it reloads by itself
      await s.tab.getByRole('combobox').selectOption('mint');
      await s.press('Send');
      await s.tab.waitForURL('**/echo.py');
    },
    again: async (s) => {
      await s.tab.reload();
    },
    'not-allowed': async (s) => {
      await s.open('/form.html');
      await s.edit('html/form.html', ['action="/cgi-bin/echo.py"', 'action="/form.html"']);
      await s.tab.locator('form[action="/form.html"]').waitFor();
      await s.press('Send');
    },
  },

  '3-status': {
    missing: (s) => s.open('/nothing.html'),
    own: async (s) => {
      await s.open('/cgi-bin/door.py');
      await s.addHeaders('html/cgi-bin/door.py', `"Status: 418 I'm a teapot"`);
    },
    crash: async (s) => {
      await s.open('/cgi-bin/pizza.py?people=4');
      await s.open('/cgi-bin/pizza.py?people=0');
    },
    whose: (s) =>
      s.edit('html/cgi-bin/pizza.py', [
        'slices = ',
        [
          'if people == 0:',
          '    print("Status: 400 Bad Request")',
          '    print("Content-Type: text/html; charset=utf-8")',
          '    print()',
          '    print("<h1>Who is going to eat it?</h1>")',
          '    raise SystemExit',
          '',
          'slices = ',
        ].join('\n'),
      ]),
    redirect: async (s) => {
      await s.open('/cgi-bin/old.py');
      assert.equal(s.tab.url(), s.address('/new.html'));
    },
    local: async (s) => {
      await s.edit('html/cgi-bin/old.py', ['print("Status: 302 Found")\n', '']);
      await s.open('/cgi-bin/old.py');
      assert.equal(s.tab.url(), s.address('/cgi-bin/old.py'));
    },
    permanent: async (s) => {
      await s.open('/');
      await s.edit('html/cgi-bin/old.py', [
        'print("Location',
        'print("Status: 301 Moved Permanently")\nprint("Cache-Control: max-age=60")\nprint("Location',
      ]);
      const before = s.seen('/cgi-bin/old.py');
      await s.follow('cgi-bin/old.py');
      await s.tab.waitForURL('**/new.html');
      await until('the redirect is recorded', () => Promise.resolve(s.seen('/cgi-bin/old.py') > before));
      const [asked, loaded] = [s.seen('/cgi-bin/old.py'), s.seen('/new.html')];
      await s.open('/');
      await s.follow('cgi-bin/old.py');
      await s.tab.waitForURL('**/new.html');
      await until('the page is recorded', () => Promise.resolve(s.seen('/new.html') > loaded));
      assert.equal(s.seen('/cgi-bin/old.py'), asked, 'the browser remembers the redirect');
    },
    order: async (s) => {
      await s.open('/order.html');
      await s.press('Order');
      await s.tab.waitForURL('**/order.py');
      await s.open('/');
      await s.addHeaders('html/cgi-bin/order.py', '"Status: 303 See Other"', '"Location: /thanks.html"');
      await s.open('/order.html');
      await s.press('Order');
      await s.tab.waitForURL('**/thanks.html');
      await until('both orders are recorded', () => Promise.resolve(s.seen('/cgi-bin/order.py') > 1));
      await until('the page is recorded', () => Promise.resolve(s.seen('/thanks.html') > 0));
      const [ordered, thanked] = [s.seen('/cgi-bin/order.py'), s.seen('/thanks.html')];
      await s.tab.reload();
      await until('the reload is recorded', () => Promise.resolve(s.seen('/thanks.html') > thanked));
      assert.equal(s.seen('/cgi-bin/order.py'), ordered, 'a reload orders nothing');
    },
    loop: async (s) => {
      await assert.rejects(s.open('/cgi-bin/loop.py'), /ERR_TOO_MANY_REDIRECTS/);
    },
  },

  '4-cookies': {
    forget: async (s) => {
      await s.open('/cgi-bin/counter.py');
      await s.tab.reload();
      assert.match(await heading(s), / 1 $/);
    },
    set: (s) => s.addHeaders('html/cgi-bin/counter.py', '"Set-Cookie: visits=1; Path=/"'),
    back: (s) => s.open('/cgi-bin/counter.py'),
    count: async (s) => {
      await s.open('/');
      await s.edit(
        'html/cgi-bin/counter.py',
        [
          'visits = 1\n',
          'cookies = SimpleCookie(os.environ.get("HTTP_COOKIE", ""))\n' +
            'visits = int(cookies["visits"].value) + 1 if "visits" in cookies else 1\n',
        ],
        ['print("Set-Cookie: visits=1;', 'print(f"Set-Cookie: visits={visits};'],
      );
      await s.open('/cgi-bin/counter.py');
      await s.tab.reload();
      assert.match(await heading(s), / 3 $/);
    },
    cheat: async (s) => {
      await s.open('/peek.html');
      await s.press('Write');
      await s.follow('/cgi-bin/counter.py');
      await s.tab.waitForURL('**/counter.py');
      assert.match(await heading(s), / 1001 $/);
    },
    path: (s) => s.open('/about.html'),
    host: async (s) => {
      await s.open('/cgi-bin/counter.py', 'localhost');
      assert.match(await heading(s), / 1 $/);
    },
    life: async (s) => {
      await s.open('/');
      await s.edit('html/cgi-bin/counter.py', ['Path=/', 'Path=/; Max-Age=1']);
      await s.open('/cgi-bin/counter.py');
      await until('the cookie is gone', async () => !(await cookies(s)).includes('visits='));
      await s.open('/cgi-bin/counter.py');
    },
    script: async (s) => {
      await s.open('/');
      await s.edit('html/cgi-bin/counter.py', ['Max-Age=1', 'HttpOnly']);
      await s.open('/cgi-bin/counter.py');
      await s.open('/peek.html');
      assert.match(await s.tab.locator('#seen').innerText(), /no cookie/);
    },
    delete: async (s) => {
      await s.open('/cgi-bin/forget.py');
      await s.follow('/cgi-bin/counter.py');
    },
  },

  '5-caching': {
    etag: (s) => s.open('/news.html'),
    'not-modified': async (s) => {
      await s.tab.reload();
    },
    edit: (s) => s.edit('html/news.html', ['Nothing has happened', 'The first lesson is over']),
    forced: async (s) => {
      const session: CDPSession = await s.tab.context().newCDPSession(s.tab);
      await session.send('Page.reload', { ignoreCache: true });
    },
    'max-age': async (s) => {
      await s.addHeaders('html/cgi-bin/clock.py', '"Cache-Control: max-age=3600"');
      await s.open('/ask.html');
      for (let click = 0; click < 5; click++) await ask(s, 'clock.py');
      assert.equal(s.seen('/cgi-bin/clock.py'), 1, 'the browser asks once');
    },
    stale: async (s) => {
      await s.edit('html/cgi-bin/clock.py', ['It is', 'The time is']);
      assert.match(await ask(s, 'clock.py'), /^It is/);
    },
    version: async (s) => {
      await s.edit('html/ask.html', ['/cgi-bin/clock.py', '/cgi-bin/clock.py?v=2']);
      await s.tab.locator('[data-path$="?v=2"]').waitFor();
      assert.match(await ask(s, 'clock.py'), /^The time is/);
    },
    'no-store': async (s) => {
      await s.addHeaders('html/cgi-bin/menu.py', '"Cache-Control: no-store"');
      await ask(s, 'menu.py');
      await ask(s, 'menu.py');
    },
    'own-etag': async (s) => {
      await s.edit('html/cgi-bin/menu.py', [
        'print("Cache-Control: no-store")\n',
        [
          `etag = '"menu-1"'`,
          'print("ETag: " + etag)',
          'if os.environ.get("HTTP_IF_NONE_MATCH") == etag:',
          '    print("Status: 304 Not Modified")',
          '    print()',
          '    raise SystemExit',
          '',
        ].join('\n'),
      ]);
      await ask(s, 'menu.py');
      assert.match(await ask(s, 'menu.py'), /^Soup/);
    },
  },

  '6-processes': {
    race: async (s) => {
      await s.open('/race.html');
      await s.press('Start');
      await s.tab.locator('#script').getByText('ms').waitFor();
    },
    echo: async (s) => {
      await s.open('/cgi-bin/greet.py?name=<u>Ana</u>');
      await s.tab.locator('h1 u').waitFor();
    },
    attack: async (s) => {
      await s.open('/mail.html');
      await s.tab.getByRole('link').click();
      await s.tab.getByText('Your session has ended').waitFor();
    },
    escape: async (s) => {
      await s.open('/');
      await s.edit(
        'html/cgi-bin/greet.py',
        ['import os', 'import html\nimport os'],
        ['" + name + "', '" + html.escape(name) + "'],
      );
      await s.open('/mail.html');
      await s.tab.getByRole('link').click();
      await s.tab.getByRole('heading').getByText('<script').waitFor();
    },
    open: async (s) => {
      await s.open('/passwords.txt');
      await s.open('/cgi-bin/read.py?file=../../passwords.txt');
      await s.tab.getByText('ana:1234').waitFor();
    },
    closed: async (s) => {
      await s.open('/');
      await s.edit('html/cgi-bin/read.py', [
        'with open',
        [
          'if name not in os.listdir("../texts"):',
          '    print("Status: 404 Not Found")',
          '    print("Content-Type: text/plain; charset=utf-8")',
          '    print()',
          '    print("There is no such text.")',
          '    raise SystemExit',
          '',
          'with open',
        ].join('\n'),
      ]);
      await s.open('/cgi-bin/read.py?file=../../passwords.txt');
      await s.open('/cgi-bin/read.py?file=poem.txt');
    },
    wsgi: async (s) => {
      await s.open('/cgi-bin/wsgi.py?name=Ana');
      await s.tab.reload();
      await s.tab.getByText('Visita 1').waitFor();
    },
    'one-process': async (s) => {
      const program = spawn('python3', ['app.py'], { cwd: s.folder, stdio: ['ignore', 'pipe', 'ignore'] });
      const ended = once(program, 'close');
      try {
        const [address] = (await once(createInterface(program.stdout), 'line')) as [string];
        await s.tab.goto(address);
        await s.tab.reload();
        await s.tab.reload();
        await s.tab.getByText('Visita 3').waitFor();
        await s.press('10 more');
        await s.tab.locator('output').getByText('ms').waitFor();
      } finally {
        program.kill();
        await ended;
      }
    },
  },
};

const heading = (s: Student): Promise<string> => s.tab.locator('h1').textContent().then(String);

const cookies = async (s: Student): Promise<string> =>
  (await s.tab.context().cookies(s.address('/'))).map(({ name }) => `${name}=`).join();

/**
 * Presses a button of ask.html and waits until its answer is there, which outlives a reload of the page. Where none comes,
 * the error says what the page did meanwhile.
 */
async function ask(s: Student, name: string): Promise<string> {
  const clicks = s.tab.locator('#clicks');
  const before = Number(await clicks.textContent());
  const did: string[] = [];
  const loaded = (frame: Frame): unknown => did.push(`loaded ${frame.url()}`);
  const asked = (request: Request): unknown => did.push(`asked for ${request.url()}`);
  const failed = (request: Request): unknown =>
    did.push(`failed ${request.url()} (${request.failure()?.errorText ?? ''})`);
  s.tab.on('framenavigated', loaded).on('request', asked).on('requestfailed', failed);
  await s.press(name);
  try {
    await until('the answer is shown', async () => Number(await clicks.textContent()) > before);
  } catch (error) {
    throw new Error(`${String(error)}: ${did.join('; ')}`, { cause: error });
  } finally {
    s.tab.off('framenavigated', loaded).off('request', asked).off('requestfailed', failed);
  }
  return String(await s.tab.locator('#answer').textContent());
}
