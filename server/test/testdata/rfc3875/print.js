const { readFileSync, writeSync } = require('node:fs');
for (let row = readFileSync('../rows/' + process.env.QUERY_STRING); row.length > 0; ) {
  row = row.subarray(writeSync(1, row));
}
