import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathPrefix } from '../../src/site/pathPrefix';

test('a proxy that puts a path before the site’s is noticed; another host or port is none', () => {
  const site = 'http://127.0.0.1:8000/';
  assert.equal(pathPrefix(site, 'http://127.0.0.1:8080/proxy/8000/'), '/proxy/8000');
  assert.equal(pathPrefix(site, 'https://sturdy-8000.app.github.dev/'), '');
  assert.equal(pathPrefix(site, 'http://localhost:53211/'), '');
  assert.equal(pathPrefix(site, site), '');
});
