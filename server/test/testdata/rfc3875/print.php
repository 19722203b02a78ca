<?php
// php-cgi writes the header itself, out of what it is told by header().
ini_set('default_mimetype', '');
ini_set('default_charset', '');
[$head, $content] = explode("\n\n", str_replace("\r\n", "\n", file_get_contents('../rows/' . getenv('QUERY_STRING'))), 2);
foreach (explode("\n", $head) as $line) {
    header($line, false);
}
echo $content;
