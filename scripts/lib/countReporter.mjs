// A reporter for node:test (https://nodejs.org/docs/latest-v20.x/api/test.html#custom-reporters) that counts tests and
// keeps how long each took. A suite is not a test, and neither is a file, unless it failed as a whole.

export default async function* countReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const tests = [];
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped++;
    else if (type === 'test:fail') counts.failed += isSuite(data) && failedInside(data) ? 0 : 1;
    else if (!isSuite(data) && !isFile(data)) counts.passed++;
    if (!isSuite(data) && !isFile(data)) tests.push({ name: data.name, seconds: data.details.duration_ms / 1000 });
  }
  yield JSON.stringify({ ...counts, tests });
}

const isSuite = ({ details }) => details.type === 'suite';

/** A file that was run is reported as a test of its own where it holds none. */
const isFile = ({ nesting, name, file }) => nesting === 0 && (name === file || /\.mjs$/.test(name));

/** The suite failed only since one of its tests did, which is counted already. */
const failedInside = ({ details }) => details.error?.failureType === 'subtestsFailed';
