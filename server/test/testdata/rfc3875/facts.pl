#!/usr/bin/perl
use Cwd;
binmode STDIN;
binmode STDOUT;
print "Content-Type: text/plain\n\n";
print "env:$_=$ENV{$_}\n" for keys %ENV;
print "arg:$_\n" for @ARGV;
print "cwd:", getcwd, "\nstdin:";
local $/;
print <STDIN>;
